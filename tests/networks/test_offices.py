"""Regional offices: opened, closed, loaded, listed for everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.factories import make_secretary
from tests.members.factories import make_organisation
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.networks.models import RegionalOffice
from wego.networks.services.loading import load_networks
from wego.networks.services.offices import OfficeRefused, close_office, open_office

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 2, 9, tzinfo=UTC)
NAMES = {"en": "Seoul Office", "ko": "서울 사무소", "zh-hans": "首尔办事处"}


def an_office(**facts: Any) -> RegionalOffice:
    given = {"name": NAMES, "host": make_organisation(), "opened_on": date(2026, 1, 5), "by": None, "at": AT}
    return open_office(**given | facts)


def test_open_office_is_noted_with_who_and_where() -> None:
    office = an_office(source="A letter")

    assert (office.code, office.name.get("ko"), office.host.slug) == ("seoul-office", "서울 사무소", "seoul")
    (entry,) = AuditEntry.objects.filter(action="office.opened")
    assert entry.after == {"host": "seoul", "opened_on": "2026-01-05", "source": "A letter"}


@pytest.mark.parametrize(
    ("name", "why"), [({"en": "Seoul Office"}, "with this name already exists"), ({"en": "서울"}, "in Latin letters")]
)
def test_open_office_refuses_a_name_that_tells_nothing_apart(name: dict[str, str], why: str) -> None:
    office = an_office()

    with pytest.raises(OfficeRefused, match=why):
        open_office(name=name, host=office.host, opened_on=AT.date(), by=None, at=AT)


def test_close_office_keeps_the_day_and_the_reason() -> None:
    office = close_office(office_id=an_office().pk, closed_on=AT.date(), reason="Moved", by=None, at=AT)

    assert (office.closed_on, office.reason) == (AT.date(), "Moved")
    assert AuditEntry.objects.filter(action="office.closed").count() == 1
    with pytest.raises(OfficeRefused, match="already closed"):
        close_office(office_id=office.pk, closed_on=AT.date(), reason="Again", by=None, at=AT)


@pytest.mark.parametrize(
    ("day", "why"),
    [(date(2026, 5, 3), "cannot be in the future"), (date(2026, 1, 4), "cannot be before the opening date")],
)
def test_close_office_refuses_a_day_that_cannot_be(day: date, why: str) -> None:
    with pytest.raises(OfficeRefused, match=why):
        close_office(office_id=an_office().pk, closed_on=day, reason="Moved", by=None, at=AT)


def test_everybody_reads_them_in_their_language_and_takes_them_away(client: Any) -> None:
    an_office()

    assert "서울 사무소" in client.get("/ko/networks/offices/").content.decode()
    rows = b"".join(client.get("/en/networks/offices/", {"format": "csv"})).decode("utf-8-sig").splitlines()
    assert rows == [
        "code,name,host,region,opened_on,closed_on,source",
        "seoul-office,Seoul Office,seoul,asia-pacific,2026-01-05,,",
    ]


def test_the_secretariat_opens_and_closes_one(signed_in: Any) -> None:
    host, client = make_organisation(), signed_in(make_secretary())
    given = {"name_en": "Seoul Office", "name_ko": "서울 사무소", "host": host.pk, "opened_on": "2026-01-05"}
    opened = client.post("/en/office/offices/open/", given, follow=True).content.decode()
    assert "Office opened; it is now public." in opened
    address = f"/en/office/offices/{RegionalOffice.objects.get().pk}/close/"

    assert "This cannot be undone." in client.get(address).content.decode()
    assert "This field is required." in client.post(address, {"closed_on": "2026-02-01"}).content.decode()
    closed = client.post(address, {"closed_on": "2026-02-01", "reason": "Moved"}, follow=True).content.decode()

    assert "Office closed; it remains in the list." in closed
    assert "Close the office" not in closed


def test_loading_twice_changes_nothing_and_what_was_closed_stays_closed(tmp_path: Path) -> None:
    make_organisation()
    text = "offices:\n  - {code: seoul, name: {en: A, ko: 가, zh-hans: 甲}, host: seoul, source: RP16}\n"
    (tmp_path / "regional_offices.yaml").write_text(text)
    assert load_networks(tmp_path, at=AT).added == 1
    close_office(office_id=RegionalOffice.objects.get().pk, closed_on=AT.date(), reason="Moved", by=None, at=AT)

    report = load_networks(tmp_path, at=AT)

    assert (report.added, report.changed, report.left) == (0, 0, 1)
    assert RegionalOffice.objects.get().closed_on == AT.date()


def test_loading_refuses_a_host_that_is_no_member(tmp_path: Path) -> None:
    text = "offices:\n  - {code: seoul, name: {en: A, ko: 가, zh-hans: 甲}, host: nowhere, source: RP16}\n"
    (tmp_path / "regional_offices.yaml").write_text(text)

    with pytest.raises(DataFaults, match="nowhere"):
        load_networks(tmp_path, at=AT)
    assert not RegionalOffice.objects.exists()


def test_they_are_found_and_in_the_open_api(client: Any) -> None:
    an_office()

    assert "Seoul Office" in client.get("/en/search/", {"q": "seoul off"}).content.decode()
    answer = client.get("/api/v1/regional-offices", {"region": "asia-pacific"})
    assert answer.json() == {
        "count": 1,
        "items": [
            {
                "code": "seoul-office",
                "name": "Seoul Office",
                "host": "seoul",
                "region": "asia-pacific",
                "opened_on": "2026-01-05",
                "closed_on": None,
                "source": "",
            }
        ],
    }
    assert client.get("/api/v1/regional-offices", {"region": "atlantis"}).status_code == 422
    assert client.get("/api/v1/regional-offices", {"limit": "0"}).status_code == 422
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/regional-offices"]["get"]
    assert {one["name"] for one in described["parameters"]} == {"limit", "offset", "region"}
