"""What is published of the roles of the office does not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [FixedContent("accounts_rolerules")]
