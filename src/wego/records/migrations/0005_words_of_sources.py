"""Publishers and terms of sources, and the reasons of gaps, are keyed by language; what there was is the source's."""

from django.db import migrations

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn

WORDS = {
    ("source", "publisher"): TranslatedText(default=dict, max_length=200, verbose_name="publisher"),
    ("source", "terms"): TranslatedText(blank=True, default=dict, verbose_name="terms"),
    ("gap", "reason"): TranslatedText(default=dict, max_length=300, verbose_name="reason"),
}


class Migration(migrations.Migration):
    dependencies = [("records", "0004_exact_values")]

    operations = [
        step
        for (model, name), field in WORDS.items()
        for step in (
            migrations.RenameField(model, name, f"{name}_en"),
            migrations.AddField(model, name, field, preserve_default=False),
            JoinColumns(f"records_{model}", name, {"en": f"{name}_en"}),
            RemoveColumn(model, f"{name}_en"),
        )
    ]
