"""Titles and places of meetings are keyed by language."""

from django.db import migrations, models

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn

FIELDS = [
    ("title", {"max_length": 200, "verbose_name": "title"}),
    ("place", {"blank": True, "max_length": 120, "verbose_name": "place"}),
]


class Migration(migrations.Migration):
    dependencies = [("governance", "0005_meetings_in_calendars")]

    operations = [
        migrations.RemoveConstraint(model_name="meeting", name="meeting_title_once_in_body"),
        *[migrations.RenameField("meeting", name, f"{name}_en") for name, _options in FIELDS],
        *[
            migrations.AddField(
                model_name="meeting",
                name=name,
                field=TranslatedText(default=dict, **options),
                preserve_default=False,
            )
            for name, options in FIELDS
        ],
        *[JoinColumns("governance_meeting", name, {"en": f"{name}_en"}) for name, _options in FIELDS],
        *[RemoveColumn(model_name="meeting", name=f"{name}_en") for name, _options in FIELDS],
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint("body", "title__en", name="meeting_title_once_in_body"),
        ),
    ]
