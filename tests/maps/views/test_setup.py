"""Setting up: one page makes a whole workshop; wrong words make nothing and are kept."""

import json
from datetime import date, time
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from maps.content.templates import Template, templates
from maps.exports.backup import to_json
from maps.exports.reading import read_whole_map
from maps.forms import MOST_DEPARTMENTS, MOST_TYPES
from maps.models import Map, OwnTemplate
from tests.harness.browsers import signed_in
from tests.harness.cast import Cast
from workshops.content.departments import NO_HUE, ready_departments
from workshops.content.house_rules import house_rules
from workshops.models import User, Workshop

HOSTILE = '"><script>alert(1)</script>{{ 7 }}'


def words(*types: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What Fay types for a workshop about some customer types (name, template)."""
    typed = {
        "title": "How companies buy",
        "organisation": "Northwind",
        "held_on": "2026-12-01",
        "departments": ["Sales", "Operations"],
        "types-TOTAL_FORMS": str(len(types)),
        "types-INITIAL_FORMS": "0",
    }
    for index, (name, template) in enumerate(types):
        typed |= {f"types-{index}-name": name, f"types-{index}-template": template}
    return typed | more


def set_up(cast: Cast, typed: dict[str, Any]):
    return signed_in(cast).post("/workshops/new/", typed)


def newest() -> Workshop:
    return Workshop.objects.order_by("-pk")[0]


def errors(response) -> dict[str, Any]:
    """What the page says, the rows of customer types among it."""
    form = response.context["form"]
    rows = {f"types-{index}": dict(row.errors) for index, row in enumerate(form.types.forms) if row.errors}
    return {
        **form.errors,
        **rows,
        **({"types": form.types.non_form_errors()} if form.types.non_form_errors() else {}),
    }


def names_of(key: str) -> list[str]:
    """The names of a template's stages."""
    return [stage.name for template in templates() if template.key == key for stage in template.stages]


def test_set_up_asks_to_sign_in_first(client: Client, cast: Cast) -> None:
    assert client.get("/workshops/new/")["Location"] == "/sign-in/?next=/workshops/new/"


def test_set_up_makes_all_of_a_workshop_and_leads_to_its_set_up(cast: Cast) -> None:
    browser = signed_in(cast)
    typed = words(("End users", "b2b_end_user"), ("", "saas"), ("Resellers", "b2b_distributor"))
    response = browser.post("/workshops/new/", typed | {"own_deliver": "Repair shop\n\n Repair  van "})
    workshop = newest()
    assert (response.status_code, response["Location"]) == (302, f"/w/{workshop.public_id}/setup/")
    assert (workshop.title, workshop.organisation, workshop.held_on, workshop.owner.email) == (
        "How companies buy",
        "Northwind",
        date(2026, 12, 1),
        cast.email,
    )
    assert list(workshop.departments.order_by("position").values_list("name", "side")) == [
        ("Sales", "promise"),
        ("Operations", "deliver"),
        ("Repair shop", "deliver"),
        ("Repair van", "deliver"),
    ]
    boards = Map.objects.filter(workshop=workshop).order_by("pk")
    assert {
        board.group.customer_type.name: [stage.name for stage in board.stages.all()] for board in boards
    } == {
        "End users": names_of("b2b_end_user"),
        "Resellers": names_of("b2b_distributor"),
    }
    assert browser.cookies[f"jr_{workshop.public_id}"].value == workshop.participants.get().token()


def test_set_up_keeps_goal_hours_format_attribution_and_how_many_come(cast: Cast) -> None:
    more = {
        "goal": " Nobody calls twice.\r\nWe know why. ",
        "begins_at": "09:30",
        "ends_at": "16:00",
        "format": "hybrid",
        "attribution": "named",
        "types-0-who": "Buys for 2,400 people",
        "people_1": "3",
        "people_2": "9",
        "people_4": "",
    }
    set_up(cast, words(("IT directors", "saas"), **more))
    workshop = newest()
    assert (workshop.goal, workshop.begins_at, workshop.ends_at) == (
        "Nobody calls twice.\nWe know why.",
        time(9, 30),
        time(16),
    )
    assert (workshop.format, workshop.attribution) == ("hybrid", "named")
    assert workshop.house_rules == house_rules()
    assert len(house_rules().splitlines()) == 4
    assert workshop.customer_types.get().who == "Buys for 2,400 people"
    # Nobody ticked account management, so its nine people are not expected.
    assert list(workshop.departments.order_by("position").values_list("name", "expected")) == [
        ("Sales", 3),
        ("Operations", 0),
    ]


def test_set_up_with_title_and_type_alone_says_the_usual_of_the_rest(cast: Cast) -> None:
    set_up(cast, words(("A", "saas"), organisation="", held_on=""))
    workshop = newest()
    assert (workshop.goal, workshop.begins_at, workshop.ends_at) == ("", None, None)
    assert (workshop.format, workshop.attribution) == ("room", "department")


def test_set_up_offers_ones_own_templates_and_nobody_elses(cast: Cast) -> None:
    stages = [{"name": "Ask", "phase": "discover", "goal": "I want to know.", "prompts": "Who?\nWhen?"}]
    fay, otto = User.objects.get(email=cast.email), User.objects.get(name="Otto")
    own = OwnTemplate.objects.create(owner=fay, name="Our way", stages=stages)
    others = OwnTemplate.objects.create(owner=otto, name="Their way", stages=stages)
    page = signed_in(cast).get("/workshops/new/").content.decode()
    assert ("Our way" in page, "Their way" in page) == (True, False)
    refused = set_up(cast, words(("A", others.public_id)))
    assert errors(refused) == {"types-0": {"template": ["Please choose one of these."]}}
    set_up(cast, words(("A", own.public_id)))
    made = Map.objects.get(workshop=newest()).stages.values("name", "phase", "goal", "prompts")
    assert list(made) == stages


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_set_up_lays_out_every_template(cast: Cast, template: Template) -> None:
    set_up(cast, words(("Patients", template.key)))
    stages = Map.objects.get(workshop=newest()).stages.values_list("name", "phase", "goal")
    assert list(stages) == [(stage.name, stage.phase, stage.goal) for stage in template.stages]


def test_set_up_page_offers_three_rows_and_ticks_sensible_departments(cast: Cast) -> None:
    form = signed_in(cast).get("/workshops/new/").context["form"]
    ticked = [ready.name for side in form.sides for ready, is_ticked, _ in side["ready"] if is_ticked]
    assert len(form.types.forms) == 3
    assert ticked == [ready.name for ready in ready_departments() if ready.hue != NO_HUE]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (words(("A", "saas"), title=" "), {"title": ["Please give the workshop a title."]}),
        (
            words(("A", "saas"), title="t" * 201),
            {"title": ["Please make it shorter: 200 characters fit, these are 201."]},
        ),
        (
            words(("A", "saas"), organisation="t\x00"),
            {"organisation": ["There is a character in here that cannot be kept. Please type it again."]},
        ),
        (
            words(("A", "saas"), held_on="soon"),
            {"held_on": ["Please type the date as year-month-day, such as 2027-03-18."]},
        ),
        (words(("A", "saas"), departments=[]), {"departments": ["Please choose at least one department."]}),
        (
            words(("A", "saas"), departments=["Spies"]),
            {"departments": ["Please choose departments from the list."]},
        ),
        (words(("A", "saas"), own_enable="sales"), {"own_enable": ["“sales” is here twice."]}),
        (words(("A", "saas"), own_enable="Lab\nlab"), {"own_enable": ["“lab” is here twice."]}),
        (
            words(("A", "saas"), own_enable="lab\n" * MOST_DEPARTMENTS, own_deliver="Lab\nLab"),
            {"own_deliver": ["“Lab” is here twice."]},
        ),
        (
            words(("A", "saas"), own_enable="\n\n".join("x" * 81 for _ in range(MOST_DEPARTMENTS + 1))),
            {"own_enable": ["At most 40 departments, please."]},
        ),
        (
            words(("A", "saas"), own_enable="\n".join(f"Lab {number}" for number in range(39))),
            {"departments": ["At most 40 departments, please."]},
        ),
        (
            words(("A", "saas"), own_support="x" * 81),
            {
                "own_support": [
                    f"“{'x' * 20} …” cannot be a department: please use at most 80 ordinary characters."
                ]
            },
        ),
        (
            words(("A", "saas"), people_1="many", people_4="201", people_9="-1"),
            {key: ["Please type a number from 0 to 200."] for key in ("people_1", "people_4", "people_9")},
        ),
        (
            words(("A", "saas"), begins_at="nine", ends_at="25:00"),
            {
                "begins_at": ["Please type the time as hours and minutes, such as 09:30."],
                "ends_at": ["Please type the time as hours and minutes, such as 17:00."],
            },
        ),
        (words(("A", "saas"), attribution="all"), {"attribution": ["Please choose one of these."]}),
        (words(("A", "saas"), format="moon"), {"format": ["Please choose one of these."]}),
        (
            words(("A", "saas"), goal="g" * 2001),
            {"goal": ["Please make it shorter: 2000 characters fit, these are 2001."]},
        ),
        (
            words(("A", "saas"), goal="g\x00"),
            {"goal": ["There is a character in here that cannot be kept. Please type it again."]},
        ),
        (words(("", "saas")), {"types-0": {"name": ["Please name at least one kind of customer."]}}),
        (words(("A", "none")), {"types-0": {"template": ["Please choose one of these."]}}),
        (
            words(("A", "saas"), ("a", "saas")),
            {"types-1": {"name": ["This customer type is here twice. Please rename one of them."]}},
        ),
        (
            words(("c" * 201, "saas")),
            {"types-0": {"name": ["Please make it shorter: 200 characters fit, these are 201."]}},
        ),
    ],
)
def test_set_up_with_wrong_words_keeps_all_and_makes_nothing(
    cast: Cast, typed: dict[str, Any], said: dict[str, Any]
) -> None:
    before = Workshop.objects.count()
    response = set_up(cast, typed)
    assert (response.status_code, errors(response), Workshop.objects.count()) == (200, said, before)
    form = response.context["form"]
    kept = {name: form[name].value() for name in ("title", "organisation", "held_on", "departments")}
    assert kept == {name: typed[name] for name in kept}
    others = ("own_enable", "goal", "begins_at", "ends_at", "format", "attribution", "people_1", "people_4")
    assert {name: form[name].value() for name in others} == {name: typed.get(name) for name in others}
    rows = [(row["name"].value(), row["template"].value()) for row in form.types.forms]
    assert rows == [
        (typed[f"types-{index}-name"], typed[f"types-{index}-template"])
        for index in range(int(typed["types-TOTAL_FORMS"]))
    ]


