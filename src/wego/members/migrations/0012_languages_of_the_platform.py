"""Another language of the platform needs no migration."""

from django.db import migrations, models

from wego.core import languages


class Migration(migrations.Migration):
    dependencies = [("members", "0011_texts_by_language")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
    ]
