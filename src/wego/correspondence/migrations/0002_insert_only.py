"""What was sent or certified is only added to."""

from django.db import migrations

from wego.core.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [InsertOnly("correspondence_letterversion", "correspondence_certificate")]
