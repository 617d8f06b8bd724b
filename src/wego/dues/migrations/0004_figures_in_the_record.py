"""What members declared for their fee becomes a fact of the record; the declaration keeps who, when and where it stands."""

import django.db.models.deletion
from django.db import migrations, models

from wego.core.definitions.migration import DataStep

INDICATORS = {"population": ("place.population", "Population"), "staff": ("organisation.staff", "Staff")}
OLD = "SELECT id, organisation_id, measure, value, year, evidence_id, source, declared_at FROM dues_declaredfigure"


class DeclaredFacts(DataStep):
    """Writes a fact for each declaration, the later of a year superseding the earlier. What was declared before was
    told for the fee alone, and stays so."""

    def write(self, cursor, connection):
        cursor.execute(f"{OLD} ORDER BY id")
        declared = cursor.fetchall()
        if not declared:
            return
        source = self._found(cursor, "records_source", "member-statements", SOURCE)
        last = {}
        for pk, organisation, measure, value, year, evidence, published, at in declared:
            code, name = INDICATORS[measure]
            columns = {**INDICATOR, "name": '{"en": "%s"}' % name}
            if measure == "staff":
                columns |= {"visibility": "purpose", "purpose": "dues"}
            indicator = self._found(cursor, "records_indicator", code, columns)
            before = last.get((organisation, measure, year))
            row = FACT | {"indicator_id": indicator, "organisation_id": organisation, "period": str(year)}
            row |= {"value": value, "source_id": source, "evidence_id": evidence, "note": published[:500]}
            row |= {"supersedes_id": before, "correction": "declared anew" if before else "", "recorded_at": at}
            last[organisation, measure, year] = fact = _insert(cursor, "records_observation", row)
            cursor.execute("UPDATE dues_declaredfigure SET fact_id = %s WHERE id = %s", [fact, pk])

    def _found(self, cursor, table, code, columns):
        cursor.execute(f"SELECT id FROM {table} WHERE code = %s", [code])
        found = cursor.fetchone()
        return found[0] if found else _insert(cursor, table, {"code": code, **columns})


def _insert(cursor, table, row):
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id", list(row.values()))
    return cursor.fetchone()[0]


SOURCE = {"title": "Statements by members", "publisher": '{"en": "The member itself"}'}
SOURCE |= {"edition": "", "url": "", "terms": "{}"}
INDICATOR = {"unit": '{"en": "persons"}', "decimals": 0, "direction": 0, "definition": "{}", "background": "", "level": "city"}
INDICATOR |= {"kind": "count", "nature": "stock", "per": 100, "options": "{}", "scale": "", "starts_series": True}
INDICATOR |= {"visibility": "public", "purpose": ""}
EMPTY = ("country", "currency", "text", "status", "reason", "breakdown", "boundary", "scale", "origin_name", "page")
FACT = dict.fromkeys((*EMPTY, "cause_kind", "cause_id"), "")
FACT |= {"quality": "reported", "data_quality": "unknown", "origin": "member", "visibility": "purpose", "purpose": "dues"}


class Migration(migrations.Migration):
    dependencies = [("dues", "0003_sorted_by_name"), ("records", "0006_facts")]
    operations = [
        migrations.AddField(
            model_name="declaredfigure",
            name="fact",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="records.observation",
            ),
        ),
        DeclaredFacts("dues_declaredfigure"),
        migrations.RemoveConstraint(model_name="declaredfigure", name="declaredfigure_is_borne_out"),
        migrations.RemoveField(model_name="declaredfigure", name="evidence"),
        migrations.RemoveField(model_name="declaredfigure", name="value"),
        migrations.RemoveField(model_name="declaredfigure", name="year"),
        migrations.AlterField(
            model_name="declaredfigure",
            name="fact",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="records.observation",
            ),
        ),
    ]
