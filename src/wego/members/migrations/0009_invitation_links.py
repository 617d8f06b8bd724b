"""Invitations get the personal link of core; links that are mailed already keep working."""

import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    Invitation = apps.get_model("members", "Invitation")
    PersonalLink = apps.get_model("core", "PersonalLink")
    AuditEntry = apps.get_model("core", "AuditEntry")
    withdrawn = AuditEntry.objects.filter(kind="members.Invitation", action="invitation.withdrawn")
    moments = dict(withdrawn.order_by("pk").values_list("thing_id", "at"))
    for invitation in Invitation.objects.select_related("organisation").iterator():
        is_accepted, is_withdrawn = invitation.status == "accepted", invitation.status == "withdrawn"
        invitation.link = PersonalLink.objects.create(
            kind="members.invitation",
            digest=invitation.digest,
            address="" if invitation.email.endswith("@erased.invalid") else invitation.email,
            subject_kind="members.Organisation",
            subject_id=str(invitation.organisation_id),
            subject_label=invitation.organisation.name_en[:300],
            allowed_uses=1,
            uses=1 if is_accepted else 0,
            made_at=invitation.invited_at,
            expires_at=invitation.expires_at,
            used_at=(invitation.accepted_at or invitation.invited_at) if is_accepted else None,
            revoked_at=moments.get(str(invitation.pk), invitation.expires_at) if is_withdrawn else None,
        )
        invitation.save(update_fields=["link"])


class Migration(migrations.Migration):
    dependencies = [("members", "0008_lists_in_their_order"), ("core", "0009_personal_links")]
    operations = [
        migrations.AddField(
            model_name="invitation",
            name="link",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.personallink"
            ),
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
