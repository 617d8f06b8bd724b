"""Secret, end and use of a request to apply are its link's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("admissions", "0003_join_request_links")]
    operations = [
        migrations.RemoveConstraint(model_name="joinrequest", name="joinrequest_expires_later"),
        migrations.AlterField(
            model_name="joinrequest",
            name="link",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.personallink"
            ),
        ),
        migrations.RemoveField(model_name="joinrequest", name="digest"),
        migrations.RemoveField(model_name="joinrequest", name="expires_at"),
        migrations.RemoveField(model_name="joinrequest", name="used_at"),
    ]
