"""The board's messages: what a browser may say, what it must look like, what carries it out."""

from maps import schemas
from maps.commands import journeys, notes, stages, touchpoints, undoing
from workshops.protocol import Message
from workshops.schemas import DescribeCustomerType, DescribeGroup

MESSAGES = {
    "touchpoint.add": Message(schemas.AddTouchpoint, touchpoints.add_touchpoint),
    "touchpoint.edit": Message(schemas.EditTouchpoint, touchpoints.edit_touchpoint),
    "touchpoint.describe": Message(schemas.DescribeTouchpoint, touchpoints.describe_touchpoint),
    "touchpoint.move": Message(schemas.MoveTouchpoint, touchpoints.move_touchpoint),
    "touchpoint.remove": Message(schemas.RemoveTouchpoint, touchpoints.remove_touchpoint),
    "note.add": Message(schemas.AddNote, notes.add_note),
    "note.edit": Message(schemas.EditNote, notes.edit_note),
    "note.move": Message(schemas.MoveNote, notes.move_note),
    "note.remove": Message(schemas.RemoveNote, notes.remove_note),
    "stage.add": Message(schemas.AddStage, stages.add_stage),
    "stage.rename": Message(schemas.RenameStage, stages.rename_stage),
    "stage.describe": Message(schemas.DescribeStage, stages.describe_stage),
    "stage.move": Message(schemas.MoveStage, stages.move_stage),
    "stage.remove": Message(schemas.RemoveStage, stages.remove_stage),
    "customer_type.add": Message(schemas.AddCustomerType, journeys.add_customer_type),
    "customer_type.describe": Message(DescribeCustomerType, journeys.describe_customer_type),
    "customer_type.remove": Message(schemas.RemoveCustomerType, journeys.remove_customer_type),
    "group.add": Message(schemas.AddGroup, journeys.add_group_of),
    "group.describe": Message(DescribeGroup, journeys.describe_group),
    "group.remove": Message(schemas.RemoveGroup, journeys.remove_group),
    "row.describe": Message(schemas.DescribeRow, journeys.describe_row),
    "row.move": Message(schemas.MoveRow, journeys.move_row),
    "undo": Message(schemas.Undo, undoing.undo),
}
