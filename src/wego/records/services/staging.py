"""Facts in sets: staged rows brought into the database in bulk, compared with the record, recorded by one statement.

Nothing here asks or writes row by row. The statements hold names of our own tables and columns alone; whatever comes
from outside is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.records.models import FactImport, Observation, StagedFact

BATCH = 5_000
# What a row says, by the columns of both tables.
SAID = (
    "value", "numerator", "denominator", "currency", "text", "status", "reason", "scale", "quality", "data_quality",
    "origin", "origin_name", "page", "note",
)  # fmt: skip
# What it is of: in force there is one of each.
OF = ("period", "breakdown", "boundary", "visibility", "purpose", "indicator_id", "source_id")
SUBJECT = ("organisation_id", "place_id", "country")
STAGED = ("fact_import_id", "cell", "outcome", "faults", "explained", "subject", *SUBJECT, *OF, *SAID, "former_id")
_STAGING, _RECORD = StagedFact._meta.db_table, Observation._meta.db_table
_IN_FORCE = f"NOT EXISTS (SELECT 1 FROM {_RECORD} later WHERE later.supersedes_id = o.id)"  # noqa: S608


def stage(rows: Iterable[Sequence[Any]]) -> int:
    """Bring rows (values in the order of `STAGED`) into the staging table, in batches; answers how many."""
    rows, count = iter(rows), 0
    names = ", ".join(STAGED)
    marks = ", ".join(["%s"] * len(STAGED))
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {_STAGING} ({names}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                cursor.executemany(f"INSERT INTO {_STAGING} ({names}) VALUES ({marks})", batch)  # noqa: S608
            count += len(batch)
    return count


def refuse_repeated(shown: FactImport) -> None:
    """Rows of the same fact refuse each other: which of them holds, the file does not say."""
    of = ", ".join((*OF, *SUBJECT))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT MIN(id), COUNT(*) FROM {_STAGING} WHERE fact_import_id = %s AND outcome <> 'refused' "  # noqa: S608
            f"GROUP BY {of} HAVING COUNT(*) > 1 LIMIT 1000",
            [shown.pk],
        )
        firsts = [first for first, _count in cursor.fetchall()]
    for first in StagedFact.objects.filter(pk__in=firsts):
        same = {name: getattr(first, name) for name in (*OF, *SUBJECT)}
        alike = StagedFact.objects.filter(fact_import=shown, **same).order_by("pk")
        text = _("The same fact is stated in more than one row; the first is %(cell)s. Keep one.") % {
            "cell": first.cell
        }
        for one in alike:
            one.outcome, one.faults = StagedFact.Outcome.REFUSED, [[one.cell, "", "", text]]
        StagedFact.objects.bulk_update(alike, ["outcome", "faults"], batch_size=500)


def compare(shown: FactImport) -> None:
    """Find what each row would supersede, and whether it says anything new: a statement for each kind of subject."""
    StagedFact.objects.filter(fact_import=shown).exclude(former=None).update(former=None, outcome="new")
    of = " AND ".join(f"o.{name} = s.{name}" for name in OF)
    equal = "IS NOT DISTINCT FROM" if connection.vendor == "postgresql" else "IS"
    same = " AND ".join(f"o.{name} {equal} s.{name}" for name in SAID)
    update = (
        f"UPDATE {_STAGING} AS s SET former_id = o.id, "  # noqa: S608
        f"outcome = CASE WHEN {same} THEN 'unchanged' ELSE 'changed' END "
        f"FROM {_RECORD} AS o WHERE s.fact_import_id = %s AND s.outcome <> 'refused' "
        f"AND {of} AND {_IN_FORCE}"
    )
    with connection.cursor() as cursor:
        for whose in (
            "o.organisation_id = s.organisation_id",
            "o.place_id = s.place_id",
            "s.country <> '' AND o.country = s.country",
        ):
            cursor.execute(f"{update} AND {whose}", [shown.pk])
    _follow_corrections(shown)


def _follow_corrections(shown: FactImport) -> None:
    """Where another source has corrected what this one said, the correction is what a row supersedes."""
    of = " AND ".join(f"o.{name} = s.{name}" for name in OF)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.id, o.id FROM {_RECORD} AS later JOIN {_RECORD} AS o ON later.supersedes_id = o.id "  # noqa: S608
            f"JOIN {_STAGING} AS s ON {of} AND COALESCE(s.organisation_id, 0) = COALESCE(o.organisation_id, 0) "
            "AND COALESCE(s.place_id, 0) = COALESCE(o.place_id, 0) AND s.country = o.country "
            "WHERE s.fact_import_id = %s AND s.outcome = 'new' AND later.source_id <> o.source_id",
            [shown.pk],
        )
        found = dict(cursor.fetchall())
    if not found:
        return
    heir = dict(Observation.objects.exclude(supersedes=None).values_list("supersedes", "pk"))
    rows = StagedFact.objects.filter(pk__in=found)
    for row in rows:
        last = found[row.pk]
        while last in heir:
            last = heir[last]
        row.former_id, row.outcome = last, StagedFact.Outcome.CHANGED
    StagedFact.objects.bulk_update(rows, ["former", "outcome"], batch_size=500)


def record_staged(shown: FactImport, *, correction: str, by: User | None, at: datetime) -> int:
    """Record every new and changed row by one statement; answers how many."""
    taken = ("organisation_id", "place_id", "country", *OF, *SAID)
    given: dict[str, Any] = {
        "cause_kind": FactImport._meta.label,
        "cause_id": str(shown.pk),
        "recorded_by_key": by.key if by else None,
        "recorded_at": at,
    }
    fields: dict[str, Any] = {name: Observation._meta.get_field(name) for name in given}
    params = [fields[name].get_db_prep_save(value, connection) for name, value in given.items()]
    names = ", ".join((*taken, *given, "supersedes_id", "correction"))
    marks = ", ".join(_typed_mark(fields[name]) for name in given)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_RECORD} ({names}) SELECT {', '.join(taken)}, {marks}, former_id, "  # noqa: S608
            f"CASE WHEN former_id IS NULL THEN '' ELSE %s END FROM {_STAGING} "
            "WHERE fact_import_id = %s AND outcome IN ('new', 'changed') ORDER BY id",
            [*params, correction[:500], shown.pk],
        )
        return cursor.rowcount


def _typed_mark(field: Any) -> str:
    return f"CAST(%s AS {field.db_type(connection)})" if connection.vendor == "postgresql" else "%s"
