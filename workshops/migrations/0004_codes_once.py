# After 0003 every code is there, so that each may be there only once.

from django.db import migrations, models

import workshops.ids


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0003_codes"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rejoin_hash", ""), _negated=True),
                fields=("rejoin_hash",),
                name="participant_rejoin_once",
            ),
        ),
        migrations.AlterField(
            model_name="workshop",
            name="join_code",
            field=models.CharField(default=workshops.ids.new_code, editable=False, max_length=8, unique=True),
        ),
    ]
