"""Names, reasons and texts of editions and drafts are keyed by language."""

from django.db import migrations

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn, columns_of

# (model, field, columns before, how it is declared)
FIELDS = [
    ("edition", "name", "name", {"max_length": 200, "verbose_name": "name of the edition"}),
    ("edition", "summary", "summary", {"verbose_name": "summary"}),
    ("element", "own_name", "name", {"blank": True, "max_length": 200, "verbose_name": "name"}),
    ("element", "why", "why", {"blank": True, "verbose_name": "reason for including it in the index"}),
    ("draft", "name", "name", {"max_length": 200, "verbose_name": "name"}),
    ("draft", "summary", "summary", {"blank": True, "verbose_name": "summary of the edition"}),
    ("draftelement", "name", "name", {"blank": True, "max_length": 200, "verbose_name": "name"}),
    ("draftelement", "why", "why", {"blank": True, "verbose_name": "reason for including it in the index"}),
    ("draftnote", "text", "text", {"blank": True, "verbose_name": "text"}),
]


class Migration(migrations.Migration):
    dependencies = [("cityindex", "0010_notices_are_not_mails")]

    operations = [
        *[
            migrations.AddField(
                model_name=model, name=name, field=TranslatedText(default=dict, **options), preserve_default=False
            )
            for model, name, _before, options in FIELDS
        ],
        *[JoinColumns(f"cityindex_{model}", name, columns_of(before)) for model, name, before, _options in FIELDS],
        *[
            RemoveColumn(model_name=model, name=f"{before}_{suffix}")
            for model, _name, before, _options in FIELDS
            for suffix in ("en", "ko", "zh")
        ],
    ]
