"""Files of facts: read in sets, shown cell by cell, accepted all or nothing; what comes out goes in again."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from openpyxl import Workbook

from tests.members.factories import make_organisation
from tests.questionnaires.factories import make_secretary
from tests.records.factories import AT, make_fact, make_indicator, make_source
from wego.core.definitions.services import Publication, publish
from wego.core.models import AuditEntry
from wego.core.state import WrongState
from wego.records.models import CheckRules, FactImport, Indicator, Observation, StagedFact
from wego.records.services.fact_rows import number_in
from wego.records.services.imports import accept_import, begin_import, drop_import, run_import

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HEADS = "subject,indicator,period,value,source,note\n"


def bring(content: str | bytes, name: str = "facts.csv", **given: Any) -> FactImport:
    raw = content.encode() if isinstance(content, str) else content
    one = begin_import(file=ContentFile(raw, name=name), by=None, at=AT, **given)
    return run_import(import_id=one.pk, clock=lambda: AT)


def counts(one: FactImport) -> tuple[int, ...]:
    return tuple(one.plan[name] for name in ("new", "changed", "unchanged", "refused"))


def reasons(one: FactImport) -> list[tuple[str, str]]:
    return [(cell, why) for row in one.rows.all() for cell, _column, _said, why in row.faults or []]


@pytest.fixture
def people() -> Indicator:
    make_source()
    return make_indicator("test.people", kind=Indicator.Kind.COUNT)


def test_a_file_says_what_is_new_changed_and_unchanged_and_is_accepted_whole(people: Indicator) -> None:
    seoul, busan = make_organisation("seoul"), make_organisation("busan")
    kept = make_fact(people, 10, organisation=seoul, period="2023", quality="reported")
    better = make_fact(people, 11, organisation=seoul, period="2024", quality="reported")

    shown = bring(
        HEADS + "org:seoul,test.people,2023,10,census,\norg:seoul,test.people,2024,12,census,\n"
        "org:busan,test.people,2024,5,census,first\n"
    )

    assert (shown.status, counts(shown)) == ("shown", (1, 1, 1, 0))
    assert Observation.objects.count() == 2
    accept_import(import_id=shown.pk, by=None, at=AT)
    new = {one.organisation_id: one for one in Observation.objects.exclude(pk__in=[kept.pk, better.pk])}
    assert (new[seoul.pk].value, new[seoul.pk].supersedes, new[seoul.pk].correction) == (
        12,
        better,
        "Data import: facts.csv",
    )
    assert (new[busan.pk].value, new[busan.pk].supersedes, new[busan.pk].note) == (5, None, "first")
    assert new[busan.pk].cause_id == str(shown.pk)
    lines = AuditEntry.objects.filter(action="fact_import.accepted")
    assert lines.get().after == {"new": 1, "changed": 1, "unchanged": 1, "recorded": 2}
    assert not StagedFact.objects.exists()


@pytest.fixture
def office(signed_in: Any) -> Client:
    return signed_in(make_secretary())


@pytest.fixture
def checks() -> None:
    rule = {"code": "unusual", "kind": "history", "indicator": "*", "outcome": "comment"}
    texts = {"en": "An unusual change.", "ko": "이례적", "zh-hans": "异常"}
    content = {"checks": [{**rule, "text": texts}]}
    publish(CheckRules, Publication("checks", content), by=None, at=AT)


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        ("org:nowhere,test.people,2024,1,census,", "CSV!A2", "name is unknown"),
        ("org:seoul,test.nothing,2024,1,census,", "CSV!B2", "indicator is unknown"),
        ("org:seoul,test.people,last year,1,census,", "CSV!C2", "not a period"),
        ("org:seoul,test.people,2031,1,census,", "CSV!C2", "in the future"),
        ("org:seoul,test.people,2024,-1,census,", "CSV!D2", "whole number"),
        ("org:seoul,test.people,2024,many,census,", "CSV!D2", "not a number"),
        ('org:seoul,test.people,2024,"1,234",census,', "CSV!D2", "1234 or 1.234"),
        ("org:seoul,test.people,2024,1e40,census,", "CSV!D2", "16 digits"),
        ("org:seoul,test.people,2024,,census,", "CSV!D2", "Enter a number"),
        ("org:seoul,test.people,2024,1,rumour,", "CSV!E2", "source is unknown"),
        ("org:seoul,test.people,2024,1,census,\norg:seoul,test.people,2024,2,census,", "CSV!2", "more than one row"),
        ("org:seoul,test.share,2024,130,census,", "CSV!D2", "0 to 100 percent"),
    ],
)
def test_what_is_wrong_is_said_of_its_cell_and_nothing_can_be_accepted(
    people: Indicator, row: str, cell: str, why: str
) -> None:
    make_organisation("seoul")
    make_indicator("test.share", kind=Indicator.Kind.SHARE, unit="%")

    refused = bring(HEADS + row)

    assert refused.status == "refused"
    (where, said), *_others = reasons(refused)
    assert where == cell
    assert why in said
    with pytest.raises(WrongState):
        accept_import(import_id=refused.pk, by=None, at=AT)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("written", "number"),
    [("12,5", "12.5"), ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1 234 567,25", "1234567.25"), ("1E3", "1000")],
)
def test_numbers_are_read_with_either_decimal_mark(written: str, number: str) -> None:
    assert number_in(written) == Decimal(number)


def test_a_workbook_is_read_with_its_troubles_named_by_cell(people: Indicator) -> None:
    make_organisation("seoul")
    book = Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["subject", "indicator", "period", "value"])
    sheet.append(["org:seoul", "test.people", 2024, 7])
    sheet.append(["org:seoul", "test.people", 2023, "=1+1"])
    sheet.append(["org:seoul", "test.people", 2022, 5])
    sheet.merge_cells("D4:E4")
    held = io.BytesIO()
    book.save(held)

    refused = bring(held.getvalue(), "facts.xlsx", source=make_source())

    assert counts(refused)[3] == 2
    (formula, no_result), (merged, is_merged) = reasons(refused)
    assert (formula, merged) == ("Data!D3", "Data!D4")
    assert "without its result" in no_result
    assert "merged" in is_merged


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("subject,indicator,value\n", "period is missing"),
        ("subject,indicator,period\n", "no column"),
        ("subject,indicator,period,value\n", "no source was chosen"),
        (HEADS.replace("note", "remark"), "“remark” is unknown"),
        (HEADS, "holds no fact"),
    ],
)
def test_a_table_whose_columns_cannot_be_known_is_refused_in_words(people: Indicator, content: str, why: str) -> None:
    refused = bring(content)

    assert refused.status == "refused"
    assert why in refused.faults[0]
    assert not refused.file


def test_a_value_out_of_its_history_is_refused_until_its_note_explains_it(people: Indicator, checks: None) -> None:
    seoul = make_organisation("seoul")
    for year, value in enumerate((100, 102, 101, 103, 104, 105), 2017):
        make_fact(people, value, organisation=seoul, period=str(year))

    asked = bring(HEADS + "org:seoul,test.people,2024,900,census,\n")
    explained = bring(HEADS + "org:seoul,test.people,2024,900,census,borders moved\n")

    assert "explain it in the column" in reasons(asked)[0][1]
    assert explained.status == "shown"
    accept_import(import_id=explained.pk, by=None, at=AT)
    assert seoul.checkcomments.get().comment == "borders moved"


def test_a_file_is_shown_again_where_the_record_has_changed_since(people: Indicator) -> None:
    seoul = make_organisation("seoul")
    shown = bring(HEADS + "org:seoul,test.people,2024,12,census,\n")
    make_fact(people, 11, organisation=seoul, period="2024", quality="reported")

    one = accept_import(import_id=shown.pk, by=None, at=AT)

    assert (one.status, counts(one), one.plan["is_shown_again"]) == ("shown", (0, 1, 0, 0), True)
    assert accept_import(import_id=shown.pk, by=None, at=AT).status == "accepted"


def test_what_is_dropped_leaves_nothing(people: Indicator) -> None:
    make_organisation("seoul")
    shown = bring(HEADS + "org:seoul,test.people,2024,12,census,\n")

    drop_import(import_id=shown.pk, by=None, at=AT)

    assert not StagedFact.objects.exists()
    assert not Observation.objects.exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_what_is_exported_is_unchanged_when_it_is_imported(people: Indicator, ending: str, office: Client) -> None:
    seoul = make_organisation("seoul")
    text = make_indicator("test.motto", kind=Indicator.Kind.TEXT)
    level = make_indicator("test.level", kind=Indicator.Kind.NUMBER)
    make_fact(level, "12345678901234.25", organisation=seoul, note="=1+1", page="'=x", period="2020")
    make_fact(people, None, organisation=seoul, status="confidential", reason="-law, “§ 3”\n가", period="2021")
    make_fact(text, None, organisation=seoul, text="'-plain 서울", origin="outside", origin_name="@utility")
    make_fact(level, "0.1234567890123", country="KR", data_quality="survey", boundary="country")
    before = list(Observation.objects.order_by("pk").values())

    exported = b"".join(office.get(f"/en/office/facts/?format={ending}"))
    back = bring(exported, f"facts.{ending}")

    assert reasons(back) == []
    assert counts(back) == (0, 0, 4, 0)
    assert list(Observation.objects.order_by("pk").values()) == before


def test_the_office_shows_a_file_and_records_it_by_one_button(people: Indicator, office: Client) -> None:
    make_organisation("seoul")
    file = ContentFile((HEADS + "org:seoul,test.people,2024,12,census,\n").encode(), name="facts.csv")

    sent = office.post("/en/office/facts/imports/begin/", {"file": file, "source": ""}, follow=True)
    page = sent.content.decode()

    assert "CSV!2" in page
    assert "Accept and record" in page
    shown = FactImport.objects.get()
    office.post(f"/en/office/facts/imports/{shown.pk}/accept/")
    assert Observation.objects.get().value == 12
