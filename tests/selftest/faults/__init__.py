"""All faults to plant: FAULTS in the running server, JS_FAULTS in the browser's modules."""

from tests.selftest.faults import access, doors, gate, order, pages
from tests.selftest.faults.js_outbox import OUTBOX_FAULTS
from tests.selftest.faults.js_room import ROOM_FAULTS
from tests.selftest.faults.table import FAULTS

__all__ = ["FAULTS", "JS_FAULTS", "access", "doors", "gate", "order", "pages"]

JS_FAULTS = ROOM_FAULTS | OUTBOX_FAULTS
