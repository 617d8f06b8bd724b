"""Values of an edition with every digit that a source prints."""

from django.db import migrations

import wego.core.decimal_fields


class Migration(migrations.Migration):
    dependencies = [("cityindex", "0012_sorted_by_name")]
    operations = [
        migrations.AlterField(
            model_name="value",
            name="value",
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, verbose_name="value"),
        ),
    ]
