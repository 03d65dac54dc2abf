"""Faults to plant in the browser's modules: text to replace, and the test in tests/js that has to fail by it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class JsFault:
    """In `file` (below static/js) stands `instead` for `text`; `caught_by` is ``file in tests/js::name of a test``."""

    promise: str
    file: str
    text: str
    instead: str
    caught_by: str


_STATE = "room/state.js"
_ROOM = "room/room.js"
_LINK = "room/link.js"
_OUTBOX = "room/outbox.js"
_SENDER = "room/sender.js"

JS_FAULTS: dict[str, JsFault] = {
    # Rows and versions
    "words_vanish_before_their_rows_come": JsFault(
        "L3",
        _OUTBOX,
        "settling.push({ ...entry, answered: true, version });",
        "",
        "room.test.js::L3 between done and its rows the words stay, and the badge says saved",
    ),
    "answered_words_are_shown_for_ever": JsFault(
        "L3",
        _OUTBOX,
        "settling = settling.filter((entry) => entry.version > version);",
        "",
        "outbox.test.js::L3 an answered command is shown until the rows of its version are here",
    ),
    "gap_is_applied": JsFault(
        "L4",
        _STATE,
        'else if (from > version + 1) return "gap";',
        "",
        "state.test.js::L4 a frame beyond the next is a gap and changes nothing",
    ),
    "gap_is_not_asked_for": JsFault(
        "L4",
        _ROOM,
        'if (outcome === "gap" && !isCatching) hello();',
        "",
        "room.test.js::L4 a gap asks for what is missing on the same connection, once",
    ),
    "stale_frame_is_taken": JsFault(
        "L4",
        _STATE,
        'else if (to <= version) return "stale";',
        "",
        "state.test.js::L4 a frame from the past is dropped",
    ),
    "everything_is_added_to_what_was": JsFault(
        "L4",
        _STATE,
        "if (from === 0) replaceAll();",
        "if (from === 0) build(NOTHING);",
        "state.test.js::L5 everything replaces all there was, also with a lower version",
    ),
    "lost_frame_is_not_noticed": JsFault(
        "L4",
        _ROOM,
        "if (isLost) hello();",
        "",
        "room.test.js::L4 a beat that is ahead twice asks for what is missing",
    ),
    "hello_has_no_mark": JsFault(
        "L5",
        _STATE,
        "since: () => base,",
        "since: () => ({ ...base, mark: null }),",
        "room.test.js::L5 after a cut the room asks for what is newer than it has, by version and mark",
    ),
    "hello_has_no_since": JsFault(
        "L5",
        _STATE,
        "since: () => base,",
        "since: () => ({ ...base, since: null }),",
        "room.test.js::L5 after a cut the room asks for what is newer than it has, by version and mark",
    ),
    "hello_builds_on_a_version_without_a_mark": JsFault(
        "L5",
        _STATE,
        "since: () => base,",
        "since: () => ({ ...base, since: version }),",
        "room.test.js::L5 after changes the next hello still builds upon the version whose mark was told",
    ),
    "mark_of_another_version_is_taken": JsFault(
        "L5",
        _STATE,
        "if (at === version) build(",
        "build(",
        "state.test.js::L5 the mark of another version is not taken",
    ),
    "base_is_not_rewound": JsFault(
        "L5",
        _STATE,
        "for (const [kind, id, record] of earlier.values()) put(kind, id, record);",
        "",
        "state.test.js::L5 an answer built on the base takes back what a restored database never knew",
    ),
    "live_for_another_version_is_believed": JsFault(
        "L5",
        _ROOM,
        "if (version !== state.version) {",
        "if (false) {",
        "room.test.js::L5 live for another version than mine asks for everything",
    ),
    # Who may see
    "hello_does_not_say_for_whom_the_page_is": JsFault(
        "L9",
        _ROOM,
        "boards, person }]);",
        "boards }]);",
        "room.test.js::L5 the first frame asks for everything, with the boards this page shows",
    ),
    "socket_is_plain_on_https": JsFault(
        "L10",
        "room/connect.js",
        '? "wss:" : "ws:"',
        '? "ws:" : "ws:"',
        "connect.test.js::L10 a page on https opens wss on the same host",
    ),
    "author_is_shown_in_an_anonymous_workshop": JsFault(
        "L11",
        "room/projection.js",
        ' || workshop.attribution === "anonymous") return null;',
        ") return null;",
        "projection.test.js::L11 a pending note has no author where the workshop is anonymous",
    ),
    # Words
    "direction_may_be_overridden": JsFault(
        "L13",
        "lib/text.js",
        r"\u007F\u202A-\u202E\u2066-\u2069]/g",
        r"\u007F]/g",
        "text.test.js::L13 clean: overrides of the direction go",
    ),
    "line_ends_are_kept": JsFault(
        "L13",
        "lib/text.js",
        r'.replace(/\r\n?/g, "\n")',
        "",
        "text.test.js::L13 clean: line ends become LF",
    ),
    "control_characters_are_kept": JsFault(
        "L13",
        "lib/text.js",
        '.replace(STRIPPED, "")',
        "",
        "text.test.js::L13 clean: other control characters go",
    ),
    "halves_of_characters_are_kept": JsFault(
        "L13",
        "lib/text.js",
        '.replace(LONE_SURROGATES, "")',
        "",
        "text.test.js::L13 clean: lone surrogates go, pairs stay",
    ),
    "words_are_sent_as_they_were_typed": JsFault(
        "L13",
        _SENDER,
        "payload: cleaned(payload) };",
        "payload };",
        "room.test.js::L13 words are cleaned before they are shown and sent",
    ),
    "frame_of_any_size_is_sent": JsFault(
        "L13",
        _SENDER,
        "> FRAME_LIMIT) turnAway(entry);",
        "> Infinity) turnAway(entry);",
        "room.test.js::L13 a frame over 16 KiB is never sent: its words are handed back",
    ),
    # The connection
    "beat_is_not_answered": JsFault(
        "L16",
        _ROOM,
        'link.send(["at", state.version ?? 0]);',
        "",
        "room.test.js::L16 a beat is answered in onmessage, without any timer",
    ),
    "beat_is_answered_by_a_timer": JsFault(
        "L16",
        _ROOM,
        'link.send(["at", state.version ?? 0]);',
        'timers.setTimeout(() => link.send(["at", state.version ?? 0]), 0);',
        "room.test.js::L16 a beat is answered in onmessage, without any timer",
    ),
    "silence_is_not_noticed": JsFault(
        "L16",
        _LINK,
        "const SILENCE = 12_000;",
        "const SILENCE = 12_000_000;",
        "link.test.js::L16 silence of 12 s ends a connection, and it is made anew",
    ),
    "connection_is_not_made_anew": JsFault(
        "L16",
        _LINK,
        "if (running) wait();",
        "",
        "link.test.js::L16 silence of 12 s ends a connection, and it is made anew",
    ),
    "connection_that_never_opens_is_waited_for": JsFault(
        "L16",
        _LINK,
        "if (now - startedAt >= OPENING) drop(1006);",
        "",
        "link.test.js::L16 a connection that is not open after 4 s is given up",
    ),
    "waits_do_not_grow": JsFault(
        "L16",
        "room/backoff.js",
        "FIRST * GROWTH ** tries",
        "FIRST",
        "backoff.test.js::L16 each wait may be 1.6 times as long, up to 5 s",
    ),
    "browsers_return_in_step": JsFault(
        "L16",
        "room/backoff.js",
        "return random() * Math.min(",
        "return Math.min(",
        "backoff.test.js::L16 the first wait is anything from 0 to 500 ms",
    ),
    "waits_have_no_bound": JsFault(
        "L16",
        "room/backoff.js",
        "Math.min(longest, ",
        "Math.min(Infinity, ",
        "backoff.test.js::L16 a hidden page waits up to 60 s",
    ),
    "hidden_page_waits_for_ever_longer": JsFault(
        "L16",
        _LINK,
        "page.hidden() ? LONGEST_HIDDEN : LONGEST;",
        "page.hidden() ? Infinity : LONGEST;",
        "link.test.js::L16 a hidden page waits up to a minute",
    ),
    "waits_are_long_after_a_good_connection": JsFault(
        "L16",
        _LINK,
        "if (goodSince !== null && timers.now() - goodSince >= GOOD) tries = 0;",
        "",
        "link.test.js::L16 after a good connection the first wait is short again",
    ),
    "connections_that_die_at_once_are_a_storm": JsFault(
        "L16",
        _LINK,
        "const GOOD = 5_000;",
        "const GOOD = 0;",
        "link.test.js::L16 connections that die at once do not become a storm",
    ),
    "waking_is_not_heard": JsFault(
        "L16",
        _LINK,
        "unwake = page.onwake(wake);",
        "unwake = () => {};",
        "link.test.js::L16 waking tries at once, whatever the wait was",
    ),
    "abandoned_connection_is_heard": JsFault(
        "L16",
        _LINK,
        "if (mine === socket) drop(code);",
        "drop(code);",
        "link.test.js::L16 what an abandoned connection still says is not heard",
    ),
    # The outbox
    "command_is_sent_again_under_a_new_op": JsFault(
        "L17",
        _OUTBOX,
        "for (const entry of entries) entry.flying = false;",
        "for (const entry of entries) Object.assign(entry, { flying: false, op: `${entry.op}_` });",
        "room.test.js::L17 what was not answered is sent again after live with the same op",
    ),
    "command_is_not_sent_again": JsFault(
        "L17",
        _SENDER,
        "outbox.landed();",
        "",
        "room.test.js::L17 what was not answered is sent again after live with the same op",
    ),
    "live_sends_nothing": JsFault(
        "L17",
        _SENDER,
        "outbox.settle(Infinity);\n      pump();",
        "outbox.settle(Infinity);\n      isLive = false;",
        "room.test.js::L17 what was not answered is sent again after live with the same op",
    ),
    "command_counts_as_sent_while_offline": JsFault(
        "L17",
        _SENDER,
        "if (!isLive || !isLoaded) return;",
        "if (!isLoaded) return;",
        "room.test.js::L18 add and edit offline are sent one after the other once live",
    ),
    "command_is_sent_before_the_store_was_read": JsFault(
        "L17",
        _SENDER,
        "if (!isLive || !isLoaded) return;",
        "if (!isLive) return;",
        "room.test.js::L17 nothing is sent before the store was read, so that order holds over a crash",
    ),
    "command_is_sent_while_it_is_being_written": JsFault(
        "L17",
        _SENDER,
        "entry.place = await store.add(entry);",
        "store.add(entry).then((place) => { entry.place = place; });",
        "room.test.js::L17 a command is shown at once, written, and only then sent",
    ),
    "unwritten_command_may_go": JsFault(
        "L17",
        _OUTBOX,
        "entry.written !== null && ",
        "",
        "outbox.test.js::L17 a command is not sent before it was written",
    ),
    "crash_loses_what_was_not_answered": JsFault(
        "L17",
        _SENDER,
        "outbox.adopt(stored.outbox);",
        "",
        "room.test.js::L17 after a crash the next page shows and sends what was not answered, with the same op",
    ),
    "badge_says_saved_always": JsFault(
        "L17",
        "room/badge.js",
        'return waiting.length ? "saving" : "saved";',
        'return "saved";',
        "room.test.js::L3 between done and its rows the words stay, and the badge says saved",
    ),
    "badge_says_kept_before_it_is": JsFault(
        "L17",
        "room/badge.js",
        'waiting.some((entry) => entry.written === null) ? "saving" : "offline"',
        '"offline"',
        "room.test.js::L17 the badge: nothing while opening, then saved, saving, saved, "
        "offline with a count once it is kept, saved",
    ),
    "leaving_does_not_warn": JsFault(
        "L17",
        _ROOM,
        "page.warn?.(facts.waiting > 0);",
        "",
        "room.test.js::L17 leaving warns exactly while something waits",
    ),
    "refused_words_are_not_handed_to_the_tray": JsFault(
        "L17",
        _SENDER,
        "if (words) tray.put(words);",
        "",
        "room.test.js::L17 refused forbidden: the words move to the tray",
    ),
    "reload_loses_the_tray": JsFault(
        "L17",
        _SENDER,
        "words ? store.hand(entry.op, words) : store.remove(entry.op)",
        "store.remove(entry.op)",
        "room.test.js::L17 refused forbidden: the words move to the tray",
    ),
    "busy_server_is_a_final_answer": JsFault(
        "L17",
        "room/codes.js",
        '"busy", ',
        "",
        "room.test.js::L17 refused busy: the command stays and is tried again",
    ),
    "commands_about_one_note_overtake_each_other": JsFault(
        "L17",
        "room/order.js",
        "writes.some((key) => written.has(key) || needed.has(key))",
        "writes.some((key) => needed.has(key))",
        "order.test.js::L17 order per object: an edit waits for the add of its note",
    ),
    "note_overtakes_its_stage": JsFault(
        "L17",
        "room/order.js",
        " || needs.some((key) => written.has(key));",
        ";",
        "order.test.js::L17 order per object: a note waits for the add of its stage",
    ),
    "undo_overtakes_what_it_shall_take_back": JsFault(
        "L17",
        "room/order.js",
        'return name === "undo";',
        "return false;",
        "order.test.js::L17 order per object: undo waits for everything",
    ),
    "drafts_of_a_living_tab_are_adopted": JsFault(
        "L17",
        "board/drafts.js",
        "return owner === id || (others !== null && !others.has(owner));",
        "return true;",
        "board_drafts.test.js::two living tabs do not see each other's drafts",
    ),
    "draft_of_a_dead_tab_is_adopted_by_two": JsFault(
        "L17",
        "room/store.js",
        "drafts.set(to, drafts.get(from));\n          drafts.delete(from);",
        "drafts.set(to, drafts.get(from));",
        "board_drafts.test.js::the drafts of a tab that is gone become those of the next one, once",
    ),
    "duplicated_tab_takes_itself_for_the_first": JsFault(
        "L17",
        "room/tabs.js",
        'if (isTaken) id = newId("tab");',
        "",
        "tabs.test.js::a duplicated tab takes an id of its own and knows that the first one lives",
    ),
    # Ids, words and places
    "ids_have_64_bits": JsFault(
        "L18",
        "lib/ids.js",
        "const BYTES = 16;",
        "const BYTES = 8;",
        "ids.test.js::L18 an id has its prefix and 128 random bits that the server's shape accepts",
    ),
    "half_of_an_id_can_be_guessed": JsFault(
        "L18",
        "lib/ids.js",
        "new Uint8Array(BYTES));",
        "new Uint8Array(BYTES)).fill(7, 8);",
        "ids.test.js::L18 ten thousand ids differ, also in every place of their letters",
    ),
    "edit_of_a_note_that_was_never_added_goes_on": JsFault(
        "L18",
        _OUTBOX,
        "const lost = entries.filter((later) => buildsOn(later, entry));",
        "const lost = [];",
        "outbox.test.js::L18 a failed add takes the later changes of its row with it, and nothing else",
    ),
    "edit_does_not_say_what_it_began_with": JsFault(
        "L19",
        "board/editing.js",
        'return ["note.edit", { note: article.id, was, text: words }];',
        'return ["note.edit", { note: article.id, text: words }];',
        "board_editing.test.js::L19 an edit of a note says what the words were when it began",
    ),
    "edit_says_what_the_words_are_now": JsFault(
        "L19",
        "board/editing.js",
        "else if (text !== was) say(...editOf(article, was, text));",
        "else if (text !== was) say(...editOf(article, wordsOf(article), text));",
        "board_editing.test.js::L19 an edit of a touchpoint says what the words were when it began",
    ),
    "words_in_conflict_are_lost": JsFault(
        "L19",
        _SENDER,
        'result?.conflict ? tray.words(entry, "conflict", result.conflict.mine) : null',
        "null",
        "room.test.js::L19 a conflict leaves the stored words and keeps mine in the tray, also over a reload",
    ),
    "pending_edit_hides_the_other_fields": JsFault(
        "L19",
        "room/projection.js",
        "{ ...record, ...fields, ...sheet.flag() }",
        "{ id, ...fields, ...sheet.flag() }",
        "projection.test.js::L19 an edit changes its own field only",
    ),
    "stage_takes_its_notes_along": JsFault(
        "L20",
        "room/projection.js",
        "if (isEmpty) sheet.remove",
        "if (true) sheet.remove",
        "projection.test.js::L20 a stage with notes stays, leaving, until the server has moved them: "
        "nothing vanishes",
    ),
    # Time and goodbyes
    "clock_of_the_browser_is_believed": JsFault(
        "L22",
        _ROOM,
        "offset = now - timers.now();",
        "offset = 0;",
        "room.test.js::L22 the room tells the server's time, whatever this machine's clock says",
    ),
    "time_is_told_before_the_server_has_said_it": JsFault(
        "L22",
        _ROOM,
        "(offset === null ? null : timers.now() + offset)",
        "timers.now() + offset",
        "room.test.js::L22 the room tells the server's time, whatever this machine's clock says",
    ),
    "clock_goes_back": JsFault(
        "L22",
        "room/clock.js",
        "Math.max(0, nowSteady - lastSteady, nowWall - lastWall)",
        "nowWall - lastWall",
        "clock.test.js::L22 the clock goes on while the wall clock is set back",
    ),
    "removed_person_comes_back": JsFault(
        "L23",
        "room/codes.js",
        '[4403, "removed"],',
        "",
        "room.test.js::L23 close 4403: no retry, and unsent words are offered",
    ),
    "bye_that_says_not_to_return_is_not_heeded": JsFault(
        "L23",
        _ROOM,
        'if (advice?.retry === false) end(FINAL.get(code) ?? "closed");',
        "",
        "room.test.js::L23 any bye that says not to return is the end",
    ),
    "time_to_stay_away_is_not_heeded": JsFault(
        "L23",
        _ROOM,
        "if (advice?.after) link.later(advice.after);",
        "",
        "room.test.js::L23 bye 4503: the room returns after the time it was told",
    ),
    "words_unsent_at_the_end_are_not_offered": JsFault(
        "L23",
        _ROOM,
        "...(ended ? sender.unsent(ended) : [])",
        "",
        "room.test.js::L23 words said after the end are kept and offered, and can be let go",
    ),
}
