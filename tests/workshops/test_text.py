"""People's words made safe to keep (L13)."""

import pytest

from workshops.text import BadText, clean, clean_line, clean_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("e\u0301", "é"),
        ("a\x07b\x1bc\x7f\td", "abc\td"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("👩‍👩‍👧 שלום \u200b", "👩‍👩‍👧 שלום \u200b"),
        ("  a ", "  a "),
    ],
)
def test_clean_text(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"), [("a\x00", "nul"), ("a\ud800b", "surrogate"), ("x" * 2001, "too-long")]
)
def test_clean_refuses(typed: str, why: str) -> None:
    with pytest.raises(BadText) as refused:
        clean(typed)
    assert refused.value.why == why


def test_clean_counts_characters_not_bytes() -> None:
    assert clean("👩" * 2000) == "👩" * 2000


def test_clean_words_of_nothing_is_refused() -> None:
    with pytest.raises(BadText) as refused:
        clean_words(" \n\u202e ")
    assert refused.value.why == "empty"


def test_clean_line_is_one_line() -> None:
    assert clean_line(" Customer\n service\t ") == "Customer service"
