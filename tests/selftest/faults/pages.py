"""Faults in what pages, files and errors show and take in: threats S4 to S16, S24, S25 and S28."""

from __future__ import annotations

from typing import Any

from tests.selftest.faults.table import Patch, fault
from tests.selftest.faults.texts import misread

HEADERS = "config/test_headers.py::test_headers_are_on_every_response[get-/-headers0-302-no-store]"


@fault("S4", "maps/views/test_exports.py::test_export_is_there_only_for_some[ann-csv]")
def everybody_takes_maps_away(patch: Patch) -> None:
    from maps.views import exports

    patch.setattr(exports, "may_export", lambda participant: True)


@fault("S5", "maps/views/test_exports.py::test_export_of_another_workshops_board_is_not_there[fay]")
def maps_of_any_workshop_are_exported(patch: Patch) -> None:
    from maps.views import exports

    real = exports.get_object_or_404
    patch.setattr(exports, "get_object_or_404", lambda model, **ids: real(model, public_id=ids["public_id"]))


@fault(
    "S5",
    "maps/exports/test_backup.py::test_round_trip_gives_new_ids",
    says="UNIQUE constraint failed: maps_stage.public_id",
)
def import_keeps_ids(patch: Patch) -> None:
    from maps.commands import setup
    from maps.models import Stage

    real = setup.new_stage

    def stage(board: Any, plan: Any, index: int) -> Any:
        made, same = real(board, plan, index), Stage.objects.filter(name=plan.name).first()
        made.public_id = same.public_id if same else made.public_id
        return made

    patch.setattr(setup, "new_stage", stage)


@fault(
    "S6",
    "workshops/test_access.py::test_seat_is_a_cookie_that_scripts_and_other_sites_do_not_get[False]",
)
def scripts_may_read_the_seat(patch: Patch) -> None:
    from django.http import HttpResponse

    real = HttpResponse.set_cookie

    def set_cookie(self: Any, *args: Any, **options: Any) -> None:
        real(self, *args, **{**options, "httponly": False})

    patch.setattr(HttpResponse, "set_cookie", set_cookie)


@fault("S7", "config/test_errors.py::test_not_found_escapes_the_words_of_the_view")
def text_goes_into_pages_unescaped(patch: Patch) -> None:
    from django.template import base

    patch.setattr(base, "conditional_escape", str)


@fault("S7", "maps/views/test_board.py::test_hostile_words_are_only_words")
def notes_go_into_the_board_unescaped(patch: Patch) -> None:
    text_goes_into_pages_unescaped(patch)


@fault("S7", "workshops/views/test_join.py::test_join_page_shows_hostile_words_as_words")
def what_was_typed_comes_back_unescaped(patch: Patch) -> None:
    text_goes_into_pages_unescaped(patch)


@fault("S7", "test_layout.py::test_page_script_never_makes_html_from_text")
def script_makes_html_of_words(patch: Patch) -> None:
    misread(patch, "static/js/board/note.js", "span.textContent = words;", "span.innerHTML = words;")


@fault("S7", "test_layout.py::test_templates_hold_no_inline_script_style_or_unescaped_text")
def template_calls_words_safe(patch: Patch) -> None:
    misread(patch, "templates/maps/_note.html", "{{ note.text }}", "{{ note.text|safe }}")


@fault("S9", HEADERS)
def scripts_may_stand_in_pages(patch: Patch) -> None:
    _other_header(patch, "Content-Security-Policy", "'self'", "'self' 'unsafe-inline'")


@fault("S9", "test_layout.py::test_templates_run_scripts_only_from_files")
def template_has_a_script_of_its_own(patch: Patch) -> None:
    misread(patch, "templates/base.html", "</head>", "<script>alert(1)</script></head>")


@fault("S10", HEADERS, says="KeyError: 'Cache-Control'")
def pages_have_no_headers(patch: Patch) -> None:
    from config.csp import HeadersMiddleware

    patch.setattr(HeadersMiddleware, "_add", lambda self, request, response: response)


@fault("S11", "maps/exports/test_spreadsheet.py::test_to_csv_of_hostile_titles_stays_one_cell_each")
def formulas_are_exported_as_they_are(patch: Patch) -> None:
    from maps.exports import spreadsheet

    patch.setattr(spreadsheet, "defuse", lambda cell: cell)


@fault("S13", "maps/imports/test_backup.py::test_read_map_of_a_file_that_is_too_large_does_not_look_into_it")
def files_of_any_size_are_read(patch: Patch) -> None:
    from maps.imports import backup

    patch.setattr(backup, "LARGEST_FILE", 10**12)


@fault("S13", "maps/imports/test_backup.py::test_read_map_counts_before_it_looks_closer")
def maps_of_any_number_of_notes_are_read(patch: Patch) -> None:
    from maps.imports import checking

    patch.setattr(checking, "NOTES_AT_MOST", 10**12)


@fault(
    "S13",
    "maps/imports/test_backup.py::test_read_map_of_a_hostile_file_is_refused_soon[deep lists]",
    says="RecursionError: maximum recursion depth exceeded while deserializing",
)
def deep_files_are_not_expected(patch: Patch) -> None:
    from maps.imports import backup

    class Never(Exception): ...

    patch.setattr(backup, "RecursionError", Never, raising=False)


@fault("S15", "test_patterns.py::test_no_pattern_repeats_a_repeat")
def pattern_tries_exponentially_many_ways(patch: Patch) -> None:
    misread(patch, "workshops/ids.py", 'r"[A-Za-z0-9_-]{22,64}"', 'r"([A-Za-z0-9]+_?)+"')


@fault("S24", "config/test_headers.py::test_error_page_tells_nothing_of_the_error")
def error_page_tells_of_the_error(patch: Patch) -> None:
    from django.core.handlers import exception
    from django.views.debug import technical_500_response

    patch.setattr(
        exception,
        "handle_uncaught_exception",
        lambda request, _, error: technical_500_response(request, *error),
    )


@fault("S24", "config/test_logs.py::test_line_without_the_words_of_an_error[formatter0]")
def log_quotes_what_people_wrote(patch: Patch) -> None:
    from config import logs

    patch.setattr(logs, "SAFE_TO_QUOTE", Exception)


@fault("S25", "maps/views/test_exports.py::test_export_of_a_hostile_title_stays_one_header")
def title_is_the_name_of_the_file(patch: Patch) -> None:
    from maps.views import exports

    patch.setattr(exports, "file_name", lambda *titles, ending: f"{titles[-1]}.{ending}")


@fault(
    "S25",
    "maps/exports/test_file_names.py::test_file_name_of_any_titles_has_no_sign_that_a_disk_or_header_minds",
)
def file_names_hold_any_sign(patch: Patch) -> None:
    from maps.exports import file_names

    patch.setattr(file_names, "_words", str.split)


@fault("S28", "config/test_logs.py::test_line_cannot_be_forged")
def lines_of_the_log_can_be_forged(patch: Patch) -> None:
    from config import logs

    patch.setattr(logs, "without_secrets", str)


def _other_header(patch: Patch, name: str, old: str, new: str) -> None:
    """Pages go out with another value in a header."""
    from config.csp import HeadersMiddleware

    real = HeadersMiddleware._add

    def add(self: Any, request: Any, response: Any) -> Any:
        answer = real(self, request, response)
        answer.headers[name] = answer.headers[name].replace(old, new)
        return answer

    patch.setattr(HeadersMiddleware, "_add", add)
