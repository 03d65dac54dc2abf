"""A map kept as JSON: the fields of the file, the same for writing and for reading (docs/formats.md).

A change that an older Journeyroom could not read raises SCHEMA_VERSION.
"""

from msgspec import Struct

SCHEMA_VERSION = 3
# What older Journeyrooms wrote is read as well: it only lacks fields that may be left out.
READABLE = (1, 2, SCHEMA_VERSION)

# The fields of a customer type's card; the first is one line, the others a few sentences.
CARD = ("who", "situation", "trigger", "goal", "good_end", "expectations", "fears")


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    """What all parts of the file share: a field that is not named here is refused when reading."""


class BackupAuthor(_Part, frozen=True, kw_only=True):
    """Who wrote something, as far as the workshop's attribution lets the file say."""

    department: str | None = None
    name: str = ""


class BackupPart(_Part, frozen=True, kw_only=True):
    """What was merged into a touchpoint or note."""

    text: str
    author: BackupAuthor | None = None


class BackupAmount(_Part, frozen=True, kw_only=True):
    """So many of a unit."""

    value: int
    unit: str


class BackupMoment(_Part, frozen=True, kw_only=True):
    """That a touchpoint is a moment of truth."""

    kind: str
    sentence: str = ""
    power: int | None = None


class BackupRating(_Part, frozen=True, kw_only=True, array_like=True):
    """How somebody said it feels: `[value or null, word, side or ""]`; whose it is, is not told."""

    value: int | None
    word: str = ""
    side: str = ""


class BackupTouchpoint(_Part, frozen=True, kw_only=True):
    """One touchpoint of a stage; `id` is what notes point to with `about`.

    `owner` is a department's name where `ownership` is ``department``.
    """

    id: str = ""
    title: str
    description: str = ""
    channel: str = ""
    kind: str = ""
    initiator: str = ""
    visibility: str = ""
    ownership: str = ""
    owner: str | None = None
    wait: BackupAmount | None = None
    often: BackupAmount | None = None
    evidence: str = ""
    starred: bool = False
    teams: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    moment: BackupMoment | None = None
    ratings: tuple[BackupRating, ...] = ()
    parts: tuple[BackupPart, ...] = ()
    author: BackupAuthor | None = None
    added_at: str = ""


class BackupNote(_Part, frozen=True, kw_only=True):
    """One note of a stage, in a row; `about` is the id of a touchpoint anywhere on the map."""

    id: str = ""
    row: str
    text: str
    about: str | None = None
    cluster: str | None = None
    parts: tuple[BackupPart, ...] = ()
    author: BackupAuthor | None = None
    added_at: str = ""


class BackupStage(_Part, frozen=True, kw_only=True):
    """One stage with all that stands in it: touchpoints in order, notes row by row in order."""

    id: str = ""
    name: str
    phase: str = ""
    goal: str = ""
    prompts: str = ""
    unsorted: bool = False
    touchpoints: tuple[BackupTouchpoint, ...] = ()
    notes: tuple[BackupNote, ...] = ()


class BackupCluster(_Part, frozen=True, kw_only=True):
    """Notes that belong together under a name; they name its `id`."""

    id: str
    name: str


class BackupDepartment(_Part, frozen=True, kw_only=True):
    """One department of the workshop; authors name it."""

    id: str = ""
    name: str
    side: str
    letters: str = ""
    hue: str = ""


class BackupCustomerType(_Part, frozen=True, kw_only=True):
    """Whose journey it is, with their card; `template` is the key of the stage template it began with."""

    id: str = ""
    name: str
    who: str = ""
    situation: str = ""
    trigger: str = ""
    goal: str = ""
    good_end: str = ""
    expectations: str = ""
    fears: str = ""
    template: str = ""


class BackupGroup(_Part, frozen=True, kw_only=True):
    """The group that made the map."""

    id: str = ""
    name: str


class BackupWorkshop(_Part, frozen=True, kw_only=True):
    """The workshop at which the map was made; `version` counts its changes up to this file."""

    id: str = ""
    title: str
    organisation: str = ""
    held_on: str | None = None
    attribution: str = ""
    version: int = 0


class Backup(_Part, frozen=True, kw_only=True):
    """The whole file."""

    schema_version: int
    id: str = ""
    title: str
    source: str = ""
    customer_type: BackupCustomerType
    group: BackupGroup | None = None
    workshop: BackupWorkshop | None = None
    departments: tuple[BackupDepartment, ...] = ()
    clusters: tuple[BackupCluster, ...] = ()
    stages: tuple[BackupStage, ...]
