"""Says by a column of its own what was emptied when its author was erased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maps", "0005_rating_side")]

    operations = [
        migrations.AddField("note", "emptied", models.BooleanField(default=False)),
        migrations.AddField("touchpoint", "emptied", models.BooleanField(default=False)),
    ]
