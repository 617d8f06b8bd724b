"""Decisions are only added to; the published rules of a body do not change."""

from django.db import migrations

from wego.core.definitions.fixed_content import FixedContent
from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [
        InsertOnly("governance_decision", "governance_revocation"),
        FixedContent("governance_bodyrules"),
    ]
