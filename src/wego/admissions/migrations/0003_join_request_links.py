"""Requests to apply get the personal link of core; links that are mailed already keep working."""

import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    JoinRequest = apps.get_model("admissions", "JoinRequest")
    PersonalLink = apps.get_model("core", "PersonalLink")
    for request in JoinRequest.objects.iterator():
        request.link = PersonalLink.objects.create(
            kind="admissions.join",
            digest=request.digest,
            address=request.email,
            allowed_uses=1,
            uses=1 if request.used_at else 0,
            made_at=request.requested_at,
            expires_at=request.expires_at,
            used_at=request.used_at,
        )
        request.save(update_fields=["link"])


class Migration(migrations.Migration):
    dependencies = [("admissions", "0002_insert_only"), ("core", "0009_personal_links")]
    operations = [
        migrations.AddField(
            model_name="joinrequest",
            name="link",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.personallink"
            ),
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
