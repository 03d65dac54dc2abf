"""The board's addresses: setting up, a workshop's page, boards, files in and out."""

from django.urls import path

import workshops.converters  # noqa: F401 - makes <id:…> known
from maps.views import (
    board,
    console,
    editing,
    exports,
    finished,
    imports,
    kit,
    lobby,
    mine,
    past,
    setup,
    styleguide,
    taking,
)

urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("workshops/new/", setup.workshop_new, name="workshop_new"),
    path("w/<id:workshop>/", console.workshop, name="workshop"),
    path("templates/", editing.own_templates, name="own_templates"),
    path("w/<id:workshop>/setup/", editing.editing, name="setup"),
    path("w/<id:workshop>/setup/<id:board>/template/", editing.save_stages, name="save_stages"),
    path("w/<id:workshop>/clone/", editing.clone, name="clone"),
    path("w/<id:workshop>/archive/", editing.archive, name="archive"),
    path("w/<id:workshop>/reopen/", editing.reopen, name="reopen"),
    path("w/<id:workshop>/delete/", editing.delete, name="delete"),
    path("w/<id:workshop>/mine/", mine.mine, name="mine"),
    path("w/<id:workshop>/mine.json", mine.mine_as_file, name="mine_as_file"),
    path("w/<id:workshop>/mine/erase/", mine.erase_me, name="erase_me"),
    path("w/<id:workshop>/people/<id:person>/erase/", mine.erase, name="erase_person"),
    path("w/<id:workshop>/lobby/", lobby.lobby, name="lobby"),
    path("w/<id:workshop>/import/", imports.bring, name="import_map"),
    path("w/<id:workshop>/import/undo/", imports.take_back, name="undo_import"),
    path("w/<id:workshop>/import/<id:waiting>/", imports.look, name="pending_import"),
    path("w/<id:workshop>/finished/", finished.finished, name="finished"),
    path("w/<id:workshop>/take/", taking.take, name="take"),
    path("w/<id:workshop>/take/all.<str:format>", exports.export_all, name="export_all"),
    path("w/<id:workshop>/take/parcel/", taking.parcel, name="parcel"),
    path("w/<id:workshop>/take/parcel/ask/", taking.ask_parcel, name="ask_parcel"),
    path("w/<id:workshop>/take/parcel/drop/", taking.drop_parcel, name="drop_parcel"),
    path("w/<id:workshop>/take/parcel.zip", taking.parcel_file, name="parcel_file"),
    path("w/<id:workshop>/take/attendees/", taking.allow, name="allow_attendees"),
    path("w/<id:workshop>/shares/", taking.share, name="share"),
    path("w/<id:workshop>/shares/<id:link>/revoke/", taking.revoke, name="revoke_share"),
    path("s/<id:token>/", finished.shared, name="shared"),
    path("s/<id:token>/<id:board>/", finished.shared_map, name="shared_map"),
    path("s/<id:token>/<id:board>/map.<str:format>", finished.shared_file, name="shared_file"),
    path("w/<id:workshop>/boards/<id:board>/", board.board, name="board"),
    path("w/<id:workshop>/boards/<id:board>/kit.pdf", kit.kit, name="kit"),
    path("w/<id:workshop>/boards/<id:board>/read/", finished.read_map, name="read_map"),
    path("w/<id:workshop>/boards/<id:board>/deleted/", past.deleted, name="deleted"),
    path(
        "w/<id:workshop>/boards/<id:board>/history/<id:kind>/<id:written>/", past.history, name="history_of"
    ),
    path("w/<id:workshop>/boards/<id:board>/export.<str:format>", exports.export, name="export"),
]
