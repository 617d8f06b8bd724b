"""Steps are only ever added."""

from django.db import migrations

from wego.core.insert_only import insert_only


class Migration(migrations.Migration):
    dependencies = [("admissions", "0001_initial")]
    operations = [insert_only("admissions_step")]
