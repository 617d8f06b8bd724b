"""Sorted by the column made of the organisation's name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dues", "0002_definition"), ("members", "0011_texts_by_language")]

    operations = [
        migrations.AlterModelOptions(
            name="runquote",
            options={
                "ordering": ["run", "organisation__sort_en", "pk"],
                "verbose_name": "calculated fee",
                "verbose_name_plural": "calculated fees",
            },
        ),
    ]
