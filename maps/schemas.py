"""What the frames of the board carry, message by message (docs/protocol.md)."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from workshops.schemas import DescribeWorkshop, Id, NewId, Payload, Words

# So many may be taken together: as many as a frame has room for.
Several = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=200)]
Counted = Annotated[int, Meta(ge=1, le=1_000_000)]


class Amount(Payload, frozen=True):
    """So many of a unit: a wait, or times a month."""

    value: Counted
    unit: Id


class AddTouchpoint(Payload, frozen=True):
    """``touchpoint.add``; `after` None is the last place of the stage, "" the first.

    `person` is somebody without a device for whom it is written; so with notes.
    """

    touchpoint: NewId
    board: Id
    stage: Id
    title: Words
    after: Id | None = None
    person: Id | None = None


class EditTouchpoint(Payload, frozen=True):
    """``touchpoint.edit``: `was` is the title the author started from."""

    touchpoint: Id
    was: Words
    title: Words


class DescribeTouchpoint(Payload, frozen=True):
    """``touchpoint.describe``: only the fields that are to change; "" or null takes back what was said.

    `owner` is a department's id, "nobody" or "outside". `was` is what the description said when its author began.
    """

    touchpoint: Id
    was: Words | UnsetType = UNSET
    description: Words | UnsetType = UNSET
    channel: Id | UnsetType = UNSET
    kind: Id | UnsetType = UNSET
    initiator: Id | UnsetType = UNSET
    visibility: Id | UnsetType = UNSET
    owner: Id | UnsetType = UNSET
    wait: Amount | UnsetType | None = UNSET
    often: Amount | UnsetType | None = UNSET
    evidence: Id | UnsetType = UNSET
    starred: bool | UnsetType = UNSET


class LinkResource(Payload, frozen=True):
    """``resource.link``: a team or system works behind a touchpoint; a name not known yet joins the workshop's list."""

    touchpoint: Id
    resource: NewId
    kind: Id
    name: Words


class UnlinkResource(Payload, frozen=True):
    """``resource.unlink``: it does not; the workshop's list keeps it."""

    touchpoint: Id
    resource: Id


class GiveRating(Payload, frozen=True):
    """``rating.give``: how I say it feels; `value` null is "don't know"."""

    touchpoint: Id
    value: Annotated[int, Meta(ge=-2, le=2)] | None
    word: Words = ""


class TakeRating(Payload, frozen=True):
    """``rating.take``: I say nothing of it after all."""

    touchpoint: Id


class MarkMoment(Payload, frozen=True):
    """``moment.mark``: this is a moment of truth; where it is one already, only its kind changes."""

    moment: NewId
    touchpoint: Id
    kind: Id


class DescribeMoment(DescribeWorkshop, frozen=True, kw_only=True):
    """``moment.describe``: its sentence, its power or its kind."""

    moment: Id


class RemoveMoment(Payload, frozen=True):
    """``moment.remove``: it is none after all; undo brings it back."""

    moment: Id


class MergeTouchpoints(Payload, frozen=True):
    """``touchpoint.merge``: `touchpoints` become parts of `touchpoint`, with their authors, ratings and notes."""

    touchpoint: Id
    touchpoints: Several


class MergeNotes(Payload, frozen=True):
    """``note.merge``: `notes` become parts of `note`, with their authors."""

    note: Id
    notes: Several


class MoveTouchpoints(Payload, frozen=True):
    """``touchpoints.move``: several, in the order they are named, to one place."""

    touchpoints: Several
    stage: Id
    after: Id | None = None


class RemoveTouchpoints(Payload, frozen=True):
    """``touchpoints.remove``: several, softly."""

    touchpoints: Several


class MoveNotes(Payload, frozen=True):
    """``notes.move``: several, in the order they are named, to one place."""

    notes: Several
    stage: Id
    row: Id
    after: Id | None = None


class RemoveNotes(Payload, frozen=True):
    """``notes.remove``: several, softly."""

    notes: Several


