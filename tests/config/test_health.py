"""Health tells apart a process that answers from one that can work."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


def test_live_asks_nothing_of_the_database(client: Client) -> None:
    # Without the django_db mark any query is an error.
    response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_ready_with_a_database_of_this_version(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_ready_says_that_a_migration_is_missing(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(app="maps").delete()
    response = client.get("/health/ready")
    why = "The database is older than this version; run manage.py migrate."
    assert (response.status_code, response.json()) == (503, {"status": "not ready", "why": why})


@pytest.mark.django_db(transaction=True)
def test_ready_says_that_the_database_does_not_answer(client: Client) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = "/nowhere/at/all"
    try:
        response = client.get("/health/ready")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    why = "The database does not answer."
    assert (response.status_code, response.json()) == (503, {"status": "not ready", "why": why})
