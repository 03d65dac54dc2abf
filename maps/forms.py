"""What people type into the board's pages: setting a workshop up, bringing a map from a file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maps.commands.setup import with_free_name
from maps.commands.sharing import LONGEST, USUAL
from maps.content.templates import BLANK, plan_from_template, templates
from maps.enums import Row
from maps.imports.backup import LARGEST_FILE, read_map
from maps.imports.refusal import ImportRefused
from maps.models import Map, OwnTemplate
from maps.outline import TOUCHPOINTS
from maps.plans import DepartmentPlan, MapPlan, planned_stages
from workshops.content.departments import NO_HUE, ready_departments
from workshops.enums import Attribution, Format, Side
from workshops.errors import Code, Refused
from workshops.forms import LineField, OnceForm, offer
from workshops.models import Workshop
from workshops.models.room import EXPECTED_AT_MOST
from workshops.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT, BadText, clean_line, clean_words, fold

MOST_TYPES = 6
FIRST_ROWS = 3
MOST_DEPARTMENTS = 40
SIDE_HINTS = {
    Side.PROMISE: lazy("Sales, marketing: what the customer is led to expect"),
    Side.DELIVER: lazy("Product, operations: what the customer gets"),
    Side.SUPPORT: lazy("Service: what the customer says afterwards"),
    Side.ENABLE: lazy("Finance, IT, legal: behind the scenes"),
}


class LinesField(forms.CharField):
    """Several short lines; blank ones do not count."""

    widget = forms.Textarea(attrs={"class": "input input-lines", "rows": 1, "dir": "auto"})

    def clean(self, value: Any) -> list[str]:
        """Return the lines as they are stored; raises ValidationError naming the line, or for too many."""
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        if len(lines) > MOST_DEPARTMENTS:  # before looking at each: a form has room for a million
            raise forms.ValidationError(_too_many_departments())
        return [self._line(line) for line in lines]

    def _line(self, line: str) -> str:
        try:
            return clean_line(line)
        except BadText as bad:
            raise forms.ValidationError(
                _("“%(line)s …” cannot be a department: please use at most %(limit)d ordinary characters.")
                % {"line": line.strip()[:20], "limit": NAME_LIMIT}
            ) from bad


class WordsField(forms.CharField):
    """A few sentences, which may be left out; cleaned as everywhere (workshops.text)."""

    def clean(self, value: Any) -> str:
        """Return the words as they are stored; raises ValidationError."""
        words = str(value or "")
        try:
            return clean_words(words, NOTE_LIMIT) if words.strip() else ""
        except BadText as bad:
            if bad.why == "too-long":
                told = _("Please make it shorter: %(limit)d characters fit, these are %(length)d.")
                raise forms.ValidationError(told % {"limit": NOTE_LIMIT, "length": len(words)}) from bad
            told = _("There is a character in here that cannot be kept. Please type it again.")
            raise forms.ValidationError(told) from bad


class MapFileField(forms.FileField):
    """A map as JSON, as our own export writes it; cleaned to a MapPlan, or to None without a file."""

    widget = forms.FileInput(attrs={"class": "input input-file", "accept": ".json,application/json"})

    def clean(self, data: Any, initial: Any = None) -> MapPlan | None:
        """Return the map; raises ValidationError that says where in the file it cannot be read."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return read_map(file.read(LARGEST_FILE + 1))
        except ImportRefused as refused:
            raise forms.ValidationError(refused.lines()) from refused


