"""Other words for a touchpoint or note, also for one that has meanwhile become a part of another."""

from typing import Any

from maps.commands.placing import require_present
from maps.models import Note, Touchpoint
from workshops.acts import Act, Answer
from workshops.commands.wording import reword
from workshops.events import before, record, unchanged
from workshops.text import NOTE_LIMIT


def edit(act: Act, name: str, row: Touchpoint | Note, field: str, was: str, mine: str) -> Answer:
    """Reword `row` from `was` to `mine` (cleaned); refuses ``gone`` with the words where it was deleted.

    One that was merged while somebody wrote takes their words on all the same: they are told with the other,
    and `part_of` in the result says which.
    """
    whole = row.merged_into
    if whole is None:
        require_present(row, mine)
    else:
        require_present(whole, mine)
    new, result = reword(getattr(row, field), was, mine, NOTE_LIMIT)
    if whole is not None:
        result["part_of"] = whole.public_id
    if new is None:
        return unchanged(result)
    undo = [before(row, field)]
    setattr(row, field, new)
    row.save(update_fields=[field])
    rows: list[Any] = [row] if whole is None else [row, whole]
    return record(act, name, rows, board=row.map.public_id, undo=undo, result=result)
