"""Mails to cities about an edition: asked for at once for all of them, sent by the worker one by one, each once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wego.accounts import mail
from wego.accounts.models import User
from wego.cityindex.models import Draft, Edition, Notice, Participation, Unit
from wego.cityindex.queries import cities as reads
from wego.cityindex.services.drafts import open_draft
from wego.core import audit
from wego.core.rules import RuleError
from wego.members.models import Affiliation, Organisation

logger = logging.getLogger(__name__)
Kind = Notice.Kind
# The mail server has said no, or the address is none: nothing has gone. After any other failure nobody knows.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused, ValueError)

# Answers below are for now (RFC 5321, 4.2.1); with this one the server closes the line.
FOR_GOOD, CLOSING = 500, 421


class NobodyToWriteTo(RuleError):
    """No city is left that this mail would go to."""


class NotAsked(RuleError):
    """Cities are not asked to take part in this draft, or not any more."""


class NothingToShow(RuleError):
    """The edition is not laid out, so there is no preview."""


class NotStuck(RuleError):
    """The mail has gone, or goes by itself."""


@transaction.atomic
def invite_cities(*, draft_id: int, organisation_ids: Collection[int] | None = None, by: User, at: datetime) -> int:
    """Invite these cities (left out: every member) to take part; who was invited or has joined is not written to.

    Answers how many cities are invited.
    """
    draft = _asking(draft_id, at)
    found = reads.to_be_invited(draft)
    wanted = found if organisation_ids is None else found.filter(pk__in=organisation_ids)
    return _ask(draft, Kind.INVITATION, list(wanted.values_list("pk", flat=True)), by=by, at=at)


@transaction.atomic
def remind_cities(*, draft_id: int, by: User, at: datetime) -> int:
    """Remind those invited or taking part whose figures are not confirmed; nobody twice a day."""
    draft = _asking(draft_id, at)
    return _ask(draft, Kind.REMINDER, reads.to_be_reminded(draft, timezone.localdate(at)), by=by, at=at)


@transaction.atomic
def announce_preview(*, draft_id: int, by: User, at: datetime) -> int:
    """Tell those who take part that they can see their own place; nobody twice a day."""
    draft = open_draft(draft_id)
    if draft.edition is None:
        raise NothingToShow(_("Lay the edition out first: there is no preview yet."))
    found = reads.to_be_shown(draft, timezone.localdate(at)).values_list("pk", flat=True)
    return _ask(draft, Kind.PREVIEW, list(found), by=by, at=at)


def announce_edition(draft: Draft, *, at: datetime) -> int:
    """Tell every city that was invited or takes part that the edition is out; of a corrected version also those of
    the version before. In the transaction of publishing and its audit line; answers how many cities are told."""
    cities: dict[int, None] = {}
    version: Draft | None = draft
    while version is not None:
        found = reads.cities_of_draft(version).filter(reads.WRITTEN_TO, is_reachable=True)
        cities |= dict.fromkeys(found.values_list("pk", flat=True))
        version = Draft.objects.filter(edition__isnull=False, edition=version.corrects_id).first()
    return len(_write_down(draft, Kind.PUBLICATION, list(cities), at=at))


@transaction.atomic
def send_again(*, notice_id: int, by: User, at: datetime) -> Notice:
    """Send a mail of which nobody knows whether it went, or that the mail server refused; by somebody's decision."""
    notice = Notice.objects.select_for_update().stuck(at).filter(pk=notice_id).first()
    if notice is None:
        raise NotStuck(_("This mail has gone, or goes by itself."))
    before = {"tried_at": notice.tried_at, "refusals": notice.refusals}
    notice.tried_at, notice.refusals = None, 0
    notice.save(update_fields=["tried_at", "refusals"])
    audit.record("notice.sent_again", notice, by=by, at=at, before=before)
    return notice


def _asking(draft_id: int, at: datetime) -> Draft:
    """The draft, locked, while cities can do what the mail asks of them."""
    draft = open_draft(draft_id)
    if draft.corrections_until is None:
        raise NotAsked(_("Set the days for corrections first: from then on cities can take part."))
    if timezone.localdate(at) > draft.corrections_until:
        raise NotAsked(_("The days for corrections are over: set new ones before you write to cities."))
    return draft


def _ask(draft: Draft, kind: Notice.Kind, cities: list[int], *, by: User, at: datetime) -> int:
    """The mails of one run with its audit line; how many cities they go to."""
    notices = _write_down(draft, kind, cities, at=at)
    if not notices:
        raise NobodyToWriteTo(_("No city is left to write to: look at the list."))
    slugs = list(Organisation.objects.filter(pk__in=notices).order_by("slug").values_list("slug", flat=True))
    after = {"kind": kind, "cities": slugs, "mails": sum(map(len, notices.values()))}
    audit.record("draft.cities_written_to", draft, by=by, at=at, after=after)
    return len(notices)


