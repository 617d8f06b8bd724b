"""Observations are only ever added."""

from django.db import migrations

from wego.core.insert_only import insert_only


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [insert_only("records_observation")]
