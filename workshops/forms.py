"""What people type into the room's pages: signing in, the first visit, joining, inviting."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workshops.commands.people import AddedPerson
from workshops.enums import Placing, Role
from workshops.ids import CODE_LENGTH, is_id, new_id, read_code
from workshops.models import Department, Group, Participant, User, Workshop
from workshops.models.room import NEEDS_LIMIT
from workshops.queries import departments_of, groups_of, sizes_of
from workshops.text import NAME_LIMIT, BadText, clean_line, fold

ANOTHER_DEPARTMENT = "another"
# From so many on a board is crowded; a hint, nothing more.
GROUP_IS_LARGE = 6
Choices = Sequence[tuple[str, str | Promise]]


class LineField(forms.CharField):
    """Words on one line, cleaned as everywhere (workshops.text), with errors in plain words."""

    widget = forms.TextInput(attrs={"class": "input", "dir": "auto"})

    def __init__(self, *, limit: int = NAME_LIMIT, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit

    def clean(self, value: Any) -> str:
        """Return the words as they are stored; raises ValidationError."""
        words = "" if value is None else str(value)
        if not words.strip():
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return ""
        try:
            return clean_line(words, self.limit)
        except BadText as bad:
            why, length = bad.why, len(words)
        code = "required" if why == "empty" else why
        raise forms.ValidationError(self._why(why), code=code, params={"limit": self.limit, "length": length})

    def _why(self, why: str) -> str:
        if why == "too-long":
            return gettext("Please make it shorter: %(limit)d characters fit, these are %(length)d.")
        if why == "empty":
            return str(self.error_messages["required"])
        return gettext("There is a character in here that cannot be kept. Please type it again.")


class OnceForm(forms.Form):
    """A form that has its effect once, however often it is sent: by a hidden random op it is known again."""

    op = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("op", new_id("f"))

    def clean_op(self) -> str:
        """Return the op; a broken one is replaced."""
        op = self.cleaned_data["op"]
        return op if is_id(op) else new_id("f")


class SignInForm(forms.Form):
    """E-mail and password of a facilitator."""

    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This does not look like an e-mail address."),
        },
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Please type your password.")},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
    )


class ColleagueForm(forms.Form):
    """A facilitator's account: name, e-mail and a password that the validators take."""

    name = LineField(
        label=_("Your name"),
        error_messages={"required": _("Please type your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You sign in with it. Nothing is sent there."),
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This does not look like an e-mail address."),
        },
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters. A few words in a row are easy to remember and hard to guess."),
        error_messages={"required": _("Please choose a password.")},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask the password validators, which also compare it with name and e-mail."""
        words = super().clean() or {}
        password = words.get("password")
        if password:
            try:
                validate_password(password, User(email=words.get("email", ""), name=words.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return words


class WelcomeForm(ColleagueForm):
    """The first facilitator of a new installation."""

    code = LineField(
        label=_("Set-up code"),
        help_text=_("The server printed it when it was started. It works once."),
        error_messages={"required": _("Please type the set-up code that the server printed.")},
        widget=forms.TextInput(
            attrs={
                "class": "input input-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class EmailForm(forms.Form):
    """An e-mail address; it may be left out unless it is `needed`."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        error_messages={
            "required": _("Please type an e-mail address."),
            "invalid": _("This does not look like an e-mail address."),
        },
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = needed


class NewPasswordForm(forms.Form):
    """A new password for an account, asked of the validators."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters. A few words in a row are easy to remember and hard to guess."),
        error_messages={"required": _("Please choose a password.")},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Return the password; raises ValidationError with what is wrong with it."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password


class PasswordForm(NewPasswordForm):
    """The old password and a new one."""

    old = forms.CharField(
        label=_("Your password until now"),
        strip=False,
        error_messages={"required": _("Please type your password.")},
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "current-password"}),
    )
    field_order = ("old", "password")


class CodeForm(forms.Form):
    """The spoken code of a workshop, or somebody's own for a second device, however it was typed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        error_messages={
            "required": _("Please type the code: eight letters and digits."),
            "max_length": _("A code has eight letters and digits. Please look again."),
        },
        widget=forms.TextInput(
            attrs={
                "class": "input input-large input-code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "enterkeyhint": "go",
                "placeholder": "K7MQ 4RXB",
            }
        ),
    )

    def clean_code(self) -> str:
        """Return the code as it is kept; nothing else can be one."""
        code = read_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH or not code.isascii():
            raise forms.ValidationError(_("A code has eight letters and digits. Please look again."))
        return code

    @staticmethod
    def nowhere() -> str:
        """Say that a code leads nowhere, whatever the reason."""
        return gettext("This code leads nowhere. Please look again, or ask the facilitator for the link.")


