"""The colours of files are those of the screens."""

import math
import re
from pathlib import Path

from maps.exports import colours
from workshops.content.departments import HUES, NO_HUE

TOKENS = Path(__file__).parents[3] / "static/css/tokens.css"
OKLCH = re.compile(r"--([a-z0-9-]+): light-dark\(oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")


def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """An oklch() colour in sRGB (Björn Ottosson, 2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "".join(f"{round(255 * _gamma(min(1, max(0, one)))):02X}" for one in linear)


def _gamma(one: float) -> float:
    return 12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055


def tokens() -> dict[str, str]:
    """The light side of each token that is an oklch() colour; the first of a name is the usual one."""
    found: dict[str, str] = {}
    for name, *numbers in OKLCH.findall(TOKENS.read_text()):
        found.setdefault(name, hex_of(*map(float, numbers)))
    return found


def test_colours_are_those_of_the_screens() -> None:
    names = [name for name in vars(colours) if name.isupper() and name not in ("PAPER", "HUES", "MOMENTS")]
    known = tokens()
    assert {name: getattr(colours, name) for name in names} == {
        name: known[name.lower().replace("_", "-")] for name in names
    }


def test_each_hue_of_departments_is_that_of_its_mark() -> None:
    known = tokens() | {"dept-techsupport": tokens()["dept-support"]}
    assert {hue: known[f"dept-{hue}"] for hue in (*HUES, NO_HUE)} == colours.HUES
