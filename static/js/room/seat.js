// Notices that the person at this page is something else by now, or sits elsewhere, so that the page can go on.

/**
 * Call `go` once the person's role or group is no longer what the page was made for, or the board it shows is
 * hidden from them. Words on their way are waited for, as long as the connection holds.
 * @param {object} options
 * @param {object} options.room from room.js
 * @param {{person: string, role: string, group: string | null, board?: string}} options.facts what the page knows
 * @param {() => void} options.go
 */
export function listenForMoves({ room, facts, go }) {
  let isGoing = false;

  function look() {
    if (!isGoing && isElsewhere()) isGoing = true;
    if (!isGoing || room.status().waiting > 0) return;
    stops.forEach((stop) => stop());
    go();
  }

  function isElsewhere() {
    const me = room.record("person", facts.person);
    if (!me) return false;
    return me.role !== facts.role || me.group !== facts.group || isHidden(me);
  }

  function isHidden(me) {
    const [workshop] = room.records("workshop");
    const board = facts.board && room.record("board", facts.board);
    if (!workshop?.hide_groups || !board) return false;
    return (me.role === "attendee" || me.role === "helper") && board.group !== me.group;
  }

  const stops = [room.on("change", look), room.on("status", look)];
}
