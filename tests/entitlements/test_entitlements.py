"""Rights on a date, from standing and arrears, with the reason; and what the file may not say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.factories import make_secretary, make_user
from tests.members.factories import make_organisation, make_standing
from wego.datafiles import DataFaults, network_folder
from wego.entitlements.models import Entitlement
from wego.entitlements.queries import EntitlementAnswer, entitlements_of
from wego.entitlements.services.loading import load_entitlements
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.invoicing import DraftLine, InvoiceDraft, issue_invoice
from wego.finance.services.payments import record_payment
from wego.members.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = date(2020, 6, 1)


@pytest.fixture
def rights() -> None:
    load_entitlements(network_folder(), at=AT)


def member(standing: str, **fields: Any) -> Organisation:
    organisation = make_organisation(standing=standing, **fields)
    make_standing(organisation, standing, starts_on=date(2018, 1, 1))
    return organisation


def entitled(code: str, organisation: Organisation, on: date) -> EntitlementAnswer:
    """What the page of rights says of one of them."""
    return next(one for one in entitlements_of(organisation, on) if one.entitlement.code == code)


can_vote, can_stand, can_attend = (partial(entitled, code) for code in ("vote", "stand", "attend"))


def invoice(organisation: Organisation, due_on: date) -> Any:
    lines = [DraftLine({"en": "Dues"}, Decimal(1000))]
    draft = InvoiceDraft(organisation, due_on.year, "USD", lines, issued_on=due_on, due_on=due_on)
    return issue_invoice(draft, by=None, at=AT)


@pytest.mark.parametrize(
    ("standing", "votes", "stands", "attends"),
    [
        ("full", True, True, True),
        ("associate", False, False, True),
        ("friendship", False, False, True),
        ("unstated", False, False, True),
        ("former", False, False, False),
    ],
)
def test_rights_by_standing(rights: None, standing: str, votes: bool, stands: bool, attends: bool) -> None:
    organisation = member(standing)

    found = [bool(can(organisation, DAY)) for can in (can_vote, can_stand, can_attend)]

    assert found == [votes, stands, attends]


def test_the_date_decides(rights: None) -> None:
    organisation = make_organisation()
    make_standing(organisation, "associate", starts_on=date(2018, 1, 1), ends_on=date(2019, 1, 1))
    make_standing(organisation, "full", starts_on=date(2019, 1, 1))

    assert not can_vote(organisation, date(2017, 12, 31))
    assert not can_vote(organisation, date(2018, 12, 31))
    assert can_vote(organisation, date(2019, 1, 1))
    assert can_vote(organisation, date(2017, 12, 31)).reason == "On Dec. 31, 2017 it was not a member."
    assert can_vote(organisation, DAY).reason == "Full member since Jan. 1, 2019."


def test_companies_do_not_vote(rights: None) -> None:
    company = member("full", kind="corporation")

    assert can_vote(company, DAY).reason == "This right does not apply to this kind of organisation (Corporation)."
    assert can_attend(company, DAY)


def test_arrears_keep_from_standing_and_not_from_voting_until_they_are_paid(rights: None) -> None:
    city = member("full")
    owed = invoice(city, date(2020, 5, 1))

    assert can_stand(city, date(2020, 5, 1))  # due that day is in time
    refused = can_stand(city, DAY)
    assert can_vote(city, DAY)
    payment = record_payment(
        received_on=date(2020, 6, 10), amount=Decimal(1000), currency="USD", organisation_id=city.pk, by=None, at=AT
    )
    allocate_payment(payment_id=payment.pk, invoice_id=owed.pk, by=None, at=AT)

    assert (bool(refused), refused.reason) == (False, f"Invoice {owed.number} is overdue by 31 days.")
    assert can_stand(city, date(2020, 6, 10))
    assert not can_stand(city, DAY)  # what was so on a day stays so


def test_all_rights_cost_the_same_queries(rights: None, django_assert_num_queries: Any) -> None:
    city = member("full")

    with django_assert_num_queries(4):
        answers = entitlements_of(city, DAY)

    assert [answer.entitlement.code for answer in answers if answer] == [
        "vote",
        "stand",
        "attend",
        "network",
        "promote",
        "tools",
        "trends",
    ]


def test_loading_twice_changes_nothing_and_a_right_that_is_gone_goes(tmp_path: Path) -> None:
    load_entitlements(network_folder(), at=AT)
    again = load_entitlements(network_folder(), at=AT)
    text = "entitlements:\n  - code: vote\n    title: {en: V, ko: V, zh-hans: V}\n    standings: [full]\n"
    (tmp_path / "entitlements.yaml").write_text(text + "    source: {en: S, ko: S, zh-hans: S}\n")

    load_entitlements(tmp_path, at=AT)

    assert (again.added, again.changed) == (0, 0)
    assert list(Entitlement.objects.values_list("code", flat=True)) == ["vote"]


def test_a_broken_file_is_refused_with_line_and_key(tmp_path: Path) -> None:
    (tmp_path / "entitlements.yaml").write_text(
        "entitlements:\n  - code: vote\n    title: {en: V}\n    standings: [ful]\n"
        "    source: {en: S, ko: S, zh-hans: S}\n"
    )

    with pytest.raises(DataFaults) as refusal:
        load_entitlements(tmp_path, at=AT)

    said = [str(fault) for fault in refusal.value.faults]
    assert any("did you mean 'full'?" in line for line in said)
    assert any("title.ko" in line for line in said)
    assert not Entitlement.objects.exists()


def test_page_is_for_the_organisations_own_people_and_the_secretariat(rights: None, signed_in: Any) -> None:
    city = member("full")
    address = f"/en/my/rights/{city.slug}/"

    assert signed_in(make_user()).get(address).status_code == 404
    page = signed_in(make_secretary()).get(address)

    assert page.status_code == 200
    assert "Full member since" in page.content.decode()
