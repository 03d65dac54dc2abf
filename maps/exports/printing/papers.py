"""The papers a map is printed on, and how large it can be drawn on each."""

from dataclasses import dataclass

STEPS = 7
# In units (1 mm at A3): margins, the column of labels, the narrowest column of a touchpoint.
SIDE = 9
LABELS = 22
NARROWEST = 15
# Lower than this, a sheet holds only one side of the line of visibility.
WHOLE_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class Paper:
    """Width and height lying, in mm; `most` and `least` are how large a unit may be drawn, in mm."""

    width: int
    height: int
    most: float = 1
    least: float = 1
    page: str = "a3"

    def scales(self) -> list[float]:
        """Return the scales to try, from comfortable to least."""
        if self.most == self.least:
            return [self.most]
        step = (self.most - self.least) / (STEPS - 1)
        return [round(self.most - step * number, 3) for number in range(STEPS)]

    def columns(self, scale: float) -> int:
        """Return how many columns a sheet has room for."""
        return int((self.width / scale - 2 * SIDE - LABELS) / NARROWEST)

    def is_split(self, scale: float) -> bool:
        """Tell whether the back of the line of visibility takes a sheet of its own."""
        return self.height / scale < WHOLE_HEIGHT


# `page` is what the words are listed on: nobody reads lists on a wall.
PAPERS = {
    "a4": Paper(297, 210, page="a4"),
    "a3": Paper(420, 297),
    "a2": Paper(594, 420, 1.41, 1.14),
    "a1": Paper(841, 594, 2, 1.29),
    "a0": Paper(1189, 841, 2.83, 1.43),
}