class RestoreTouchpoint(Payload, frozen=True):
    """``touchpoint.restore``: bring back what was deleted, to where it stood."""

    touchpoint: Id


class RestoreNote(Payload, frozen=True):
    """``note.restore``: bring back what was deleted, to where it stood."""

    note: Id


class AddCluster(Payload, frozen=True):
    """``cluster.add``: notes of one cell belong together under a name."""

    cluster: NewId
    board: Id
    name: Words
    notes: Several


class DescribeCluster(DescribeWorkshop, frozen=True, kw_only=True):
    """``cluster.describe``: its name."""

    cluster: Id


class RemoveCluster(Payload, frozen=True):
    """``cluster.remove``: its notes stand for themselves again."""

    cluster: Id


class PutIntoCluster(Payload, frozen=True):
    """``note.cluster``: into a cluster of the note's cell, or with "" out of the one it is in."""

    note: Id
    cluster: Id


class MoveTouchpoint(Payload, frozen=True):
    """``touchpoint.move`` to a place in a stage of the same board."""

    touchpoint: Id
    stage: Id
    after: Id | None = None


class RemoveTouchpoint(Payload, frozen=True):
    """``touchpoint.remove``: softly; undo brings it back."""

    touchpoint: Id


class AddNote(Payload, frozen=True):
    """``note.add`` to a cell; `about` names a touchpoint of the same board."""

    note: NewId
    board: Id
    stage: Id
    row: Id
    text: Words
    after: Id | None = None
    about: Id | None = None
    person: Id | None = None


class EditNote(Payload, frozen=True):
    """``note.edit``: `was` is the text the author started from."""

    note: Id
    was: Words
    text: Words


class MoveNote(Payload, frozen=True):
    """``note.move`` to a place in a cell of the same board; `about`, where it is said, changes what it is about."""

    note: Id
    stage: Id
    row: Id
    after: Id | None = None
    about: Id | UnsetType | None = UNSET


class RemoveNote(Payload, frozen=True):
    """``note.remove``: softly; undo brings it back."""

    note: Id


class AddStage(Payload, frozen=True):
    """``stage.add`` to a board."""

    stage: NewId
    board: Id
    name: Words
    after: Id | None = None


class RenameStage(Payload, frozen=True):
    """``stage.rename``: `was` is the name the author started from."""

    stage: Id
    was: Words
    name: Words


class MoveStage(Payload, frozen=True):
    """``stage.move`` to a place among the stages."""

    stage: Id
    after: Id | None = None


class RemoveStage(Payload, frozen=True):
    """``stage.remove``: what stands in it moves to "Unsorted" in the same command."""

    stage: Id


class DescribeStage(DescribeWorkshop, frozen=True, kw_only=True):
    """``stage.describe``: its goal, its prompts (one a line) or its phase."""

    stage: Id


class DescribeRow(DescribeWorkshop, frozen=True, kw_only=True):
    """``row.describe``: the words of a row, or whether it is shown; on all boards."""

    row: Id


class MoveRow(Payload, frozen=True):
    """``row.move`` to a place among the rows of all boards."""

    row: Id
    after: Id | None = None


class AddCustomerType(Payload, frozen=True):
    """``customer_type.add`` with one group and its map; `template` is a ready one's key or an own one's id."""

    customer_type: NewId
    name: Words
    template: Id = ""


class RemoveCustomerType(Payload, frozen=True):
    """``customer_type.remove`` with its groups and maps, while they are empty."""

    customer_type: Id


class AddGroup(Payload, frozen=True):
    """``group.add`` for a customer type, with a map that has its stages."""

    group: NewId
    customer_type: Id
    name: Words


class RemoveGroup(Payload, frozen=True):
    """``group.remove`` with its map, while both are empty."""

    group: Id


class Undo(Payload, frozen=True):
    """``undo`` my newest change on a board, or with `op` exactly the one that was said with it."""

    board: Id
    op: Id | None = None


class Redo(Payload, frozen=True):
    """``redo`` what I took back last on a board, unless I have changed something since."""

    board: Id