class JoinForm(OnceForm):
    """Who comes in: a name, a department and the customer type whose journey they map."""

    name = LineField(
        label=_("Your name"),
        error_messages={"required": _("Please type your name.")},
        widget=forms.TextInput(
            attrs={
                "class": "input input-large",
                "dir": "auto",
                "autocomplete": "given-name",
                "enterkeyhint": "next",
            }
        ),
    )
    department = forms.ChoiceField(
        label=_("Your department"),
        error_messages={
            "required": _("Please choose your department."),
            "invalid_choice": _("This department is not there any more. Please choose another one."),
        },
    )
    group = forms.ChoiceField(
        label=_("Whose journey do you map?"),
        required=False,
        error_messages={
            "required": _("Please choose whose journey you map."),
            "invalid_choice": _("This one is not there any more. Please choose another one."),
        },
    )

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {row.public_id: row for row in departments_of(workshop)}
        self.groups = {row.public_id: row for row in groups_of(workshop)}
        offer(self, "department", [*_choices(self.departments), (ANOTHER_DEPARTMENT, _("Another one"))])
        self.chooses = workshop.placing == Placing.CHOOSE
        if not self.chooses:
            self.groups = {}
        offer(self, "group", _choices(self.groups))
        if len(self.groups) == 1:
            self.initial.setdefault("group", next(iter(self.groups)))

    @property
    def choices_of_group(self) -> list[tuple[str, Group, int, bool]]:
        """Return the groups with how many are in each, and whether that is enough for one board."""
        sizes = sizes_of(self.groups.values())
        return [
            (key, group, sizes.get(group.pk, 0), sizes.get(group.pk, 0) >= GROUP_IS_LARGE)
            for key, group in self.groups.items()
        ]

    @property
    def lacks_words(self) -> bool:
        """Tell whether all that is wrong is that something was not filled in."""
        wrong = [error.code for errors in self.errors.as_data().values() for error in errors]
        return set(wrong) == {"required"}

    def clean_department(self) -> Department | None:
        """Return the department, or None for somebody from another one."""
        return self.departments.get(self.cleaned_data["department"])

    def clean_group(self) -> Group | None:
        """Return the chosen group; None where the facilitator places people."""
        if not self.chooses:
            return None
        if not self.cleaned_data["group"]:
            raise forms.ValidationError(_("Please choose whose journey you map."), code="required")
        return self.groups[self.cleaned_data["group"]]


class PeopleForm(forms.Form):
    """A pasted list of people, one a line: name, department and perhaps an e-mail address."""

    lines = forms.CharField(
        label=_("Who shall come? One person a line: name, department, e-mail"),
        help_text=_(
            "Only the name is needed. Commas, semicolons or tabs between, as they come out of a table."
        ),
        max_length=40_000,
        error_messages={
            "required": _("Please paste at least one name."),
            "max_length": _("This list is too long. Please bring it in in parts."),
        },
        widget=forms.Textarea(attrs={"class": "input", "rows": 5, "dir": "auto", "spellcheck": "false"}),
    )
    without_device = forms.BooleanField(label=_("They have no device: others write for them"), required=False)

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "people_%s")
        super().__init__(*args, **kwargs)
        self.departments = {fold(row.name): row for row in departments_of(workshop)}

    def clean(self) -> dict[str, Any]:
        """Read the list line by line; every line that cannot be read is named."""
        words = super().clean() or {}
        numbered = enumerate(words.get("lines", "").splitlines(), start=1)
        words["people"] = [self._person(number, line) for number, line in numbered if line.strip()]
        return words

    def _person(self, number: int, line: str) -> AddedPerson | None:
        parts = [part.strip() for part in re.split(r"[\t;,]", line)]
        name, department, email = [*parts, "", ""][:3]
        try:
            if len(parts) > 3:
                raise forms.ValidationError(gettext("there are more than three parts."))
            if "@" in department and not email:
                department, email = "", department
            if email:
                validate_email(email)
            return AddedPerson(self._name(name), self._department(department), email)
        except forms.ValidationError as error:
            said = {"number": number, "line": line.strip()[:40], "why": " ".join(error.messages)}
            self.add_error("lines", gettext("Line %(number)d, “%(line)s”: %(why)s") % said)
            return None

    def _name(self, name: str) -> str:
        try:
            return clean_line(name)
        except BadText as bad:
            raise forms.ValidationError(gettext("a name is missing or cannot be kept.")) from bad

    def _department(self, name: str) -> Department | None:
        if name and fold(name) not in self.departments:
            raise forms.ValidationError(
                gettext("there is no department “%(name)s” in this workshop.") % {"name": name}
            )
        return self.departments.get(fold(name)) if name else None


