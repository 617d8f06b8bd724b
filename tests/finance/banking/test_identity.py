"""The same booking is kept once over all files, and two equal ones are two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.engines.banking.made_up import mt940
from tests.finance.banking.bringing import bring
from tests.finance.banking.statement_files import camt
from tests.finance.banking.test_services import TABLE
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.finance.banking.models import BankLine, BankStatement
from wego.finance.banking.services import StatementRefused

pytestmark = pytest.mark.django_db

ENTRY = (":61:1605310531C7000,00NTRFNONREF", ":86:FEE")
DAYS = {"opened": "160530", "closed": "160531"}


def statement(number: str, opening: str, closing: str) -> str:
    return mt940(*ENTRY, number=number, opening=opening, closing=closing, **DAYS)


def test_two_equal_payments_in_two_statements_of_one_day_are_both_kept():
    first, second = statement("101/1", "1000,00", "8000,00"), statement("102/1", "8000,00", "15000,00")

    assert bring(first, "1.sta").added == 1
    assert bring(second, "2.sta").added == 1
    assert (bring(first, "1.sta").added, bring(second, "2.sta").added) == (0, 0)
    assert bring(first + second, "3.sta").added == 0
    assert BankLine.objects.filter(is_repeated=False).count() == 2


def test_pages_of_one_day_are_counted_over_the_file():
    pages = statement("101/1", "1000,00", "8000,00").replace("62F", "62M") + statement(
        "101/2", "8000,00", "15000,00"
    ).replace("60F", "60M")

    assert bring(pages, "1.sta").added == 2
    assert bring(pages, "1.sta").added == 0


def test_the_same_statement_in_another_format_is_known():
    bring(camt(), "May.xml")
    other = (
        TABLE.strip() + ",balance\n2016-05-31,7000.00,USD,DE89370400440532013000,a,,,8000.00\n"
        "2016-05-31,6985.00,USD,DE89370400440532013000,b,,,14985.00\n"
        "2016-05-31,7000.00,USD,DE89370400440532013000,c,,,21985.00\n"
        "2016-05-31,500.00,USD,DE89370400440532013000,d,,,22485.00\n"
        "2016-05-31,-20.00,USD,DE89 3704 0044 0532 0130 00,e,,,22465.00\n"
    ).replace("DE89 3704 0044 0532 0130 00", "DE89370400440532013000")

    assert (bring(other).added, BankLine.objects.count()) == (0, 5)


def test_a_gap_within_one_day_is_warned_of():
    bring(statement("101/1", "1000,00", "8000,00"), "1.sta")

    missing = bring(statement("103/1", "9000,00", "16000,00"), "2.sta")
    follows = bring(statement("104/1", "16000,00", "23000,00"), "3.sta")

    assert [gap.number for gap in missing.gaps] == ["103/1"]
    assert follows.gaps == []


def test_a_gap_within_one_file_is_warned_of():
    result = bring(statement("101/1", "1000,00", "8000,00") + statement("103/1", "9000,00", "16000,00"), "1.sta")

    assert [gap.number for gap in result.gaps] == ["103/1"]
    assert any("may be missing" in note for note in result.notes)


def test_lines_that_nothing_proves_to_be_new_are_kept_and_marked():
    bring(statement("101/1", "1000,00", "8000,00"), "1.sta")

    result = bring(statement("102/1", "1000,00", "8000,00"), "2.sta")

    assert (result.added, result.doubtful) == (1, 1)
    assert BankLine.objects.get(statement__number="102/1").is_repeated


def test_dinars_are_kept_to_the_last_coin():
    bring(mt940(":61:1605310531C7000,125NTRFNONREF", currency="KWD", closing="8000,125", **DAYS), "1.sta")

    line = BankLine.objects.get()
    assert (line.money.amount, line.statement.closing_money.amount) == (Decimal("7000.125"), Decimal("8000.125"))
    assert str(line) == "2016-05-31 7000.125 KWD"


def test_what_is_booked_on_a_day_to_come_is_refused():
    with pytest.raises(DataFaults, match="in the future"):
        bring(TABLE + "2016-06-10,1.00,USD,A1,,,\n")


def test_a_table_in_a_bank_s_own_words_is_read_and_its_columns_are_remembered():
    columns = {"date": "Buchungstag", "amount": "Betrag", "payer": "Name"}
    table = "Buchungstag;Betrag;Name;Saldo EUR\n{}.05.2016;10,00;Köln;1\n"
    facts = {"account": "A1", "currency": "EUR"}

    with pytest.raises(DataFaults, match="needs the columns"):
        bring(table.format(30), **facts)
    first = bring(table.format(30), columns=columns, **facts)
    second = bring(table.format(31), **facts)

    assert (first.added, second.added) == (1, 1)
    assert any("Saldo EUR" in note for note in first.notes)
    assert BankStatement.objects.latest("pk").columns == columns


def test_a_table_without_an_account_is_refused():
    with pytest.raises(StatementRefused, match="does not name its account"):
        bring("date,amount,currency\n2016-05-31,1.00,USD\n")


def test_every_statement_has_its_audit_line():
    bring(statement("101/1", "1000,00", "8000,00") + statement("102/1", "8000,00", "15000,00"), "1.sta")

    assert AuditEntry.objects.filter(action="bank_statement.imported").count() == 2
