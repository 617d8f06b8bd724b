"""The note on the terms of payment in every language. The next `wego load` fills it from the network folder."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("finance", "0004_sender")]

    operations = [
        migrations.RemoveField("terms", "note"),
        migrations.AddField(
            "terms", "note", models.JSONField(blank=True, default=dict, verbose_name="note"), preserve_default=True
        ),
    ]
