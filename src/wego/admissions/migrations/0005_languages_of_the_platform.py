"""Who asks to join gives one name. Another language of the platform needs no migration."""

from django.db import migrations, models

from wego.core import languages


class Migration(migrations.Migration):
    dependencies = [("admissions", "0004_join_requests_without_secrets")]

    operations = [
        migrations.RenameField(model_name="joinrequest", old_name="name_en", new_name="name"),
        migrations.AlterField(
            model_name="application",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
        migrations.AlterField(
            model_name="joinrequest",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
    ]
