# Data on its own: PostgreSQL changes no table in the transaction that has just changed its rows.

from django.db import migrations


def lay_rows(apps, schema_editor):
    """Give every workshop its rows, as a new one gets them."""
    rows = ("thoughts", "strengths", "pains", "frontstage", "backstage", "ideas")
    lay = apps.get_model("maps", "BoardRow").objects.create
    for workshop in apps.get_model("workshops", "Workshop").objects.all():
        for position, row in enumerate(rows):
            lay(workshop=workshop, row=row, position=position, version=workshop.version)


class Migration(migrations.Migration):
    dependencies = [
        ("maps", "0002_people"),
    ]

    operations = [
        migrations.RunPython(lay_rows, migrations.RunPython.noop),
    ]
