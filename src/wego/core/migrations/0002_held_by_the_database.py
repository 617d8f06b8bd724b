"""What is audited, sealed and consented to is only added to; fragments of names are in the order of code points."""

from django.db import migrations

from wego.core.insert_only import InsertOnly
from wego.core.statements import Statements

# A range of names is one of code points: SQLite compares so by itself, PostgreSQL by the language of the server.
BY_CODE_POINTS = 'ALTER TABLE core_searchpiece ALTER COLUMN piece TYPE varchar(8) COLLATE "C"'


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        InsertOnly("core_auditentry", "core_seal", "core_sealrevocation", "core_consententry"),
        Statements({"postgresql": [BY_CODE_POINTS]}, undo={}),
    ]
