"""A published questionnaire does not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_initial")]
    operations = [FixedContent("questionnaires_questionnaire")]
