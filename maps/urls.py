"""The board's addresses: setting up, a workshop's page, boards, files in and out."""

from django.urls import path

import workshops.converters  # noqa: F401 - makes <id:…> known
from maps.views import board, console, exports, imports, lobby, setup

urlpatterns = [
    path("workshops/new/", setup.workshop_new, name="workshop_new"),
    path("w/<id:workshop>/", console.workshop, name="workshop"),
    path("w/<id:workshop>/lobby/", lobby.lobby, name="lobby"),
    path("w/<id:workshop>/import/", imports.import_file, name="import_map"),
    path("w/<id:workshop>/boards/<id:board>/", board.board, name="board"),
    path("w/<id:workshop>/boards/<id:board>/export.<str:format>", exports.export, name="export"),
]
