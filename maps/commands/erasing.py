"""Somebody is erased with what is theirs; their words stay without a name, or go too, as they choose."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from maps.models import Note, Rating, Touchpoint
from workshops.acts import Act
from workshops.commands.erasing import blank_person, nobody, require_erasable, unlink_events
from workshops.commands.people import find_person
from workshops.events import record
from workshops.models import Event, Participant, Workshop

GONE = "…"
WRITTEN: tuple[type[Any], ...] = (Touchpoint, Note)


def erase_person(act: Act, person: str, *, words: bool) -> None:
    """Erase somebody for good: nothing that is stored afterwards holds their name, address or token.

    With `words` what they wrote goes too; else it stays, as by a former attendee, with the department it was
    written for, which is the company's. Nothing is left by which two notes are known to be of one author: the
    log names none of them, and everybody is sent everything anew. Refuses ``forbidden`` as `require_erasable`.
    """
    found = find_person(act, person, also_removed=True)
    require_erasable(act, found)
    if words:
        _take_words(act.workshop, found)
        Rating.objects.filter(participant=found).delete()
    else:
        _take_names(found)
    _forget_ratings_in_log(found)
    blank_person(found)
    record(act, "person.erase", [found], fresh=True)
    unlink_events(found)


def forget_names(workshop: Workshop) -> int:
    """Take all names out of a workshop whose time is up; words stay. Returns how many people that were."""
    with transaction.atomic():
        locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
        people = list(Participant.objects.filter(workshop=locked, erased_at=None))
        for person in people:
            _take_names(person)
            unlink_events(person)
            if person.user_id is None:
                blank_person(person)
            else:
                # Whoever has an account keeps their way in, under no name.
                person.name, person.email, person.needs = nobody(), "", ""
                person.save(update_fields=["name", "email", "needs"])
        for model in WRITTEN:
            model.objects.filter(map__workshop=locked).exclude(credit="").update(credit=nobody())
        locked.names_removed_at = timezone.now()
        locked.save(update_fields=["names_removed_at"])
        seat = Participant.objects.filter(workshop=locked, user=locked.owner_id).first()
        act = Act(locked, seat or people[0]) if people else None
        if act is not None:
            record(act, "names.forget", people, fresh=True)
            Event.objects.filter(workshop=locked).update(participant=None)
        return len(people)


def _take_names(person: Participant) -> None:
    for model in WRITTEN:
        model.objects.filter(author=person).update(author=None, credit=nobody())
    Rating.objects.filter(participant=person).update(participant=None)


def _forget_ratings_in_log(person: Participant) -> None:
    """Take out of the log what somebody said before of how something feels."""
    Event.objects.filter(participant=person, name__startswith="rating.").update(undo=None)


def _let_parts_stand(model: type[Any], person: Participant) -> None:
    """Let what others wrote stand where it had been merged into something of this person's.

    The first part takes the place, and the other ones are its parts. Where the whole was deleted, each is deleted for
    itself.
    """
    for whole in model.objects.filter(author=person, removed_at=None).exclude(parts=None):
        left = list(model.objects.filter(merged_into=whole).exclude(author=person).order_by("order", "pk"))
        for part in left[:1]:
            part.stage, part.order, part.merged_into, part.removed_at = whole.stage, whole.order, None, None
            if isinstance(part, Note):
                part.row, part.about, part.cluster = whole.row, whole.about, whole.cluster
            part.save()
        model.objects.filter(pk__in=[part.pk for part in left[1:]]).update(
            merged_into=left[0] if left else None
        )
    model.objects.filter(merged_into__author=person).update(merged_into=None)


def _take_words(workshop: Workshop, person: Participant) -> None:
    """Empty what somebody wrote, here and in the log; the rows stay removed, so that browsers let go of them."""
    gone: set[str] = set()
    now = timezone.now()
    for model, fields in ((Touchpoint, {"title": GONE, "description": ""}), (Note, {"text": GONE})):
        rows = model.objects.filter(author=person)
        gone |= set(rows.values_list("public_id", flat=True))
        _let_parts_stand(model, person)
        rows.update(**fields, removed_at=now, author=None, department=None, credit="", merged_into=None)
    for event in Event.objects.filter(workshop=workshop).exclude(undo=None):
        if any(entry["id"] in gone for entry in event.undo or []):
            event.undo, event.result = None, {}
            event.save(update_fields=["undo", "result"])
    # Answers to edits that changed nothing quote words without saying whose.
    Event.objects.filter(workshop=workshop, version=None).update(result={})
