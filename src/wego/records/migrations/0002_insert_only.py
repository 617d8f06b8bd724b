"""Observations are only ever added."""

from django.db import migrations

from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [InsertOnly("records_observation")]