class CustomerTypeForm(forms.Form):
    """One kind of customer and the stages its map begins with; a row without a name does not count."""

    name = LineField(
        label=lazy("Customer type"),
        limit=TITLE_LIMIT,
        required=False,
    )
    who = LineField(
        label=lazy("Who they are, in a line"),
        limit=TITLE_LIMIT,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "input",
                "dir": "auto",
                "placeholder": lazy("Buys for 2,400 people"),
            }
        ),
    )
    template = forms.ChoiceField(
        label=lazy("Begin with these stages"),
        initial=BLANK,
        error_messages={"invalid_choice": lazy("Please choose one of these.")},
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, own: Iterable[OwnTemplate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {template.public_id: template for template in own}
        ready = [(template.key, _(template.name)) for template in templates()]
        offer(self, "template", [*ready, *((key, template.name) for key, template in self.own.items())])

    def journey(self) -> MapPlan:
        """Return an empty map with the stages of the chosen template."""
        words = self.cleaned_data
        own = self.own.get(words["template"])
        if own is None:
            plan = plan_from_template(words["template"], words["name"])
        else:
            stages = planned_stages(own.stages)
            plan = MapPlan(customer_type=words["name"], title=words["name"], stages=stages)
        return replace(plan, card=(("who", words["who"]),) if words["who"] else ())


class BaseCustomerTypes(forms.BaseFormSet):
    """The rows of customer types."""

    def clean(self) -> None:
        """Two types of the same name would be two boards that nobody can tell apart."""
        seen = set()
        for form in self.forms:
            name = form.cleaned_data.get("name", "") if hasattr(form, "cleaned_data") else ""
            if name and fold(name) in seen:
                form.add_error("name", _("This customer type is here twice. Please rename one of them."))
            seen.add(fold(name))

    def journeys(self) -> list[MapPlan]:
        """Return an empty map with its stages for every named row."""
        return [form.journey() for form in self.forms if form.cleaned_data.get("name")]


CustomerTypes = forms.formset_factory(
    CustomerTypeForm,
    formset=BaseCustomerTypes,
    extra=FIRST_ROWS,
    max_num=MOST_TYPES,
    absolute_max=MOST_TYPES,
    validate_max=True,
)


class WorkshopForm(OnceForm):
    """The whole set-up on one page; `types` are the rows of customer types."""

    title = LineField(
        label=lazy("What is the workshop called?"),
        limit=TITLE_LIMIT,
        error_messages={"required": lazy("Please give the workshop a title.")},
        widget=forms.TextInput(attrs={"class": "input input-large", "dir": "auto"}),
    )
    organisation = LineField(label=lazy("Organisation"), limit=TITLE_LIMIT, required=False)
    held_on = forms.DateField(
        label=lazy("Date"),
        required=False,
        error_messages={"invalid": lazy("Please type the date as year-month-day, such as 2027-03-18.")},
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )
    begins_at = forms.TimeField(
        label=lazy("Begins"),
        required=False,
        error_messages={"invalid": lazy("Please type the time as hours and minutes, such as 09:30.")},
        widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M"),
    )
    ends_at = forms.TimeField(
        label=lazy("Ends"),
        required=False,
        error_messages={"invalid": lazy("Please type the time as hours and minutes, such as 17:00.")},
        widget=forms.TimeInput(attrs={"class": "input", "type": "time"}, format="%H:%M"),
    )
    format = forms.ChoiceField(
        label=lazy("Where are people?"),
        choices=Format.choices,
        initial=Format.ROOM,
        required=False,
        error_messages={"invalid_choice": lazy("Please choose one of these.")},
        widget=forms.Select(attrs={"class": "input"}),
    )
    goal = WordsField(
        label=lazy("What should be different for customers and for us?"),
        required=False,
        widget=forms.Textarea(
            attrs={
                "class": "input",
                "rows": 2,
                "dir": "auto",
                "placeholder": lazy("New customers are up and running in a week, and nobody calls twice."),
            }
        ),
    )
    attribution = forms.ChoiceField(
        label=lazy("What is said of who wrote a note?"),
        choices=Attribution.choices,
        initial=Attribution.DEPARTMENT,
        required=False,
        error_messages={"invalid_choice": lazy("Please choose one of these.")},
    )
    departments = forms.MultipleChoiceField(
        label=lazy("Departments"),
        required=False,
        error_messages={"invalid_choice": lazy("Please choose departments from the list.")},
    )
    own_promise = LinesField(required=False)
    own_deliver = LinesField(required=False)
    own_support = LinesField(required=False)
    own_enable = LinesField(required=False)
    file = MapFileField(
        label=lazy("Bring a map from a file"),
        required=False,
        help_text=lazy("A map that was taken out of Journeyroom as JSON. It becomes one more customer type."),
        error_messages={"empty": lazy("This file is empty. Please choose another one.")},
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, own: Iterable[OwnTemplate] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, files, **kwargs)
        ready = ready_departments()
        self.fields |= {people_field(number): _people_from(one.name) for number, one in enumerate(ready)}
        offer(self, "departments", [(department.name, department.name) for department in ready])
        self.initial.setdefault("departments", [ready.name for ready in ready if ready.hue != NO_HUE])
        types = CustomerTypes(data, prefix="types", form_kwargs={"own": list(own)})
        self.types = cast(BaseCustomerTypes, types)

    def is_valid(self) -> bool:
        """Check page and rows, so that all errors are shown at once."""
        page = super().is_valid()  # first: it may find fault with the rows
        return self.types.is_valid() and page

    def clean(self) -> dict[str, Any]:
        """Ask for somebody who comes and somebody whose journey it is, each named once."""
        words = super().clean() or {}
        self._check_departments(words)
        self._check_journeys(words)
        return words

    def department_plans(self) -> list[DepartmentPlan]:
        """Return the chosen departments, the ready ones first."""
        chosen = set(self.cleaned_data["departments"])
        plans = [
            DepartmentPlan(ready.name, ready.side, self.cleaned_data[people_field(number)] or 0)
            for number, ready in enumerate(ready_departments())
            if ready.name in chosen
        ]
        return plans + [
            DepartmentPlan(name, side) for side in Side for name in self.cleaned_data[f"own_{side}"]
        ]

    def journeys(self) -> list[MapPlan]:
        """Return one map per customer type, the one from a file last and under a name that is free."""
        typed = self.types.journeys()
        brought = self.cleaned_data["file"]
        if not brought:
            return typed
        return [*typed, with_free_name(brought, [journey.customer_type for journey in typed])]

    @property
    def renamed(self) -> str:
        """Return what to say where the map from a file got another name, or nothing."""
        brought = self.cleaned_data["file"]
        return say_renamed(brought, self.journeys()[-1].customer_type) if brought else ""

    @cached_property
    def sides(self) -> list[dict[str, Any]]:
        """Return what the page shows per side: its words, ready departments with their ticks, own lines."""
        ticked = set(self["departments"].value() or [])
        return [
            {
                "side": side,
                "hint": SIDE_HINTS[side],
                "ready": [
                    (ready, ready.name in ticked, self[people_field(number)])
                    for number, ready in enumerate(ready_departments())
                    if ready.side == side
                ],
                "own": self[f"own_{side}"],
            }
            for side in Side
        ]

    def clean_format(self) -> str:
        """Return the format; a page that does not ask means one room."""
        return self.cleaned_data["format"] or Format.ROOM

    def clean_attribution(self) -> str:
        """Return the attribution; a page that does not ask means departments only."""
        return self.cleaned_data["attribution"] or Attribution.DEPARTMENT

    def _check_departments(self, words: dict[str, Any]) -> None:
        seen = {fold(name) for name in words.get("departments", [])}
        told: set[str] = set()
        for side in Side:
            for name in words.get(f"own_{side}", []):
                folded = fold(name)
                if folded in seen and folded not in told:
                    self.add_error(f"own_{side}", _("“%(name)s” is here twice.") % {"name": name})
                    told.add(folded)
                seen.add(folded)
        if not seen and not self.errors:
            self.add_error("departments", _("Please choose at least one department."))
        if len(seen) > MOST_DEPARTMENTS:
            self.add_error("departments", _too_many_departments())

    def _check_journeys(self, words: dict[str, Any]) -> None:
        rows = [form.cleaned_data.get("name", "") for form in self.types.forms if form.is_valid()]
        names = {name for name in rows if name}
        brought = words.get("file")
        if not names and not brought and "file" not in self.errors and self.types.is_valid():
            self._ask_for_a_type(_("Please name at least one kind of customer."))

    def _ask_for_a_type(self, words: str) -> None:
        """Say it at the first row, or at the top where a page came without rows."""
        if self.types.forms:
            self.types.forms[0].add_error("name", words)
        else:
            self.add_error(None, words)


class BringForm(forms.Form):
    """A list or a file to look at before it is brought in, and where it shall go."""

    text = forms.CharField(
        label=lazy("Paste a list"),
        required=False,
        strip=False,
        help_text=lazy(
            "One note a line. “Order:” on a line of its own, or lines below it indented, makes a stage."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 8, "dir": "auto"}),
    )
    file = forms.FileField(
        label=lazy("Or choose a file"),
        required=False,
        allow_empty_file=True,
        max_length=None,
        help_text=lazy(
            "A table (CSV or XLSX), a map taken out of Journeyroom (JSON), or an Open Journey Format map."
        ),
        widget=forms.FileInput(
            attrs={"class": "input input-file", "accept": ".csv,.tsv,.txt,.md,.xlsx,.json,.ojf"}
        ),
    )
    target = forms.ChoiceField(
        label=lazy("Where shall it go?"),
        required=False,
        help_text=lazy("A map from a file always becomes a new one."),
        error_messages={
            "invalid_choice": lazy("This board is not there any more. Please choose another one.")
        },
        widget=forms.Select(attrs={"class": "input"}),
    )
    name = LineField(
        label=lazy("Whose journey is it, if it is a new map?"), limit=TITLE_LIMIT, required=False
    )
    row = forms.ChoiceField(
        label=lazy("What are the lines?"),
        required=False,
        error_messages={"invalid_choice": lazy("Please choose one of these.")},
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, boards: Iterable[Map], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "import_%s")
        super().__init__(*args, **kwargs)
        offer(self, "target", [("", _("A new map")), *((board.public_id, board.title) for board in boards)])
        offer(self, "row", [(TOUCHPOINTS, _("Touchpoints")), *Row.choices])

    def clean(self) -> dict[str, Any]:
        """Ask for one of both, a list or a file."""
        words = super().clean() or {}
        if not words.get("file") and not str(words.get("text", "")).strip() and not self.errors:
            self.add_error("text", _("Please paste a list, or choose a file."))
        return words

    def answers(self) -> dict[str, Any]:
        """Return what was chosen for it."""
        return {name: self.cleaned_data[name] for name in ("target", "name", "row")}


class TemplateForm(forms.Form):
    """What a template of one's own is called."""

    name = LineField(
        label=lazy("Name of the template"),
        limit=TITLE_LIMIT,
        error_messages={"required": lazy("Please give the template a name.")},
    )


class DeleteForm(forms.Form):
    """The title, typed by whoever is about to delete a workshop for good."""

    title = forms.CharField(
        label=lazy("Type the title to confirm"),
        error_messages={"required": lazy("Please type the title of the workshop.")},
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop

    def clean_title(self) -> str:
        """Compare without capitals and blanks at the ends."""
        if fold(self.cleaned_data["title"].strip()) != fold(self.workshop.title.strip()):
            raise forms.ValidationError(_("That is not the title. Nothing was deleted."))
        return str(self.cleaned_data["title"])


def people_field(number: int) -> str:
    """Return the name of the field for how many people come from a department of the ready list."""
    return f"people_{number}"


def _people_from(name: str) -> forms.IntegerField:
    words = _("Please type a number from 0 to %(most)d.") % {"most": EXPECTED_AT_MOST}
    told = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    label = _("How many people from %(name)s") % {"name": _(name)}
    widget = forms.NumberInput(attrs={"class": "input stepper-n", "aria-label": label, "placeholder": "0"})
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=EXPECTED_AT_MOST,
        error_messages=told,
        widget=widget,
    )


def say_renamed(plan: MapPlan, name: str) -> str:
    """Return what to say of a map that came in under `name`; nothing if that is the one in its file."""
    if name == plan.customer_type:
        return ""
    return _("“%(old)s” is here already, so the map from the file came in as “%(new)s”.") % {
        "old": plan.customer_type,
        "new": name,
    }


class ShareForm(forms.Form):
    """A link that shows the maps to people outside."""

    label = LineField(
        label=lazy("Whom is it for?"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=lazy("Only you see this."),
    )
    ends_on = forms.DateField(
        label=lazy("It works until the end of"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={
            "required": lazy("Please say until when it shall work."),
            "invalid": lazy("Please choose a day."),
        },
    )
    names_shown = forms.BooleanField(label=lazy("Show names where the workshop shows them"), required=False)
    may_take = forms.BooleanField(label=lazy("Let them take files away, too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "share_%s")
        super().__init__(*args, **kwargs)
        self.initial.setdefault("ends_on", timezone.localdate() + USUAL)

    def clean_ends_on(self) -> date:
        """Return the last day; one that is past or too far away is no choice."""
        day: date = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError(
                _("Please choose a day from today to %(last)s.")
                % {"last": date_format(today + LONGEST, "DATE_FORMAT")}
            )
        return day


def why_not(refused: Refused) -> str:
    """Say to a facilitator why a map from a file did not come in."""
    if refused.code == Code.CLOSED:
        return _("This workshop is archived: everything can be read, nothing can be changed.")
    if refused.code == Code.FULL and refused.details.get("field") == "resources":
        return _(
            "With the teams and systems in this file the workshop would have more than %(most)d of them. "
            "Bring it into another workshop."
        ) % {"most": refused.details["limit"]}
    if refused.code == Code.FULL and refused.details.get("field") in ("stages", "touchpoints", "notes"):
        words = {
            "stages": _("The map would have more than %(most)d stages."),
            "touchpoints": _("The map would have more than %(most)d touchpoints."),
            "notes": _("The map would have more than %(most)d notes in its rows."),
        }
        told = words[refused.details["field"]] % {"most": refused.details["limit"]}
        return told + " " + _("Bring it in as two, into different maps.")
    if refused.code == Code.FULL:
        return _(
            "With the departments in this file the workshop would have more than %(most)d. "
            "Bring it into another workshop, or let fewer departments write in it."
        ) % {"most": refused.details["limit"]}
    if refused.code == Code.BUSY:
        return _("The server is busy just now. Please choose the file once more in a moment.")
    return _("That did not work, and nothing was changed. Please try again.")


def _too_many_departments() -> str:
    return _("At most %(most)d departments, please.") % {"most": MOST_DEPARTMENTS}
