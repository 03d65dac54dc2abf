"""Answers whether the process is alive and whether it can work."""

from django import db
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; asks nothing of the database."""
    return JsonResponse({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether people can work: the database answers and knows the tables of this version."""
    try:
        waiting = unapplied_migrations()
    except db.Error:
        return JsonResponse({"status": "not ready", "why": "The database does not answer."}, status=503)
    if waiting:
        why = "The database is older than this version; run manage.py migrate."
        return JsonResponse({"status": "not ready", "why": why}, status=503)
    return JsonResponse({"status": "ready"})


def unapplied_migrations() -> int:
    """Count the migrations that the database still waits for."""
    executor = MigrationExecutor(db.connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
