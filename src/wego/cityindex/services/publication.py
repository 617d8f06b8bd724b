"""From a draft to an edition: its files laid out and loaded as a network folder's are, and made public."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.cityindex.models import WITHDRAWN, Change, Draft, Edition, Unit
from wego.cityindex.models.editions import RANK_FIELDS
from wego.cityindex.queries.drafts import Unreadable, files_of_draft, material_of
from wego.cityindex.queries.participation import waiting_corrections
from wego.cityindex.services.bundle import Bundle, read_bundle
from wego.cityindex.services.drafts import open_draft
from wego.cityindex.services.loading import load_edition
from wego.cityindex.services.notices import announce_edition
from wego.cityindex.services.seals import seal_edition
from wego.core import audit, state
from wego.core.loading import LoadReport
from wego.core.rules import RuleError
from wego.datafiles import DataFaults


class NotReady(RuleError):
    """Something of the draft is missing or wrong; its page names it."""


class NotLaidOut(RuleError):
    """The edition is not what the draft and the record say today."""


class NotOut(RuleError):
    """Only cities of an edition that is out are withdrawn."""


class AlreadyWithdrawn(RuleError):
    """The city is withdrawn, or was never ranked."""


def bundle_of(files: Mapping[str, str], code: str) -> Bundle:
    """Read files as a network folder's; raises DataFaults."""
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / code
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
        return read_bundle(folder)


@transaction.atomic
def lay_out_draft(*, draft_id: int, by: User | None, at: datetime) -> Edition:
    """Write the draft's files from the record as it stands and load them as an edition that the secretariat sees."""
    draft = open_draft(draft_id)
    try:
        files = files_of_draft(material_of(draft), compiled_on=timezone.localdate(at))
        edition = load_edition(bundle_of(files, draft.code), LoadReport(), by=by, at=at)
    except (DataFaults, Unreadable):
        raise NotReady(_("The edition cannot be built yet. Fix the problems listed on its page first.")) from None
    edition.corrects = draft.corrects
    edition.save(update_fields=["corrects"])
    draft.edition, draft.words = edition, files["edition.yaml"]
    draft.save(update_fields=["edition", "words"])
    audit.record("draft.laid_out", draft, by=by, at=at, after={"sha256": edition.sha256})
    return edition


def is_behind(draft: Draft, *, on: date) -> bool:
    """Whether the draft or the record has changed since the edition was laid out."""
    if draft.edition is None:
        return True
    try:
        files = files_of_draft(material_of(draft), compiled_on=on)
        bundle = bundle_of(files, draft.code)
    except (DataFaults, Unreadable):
        return True
    return bundle.sha256 != draft.edition.sha256 or _said(files["edition.yaml"]) != _said(draft.words)


def _said(words: str) -> list[str]:
    """The words of an edition without the day on which they were compiled."""
    return [line for line in words.splitlines() if not line.startswith("compiled_on:")]


def publishing_waits_for(draft: Draft, *, on: date) -> str:
    """Why cities keep a draft from being published on a day; empty where nothing does."""
    if waiting_corrections().filter(participation__draft=draft).exists():
        return _("There are unanswered correction requests. Reply to them first.")
    if draft.corrections_until is not None and on <= draft.corrections_until:
        return _("Cities can still request corrections: publish after the last day, or change it.")
    return ""


@transaction.atomic
def publish_draft(*, draft_id: int, status: str, by: User, at: datetime) -> Edition:
    """Make the edition public as it was laid out, as a pilot or in full; from here on its figures are frozen.

    The cities that were invited or take part are told by mail.
    """
    draft = open_draft(draft_id)
    if reason := publishing_waits_for(draft, on=timezone.localdate(at)):
        raise NotReady(reason)
    if draft.edition is None or is_behind(draft, on=timezone.localdate(at)):
        raise NotLaidOut(
            _("The draft or the data register has changed since then. Build the edition again, then publish it.")
        )
    edition = Edition.objects.select_for_update().get(pk=draft.edition.pk)
    before = {"status": edition.status}
    state.move(edition, status)
    edition.save(update_fields=["status"])
    state.move(draft, Draft.Status.PUBLISHED)
    draft.save(update_fields=["status"])
    _withdraw_again(edition, by=by, at=at)
    seal_edition(edition, by=by, at=at)
    told = announce_edition(draft, by=by, at=at)
    after = {"status": edition.status, "sha256": edition.sha256, "versions": edition.versions, "cities_told": told}
    audit.record("edition.published", edition, by=by, at=at, before=before, after=after)
    return edition


@transaction.atomic
def withdraw_unit(*, unit_id: int, reason: str, by: User, at: datetime) -> Unit:
    """Take a city from the public pages of an edition that is out; its files and the ranks of the others stay.

    The city is listed with the reason; what its rank was stays in the audit trail.
    """
    unit = Unit.objects.select_for_update().select_related("edition").get(pk=unit_id)
    if not unit.edition.is_frozen:
        raise NotOut(_("This edition is not published yet: change its draft instead."))
    if unit.rank is None:
        raise AlreadyWithdrawn(_("This city has no rank in this edition to withdraw."))
    return _take_away(unit, reason=reason, by=by, at=at)


def _withdraw_again(edition: Edition, *, by: User, at: datetime) -> None:
    """Who was withdrawn from an edition is not ranked by its corrected version either."""
    for former in Unit.objects.filter(edition=edition.corrects_id, reason=WITHDRAWN):
        unit = Unit.objects.ranked().select_related("edition").filter(edition=edition, slug=former.slug).first()
        if unit is not None:
            _take_away(unit, reason=former.note, by=by, at=at)


def _take_away(unit: Unit, *, reason: str, by: User, at: datetime) -> Unit:
    before = {name: getattr(unit, name) for name in (*RANK_FIELDS, "groups", "ahead_of", "note")}
    before["scores"] = {score.element.code: score.score for score in unit.scores.select_related("element")}
    for name in RANK_FIELDS:
        setattr(unit, name, None)
    unit.groups, unit.ahead_of, unit.reason, unit.note = [], {}, WITHDRAWN, reason
    unit.save()
    unit.scores.all().delete()
    unit.values.all().delete()
    # Neither what it was before, nor what a later edition would tell of its place here.
    Change.objects.filter(Q(unit=unit) | Q(before=unit)).delete()
    edition = unit.edition
    counts = dict(edition.counts["reasons"])
    counts[WITHDRAWN] = counts.get(WITHDRAWN, 0) + 1
    edition.counts["reasons"] = sorted(counts.items(), key=lambda entry: -entry[1])
    edition.listed_count += 1
    edition.save(update_fields=["counts", "listed_count"])
    audit.record("unit.withdrawn", unit, by=by, at=at, before=before, after={"reason": reason})
    return unit
