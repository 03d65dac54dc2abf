"""What the room's pages list: my workshops, and who is in one."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Lower

from workshops.enums import Role
from workshops.models import Department, Group, Participant, User, Workshop
from workshops.rules import MAPS


def workshops_of(user: User) -> QuerySet[Workshop]:
    """Return the workshops somebody has a place in, newest first, with `people`, `boards` and `facilitated`.

    `people` counts attendees and helpers who are in; there is one board per group.
    """
    facilitates = user.seats.filter(workshop=OuterRef("pk"), removed_at=None, role=Role.FACILITATOR)
    mapping = Q(participants__removed_at=None, participants__role__in=MAPS)
    return (
        Workshop.objects.filter(pk__in=user.seats.filter(removed_at=None).values("workshop"))
        .annotate(
            people=Count("participants", filter=mapping, distinct=True),
            boards=Count("groups", filter=Q(groups__removed_at=None), distinct=True),
            facilitated=Exists(facilitates),
        )
        .order_by("-created_at", "-pk")
    )


def people_of(workshop: Workshop) -> QuerySet[Participant]:
    """Return everybody who is in, by name, with department and group."""
    return (
        workshop.participants.filter(removed_at=None)
        .select_related("department", "group", "workshop", "user")
        .order_by(Lower("name"), "pk")
    )


def departments_of(workshop: Workshop) -> QuerySet[Department]:
    """Return the departments that people choose from, in their order."""
    return workshop.departments.filter(offered=True).order_by("position", "pk")


def sizes_of(groups: Iterable[Group]) -> dict[int, int]:
    """Return how many who map are in each group, by primary key; empty ones are left out."""
    people = Participant.objects.filter(group__in=list(groups), removed_at=None, role__in=MAPS)
    return dict(people.values_list("group").annotate(size=Count("pk")))


def expected_at(workshop: Workshop) -> int:
    """Return how many people the offered departments are to send; 0 where nobody has said."""
    return departments_of(workshop).aggregate(sum=Sum("expected"))["sum"] or 0


def facilitator_of(workshop: Workshop) -> Participant | None:
    """Return who runs the workshop: its owner, or the first who facilitates it."""
    people = workshop.participants.filter(role=Role.FACILITATOR, removed_at=None).order_by("pk")
    return people.filter(user=workshop.owner_id).first() or people.first()


def groups_of(workshop: Workshop) -> QuerySet[Group]:
    """Return the groups in their order, with their customer types."""
    groups = workshop.groups.filter(removed_at=None).select_related("customer_type")
    return groups.order_by("position", "pk")
