"""Somebody is erased with what is theirs; their words stay without a name, or go too, as they choose."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from maps.enums import GONE
from maps.models import Note, PendingImport, Rating, Touchpoint
from workshops.acts import Act
from workshops.commands.erasing import blank_person, nobody, require_erasable, unlink_events
from workshops.commands.people import find_person
from workshops.events import record
from workshops.models import Event, Participant, Workshop

WRITTEN: tuple[type[Any], ...] = (Touchpoint, Note)


def erase_person(act: Act, person: str, *, words: bool) -> None:
    """Erase somebody for good: nothing that is stored afterwards holds their name, address or token.

    With `words` what they wrote goes too; else it stays, as by a former attendee, with the department it was
    written for, which is the company's; how they rated goes on counting. Nothing is left by which two notes are
    known to be of one author: the log names none of them, and everybody is sent everything anew. Refuses
    ``forbidden`` as `require_erasable`.
    """
    found = find_person(act, person, also_removed=True)
    require_erasable(act, found)
    if words:
        _take_words(act.workshop, found)
    else:
        _take_names(found)
    PendingImport.objects.filter(participant=found).delete()
    blank_person(found)
    record(act, "person.erase", [found], fresh=True)
    unlink_events(found)


def forget_names(workshop: Workshop) -> int:
    """Take all names out of a workshop whose time is up; words stay. Returns how many people that were."""
    with transaction.atomic():
        locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
        people = list(Participant.objects.filter(workshop=locked, erased_at=None))
        PendingImport.objects.filter(workshop=locked).delete()
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
    _forget_ratings_in_the_log(person)
    _count_once(person)
    Rating.objects.filter(participant=person, removed_at__isnull=False).delete()
    Rating.objects.filter(participant=person).update(participant=None)


def _count_once(person: Participant) -> None:
    """Drop what somebody said of touchpoints that were merged where they are heard with another rating.

    Once nobody knows any more that both are of one person, they would count as two.
    """
    heard: set[int] = set()
    ratings = Rating.objects.filter(participant=person, removed_at=None).select_related("touchpoint")
    for rating in sorted(ratings, key=lambda one: (one.touchpoint.merged_into_id is not None, one.version)):
        at = rating.touchpoint.merged_into_id or rating.touchpoint_id
        if at in heard:
            rating.delete()
        heard.add(at)


def _forget_ratings_in_the_log(person: Participant) -> None:
    """Take out of the log what somebody felt before they changed it: nobody is left to take that back."""
    events = Event.objects.filter(workshop=person.workshop_id, participant=person).exclude(undo=None)
    for event in events:
        kept = [entry for entry in event.undo or [] if entry["kind"] != Rating.KIND]
        if len(kept) < len(event.undo or []):
            event.undo = kept or None
            event.save(update_fields=["undo"])


def _take_words(workshop: Workshop, person: Participant) -> None:
    """Empty what somebody wrote, here and in the log; the rows stay removed, so that browsers let go of them."""
    gone: set[str] = set()
    now = timezone.now()
    for model, words, fields in (
        (Touchpoint, "title", {"title": GONE, "description": ""}),
        (Note, "text", {"text": GONE}),
    ):
        rows = model.objects.filter(author=person)
        gone |= set(rows.values_list("public_id", flat=True))
        gone |= _hand_on(person, model, words)
        model.objects.filter(author=person).update(
            **fields, removed_at=now, emptied=True, author=None, department=None, credit=""
        )
    _forget_ratings_in_the_log(person)
    Rating.objects.filter(participant=person).delete()
    for event in Event.objects.filter(workshop=workshop).exclude(undo=None):
        if any(entry["id"] in gone for entry in event.undo or []):
            event.undo, event.result = None, {}
            event.save(update_fields=["undo", "result"])
    # Answers to edits that changed nothing quote words without saying whose.
    Event.objects.filter(workshop=workshop, version=None).update(result={})


def _hand_on(person: Participant, model: type[Any], words: str) -> set[str]:
    """Let what stands on the board go on in the words of the first part that somebody else wrote.

    What others wrote and merged into it, how they rated it and what hangs on it are not this person's to take.
    Returns the ids of those parts; they become the emptied row in its stead.
    """
    handed: set[str] = set()
    for whole in model.objects.filter(author=person, parts__isnull=False).distinct():
        part = whole.parts.filter(emptied=False).exclude(author=person).order_by("order", "public_id").first()
        if part is None:
            continue
        for name in (words, *(("description",) if model is Touchpoint else ()), "department", "credit"):
            setattr(whole, name, getattr(part, name))
        whole.author = part.author
        part.author = person
        whole.save()
        part.save(update_fields=["author"])
        handed.add(part.public_id)
    return handed
