"""Faults in the browser's rows, words and connection: rules L3 to L16."""

from __future__ import annotations

from tests.selftest.faults.js_table import JsFault

_STATE = "room/state.js"
_ROOM = "room/room.js"
_LINK = "room/link.js"
_OUTBOX = "room/outbox.js"
_SENDER = "room/sender.js"

ROOM_FAULTS: dict[str, JsFault] = {
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
        "> FRAME_LIMIT) turnAway(entry, draft);",
        "> Infinity) turnAway(entry, draft);",
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
    "browser_that_goes_offline_is_not_believed": JsFault(
        "L16",
        _LINK,
        "unlost = page.onlost?.(() => socket && drop(1006));",
        "",
        "link.test.js::L16 where the browser says that it is offline the connection is given up at once, and only then",
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
}
