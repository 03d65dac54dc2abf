"""A map as JSON that can be read back as a new map without loss (docs/formats.md)."""

import msgspec

from maps.enums import Ownership, ResourceKind, Row
from maps.exports.backup_file import (
    CARD,
    SCHEMA_VERSION,
    Backup,
    BackupAmount,
    BackupAuthor,
    BackupCluster,
    BackupCustomerType,
    BackupDepartment,
    BackupGroup,
    BackupMoment,
    BackupNote,
    BackupPart,
    BackupRating,
    BackupStage,
    BackupTouchpoint,
    BackupWorkshop,
)
from maps.exports.reading import MapRead, Record


def to_json(taken: MapRead) -> bytes:
    """Return the file in UTF-8; the same state of the map gives the same bytes."""
    backup = Backup(
        schema_version=SCHEMA_VERSION,
        id=taken.board["id"],
        title=taken.board["title"],
        customer_type=_customer_type(taken),
        group=BackupGroup(id=taken.group["id"], name=taken.group["name"]),
        workshop=_workshop(taken),
        departments=tuple(_department(department) for department in taken.departments),
        clusters=tuple(BackupCluster(id=one["id"], name=one["name"]) for one in taken.clusters),
        stages=tuple(_stage(taken, stage) for stage in taken.stages),
    )
    return msgspec.json.format(msgspec.json.encode(backup), indent=2) + b"\n"


def _customer_type(taken: MapRead) -> BackupCustomerType:
    fields = {name: taken.customer_type[name] for name in ("id", "name", *CARD)}
    return BackupCustomerType(template=taken.template, **fields)


def _workshop(taken: MapRead) -> BackupWorkshop:
    record = taken.workshop
    return BackupWorkshop(
        id=record["id"],
        title=record["title"],
        organisation=record["organisation"],
        held_on=record["held_on"],
        attribution=record["attribution"],
        version=taken.version,
    )


def _department(record: Record) -> BackupDepartment:
    return BackupDepartment(**{name: record[name] for name in ("id", "name", "side", "letters", "hue")})


def _stage(taken: MapRead, stage: Record) -> BackupStage:
    return BackupStage(
        id=stage["id"],
        name=stage["name"],
        phase=stage["phase"],
        goal=stage["goal"],
        prompts=stage["prompts"],
        unsorted=stage["unsorted"],
        touchpoints=tuple(_touchpoint(taken, touchpoint) for touchpoint in taken.touchpoints_in(stage)),
        notes=tuple(_note(taken, note) for row in Row for note in taken.notes_in(stage, row)),
    )


def _touchpoint(taken: MapRead, record: Record) -> BackupTouchpoint:
    is_special = record["owner"] in ("", Ownership.NOBODY, Ownership.OUTSIDE)
    return BackupTouchpoint(
        id=record["id"],
        title=record["title"],
        description=record["description"],
        channel=record["channel"],
        kind=record["kind"],
        initiator=record["initiator"],
        visibility=record["visibility"],
        evidence=record["evidence"],
        starred=record["starred"],
        ownership=record["owner"] if is_special else Ownership.DEPARTMENT,
        owner=None if is_special else _department_name(taken, record["owner"]),
        wait=_amount(record["wait"]),
        often=_amount(record["often"]),
        teams=_resources(taken, record, ResourceKind.TEAM),
        systems=_resources(taken, record, ResourceKind.SYSTEM),
        moment=_moment(taken.moments.get(record["id"])),
        ratings=_ratings(taken, record["id"]),
        parts=_parts(taken, record, "title"),
        author=_author(taken, record),
        added_at=record["added_at"],
    )


def _note(taken: MapRead, record: Record) -> BackupNote:
    return BackupNote(
        id=record["id"],
        row=record["row"],
        text=record["text"],
        about=record["about"],
        cluster=record["cluster"],
        parts=_parts(taken, record, "text"),
        author=_author(taken, record),
        added_at=record["added_at"],
    )


def _department_name(taken: MapRead, public_id: str | None) -> str | None:
    return next((one["name"] for one in taken.departments if one["id"] == public_id), None)


def _amount(amount: Record | None) -> BackupAmount | None:
    return BackupAmount(**amount) if amount else None


def _resources(taken: MapRead, record: Record, kind: str) -> tuple[str, ...]:
    here = [taken.resources[one] for one in record["resources"]]
    return tuple(one["name"] for one in here if one["kind"] == kind)


def _moment(record: Record | None) -> BackupMoment | None:
    if record is None:
        return None
    return BackupMoment(kind=record["kind"], sentence=record["sentence"], power=record["power"])


def _ratings(taken: MapRead, touchpoint: str) -> tuple[BackupRating, ...]:
    return tuple(BackupRating(**rating) for rating in taken.ratings.get(touchpoint, []))


def _parts(taken: MapRead, record: Record, words: str) -> tuple[BackupPart, ...]:
    return tuple(BackupPart(text=part[words], author=_author(taken, part)) for part in record["parts"])


def _author(taken: MapRead, written: Record) -> BackupAuthor | None:
    department, name = taken.author_of(written)
    if department is None and not name:
        return None
    return BackupAuthor(department=department["name"] if department else None, name=name)
