"""What the register notes of organisations, places and rows of member lists is keyed by language."""

from django.db import migrations

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn

MODELS = ("organisation", "place", "editionentry")
OPTIONS = {"blank": True, "max_length": 500, "verbose_name": "note", "is_queued": False}


class Migration(migrations.Migration):
    dependencies = [("members", "0012_languages_of_the_platform")]

    operations = [
        *[migrations.RenameField(model, "note", "note_en") for model in MODELS],
        *[
            migrations.AddField(
                model_name=model,
                name="note",
                field=TranslatedText(default=dict, **OPTIONS),
                preserve_default=False,
            )
            for model in MODELS
        ],
        *[JoinColumns(f"members_{model}", "note", {"en": "note_en"}) for model in MODELS],
        *[RemoveColumn(model_name=model, name="note_en") for model in MODELS],
    ]
