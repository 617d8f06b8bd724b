"""A fee schedule is a definition with versions: those that are loaded are the first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from wego.core.definitions.fixed_content import FixedContent
from wego.core.definitions.migration import DigestsAnew


class Migration(migrations.Migration):
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("dues", "0001_initial")]

    operations = [
        migrations.RenameField("feeschedule", "loaded_at", "published_at"),
        migrations.AlterField("feeschedule", "published_at", models.DateTimeField(verbose_name="published at")),
        migrations.AlterField("feeschedule", "code", models.CharField(max_length=60, verbose_name="code")),
        migrations.AddField(
            "feeschedule", "version", models.CharField(default="1", max_length=40, verbose_name="version")
        ),
        migrations.AddField(
            "feeschedule", "is_in_force", models.BooleanField(default=True, verbose_name="in force")
        ),
        migrations.AddField(
            model_name="feeschedule",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feeschedule",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="supersedes",
                to="dues.feeschedule",
            ),
        ),
        migrations.AddConstraint(
            model_name="feeschedule",
            constraint=models.UniqueConstraint(fields=["code", "version"], name="feeschedule_version_once"),
        ),
        migrations.AddConstraint(
            model_name="feeschedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_in_force", True)), fields=["code"], name="feeschedule_one_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="feeschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_in_force", False), ("superseded_by", None), _connector="OR"),
                name="feeschedule_superseded_is_not_in_force",
            ),
        ),
        DigestsAnew("dues_feeschedule"),
        FixedContent("dues_feeschedule"),
    ]
