# Data on its own: PostgreSQL changes no table in the transaction that has just changed its rows.

from django.db import migrations
from django.db.models import F
from django.utils.crypto import salted_hmac

from workshops.ids import as_code, new_code
from workshops.models.room import hash_token


def give_codes(apps, schema_editor):
    """Give every workshop its code, and everybody without an account theirs, as `Participant.rejoin_code` does."""
    for workshop in apps.get_model("workshops", "Workshop").objects.all():
        workshop.join_code = new_code()
        workshop.save(update_fields=["join_code"])
    people = apps.get_model("workshops", "Participant").objects
    for person in people.filter(user=None):
        digest = salted_hmac("workshops.rejoin", person.token_seed, algorithm="sha256").digest()
        person.rejoin_hash = hash_token(as_code(digest))
        person.save(update_fields=["rejoin_hash"])
    # Until now a seat was made when somebody came in, but for those who were invited.
    people.filter(role="attendee").update(came_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0002_people"),
    ]

    operations = [
        migrations.RunPython(give_codes, migrations.RunPython.noop),
    ]
