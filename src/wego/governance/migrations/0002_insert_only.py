"""Decisions and revocations are only ever added."""

from django.db import migrations

from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [InsertOnly("governance_decision", "governance_revocation")]
