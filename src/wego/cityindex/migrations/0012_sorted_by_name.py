"""Sorted by the column made of the organisation's name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cityindex", "0011_texts_by_language"), ("members", "0011_texts_by_language")]

    operations = [
        migrations.AlterModelOptions(
            name="participation",
            options={
                "ordering": ["draft", "organisation__sort_en"],
                "verbose_name": "participation in an edition",
                "verbose_name_plural": "participations in editions",
            },
        ),
    ]
