"""Scripts hold no sentence of their own, and the server's dictionary for them has no hole and no dead word."""

import re
from pathlib import Path

from maps.protocol import MESSAGES
from maps.words import PAPERS, ROWS, words

STATIC = Path(__file__).parents[2] / "static/js"
SCRIPTS = [STATIC / "board.js", *sorted((STATIC / "board").rglob("*.js"))]
ASKED = re.compile(r'\bt\((?:[^`\n]*? \? )??"([a-z-]+)"(?:\s*:\s*"([a-z-]+)")?|\bt\.list\("([a-z-]+)"\)')
BUILT = re.compile(r"`([a-z-]+-)\$\{")
# Asked for by a name that is in a variable: the states of the badge and the keys of a choice.
BY_NAME = {"saved", "saving", "offline", "problem", "why-other"}


def asked() -> set[str]:
    """The keys that stand in the scripts."""
    return {
        key for script in SCRIPTS for keys in ASKED.findall(script.read_text("utf-8")) for key in keys if key
    }


def test_every_sentence_a_script_asks_for_is_there():
    assert asked() - set(words()) == set()


def test_every_sentence_is_asked_for():
    built = {prefix for script in SCRIPTS for prefix in BUILT.findall(script.read_text("utf-8"))}
    unasked = set(words()) - asked() - BY_NAME
    # A key and its twin for what has no words any more are asked for together, by the key alone.
    named = {
        key for script in SCRIPTS for key in re.findall(r'stayed\("([a-z-]+)"', script.read_text("utf-8"))
    }
    named |= {f"{key}-gone" for key in named}
    assert {key for key in unasked - named if not key.startswith(tuple(built))} == set()


def test_sentences_of_numbers_have_their_forms():
    forms = {
        key: set(value) for key, value in words().items() if isinstance(value, dict) and "other" in value
    }
    assert set(map(frozenset, forms.values())) == {frozenset({"one", "other"})}
    assert words()["notes-added"] == {
        "one": "{n} note added in {stage}.",
        "other": "{n} notes added in {stage}.",
    }


def test_every_change_that_can_be_undone_has_its_words():
    kinds = {"touchpoint", "touchpoints", "resource", "rating", "moment", "note", "notes", "cluster", "stage"}
    messages = {name for name in MESSAGES if name.split(".")[0] in kinds}
    # What is brought in comes by a page and not by a message.
    assert set(words()["changes"]) == messages | {"board.import"}


def test_every_row_has_its_words_and_its_paper():
    for name in ("rows", "short", "prompts", "papers"):
        assert list(words()[name]) == list(ROWS)
    assert set(PAPERS) == set(ROWS)
