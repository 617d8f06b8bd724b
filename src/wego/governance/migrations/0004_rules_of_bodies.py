"""The rules of a body are kept by version; those that were columns are the first."""

import json

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from wego.core.definitions.content import digest_of
from wego.core.definitions.fixed_content import FixedContent
from wego.core.definitions.migration import DataStep


class KeepRules(DataStep):
    """Where a body had a quorum or a majority in words, these are the first version of its rules."""

    def write(self, cursor, connection):
        cursor.execute("SELECT id, code, quorum, majority FROM governance_body WHERE quorum <> '' OR majority <> ''")
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for key, code, quorum, majority in cursor.fetchall():
            content = {"quorum": quorum, "majority": majority}
            cursor.execute(
                "INSERT INTO governance_bodyrules (code, version, sha256, definition, is_in_force, published_at) "
                "VALUES (%s, '1', %s, %s, %s, %s)",
                [code, digest_of(content), json.dumps(content, ensure_ascii=False), True, now],
            )
            cursor.execute(
                "UPDATE governance_body SET rules_id = (SELECT id FROM governance_bodyrules WHERE code = %s) "
                "WHERE id = %s",
                [code, key],
            )


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("governance", "0003_texts_by_language")]

    operations = [
        migrations.CreateModel(
            name="BodyRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                ("version", models.CharField(default="1", max_length=40, verbose_name="version")),
                ("sha256", models.CharField(max_length=64)),
                ("definition", models.JSONField(verbose_name="definition")),
                ("is_in_force", models.BooleanField(default=True, verbose_name="in force")),
                ("published_at", models.DateTimeField(verbose_name="published at")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="supersedes",
                        to="governance.bodyrules",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules of a body",
                "verbose_name_plural": "rules of bodies",
                "ordering": ["code", "-published_at"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["code", "version"], name="bodyrules_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_in_force", True)), fields=["code"], name="bodyrules_one_in_force"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_in_force", False), ("superseded_by", None), _connector="OR"),
                        name="bodyrules_superseded_is_not_in_force",
                    ),
                ],
            },
        ),
        FixedContent("governance_bodyrules"),
        migrations.AddField(
            model_name="body",
            name="rules",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bodies",
                to="governance.bodyrules",
            ),
        ),
        KeepRules("governance_body"),
        migrations.RemoveField(model_name="body", name="quorum"),
        migrations.RemoveField(model_name="body", name="majority"),
    ]
