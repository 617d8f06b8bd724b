"""Secret and end of an invitation are its link's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0009_invitation_links")]
    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="link",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.personallink"
            ),
        ),
        migrations.RemoveField(model_name="invitation", name="digest"),
        migrations.RemoveField(model_name="invitation", name="expires_at"),
    ]
