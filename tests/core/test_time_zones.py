"""Moments are told in the reader's own time, always with the zone; days of the network begin at its seat."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone, translation

from tests.accounts.factories import make_secretary, make_user
from tests.members.factories import make_organisation
from wego.core import time_zones
from wego.core.formats import age, day, deadline, moment, short_day
from wego.core.time_zones import reading, zone_choices
from wego.members.services.affiliations import invite_colleague

AT = datetime(2026, 11, 21, 20, 54, tzinfo=UTC)
SOURCE = Path(time_zones.__file__).parents[1]
TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.suffix in (".html", ".txt"))


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("", "Nov 22, 2026, 5:54\u202fAM KST"),
        ("Europe/Paris", "Nov 21, 2026, 9:54\u202fPM CET"),
        ("America/Sao_Paulo", "Nov 21, 2026, 5:54\u202fPM UTC-03:00"),
        ("Nowhere/At_All", "Nov 22, 2026, 5:54\u202fAM KST"),
    ],
)
def test_a_moment_is_told_in_the_readers_zone(zone: str, shown: str) -> None:
    with reading(lambda: zone):
        assert moment(AT) == shown


def test_the_day_of_a_moment_is_the_readers_and_a_day_stays_what_it_is() -> None:
    assert (short_day(AT), day(AT)) == ("Nov 22, 2026", "Sunday, November 22, 2026")
    with reading(lambda: "Europe/Paris"):
        assert short_day(AT) == "Nov 21, 2026"
        assert short_day(date(2026, 11, 22)) == "Nov 22, 2026"


@pytest.mark.parametrize(
    ("zone", "end"), [("", "Dec 1, 2026, 12:00\u202fAM KST"), ("America/New_York", "Nov 30, 2026, 10:00\u202fAM EST")]
)
def test_a_last_day_ends_at_the_networks_seat(zone: str, end: str) -> None:
    with reading(lambda: zone):
        assert deadline(date(2026, 11, 30)) == f"Monday, November 30, 2026 (until {end})"


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_every_zone_is_offered_once_by_its_place(language: str) -> None:
    choices = zone_choices(language)

    assert len(choices) > 400
    assert len({label for _zone, label in choices}) == len(choices)
    assert {"Asia/Seoul", "Europe/Paris", "America/Sao_Paulo"} <= dict(choices).keys()


@pytest.mark.django_db
def test_whoever_chooses_a_zone_reads_pages_and_mails_in_it(
    signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    officer = make_user("officer@city.example")
    client = signed_in(officer)

    answer = client.post("/en/accounts/", {"name": "Kim", "language": "en", "time_zone": "Europe/Paris"})
    secretary = make_secretary("secretary@wego.example", time_zone="Europe/Paris")
    with django_capture_on_commit_callbacks(execute=True):
        for address in ("officer@city.example", "other@city.example"):
            invite_colleague(
                organisation_id=make_organisation(address.split("@")[0]).pk,
                email=address,
                role="officer",
                language="en",
                by=secretary,
                at=timezone.now(),
            )
    page = signed_in(secretary).get("/en/office/mails/").content.decode()
    own, others = (message.body for message in mail.outbox[-2:])

    assert answer.status_code == 302
    assert re.search(r"[AP]M CES?T", page)
    assert re.search(r"until .* CES?T", own)
    assert re.search(r"until .* KST", others)


@pytest.mark.django_db
def test_an_unknown_zone_is_refused(signed_in: Any) -> None:
    page = signed_in(make_user()).post("/en/accounts/", {"name": "Kim", "language": "en", "time_zone": "Mars/Base"})

    assert page.status_code == 200
    assert 'id="id_time_zone_error"' in page.content.decode()


def test_no_template_shows_a_time_but_by_its_filters() -> None:
    bare = re.compile(
        r"\|\s*(date(?!:.Y-m-d)|time|naturaltime|naturalday|timesince|timeuntil)\b|\{\{\s*[\w.]*_at\s*\}\}|\{% now "
    )
    found = [(path.name, match[0]) for path in TEMPLATES for match in bare.finditer(path.read_text())]

    assert len(TEMPLATES) > 150
    assert found == [], "a moment is shown by |moment, a day by |day or |short_day, the end of a term by |deadline"


def test_what_is_open_until_a_moment_says_the_hour() -> None:
    dated = re.compile(r"(expires_at|until_at|closes_at)\|(day|short_day)")

    assert [path.name for path in TEMPLATES if dated.search(path.read_text())] == []


def test_nothing_but_the_filters_puts_moments_into_words() -> None:
    words = re.compile(r"format_datetime|strftime|naturaltime")
    known = {"formats.py", "time_zones.py"}

    assert {path.name for path in SOURCE.glob("*/**/[a-z]*.py") if words.search(path.read_text())} - known == set()


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (-1, ["", "", ""]),
        (0, ["", "", ""]),
        (1, ["1 day", "1일", "1天"]),
        (27, ["4 weeks", "4주", "4周"]),
        (3777, ["10 years", "10년", "10年"]),
    ],
)
def test_an_age_is_said_in_one_unit_in_the_readers_language(days: int, written: list[str]) -> None:
    day = timezone.localdate() - timedelta(days=days)
    found = []
    for language in ("en", "ko", "zh-hans"):
        with translation.override(language):
            found.append(age(day))

    assert (found, age(None)) == (written, "")
