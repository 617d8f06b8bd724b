"""Another language of the platform needs no migration."""

from django.db import migrations, models

from wego.core import languages


class Migration(migrations.Migration):
    dependencies = [("finance", "0009_lists_in_their_order")]

    operations = [
        migrations.AlterField(
            model_name="billingcontact",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
        migrations.AlterField(
            model_name="invoice",
            name="language",
            field=models.CharField(choices=languages.choices, default="en", max_length=10, verbose_name="language"),
        ),
    ]
