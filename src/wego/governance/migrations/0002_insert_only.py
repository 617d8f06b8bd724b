"""Decisions and revocations are only ever added."""

from django.db import migrations

from wego.core.insert_only import insert_only


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [insert_only("governance_decision"), insert_only("governance_revocation")]
