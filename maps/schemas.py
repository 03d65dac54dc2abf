"""What the frames of the board carry, message by message (docs/protocol.md)."""

from workshops.schemas import DescribeWorkshop, Id, NewId, Payload, Words


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
    """``touchpoint.describe``: only the fields that are to change."""

    touchpoint: Id
    description: Words | None = None
    channel: Id | None = None


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
    """``note.move`` to a place in a cell of the same board."""

    note: Id
    stage: Id
    row: Id
    after: Id | None = None


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
