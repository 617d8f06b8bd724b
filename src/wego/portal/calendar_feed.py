"""A person's own calendar, read by any calendar program at a secret address: meetings, tasks, what is to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wego.accounts.authorization import has_permission
from wego.accounts.models import User
from wego.accounts.queries import lacks_second_factor
from wego.core import audit
from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.calendar_files import CalendarEntry, calendar_response
from wego.core.dated_tasks.queries import open_tasks_of
from wego.core.formats import money
from wego.core.languages import SOURCE
from wego.core.money import Money
from wego.core.personal_links.kinds import LinkKind, declare
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.queries import link_by_token
from wego.core.personal_links.services import make_link
from wego.core.references import Reference
from wego.finance.models import Invoice
from wego.finance.queries.invoices import invoices_visible_to, with_open
from wego.governance.queries import calendar_entry, meetings_of_calendar
from wego.members.queries.affiliations import OFFICER, organisations_of

FEED = declare(
    LinkKind(
        "portal.calendar_feed",
        gettext_lazy("Calendar"),
        view="portal:calendar_feed",
        good_for=timedelta(days=5 * 366),
        uses=None,  # calendar programs ask every few hours
    )
)


# --- what stands in it ------------------------------------------------------------------------------------------------
def entries_of(user: Any) -> Iterator[CalendarEntry]:
    """What has a day and is this person's; as many queries whatever their number.

    Meetings are for who sees agendas, until bodies have seats.
    """
    if has_permission(user, "governance.see_agenda"):
        yield from map(calendar_entry, meetings_of_calendar())
    for task in open_tasks_of(user):
        address = settings.WEGO_BASE_URL + task.address if task.address.startswith("/") else task.address
        yield _day(Reference.to(task), task.title, task.due_on, task.about_label, address)
    theirs = invoices_visible_to(user).filter(organisation__in=organisations_of(user, OFFICER))
    for invoice in theirs.filter(with_open(open__gt=0)).order_by("due_on", "pk"):
        yield _due(invoice)


def _due(invoice: Invoice) -> CalendarEntry:
    said = {"number": invoice.number, "organisation": invoice.organisation}
    open_ = _("Open: %(amount)s") % {"amount": money(Money(invoice.balance.open, invoice.currency))}
    address = settings.WEGO_BASE_URL + reverse("finance:invoice", args=[invoice.number])
    title = _("Invoice %(number)s of %(organisation)s is due") % said
    return _day(Reference.to(invoice), title, invoice.due_on, open_, address)


def _day(about: Reference, title: str, day: date, text: str, address: str) -> CalendarEntry:
    """An entry of a whole day, in the reader's language alone: what it says is true as often as it is read."""
    words = {get_language() or SOURCE: title, SOURCE: title}
    return CalendarEntry(
        about=about, title=words, starts=day, ends=day, sequence=0, text={SOURCE: text}, address=address
    )


@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the secret address answers; whoever has it sees what its person sees, and nothing once it is revoked."""
    link, now = link_by_token(FEED, token), timezone.now()
    if link is None or not link.is_open(now):
        raise Http404
    person = User.objects.filter(pk=link.subject_id, is_active=True, erased_at=None).first()
    if person is None:
        raise Http404
    return calendar_response(entries_of(person), name=str(settings.WEGO_NETWORK.name), at=now)


# --- its address ------------------------------------------------------------------------------------------------------
def feed_of(user: Any, at: datetime) -> PersonalLink | None:
    """The address that is in force; the secret itself nobody can look up."""
    return _links_of(user).open(at).first()


def _links_of(user: Any) -> Any:
    return PersonalLink.objects.filter(kind=FEED.code, subject_kind=User._meta.label, subject_id=str(user.pk))


@transaction.atomic
def make_calendar_address(*, by: User, at: datetime) -> str:
    """A new secret address; the one before works no more. Answers the address, which is shown this once."""
    _links_of(by).open(at).update(revoked_at=at)
    subject = Reference(User._meta.label, str(by.pk), "")
    link, address = make_link(FEED, to=by.email, language=get_language() or by.language, at=at, subject=subject)
    audit.record("calendar_address.made", link, by=by, at=at)
    return address


@transaction.atomic
def revoke_calendar_address(*, by: User, at: datetime) -> None:
    """From now on the address shows nothing."""
    for link in _links_of(by).open(at):
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        audit.record("calendar_address.revoked", link, by=by, at=at)


def _shown_once(address: str) -> str:
    return _("The address of your calendar, shown only now: %(address)s") % {"address": address}


_OWN: dict[str, Any] = {"back": lambda nothing: reverse("portal:my"), **OF_MEMBERS}

CALENDAR_ADDRESS_MAKE = Act(
    name="calendar_address_make",
    address="portal:calendar_address_make",
    label=gettext_lazy("Create an address"),
    said=gettext_lazy("Address created."),
    told=_shown_once,
    service=make_calendar_address,
    # Its reader proves nothing each time, so whoever works in the office makes it with the second factor.
    **{**_OWN, "allowed": lambda user: user.is_authenticated and not lacks_second_factor(user)},
)

CALENDAR_ADDRESS_REVOKE = Act(
    name="calendar_address_revoke",
    address="portal:calendar_address_revoke",
    label=gettext_lazy("Switch it off"),
    said=gettext_lazy("The address no longer shows anything."),
    service=revoke_calendar_address,
    **_OWN,
)
