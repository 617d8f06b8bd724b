"""A framework is a definition with versions: by whom it was published, and what superseded it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wego.core.definitions.fixed_content import FixedContent
from wego.core.definitions.migration import Successors


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("assessment", "0001_initial")]

    operations = [
        migrations.RenameField("framework", "loaded_at", "published_at"),
        migrations.AlterField("framework", "published_at", models.DateTimeField(verbose_name="published at")),
        migrations.AlterModelOptions(
            "framework",
            {
                "ordering": ["code", "-published_at"],
                "verbose_name": "framework",
                "verbose_name_plural": "frameworks",
            },
        ),
        migrations.AlterField(
            "framework", "version", models.CharField(default="1", max_length=40, verbose_name="version")
        ),
        migrations.AddField(
            model_name="framework",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="framework",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="supersedes",
                to="assessment.framework",
            ),
        ),
        Successors("assessment_framework"),
        migrations.AddConstraint(
            model_name="framework",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_in_force", False), ("superseded_by", None), _connector="OR"),
                name="framework_superseded_is_not_in_force",
            ),
        ),
        FixedContent("assessment_framework"),
    ]
