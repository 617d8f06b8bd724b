"""What is issued, booked, allocated or closed is only ever added to; nothing is booked into a closed month."""

from django.db import migrations

from wego.core.insert_only import InsertOnly
from wego.core.statements import Statements

TABLES = (
    "finance_invoice",
    "finance_invoiceline",
    "finance_instalment",
    "finance_creditnote",
    "finance_writeoff",
    "finance_journalentry",
    "finance_posting",
    "finance_closedperiod",
    "finance_allocation",
    "finance_receipt",
    "finance_rate",
    "finance_notice",
    "finance_bankstatement",
    "finance_providerevent",
)
SAID = "the month is closed"
HOLD = {
    "sqlite": [
        "CREATE TRIGGER finance_closed_month BEFORE INSERT ON finance_journalentry "
        "WHEN EXISTS (SELECT 1 FROM finance_closedperiod WHERE month = strftime('%Y-%m', NEW.booked_on)) "
        f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION finance_refuse_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT 1 FROM finance_closedperiod WHERE month = to_char(NEW.booked_on, 'YYYY-MM')) THEN "
        f"RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER finance_closed_month BEFORE INSERT ON finance_journalentry "
        "FOR EACH ROW EXECUTE FUNCTION finance_refuse_closed_month()",
    ],
}
RELEASE = {
    "sqlite": ["DROP TRIGGER IF EXISTS finance_closed_month"],
    "postgresql": ["DROP TRIGGER IF EXISTS finance_closed_month ON finance_journalentry"],
}


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]
    operations = [InsertOnly(*TABLES), Statements(HOLD, undo=RELEASE)]
