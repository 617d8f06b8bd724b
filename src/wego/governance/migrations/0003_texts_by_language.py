"""Names and titles are keyed by language."""

from django.db import migrations

import wego.core.text_fields
from wego.core.text_migrations import JoinColumns, RemoveColumn, columns_of


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_insert_only")]

    operations = [
        migrations.AddField(
            model_name="body",
            name="name",
            field=wego.core.text_fields.TranslatedText(default=dict, max_length=120, verbose_name="name"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="title",
            field=wego.core.text_fields.TranslatedText(default=dict, max_length=300, verbose_name="title"),
            preserve_default=False,
        ),
        JoinColumns("governance_body", "name", columns_of("name")),
        JoinColumns("governance_agendaitem", "title", columns_of("title")),
        *[
            RemoveColumn(model_name=model, name=f"{name}_{suffix}")
            for model, name in (("body", "name"), ("agendaitem", "title"))
            for suffix in ("en", "ko", "zh")
        ],
    ]
