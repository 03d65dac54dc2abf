"""A workshop with words of every kind in it, for all exports."""

from dataclasses import dataclass

import pytest

from maps.commands.setup import set_up_workshop
from maps.exports.reading import MapRead, read_whole_map
from maps.models import Map, Note, Touchpoint
from maps.plans import AuthorPlan, DepartmentPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan
from workshops.commands.people import join_workshop
from workshops.models import Participant, User, Workshop

DEPARTMENTS = (DepartmentPlan("Sales", "promise"), DepartmentPlan("IT", "enable"))
PLAN = MapPlan(
    "End users",
    "How they order",
    (
        StagePlan(
            "Look around",
            "discover",
            "I want proof.",
            touchpoints=(
                TouchpointPlan("Sees an advert", "On the train", "ads"),
                TouchpointPlan("Calls us", "", "phone", AuthorPlan("IT", "enable", "Credited Cora")),
            ),
            notes=(
                NotePlan("pains", "=1+1", 1),
                NotePlan("thoughts", "Größe; “Zoë” 🎉, עברית", 0),
                NotePlan("thoughts", "Two\nlines"),
            ),
        ),
        StagePlan("Order"),
    ),
    "saas",
)


@dataclass
class Room:
    """The workshop, its map, and Ann of Sales, who wrote all that has no other author."""

    workshop: Workshop
    board: Map
    ann: Participant

    def read(self) -> MapRead:
        """The map as an export reads it."""
        return read_whole_map(self.board)


@pytest.fixture
def room() -> Room:
    """A workshop with one map, whose attendee's name stands nowhere in its texts."""
    owner = User.objects.create_user("fay@example.org", name="Facilitating Fay")
    workshop = set_up_workshop(owner, title="Our day", departments=DEPARTMENTS, journeys=[PLAN])
    sales = workshop.departments.get(name="Sales")
    ann = join_workshop(workshop, name="Attending Ann", department=sales, group=workshop.groups.get())
    for model in (Touchpoint, Note):
        model.objects.filter(department=None).update(author=ann, department=sales)
    return Room(workshop, Map.objects.get(), ann)
