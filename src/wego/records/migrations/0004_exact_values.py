"""Observations with every digit that a source prints, and indicators that are for profiles only."""

from django.db import migrations, models

import wego.core.decimal_fields
from wego.core.insert_only import Changeable, InsertOnly


class Migration(migrations.Migration):
    dependencies = [("records", "0003_texts_by_language")]
    operations = [
        Changeable("records_observation"),
        migrations.AlterField(
            model_name="observation",
            name="value",
            field=wego.core.decimal_fields.ExactDecimalField(decimal_places=16, max_digits=32, verbose_name="value"),
        ),
        InsertOnly("records_observation"),
        migrations.AddField(
            model_name="indicator",
            name="background",
            field=models.CharField(
                blank=True,
                choices=[("figure", "a figure"), ("year", "a calendar year"), ("listed", "that it is listed")],
                default="",
                max_length=10,
                verbose_name="for profiles only",
            ),
            preserve_default=False,
        ),
    ]
