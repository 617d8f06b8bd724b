"""Every line that is kept gets the facts by which an equal one is told."""

from django.db import migrations

from wego.engines.banking import StatementLine, facts_key


def tell(apps, editor):
    lines = apps.get_model("finance", "BankLine")
    changed = []
    for row in lines.objects.select_related("statement").iterator(chunk_size=1000):
        line = StatementLine(
            booked_on=row.booked_on,
            amount=row.amount,
            currency=row.currency,
            payer=row.payer,
            text=" ".join(row.texts),
            bank_reference=row.bank_reference,
        )
        row.facts = facts_key(row.statement.account, line)
        changed.append(row)
    lines.objects.bulk_update(changed, ["facts"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("finance", "0006_bank_facts")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop, elidable=True)]
