"""The steps of an application are only added to."""

from django.db import migrations

from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("admissions", "0001_initial")]
    operations = [InsertOnly("admissions_step")]
