"""A published fee schedule does not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_initial")]
    operations = [FixedContent("dues_feeschedule")]