def _write_down(draft: Draft, kind: Notice.Kind, cities: list[int], *, at: datetime) -> dict[int, list[Notice]]:
    """A mail to every officer of these cities, by city."""
    officers = Affiliation.objects.filter(reads.OFFICERS, organisation__in=cities).order_by("organisation__slug", "pk")
    notices: dict[int, list[Notice]] = {}
    for city, reader in dict.fromkeys(officers.values_list("organisation", "user")):
        row = Notice(draft=draft, kind=kind, organisation_id=city, reader_id=reader, asked_on=timezone.localdate(at))
        notices.setdefault(city, []).append(row)
    Notice.objects.bulk_create(one for rows in notices.values() for one in rows)
    return notices


# --- sending --------------------------------------------------------------------------------------------------------
def send_waiting(*, clock: Callable[[], datetime]) -> int:
    """Send the mails that wait; how many went. A mail server that does not answer leaves them waiting."""
    waiting = list(Notice.objects.waiting().values_list("pk", flat=True))
    if not waiting:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # SMTPException is one
        logger.warning("mails about editions wait: %s", error)
        return 0
    sent = 0
    try:
        for number in waiting:
            sent += send_notice(notice_id=number, connection=connection, clock=clock)
    except OSError as error:  # the line is gone: the rest waits for the next run
        logger.warning("a mail about an edition may not have gone: %s", error)
    finally:
        connection.close()
    return sent


def send_notice(*, notice_id: int, connection: Any, clock: Callable[[], datetime]) -> bool:
    """Send one mail, unless another worker has taken it; whether it went.

    That it is begun is written down before and for good: a worker that dies in between leaves a mail that a person
    has to look at, and never one that goes twice. The service is its own act and runs in no transaction of another.
    """
    facts = Notice.objects.select_related("draft__edition", "organisation__place", "reader")
    notice = facts.waiting().filter(pk=notice_id).first()
    if notice is None:
        return False
    if not _is_still_due(notice):
        Notice.objects.waiting().filter(pk=notice_id).delete()
        return False
    message = _message(notice)
    if not Notice.objects.waiting().filter(pk=notice_id).update(tried_at=clock()):
        return False
    message.connection = connection
    try:
        message.send()
    except REFUSED as error:
        logger.warning("mail %s about an edition was refused: %s", notice_id, error)
        codes = _codes(error)
        refusals = F("refusals") + (1 if all(code >= FOR_GOOD for code in codes) else 0)
        Notice.objects.filter(pk=notice_id).update(tried_at=None, refusals=refusals)
        if CLOSING in codes:
            raise
        return False
    Notice.objects.filter(pk=notice_id).update(sent_at=clock())
    return True


def _codes(error: Exception) -> list[int]:
    """What the mail server answered; an address that is none is refused for good."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _said in error.recipients.values()]
    return [error.smtp_code if isinstance(error, SMTPResponseException) else FOR_GOOD]


def _is_still_due(notice: Notice) -> bool:
    """Whether what the mail says still holds, and its reader still acts for the city."""
    draft = notice.draft
    if not Affiliation.objects.filter(reads.OFFICERS, user=notice.reader, organisation=notice.organisation_id).exists():
        return False
    if notice.kind == Kind.PUBLICATION:
        return draft.edition is not None and draft.edition.is_frozen
    if draft.status != Draft.Status.OPEN:
        return False
    joined = Participation.objects.filter(draft=draft, organisation=notice.organisation_id).exists()
    if notice.kind == Kind.INVITATION:
        return not joined
    if notice.kind == Kind.PREVIEW:
        return joined and draft.edition is not None
    return notice.organisation_id not in reads.confirmed_as_they_are(draft, [notice.organisation_id])


def _message(notice: Notice) -> EmailMessage:
    draft, city, language = notice.draft, notice.organisation, notice.reader.language
    with translation.override(language):
        facts: dict[str, Any] = {
            "organisation": city.name,
            "edition": draft.name,
            "first": draft.corrections_from,
            "last": draft.corrections_until,
            "url": _address("my_index:participation", draft.code, city.slug),
        }
        if notice.kind == Kind.PUBLICATION and draft.edition is not None:
            facts |= _place(draft.edition, city.pk)
            if not draft.participations.filter(organisation=city).exists():
                del facts["url"]  # a page for those who took part
    return mail.written(f"cityindex/mail/{notice.kind}", to=notice.reader.email, language=language, facts=facts)


def _place(edition: Edition, organisation_id: int) -> dict[str, Any]:
    """Where the edition stands, and the city's own rank in it; no other city's."""
    unit = Unit.objects.filter(edition=edition, organisation=organisation_id).first()
    return {
        "is_corrected": edition.corrects_id is not None,
        "public_url": _address("cityindex:ranking", edition.code),
        "unit_url": _address("cityindex:unit", edition.code, unit.slug) if unit else "",
        "rank": unit.rank if unit else None,
        "interval": unit.interval if unit and unit.rank is not None else None,
        "total": edition.ranked_count,
    }


def _address(name: str, *arguments: str) -> str:
    return settings.WEGO_BASE_URL + reverse(name, args=arguments)
