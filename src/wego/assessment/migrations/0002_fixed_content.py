"""A published framework does not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]
    operations = [FixedContent("assessment_framework")]
