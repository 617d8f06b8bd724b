"""Mails to cities about an edition: asked for at once for all of them, each written when its turn comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.cityindex.models import Draft, Edition, Notice, Participation, Unit
from wego.cityindex.queries import cities as reads
from wego.cityindex.services.drafts import open_draft
from wego.core import audit, outbox
from wego.core.models import Mail
from wego.core.rules import RuleError
from wego.members.models import Affiliation, Organisation

Kind = Notice.Kind


class NobodyToWriteTo(RuleError):
    """No city is left that this mail would go to."""


class NotAsked(RuleError):
    """Cities are not asked to take part in this draft, or not any more."""


class NothingToShow(RuleError):
    """The edition is not laid out, so there is no preview."""


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
        raise NothingToShow(_("Build the edition first; there is no preview yet."))
    found = reads.to_be_shown(draft, timezone.localdate(at)).values_list("pk", flat=True)
    return _ask(draft, Kind.PREVIEW, list(found), by=by, at=at)


def announce_edition(draft: Draft, *, by: User, at: datetime) -> int:
    """Tell every city that was invited or takes part that the edition is out; of a corrected version also those of
    the version before. In the transaction of publishing and its audit line; answers how many cities are told."""
    cities: dict[int, None] = {}
    version: Draft | None = draft
    while version is not None:
        found = reads.cities_of_draft(version).filter(reads.WRITTEN_TO, is_reachable=True)
        cities |= dict.fromkeys(found.values_list("pk", flat=True))
        version = Draft.objects.filter(edition__isnull=False, edition=version.corrects_id).first()
    return len(_write_down(draft, Kind.PUBLICATION, list(cities), by=by, at=at))


def _asking(draft_id: int, at: datetime) -> Draft:
    """The draft, locked, while cities can do what the mail asks of them."""
    draft = open_draft(draft_id)
    if draft.corrections_until is None:
        raise NotAsked(_("Set the dates for corrections first. Cities can then participate."))
    if timezone.localdate(at) > draft.corrections_until:
        raise NotAsked(_("The period for corrections is over. Set new dates before you write to cities."))
    return draft


def _ask(draft: Draft, kind: Notice.Kind, cities: list[int], *, by: User, at: datetime) -> int:
    """The mails of one run with its audit line; how many cities they go to."""
    notices = _write_down(draft, kind, cities, by=by, at=at)
    if not notices:
        raise NobodyToWriteTo(_("There are no cities left to write to. Check the list."))
    slugs = list(Organisation.objects.filter(pk__in=notices).order_by("slug").values_list("slug", flat=True))
    after = {"kind": kind, "cities": slugs, "mails": sum(map(len, notices.values()))}
    audit.record("draft.cities_written_to", draft, by=by, at=at, after=after)
    return len(notices)


def _write_down(
    draft: Draft, kind: Notice.Kind, cities: list[int], *, by: User | None, at: datetime
) -> dict[int, list[Notice]]:
    """A mail to every officer of these cities, by city."""
    officers = Affiliation.objects.filter(reads.OFFICERS, organisation__in=cities).order_by("organisation__slug", "pk")
    readers = {(one.organisation_id, one.user_id): one.user for one in officers.select_related("user")}
    envelopes = [outbox.Envelope(reader.email, reader.language) for reader in readers.values()]
    mails = outbox.queue_mails(KINDS[kind], envelopes, about=draft, by=by, at=at)
    notices: dict[int, list[Notice]] = {}
    for (city, reader), mail in zip(readers, mails, strict=True):
        row = Notice(draft=draft, kind=kind, organisation_id=city, reader_id=reader, asked_on=timezone.localdate(at))
        row.mail = mail
        notices.setdefault(city, []).append(row)
    Notice.objects.bulk_create(one for rows in notices.values() for one in rows)
    return notices


# --- what a mail says when its turn comes ---------------------------------------------------------------------------
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


def _compose(mail: Mail) -> outbox.ComposedMail | None:
    """The mail as it is true now; one that no longer holds leaves no notice, so the city can be written to again."""
    found = Notice.objects.select_related("draft__edition", "organisation__place", "reader")
    notice = found.filter(mail=mail).first()
    if notice is None:
        return None
    if not _is_still_due(notice):
        notice.delete()
        return None
    return outbox.render(mail.kind, mail.language, _facts(notice, mail.language))


def _facts(notice: Notice, language: str) -> dict[str, Any]:
    draft, city = notice.draft, notice.organisation
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
    return facts


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


KINDS = {
    kind: outbox.declare(outbox.MailKind(f"cityindex/mail/{kind.value}", label, compose=_compose))
    for kind, label in (
        (Kind.INVITATION, gettext_lazy("Invitation to an index edition")),
        (Kind.REMINDER, gettext_lazy("Reminder of an index edition")),
        (Kind.PREVIEW, gettext_lazy("Preview of an index edition")),
        (Kind.PUBLICATION, gettext_lazy("Publication of an index edition")),
    )
}
