"""Rows of core_auditentry are only ever added."""

from django.db import migrations

from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [InsertOnly("core_auditentry")]
