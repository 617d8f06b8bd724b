"""Names, units and definitions of indicators are keyed by language."""

from django.db import migrations

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn, columns_of

FIELDS = {
    "unit": TranslatedText(default=dict, max_length=80, verbose_name="unit"),
    "name": TranslatedText(default=dict, max_length=200, verbose_name="name"),
    "definition": TranslatedText(blank=True, default=dict, verbose_name="definition"),
}


class Migration(migrations.Migration):
    dependencies = [("records", "0002_insert_only")]

    operations = [
        *[
            migrations.AddField(model_name="indicator", name=name, field=field, preserve_default=False)
            for name, field in FIELDS.items()
        ],
        *[JoinColumns("records_indicator", name, columns_of(name)) for name in FIELDS],
        *[
            RemoveColumn(model_name="indicator", name=f"{name}_{suffix}")
            for name in FIELDS
            for suffix in ("en", "ko", "zh")
        ],
    ]