class MineForm(forms.Form):
    """What somebody may correct of what is kept about them."""

    name = LineField(label=_("Your name"), error_messages={"required": _("Please type your name.")})
    department = forms.ChoiceField(
        label=_("Your department"),
        required=False,
        error_messages={
            "invalid_choice": _("This department is not there any more. Please choose another one.")
        },
        widget=forms.Select(attrs={"class": "input"}),
    )
    needs = forms.CharField(
        label=_("What you need to take part; only facilitators see it"),
        required=False,
        max_length=NEEDS_LIMIT,
        widget=forms.Textarea(attrs={"class": "input", "rows": 2, "dir": "auto"}),
    )

    def __init__(self, person: Participant, *args: Any, **kwargs: Any) -> None:
        department = person.department.public_id if person.department else ""
        kwargs["initial"] = {"name": person.name, "department": department, "needs": person.needs}
        super().__init__(*args, **kwargs)
        self.departments = {row.public_id: row for row in departments_of(person.workshop)}
        if person.department:
            self.departments.setdefault(department, person.department)
        offer(self, "department", [("", _("None")), *_choices(self.departments)])

    def clean_department(self) -> Department | None:
        """Return the department, or None."""
        return self.departments.get(self.cleaned_data["department"])


class InviteForm(forms.Form):
    """Somebody who gets a personal link instead of the join link: a manager, an observer, a helper."""

    ROLES = (Role.MANAGER, Role.OBSERVER, Role.HELPER)

    name = LineField(label=_("Name"), error_messages={"required": _("Please type a name.")})
    role = forms.ChoiceField(
        label=_("Comes as"),
        choices=[
            (Role.MANAGER, _("Manager: takes maps away")),
            (Role.OBSERVER, _("Observer: only reads")),
            (Role.HELPER, _("Helper: writes with a group")),
        ],
        initial=Role.MANAGER,
        error_messages={
            "required": _("Please choose a role."),
            "invalid_choice": _("Please choose one of these roles."),
        },
        widget=forms.Select(attrs={"class": "input"}),
    )
    group = forms.ChoiceField(
        label=_("Helps the group"),
        required=False,
        error_messages={"invalid_choice": _("Please choose one of these groups.")},
        widget=forms.Select(attrs={"class": "input"}),
    )
    department = forms.ChoiceField(
        label=_("Department"),
        required=False,
        error_messages={"invalid_choice": _("Please choose one of these departments.")},
        widget=forms.Select(attrs={"class": "input"}),
    )

    def __init__(self, workshop: Workshop, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "invite_%s")
        super().__init__(*args, **kwargs)
        self.groups = {row.public_id: row for row in groups_of(workshop)}
        self.departments = {row.public_id: row for row in departments_of(workshop)}
        offer(self, "group", [("", _("Choose a group")), *_choices(self.groups)])
        offer(self, "department", [("", _("None")), *_choices(self.departments)])

    def clean(self) -> dict[str, Any]:
        """A helper helps a group; nobody else has one."""
        words = super().clean() or {}
        group = self.groups.get(words.get("group", ""))
        if words.get("role") == Role.HELPER and group is None and "group" not in self.errors:
            self.add_error("group", _("Please choose the group that this helper helps."))
        words["group"] = group if words.get("role") == Role.HELPER else None
        words["department"] = self.departments.get(words.get("department", ""))
        return words


def offer(form: forms.Form, field: str, choices: Choices) -> None:
    """Set what a field of this very form lets people choose from: (value, label) pairs."""
    cast(forms.ChoiceField, form.fields[field]).choices = choices


def _choices(rows: dict[str, Any]) -> Choices:
    return [(key, row.name) for key, row in rows.items()]
