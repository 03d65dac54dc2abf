"""Clusters: notes of one cell get a name together, change it, come and go."""

from typing import Any

from django.utils import timezone

from maps.commands.placing import require_free, require_present
from maps.models import Cluster, Note
from maps.queries import find_board, find_cluster, find_note, find_several
from maps.schemas import AddCluster, DescribeCluster, PutIntoCluster, RemoveCluster
from workshops.acts import Act, Answer
from workshops.commands.describing import Fields, a_line, describe
from workshops.commands.wording import line
from workshops.errors import Code, Refused
from workshops.events import before, record, unchanged
from workshops.text import TITLE_LIMIT

FIELDS: Fields = {"name": a_line(TITLE_LIMIT)}
CLUSTERS_AT_MOST = 500


def add_cluster(act: Act, data: AddCluster) -> Answer:
    """Give notes a name together: those that stand in the cell of the first of them by now."""
    name = line(data.name, "name", TITLE_LIMIT)
    board = find_board(act, data.board)
    require_free(Cluster.objects.all(), data.cluster)
    notes = [note for note in find_several(act, Note, data.notes) if note.removed_at is None]
    if not notes:
        raise Refused(Code.GONE, text=name)
    if notes[0].map_id != board.pk:
        raise Refused(Code.NOT_FOUND)
    if Cluster.objects.filter(map=board, removed_at=None).count() >= CLUSTERS_AT_MOST:
        raise Refused(Code.FULL, limit=CLUSTERS_AT_MOST)
    cell = (notes[0].stage_id, notes[0].row)
    together = [note for note in notes if (note.stage_id, note.row) == cell]
    cluster = Cluster(public_id=data.cluster, map=board, name=name)
    undo = [before(cluster, "removed") | {"was": {"removed": True}}]
    undo += [before(note, "cluster_id") for note in together]
    cluster.save(force_insert=True)
    for note in together:
        note.cluster = cluster
        note.save(update_fields=["cluster"])
    result: dict[str, Any] = {"clustered": len(together)}
    return record(act, "cluster.add", [cluster, *together], board=board.public_id, undo=undo, result=result)


def describe_cluster(act: Act, data: DescribeCluster) -> Answer:
    """Give a cluster another name."""
    cluster = find_cluster(act, data.cluster)
    _require_there(cluster, data.now if isinstance(data.now, str) else "")
    undo = [before(cluster, data.field)] if data.field in FIELDS else None
    return describe(act, "cluster.describe", cluster, FIELDS, data, board=cluster.map.public_id, undo=undo)


def remove_cluster(act: Act, data: RemoveCluster) -> Answer:
    """Dissolve a cluster: its notes stay where they are, each for itself."""
    cluster = find_cluster(act, data.cluster)
    if cluster.removed_at is not None:
        return unchanged()
    notes = list(Note.objects.filter(cluster=cluster))
    undo = [before(cluster, "removed"), *(before(note, "cluster_id") for note in notes)]
    for note in notes:
        note.cluster = None
        note.save(update_fields=["cluster"])
    cluster.removed_at = timezone.now()
    cluster.save(update_fields=["removed_at"])
    return record(act, "cluster.remove", [cluster, *notes], board=cluster.map.public_id, undo=undo)


def put_into_cluster(act: Act, data: PutIntoCluster) -> Answer:
    """Put a note into a cluster of its cell, or take it out of the one it is in."""
    note = find_note(act, data.note)
    require_present(note, note.text)
    cluster = _cluster_of_cell(act, note, data.cluster) if data.cluster else None
    if note.cluster_id == (cluster.pk if cluster else None):
        return unchanged()
    # The cluster is touched, too, or undo would dissolve it with somebody else's note in it.
    undo = [before(note, "cluster_id"), *([before(cluster)] if cluster else [])]
    note.cluster = cluster
    note.save(update_fields=["cluster"])
    rows: list[Any] = [note, cluster] if cluster else [note]
    return record(act, "note.cluster", rows, board=note.map.public_id, undo=undo)


def _cluster_of_cell(act: Act, note: Note, public_id: str) -> Cluster:
    cluster = find_cluster(act, public_id)
    _require_there(cluster, "")
    there = Note.objects.filter(cluster=cluster, removed_at=None).exclude(pk=note.pk)
    if cluster.map_id != note.map_id or there.exclude(stage=note.stage_id, row=note.row).exists():
        raise Refused(Code.BAD_MESSAGE, field="cluster", why="another-cell")
    return cluster


def _require_there(cluster: Cluster, handed_back: str) -> None:
    if cluster.removed_at is not None:
        raise Refused(Code.GONE, text=handed_back)
