"""Marks what has been emptied so far: until now its words, "…" of nobody and removed, told it."""

from typing import Any

from django.db import migrations


def mark(apps: Any, schema_editor: Any) -> None:
    for model, words in (("Touchpoint", "title"), ("Note", "text")):
        emptied = {words: "…", "author": None, "department": None, "credit": "", "removed_at__isnull": False}
        apps.get_model("maps", model).objects.filter(**emptied).update(emptied=True)


class Migration(migrations.Migration):
    dependencies = [("maps", "0006_emptied")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
