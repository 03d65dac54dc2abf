"""Which scripts printed files can show, and that fonts from elsewhere are what their list says they are."""

import hashlib
import json

import pytest

from maps.exports.fonts import FOLDER, missing_scripts

PRINTING = FOLDER.parent


@pytest.mark.parametrize(
    "text",
    [
        "Größe “Zoë” — naïve, œuvre, Łódź, İstanbul",
        "Страница оплаты",
        "Η σελίδα",
        "العميل ينتظر على الهاتف",
        "הלקוח קיבל חשבונית",
        "客户在网站上找不到联系电话",
        "製品マニュアルが英語しかなく困る",
        "고객이 기다린다",
        "👍🏽 😤 ☎️ ❤️ 🎉",
        "− … → ▲ ▼ ◆",
        "𝔘𝔫𝔦 ℡ ﷺ",
        "soft\u00adhyphen, zero\u200bwidth, tab\tand\nline",
    ],
)
def test_scripts_of_our_fonts_are_not_missing(text: str) -> None:
    assert missing_scripts([text]) == []


def test_missing_scripts_are_named_once_and_in_order() -> None:
    assert missing_scripts(["ไทย", "தமிழ்", "plain", "ไทย again"]) == ["Tamil", "Thai"]


def test_signs_that_are_no_letters_are_missing_as_symbols() -> None:
    assert missing_scripts(["\U0001d100 \U0001fbc0"]) == ["Symbols"]


def test_no_texts_miss_nothing() -> None:
    assert missing_scripts([]) == []


def pinned() -> dict[str, str]:
    rows = json.loads((PRINTING / "VENDOR.json").read_text(encoding="utf-8"))
    return {path: digest for row in rows for path, digest in row["files"].items()}


def test_fonts_are_the_pinned_files_and_no_others() -> None:
    there = {f"fonts/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.iterdir()}
    assert there == pinned()
