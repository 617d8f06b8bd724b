"""Insert-only tables, held so by the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from wego.core.models import AuditEntry

pytestmark = pytest.mark.both_databases

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def entry() -> AuditEntry:
    return AuditEntry.objects.create(at=AT, action="thing.made", kind="core.Thing", thing_id="1", label="one")


@pytest.mark.django_db
def test_a_row_may_be_added():
    entry()

    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_row_cannot_be_changed():
    made = entry()
    made.label = "two"

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        made.save()

    assert AuditEntry.objects.get().label == "one"


@pytest.mark.django_db
def test_a_row_cannot_be_removed():
    entry()

    with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
        AuditEntry.objects.all().delete()

    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_tests_can_empty_the_table_and_it_is_still_protected(round_: int):
    assert AuditEntry.objects.count() == 0

    entry()

    with pytest.raises(DatabaseError, match="insert-only"):
        AuditEntry.objects.all().delete()


@pytest.mark.django_db
def test_every_insert_only_table_refuses_to_change():
    """The tables that the design names as insert-only bear both triggers."""
    promised = {
        "admissions_step",
        "core_auditentry",
        "core_consententry",
        "core_seal",
        "core_sealrevocation",
        "correspondence_certificate",
        "correspondence_letterversion",
        "finance_invoice",
        "finance_posting",
        "finance_receipt",
        "governance_decision",
        "governance_revocation",
        "records_observation",
        "records_verification",
    }

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        triggers = set(cursor.fetchall())

    for table in promised:
        assert {(table, f"{table}_no_update"), (table, f"{table}_no_delete")} <= triggers
