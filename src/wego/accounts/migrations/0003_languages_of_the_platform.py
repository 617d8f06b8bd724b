"""Another language of the platform needs no migration."""

from django.db import migrations, models

from wego.core import languages


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_time_zone")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
    ]
