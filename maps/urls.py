"""The board's addresses: setting up, a workshop's page, boards, files in and out."""

from django.urls import path

from maps.views import board, console, exports, imports, setup

urlpatterns = [
    path("workshops/new/", setup.workshop_new, name="workshop_new"),
    path("w/<str:workshop>/", console.workshop, name="workshop"),
    path("w/<str:workshop>/import/", imports.import_file, name="import_map"),
    path("w/<str:workshop>/boards/<str:board>/", board.board, name="board"),
    path("w/<str:workshop>/boards/<str:board>/export.<str:format>", exports.export, name="export"),
]