@pytest.mark.parametrize("count", ["", "x", "-1", "7", "100000"])
def test_set_up_with_a_wrong_number_of_rows_makes_nothing(cast: Cast, count: str) -> None:
    before = Workshop.objects.count()
    rows = [(f"Type {number}", "saas") for number in range(MOST_TYPES + 1)]
    response = set_up(cast, words(*rows, **{"types-TOTAL_FORMS": count}))
    assert (response.status_code, Workshop.objects.count()) == (200, before)


def test_set_up_sent_twice_makes_one_workshop(cast: Cast) -> None:
    """A double click sends the page's hidden op twice."""
    browser, before = signed_in(cast), Workshop.objects.count()
    op = browser.get("/workshops/new/").context["form"]["op"].value()
    typed = words(("A", "saas"), op=op)
    places = [browser.post("/workshops/new/", typed)["Location"] for _ in range(2)]
    assert places == [f"/w/{newest().public_id}/setup/"] * 2
    assert Workshop.objects.count() == before + 1


def test_set_up_sent_again_with_other_words_makes_another_workshop(cast: Cast) -> None:
    """Fay went back to the page in her browser, which kept the op, and changed the date."""
    browser, before = signed_in(cast), Workshop.objects.count()
    op = browser.get("/workshops/new/").context["form"]["op"].value()
    changes: list[dict[str, str]] = [{}, {"held_on": "2026-12-02"}, {"own_enable": "Lab"}, {"op": op[::-1]}]
    for change in changes:
        browser.post("/workshops/new/", words(("A", "saas"), op=op) | change)
    assert Workshop.objects.count() == before + len(changes)


