"""Names by which bank lines find who was invoiced, and an index of open amounts."""

import django.db.models.deletion
from django.db import migrations, models

# Names that are there already are kept by the daily look at all of the search; it is due again at once.
DUE = "DELETE FROM core_periodicrun WHERE name = 'refresh_search'"


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_search_index"),
        ("finance", "0010_languages_of_the_platform"),
        ("members", "0012_languages_of_the_platform"),
    ]

    operations = [
        migrations.CreateModel(
            name="DebtorName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.organisation"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("is_whole", models.BooleanField()),
            ],
            options={
                "verbose_name": "name of a debtor",
                "verbose_name_plural": "names of debtors",
                "ordering": ["organisation", "key"],
            },
        ),
        migrations.AddConstraint(
            model_name="debtorname",
            constraint=models.UniqueConstraint(fields=("key", "is_whole", "organisation"), name="debtorname_once"),
        ),
        migrations.AddIndex(
            model_name="invoicebalance",
            index=models.Index(
                condition=models.Q(("open__gt", 0)), fields=["open", "invoice"], name="invoicebalance_open_amount"
            ),
        ),
        migrations.RunSQL(DUE, migrations.RunSQL.noop),
    ]
