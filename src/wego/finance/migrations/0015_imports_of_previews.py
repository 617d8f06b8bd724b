"""Every bank file was previewed before it was brought in; those from before have a preview of what they did."""

import django.db.models.deletion
from django.db import migrations, models


def preview_older_imports(apps, schema_editor):
    BankImport = apps.get_model("finance", "BankImport")
    BankPreview = apps.get_model("finance", "BankPreview")
    for one in BankImport.objects.filter(preview=None):
        facts = {"added": one.added, "known": one.known, "doubtful": one.doubtful, "matched": one.matched}
        one.preview = BankPreview.objects.create(
            file=one.file.name,
            file_name=one.file_name,
            encoding=one.encoding,
            account=one.account,
            currency=one.currency,
            columns=one.columns,
            language=one.language,
            status="accepted",
            plan={**facts, "notes": one.notes, "columns": one.columns, "accounts": [], "lines": []},
            is_long=True,
            shown_at=one.begun_at,
            shown_by=one.begun_by,
            settled_at=one.begun_at,
        )
        one.save(update_fields=["preview"])


class Migration(migrations.Migration):
    dependencies = [("finance", "0014_payments_in_order")]

    operations = [
        migrations.RunPython(preview_older_imports, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="bankimport",
            name="preview",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="finance.bankpreview"
            ),
        ),
        migrations.RemoveField(model_name="bankstatement", name="is_demonstration"),
    ]
