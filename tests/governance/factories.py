"""Bodies, meetings, items and decisions for tests: required fields only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from wego.core.references import Reference
from wego.governance.models import AgendaItem, Body, Decision, Meeting
from wego.governance.services.agendas import put_on_agenda
from wego.governance.services.decisions import record_decision

AT = datetime(2016, 10, 14, 9, tzinfo=UTC)
SUBJECT = Reference("members.Organisation", "7", "Newtown")


def make_body(code: str = "executive-committee", **fields: Any) -> Body:
    """A body; made once."""
    name = code.replace("-", " ").capitalize()
    given = {"name": dict.fromkeys(("en", "ko", "zh-hans"), name), **fields}
    return Body.objects.get_or_create(code=code, defaults=given)[0]


def make_meeting(body: Body | None = None, title: str = "Session 2016", **fields: Any) -> Meeting:
    given = {"year": 2016, "starts_on": date(2016, 10, 12), "ends_on": date(2016, 10, 14), **fields}
    return Meeting.objects.create(body=body or make_body(), title=title, **given)


def make_item(subject: Reference = SUBJECT, kind: str = "other", **fields: Any) -> AgendaItem:
    make_body()
    given = {"body_code": "executive-committee", "year": 2016, "titles": {"en": "A matter"}, **fields}
    return put_on_agenda(subject=subject, kind=kind, by=None, at=AT, **given)


def decide(item: AgendaItem, outcome: str = "approved", **fields: Any) -> Decision:
    """A decision on the item, without a paper."""
    given = {
        "body_code": item.body.code,
        "decided_on": date(2016, 10, 13),
        "reason_without_paper": "Read out",
        "by": None,
        "at": AT,
        **fields,
    }
    return record_decision(item_id=item.pk, outcome=outcome, **given)
