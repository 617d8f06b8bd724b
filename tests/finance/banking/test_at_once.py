"""Two people at once: one of them is first, and nothing is counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests.finance.banking.statement_files import MT940
from tests.finance.banking.test_services import one_line, open_of
from tests.finance.factories import make_invoice
from tests.members.factories import make_organisation
from wego.core.rules import RuleError
from wego.finance.banking import services
from wego.finance.banking.models import BankLine
from wego.finance.banking.services import accept_preview, preview_statement
from wego.finance.models import Payment

pytestmark = pytest.mark.both_databases

AT = datetime(2016, 6, 2, 3, 0, tzinfo=UTC)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What each of the acts, begun together in threads of their own, came to: `done` or the refusal's name."""
    start = threading.Barrier(len(acts))
    outcomes: list[str] = []

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            act()
            outcomes.append("done")
        except RuleError as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_treasurers_match_the_same_line_at_once():
    invoices = [make_invoice(make_organisation(name)) for name in ("Seoul", "Busan")]
    line = one_line()

    def matching(invoice_id: int) -> Callable[[], Any]:
        return lambda: services.match_line(line_id=line.pk, invoice_ids=[invoice_id], by=None, at=AT)

    outcomes = at_once(*(matching(invoice.pk) for invoice in invoices))

    assert outcomes == ["LineSettled", "done"]
    assert Payment.objects.count() == 1
    assert sorted(open_of(invoice) for invoice in invoices) == [0, 7000]


@pytest.mark.django_db(transaction=True)
def test_the_same_file_brought_in_twice_at_once_counts_once():
    previews = [
        preview_statement(file=SimpleUploadedFile("statement.sta", MT940.encode()), by=None, at=AT) for _ in "12"
    ]

    outcomes = at_once(*(partial(accept_preview, preview_id=one.pk, by=None, at=AT) for one in previews))

    assert outcomes in (["BooksChanged", "done"], ["StatementRefused", "done"])
    assert BankLine.objects.count() == 4
