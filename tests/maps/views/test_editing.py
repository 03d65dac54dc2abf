"""The set-up of a workshop that exists, and what is done with a whole one: copied, archived, reopened, deleted."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.utils.html import escape

from maps.commands.setup import import_map
from maps.models import Map, OwnTemplate, Stage
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, plan
from tests.harness.content import content, content_of
from tests.harness.queries import counting
from tests.harness.tables import Say
from workshops.acts import acting
from workshops.enums import Status
from workshops.ids import new_id
from workshops.models import Participant, User, Workshop

HOSTILE = '"><script>alert(1)</script>{{ 7 }}'


def told(response: Any) -> list[str]:
    return [str(one) for one in get_messages(response.wsgi_request)]


def test_set_up_page_shows_every_field_with_what_is_stored(cast: Cast, say: Say) -> None:
    say(cast.fay, "workshop.describe", field="goal", was="", now="Nobody calls twice.")
    page = signed_in(cast).get(f"/w/{cast.workshop}/setup/").content.decode()
    fields = ("goal", "success", "sponsor", "house_rules", "held_on", "begins_at", "retention_days")
    assert [name for name in fields if f'data-field="{name}"' not in page] == []
    assert "Nobody calls twice.</textarea>" in page
    for card in ("who", "situation", "trigger", "good_end", "expectations", "fears"):
        assert page.count(f'data-field="{card}"') == 2, card
    assert page.count('data-kind="stage"') == 16  # two boards of two stages with four fields


def test_set_up_page_of_an_archived_workshop_leads_to_its_console(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status=Status.ARCHIVED)
    response = signed_in(cast).get(f"/w/{cast.workshop}/setup/")
    assert (response.status_code, response["Location"]) == (302, f"/w/{cast.workshop}/")


@pytest.mark.parametrize("who", ["ann", "hal", "mia", "oda", "olga", None])
def test_set_up_page_is_there_for_facilitators_only(cast: Cast, who: str | None) -> None:
    browser = browser_of(getattr(cast, who) if who else None)
    assert browser.get(f"/w/{cast.workshop}/setup/").status_code == 404


def test_set_up_page_shows_hostile_words_as_words(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(title=HOSTILE, goal=HOSTILE, house_rules=HOSTILE)
    Stage.objects.filter(public_id=cast.end_users.stages[0]).update(name=HOSTILE, prompts=HOSTILE)
    page = signed_in(cast).get(f"/w/{cast.workshop}/setup/").content.decode()
    assert (HOSTILE in page, escape(HOSTILE) in page) == (False, True)


@pytest.mark.parametrize("path", ["setup/", "history/", "history/latest/"])
def test_page_costs_as_many_queries_for_a_full_workshop_as_for_a_small_one(cast: Cast, path: str) -> None:
    def bring(*numbers: int) -> None:
        for number in numbers:
            with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
                import_map(act, plan(f"Type {number}"))

    browser = signed_in(cast)
    bring(1)
    browser.get(f"/w/{cast.workshop}/{path}")
    with counting("default") as few:
        small = browser.get(f"/w/{cast.workshop}/{path}")
    bring(2, 3, 4, 5, 6)
    with counting("default") as many:
        large = browser.get(f"/w/{cast.workshop}/{path}")
    assert many == few
    assert len(large.content) > len(small.content) or path.endswith("latest/")


def test_copy_is_a_workshop_of_ones_own_and_leads_to_its_set_up(cast: Cast) -> None:
    browser = signed_in(cast)
    response = browser.post(f"/w/{cast.workshop}/clone/")
    copy = Workshop.objects.order_by("-pk")[0]
    assert response["Location"] == f"/w/{copy.public_id}/setup/"
    assert browser.get(response["Location"]).status_code == 200
    origin = copy.copied_from.public_id if copy.copied_from else ""
    assert (origin, copy.participants.count()) == (cast.workshop, 1)


def test_archived_workshop_is_opened_again(cast: Cast, say: Say) -> None:
    browser = signed_in(cast)
    browser.post(f"/w/{cast.workshop}/archive/")
    assert Workshop.objects.get(public_id=cast.workshop).status == Status.ARCHIVED
    browser.post(f"/w/{cast.workshop}/reopen/")
    assert Workshop.objects.get(public_id=cast.workshop).status == Status.LIVE
    say(cast.fay, "workshop.describe", field="goal", was="", now="It goes on.")


@pytest.mark.parametrize("page", ["archive", "reopen", "clone", "delete"])
@pytest.mark.parametrize("who", ["ann", "hal", "mia", "olga"])
def test_what_is_done_with_a_whole_workshop_is_for_facilitators_only(cast: Cast, page: str, who: str) -> None:
    before = content()
    response = browser_of(getattr(cast, who)).post(
        f"/w/{cast.workshop}/{page}/", {"title": "Heart of the journey"}
    )
    assert (response.status_code, content() == before) == (404, True)


@pytest.mark.parametrize("title", ["", "Heart of the", "Another company"])
def test_delete_with_another_title_deletes_nothing(cast: Cast, title: str) -> None:
    before = content()
    response = signed_in(cast).post(f"/w/{cast.workshop}/delete/", {"title": title})
    assert (response.status_code, content() == before) == (200, True)
    assert response.context["form"].errors["title"]


def test_delete_with_the_title_leaves_no_row_and_the_other_workshop_alone(cast: Cast) -> None:
    other = content_of(cast.other_workshop)
    response = signed_in(cast).post(f"/w/{cast.workshop}/delete/", {"title": " heart of the JOURNEY "})
    assert response["Location"] == "/"
    assert [model for model, rows in content_of(cast.workshop).items() if rows] == []
    assert content_of(cast.other_workshop) == other
    assert told(response) == ["“Heart of the journey” is deleted with all that was in it."]


def test_delete_of_a_workshop_with_a_copy_and_kept_stages_leaves_these(cast: Cast) -> None:
    browser = signed_in(cast)
    browser.post(f"/w/{cast.workshop}/setup/{cast.end_users.id}/template/", {"name": "Kept"})
    browser.post(f"/w/{cast.workshop}/clone/")
    browser.post(f"/w/{cast.workshop}/delete/", {"title": "Heart of the journey"})
    copy = Workshop.objects.get(owner__email=cast.email)
    assert (copy.title, copy.copied_from) == ("Heart of the journey (copy)", None)
    assert OwnTemplate.objects.get().name == "Kept"


def test_delete_is_for_the_owner_alone(cast: Cast) -> None:
    carl = User.objects.create_user("carl@example.org", name="Carl")
    workshop = Workshop.objects.get(public_id=cast.workshop)
    Participant(workshop=workshop, user=carl, name="Carl", role="facilitator").seal().save()
    browser = browser_of()
    browser.force_login(carl)
    assert browser.get(f"/w/{cast.workshop}/setup/").status_code == 200
    assert browser.get(f"/w/{cast.workshop}/delete/").status_code == 404
    browser.post(f"/w/{cast.workshop}/delete/", {"title": "Heart of the journey"})
    assert Workshop.objects.filter(pk=workshop.pk).exists()


def test_stages_are_kept_as_a_template_renamed_and_deleted(cast: Cast) -> None:
    browser = signed_in(cast)
    browser.post(f"/w/{cast.workshop}/setup/{cast.end_users.id}/template/", {"name": "Our way"})
    own = OwnTemplate.objects.get()
    assert "Our way" in browser.get("/templates/").content.decode()
    browser.post("/templates/", {"template": own.public_id, "name": "The way"})
    own.refresh_from_db()
    assert own.name == "The way"
    refused = browser.post("/templates/", {"template": own.public_id, "name": " "})
    assert told(refused) == ["Please give the template a name."]
    browser.post("/templates/", {"template": own.public_id, "delete": "1"})
    assert not OwnTemplate.objects.exists()


def test_template_of_somebody_else_is_not_there(cast: Cast) -> None:
    otto = User.objects.get(name="Otto")
    theirs = OwnTemplate.objects.create(owner=otto, name="Theirs", stages=[])
    browser = signed_in(cast)
    for typed in ({"name": "Mine"}, {"delete": "1"}):
        assert browser.post("/templates/", {"template": theirs.public_id, **typed}).status_code == 404
    assert OwnTemplate.objects.get().name == "Theirs"


def test_stages_of_another_workshops_map_are_not_there(cast: Cast) -> None:
    path = f"/w/{cast.workshop}/setup/{cast.other_board.id}/template/"
    assert signed_in(cast).post(path, {"name": "X"}).status_code == 404


def test_history_says_in_sentences_who_did_what_and_never_who_wrote_what(cast: Cast, say: Say) -> None:
    say(cast.fay, "workshop.describe", field="goal", was="", now="Nobody calls twice.")
    say(
        cast.ann,
        "note.add",
        note=new_id("n"),
        board=cast.end_users.id,
        stage=cast.end_users.stages[0],
        row="pains",
        text="A secret",
        after=None,
        about=None,
    )
    page = signed_in(cast).get(f"/w/{cast.workshop}/history/")
    said = [(entry.who, entry.what) for entry in page.context["entries"]]
    assert said[0] == ("Fay", "changed the goal")
    assert said[-1] == ("Fay", "set the workshop up")
    assert ("Fay", "removed Rex") in said
    # Ann came in and wrote; only that she came in is told.
    assert [what for who, what in said if who == "Ann"] == ["came in: Ann"]
    assert "A secret" not in page.content.decode()
    latest = signed_in(cast).get(f"/w/{cast.workshop}/history/latest/").content.decode()
    assert "Fay changed the goal" in latest


def test_history_knows_nothing_of_other_workshops(cast: Cast) -> None:
    page = signed_in(cast).get(f"/w/{cast.other_workshop}/history/")
    assert page.status_code == 404
    assert Map.objects.filter(workshop__public_id=cast.other_workshop).exists()
