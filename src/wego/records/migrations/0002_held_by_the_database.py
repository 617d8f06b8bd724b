"""What is recorded is only added to; published checks and crosswalks do not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent
from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        InsertOnly("records_observation", "records_verification", "records_checkcomment"),
        FixedContent("records_checkrules", "records_crosswalk"),
    ]
