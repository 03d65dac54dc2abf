"""A map as JSON that can be read back as a new map without loss (docs/formats.md)."""

import msgspec

from maps.enums import Row
from maps.exports.backup_file import (
    CARD,
    SCHEMA_VERSION,
    Backup,
    BackupAuthor,
    BackupCustomerType,
    BackupDepartment,
    BackupGroup,
    BackupNote,
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
    return BackupTouchpoint(
        id=record["id"],
        title=record["title"],
        description=record["description"],
        channel=record["channel"],
        author=_author(taken, record),
        added_at=record["added_at"],
    )


def _note(taken: MapRead, record: Record) -> BackupNote:
    return BackupNote(
        id=record["id"],
        row=record["row"],
        text=record["text"],
        about=record["about"],
        author=_author(taken, record),
        added_at=record["added_at"],
    )


def _author(taken: MapRead, written: Record) -> BackupAuthor | None:
    department, name = taken.author_of(written)
    if department is None and not name:
        return None
    return BackupAuthor(department=department["name"] if department else None, name=name)
