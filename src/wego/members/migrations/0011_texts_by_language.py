"""Names, summaries and other texts are keyed by language; lists are sorted by columns made of the names."""

import django.db.models.functions.comparison
from django.db import migrations, models

from wego.core.text_fields import TranslatedText
from wego.core.text_migrations import JoinColumns, RemoveColumn, columns_of

# (model, field, how it is declared)
FIELDS = [
    ("region", "name", {"max_length": 60, "verbose_name": "name"}),
    ("place", "name", {"max_length": 200, "verbose_name": "name"}),
    ("organisation", "name", {"max_length": 200, "verbose_name": "name"}),
    ("organisation", "summary", {"blank": True, "max_length": 2000, "verbose_name": "summary"}),
    ("contactpoint", "value", {"max_length": 300, "verbose_name": "contact"}),
    ("inconsistency", "what", {"verbose_name": "problem"}),
    ("inconsistency", "decision", {"verbose_name": "what was decided"}),
    ("formername", "name", {"max_length": 200, "verbose_name": "name"}),
]
NAMED = [
    models.Index(fields=["name_en", "id", "standing"], name="organisation_by_name"),
    models.Index(fields=["sort_ko", "id", "standing"], name="organisation_by_korean_name"),
    models.Index(fields=["kind", "name_en", "id"], name="organisation_of_kind"),
    models.Index(fields=["-sort_population", "name_en", "id", "standing"], name="organisation_by_population"),
    models.Index(fields=["-sort_population", "sort_ko", "id", "standing"], name="organisation_by_population_ko"),
]
SORTED = [
    models.Index(fields=["sort_en", "id", "standing"], name="organisation_by_name"),
    models.Index(fields=["sort_ko", "id", "standing"], name="organisation_by_korean_name"),
    models.Index(fields=["kind", "sort_en", "id"], name="organisation_of_kind"),
    models.Index(fields=["-sort_population", "sort_en", "id", "standing"], name="organisation_by_population"),
    models.Index(fields=["-sort_population", "sort_ko", "id", "standing"], name="organisation_by_population_ko"),
]


def sorted_by(expression):
    return models.GeneratedField(
        expression=expression, output_field=models.CharField(max_length=200), db_persist=True
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0010_invitations_without_secrets")]

    operations = [
        *[migrations.RemoveIndex(model_name="organisation", name=index.name) for index in NAMED],
        migrations.RemoveConstraint(model_name="organisation", name="organisation_unique_in_country"),
        migrations.AlterModelOptions(
            name="organisation",
            options={
                "ordering": ["sort_en", "pk"],
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.AlterModelOptions(
            name="place",
            options={"ordering": ["name__en"], "verbose_name": "place", "verbose_name_plural": "places"},
        ),
        migrations.RemoveField(model_name="organisation", name="sort_ko"),
        *[
            migrations.AddField(
                model_name=model, name=name, field=TranslatedText(default=dict, **options), preserve_default=False
            )
            for model, name, options in FIELDS
        ],
        *[JoinColumns(f"members_{model}", name, columns_of(name)) for model, name, _options in FIELDS],
        *[
            RemoveColumn(model_name=model, name=f"{name}_{suffix}")
            for model, name, _options in FIELDS
            for suffix in ("en", "ko", "zh")
        ],
        migrations.AddField(model_name="organisation", name="sort_en", field=sorted_by(models.F("name__en"))),
        migrations.AddField(
            model_name="organisation",
            name="sort_ko",
            field=sorted_by(
                django.db.models.functions.comparison.Coalesce(models.F("name__ko"), models.F("name__en"))
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                fields=("country", "kind", "sort_en"), name="organisation_unique_in_country"
            ),
        ),
        *[migrations.AddIndex(model_name="organisation", index=index) for index in SORTED],
    ]