def test_set_up_with_the_op_of_somebody_else_makes_a_workshop_of_ones_own(cast: Cast, client: Client) -> None:
    typed = words(("A", "saas"), op="o" * 22)
    set_up(cast, typed)
    otto = User.objects.get(name="Otto")
    client.force_login(otto)
    client.post("/workshops/new/", typed)
    assert newest().owner == otto


@pytest.mark.parametrize("op", ["", "short", "x" * 999])
def test_set_up_with_a_broken_op_makes_a_workshop_each_time(cast: Cast, op: str) -> None:
    before = Workshop.objects.count()
    assert [set_up(cast, words(("A", "saas"), op=op)).status_code for _ in range(2)] == [302, 302]
    assert Workshop.objects.count() == before + 2


@pytest.mark.parametrize(
    "names", [("IT", "İT"), ("IT", "ıt"), ("İt", "it"), ("Σας", "Σασά"), ("ﬁx", "FIN"), ("ΐ" * 80, "I" * 80)]
)
def test_set_up_takes_names_that_are_two_whatever_the_database_thinks(
    cast: Cast, names: tuple[str, str]
) -> None:
    """PostgreSQL finds some of these equal in lower case, and others in upper case."""
    first, second = names
    typed = words((first, "saas"), (second, "saas"), departments=[], own_enable=f"{first}\n{second}")
    assert set_up(cast, typed).status_code == 302
    workshop = newest()
    kinds = workshop.customer_types.order_by("position").values_list("name", flat=True)
    departments = workshop.departments.order_by("position").values_list("name", flat=True)
    assert (tuple(kinds), tuple(departments)) == (names, names)


