"""Calendar files: who reads them takes the newer one, at the right time, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from wego.core.calendar_files import CalendarEntry, calendar_file
from wego.core.references import Reference

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENTRY = CalendarEntry(
    about=Reference("core.Thing", "7", "A thing"),
    title={"en": "Session", "ko": "회의", "zh-hans": "会议"},
    starts=date(2026, 5, 4),
    ends=date(2026, 5, 6),
    sequence=2,
)


def read(*entries: CalendarEntry) -> tuple[Calendar, list[Calendar]]:
    calendar = Calendar.from_ical(calendar_file(entries, name="Meetings", at=AT))
    return calendar, calendar.walk("VEVENT")


def test_days_end_the_day_after_the_last_and_the_name_never_changes() -> None:
    calendar, [event] = read(ENTRY)

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 5, 4), date(2026, 5, 7))
    assert (str(event["uid"]), event["sequence"], calendar["method"]) == ("core.thing-7@localhost", 2, "PUBLISH")
    assert read(replace(ENTRY, sequence=3, title={"en": "Other"}))[1][0]["uid"] == event["uid"]
    assert not calendar.walk("VTIMEZONE")


def test_a_moment_names_its_zone_in_the_file() -> None:
    seoul = ZoneInfo("Asia/Seoul")
    starts = datetime(2026, 5, 4, 9, tzinfo=seoul)

    calendar, [event] = read(replace(ENTRY, starts=starts, ends=starts.replace(hour=11)))

    assert event["dtstart"].params["TZID"] == "Asia/Seoul"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]
    assert event.decoded("dtstart").utctimetuple()[:5] == (2026, 5, 4, 0, 0)


def test_the_title_is_in_the_readers_language_and_the_text_in_all() -> None:
    with translation.override("ko"):
        _calendar, [event] = read(ENTRY)

    assert (str(event["summary"]), event["summary"].params["LANGUAGE"]) == ("회의", "ko")
    assert str(event["description"]) == "Session\n会议"


def test_what_is_cancelled_takes_itself_out() -> None:
    gone = replace(ENTRY, is_cancelled=True, sequence=3)

    calendar, [event] = read(gone)
    feed, both = read(ENTRY, replace(gone, about=Reference("core.Thing", "8", "")))

    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert (feed["method"], [str(one["status"]) for one in both]) == ("PUBLISH", ["CONFIRMED", "CANCELLED"])


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=' ,;:\\"\n한中'), max_size=300))
def test_any_text_comes_back_and_no_line_is_too_long(text: str) -> None:
    text = f"x{text}x"
    content = calendar_file([replace(ENTRY, title={"en": text}, place=text)], name="A", at=AT)

    event = Calendar.from_ical(content).walk("VEVENT")[0]

    assert str(event["location"]) == text
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