@pytest.mark.parametrize("names", [("Ärzte", "ÄRZTE"), ("Straße", "STRASSE"), ("Σας", "ΣΑΣ"), ("ﬁn", "FIN")])
def test_set_up_names_what_is_here_twice_and_keeps_it(cast: Cast, names: tuple[str, str]) -> None:
    """SQLite finds all of these different."""
    first, second = names
    typed = words((first, "saas"), (second, "saas"), departments=[], own_enable=f"{first}\n{second}")
    response = set_up(cast, typed)
    assert errors(response) == {
        "own_enable": [f"“{second}” is here twice."],
        "types-1": {"name": ["This customer type is here twice. Please rename one of them."]},
    }
    form = response.context["form"]
    assert [row["name"].value() for row in form.types.forms] == [first, second]
    assert form["own_enable"].value() == typed["own_enable"]


def map_file(cast: Cast, name: str = "map.json", **changes: Any) -> SimpleUploadedFile:
    """The map of end users as our own export writes it, with some changes."""
    whole = json.loads(to_json(read_whole_map(Map.objects.get(public_id=cast.end_users.id))))
    return SimpleUploadedFile(name, json.dumps(whole | changes).encode(), content_type="application/json")


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_set_up_brings_a_map_from_a_file_with_new_ids(cast: Cast) -> None:
    set_up(cast, words(("Buyers", "saas"), file=map_file(cast)))
    boards = Map.objects.filter(workshop=newest()).order_by("pk")
    assert [board.group.customer_type.name for board in boards] == ["Buyers", "End users"]
    brought = boards[1]
    assert [row.title for row in brought.touchpoints.all()] == ["Sees an advert"]
    assert sorted(row.text for row in brought.notes.all()) == ["Is it for me?", "The form is long"]
    ids = {
        row.public_id for rows in (brought.stages, brought.touchpoints, brought.notes) for row in rows.all()
    }
    old = cast.end_users
    assert ids & {*old.stages, *old.touchpoints, *old.notes} == set()


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_set_up_is_content_with_a_file_alone(cast: Cast) -> None:
    set_up(cast, words(("", "saas"), file=map_file(cast)))
    assert [board.group.customer_type.name for board in Map.objects.filter(workshop=newest())] == [
        "End users"
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_set_up_brings_a_file_about_a_type_that_was_typed_under_a_free_name(cast: Cast) -> None:
    response = set_up(cast, words(("end users", "saas"), file=map_file(cast)))
    boards = Map.objects.filter(workshop=newest()).order_by("pk")
    assert [board.group.customer_type.name for board in boards] == ["end users", "End users (2)"]
    assert [str(said) for said in get_messages(response.wsgi_request)] == [
        "“End users” is here already, so the map from the file came in as “End users (2)”."
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_set_up_with_a_file_of_too_many_departments_says_so_and_makes_nothing(cast: Cast) -> None:
    names = [f"Lab {number}" for number in range(60)]
    notes = [{"row": "pains", "text": "Slow", "author": {"department": name}} for name in names]
    file = map_file(
        cast,
        departments=[{"name": name, "side": "enable"} for name in names],
        stages=[{"name": "Order", "notes": notes}],
    )
    before = Workshop.objects.count()
    said = errors(set_up(cast, words(("A", "saas"), file=file)))
    assert (list(said), "more than 60" in said["file"][0]) == (["file"], True)
    assert Workshop.objects.count() == before


@pytest.mark.parametrize("name", ["  \n ", "", "Fay\n  Fox"])
def test_set_up_seats_the_facilitator_under_a_name_that_every_file_may_hold(cast: Cast, name: str) -> None:
    User.objects.filter(email=cast.email).update(name=name)
    set_up(cast, words(("A", "saas")))
    assert newest().participants.get().name == ("Fay Fox" if name.strip() else cast.email)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff\xfe", b"[]", b'{"schema_version": 99}', b"PK\x03\x04", b"[" * 9999]
)
def test_set_up_with_a_broken_file_says_so_and_keeps_the_rest(cast: Cast, data: bytes) -> None:
    before = Workshop.objects.count()
    response = set_up(cast, words(("A", "saas"), file=SimpleUploadedFile("map.json", data)))
    assert (list(errors(response)), Workshop.objects.count()) == (["file"], before)
    assert response.context["form"]["title"].value() == "How companies buy"
    assert "Please choose the file again" in response.content.decode()


def test_set_up_shows_hostile_words_as_words(cast: Cast) -> None:
    typed = words((HOSTILE, "saas"), title=HOSTILE * 9, organisation=HOSTILE, own_enable=HOSTILE + "x" * 80)
    page = set_up(cast, typed).content.decode()
    assert (page.count(escape(HOSTILE)), HOSTILE in page) == (12, False)


def test_set_up_belongs_to_whoever_is_signed_in(cast: Cast, client: Client) -> None:
    otto = User.objects.get(name="Otto")
    client.force_login(otto)
    client.post("/workshops/new/", words(("A", "saas")))
    assert newest().owner == otto
