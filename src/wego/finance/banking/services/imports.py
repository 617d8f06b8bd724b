"""Long bank files that were accepted, brought in by a worker: kept whole or refused, then matched in batches.

What was read is kept in one transaction together with the step that it leads to, and each batch of matches is one with
how far it is. So a worker that is killed loses nothing and doubles nothing: the next one does what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from wego.core import audit, state
from wego.core.background import Clock, stalled
from wego.core.rules import RuleError
from wego.datafiles import DataFaults
from wego.finance.banking.matching import Match
from wego.finance.banking.models import BankImport, BankPreview, BankStatement
from wego.finance.banking.services.lines import certain_matches, match_all
from wego.finance.banking.services.plans import Plan, books_changed, content_of, planned
from wego.finance.banking.services.statements import (
    Imported,
    Keeper,
    given_layout,
    read,
    upload_of,
)
from wego.finance.banking.wording import render_gaps, render_notes

# A line that is matched costs a hundredth of a second and more: so many take a request a few seconds.
AT_ONCE_LINES = 500
AT_ONCE_BYTES = 500_000
BATCH = 100


def is_long(file: File) -> bool:
    """Does a file hold more than one request can bring in? Its bookings are counted, not read."""
    if (file.size or 0) > AT_ONCE_BYTES:
        return True
    file.seek(0)
    raw = file.read()
    return (raw.count(b":61:") or raw.count(b"Ntry>") // 2 or raw.count(b"\n")) > AT_ONCE_LINES


def run_import(*, import_id: int, clock: Clock) -> BankImport:
    """Bring the file in; begun again after an interruption it goes on where it stopped."""
    one = BankImport.objects.select_related("begun_by", "preview__shown_by").get(pk=import_id)
    with translation.override(one.language):
        if one.status == BankImport.Status.READING:
            _read_and_keep(one, at=clock())
            one.refresh_from_db()
        if one.status == BankImport.Status.MATCHING:
            _match(one, clock=clock)
    one.refresh_from_db()
    return one


def stalled_imports(*, at: datetime) -> list[BankImport]:
    """Files whose background work has not moved for a while: its worker has gone."""
    return list(stalled(BankImport.objects.filter(status__in=BankImport.WORKING), at=at))


def note_failure(*, import_id: int, failure: str) -> None:
    """Keep what cut an import off, for those who look at it; going on clears it."""
    BankImport.objects.filter(pk=import_id).update(failure=failure[:2000])


def _read_and_keep(one: BankImport, *, at: datetime) -> None:
    raw = content_of(one)
    try:
        if (plan := planned(one.preview, raw, at=at)) != one.preview.plan:
            _refuse(one, [books_changed()], at=at, plan=plan)
            return
        layout = given_layout(one.columns, one.account, one.currency)
        reading, layout = read(one.file_name, raw, one.encoding, layout, at)
        keeper = Keeper(reading, layout, upload_of(one.file_name, raw), str(one.file.name))
        _keep(one, keeper, at=at)
    except DataFaults as refused:
        _refuse(one, [str(fault) for fault in refused.faults], at=at)
    except RuleError as refusal:
        _refuse(one, [str(refusal)], at=at)
    except IntegrityError:
        said = _("Someone else is importing the same transactions. Check the statements, then try again.")
        _refuse(one, [said], at=at)


@transaction.atomic
def _keep(one: BankImport, keeper: Keeper, *, at: datetime) -> None:
    """Keep all that is new, and say so of the import: both or neither."""
    held = _locked(one, BankImport.Status.READING)
    if held is None:
        return
    result: Imported = keeper.keep(one.begun_by, at)
    state.move(held, BankImport.Status.MATCHING)
    held.added, held.known, held.doubtful = result.added, result.known, result.doubtful
    held.notes = [*render_gaps(result.gaps), *render_notes(keeper.reading.notes)]
    held.moved_at, held.failure = at, ""
    held.save()


def _match(one: BankImport, *, clock: Clock) -> None:
    """Match what is certain of all that waits, a batch at a time."""
    matches = certain_matches() if one.added else ()
    BankImport.objects.filter(pk=one.pk, status=BankImport.Status.MATCHING).update(total=F("done") + len(matches))
    for start in range(0, len(matches), BATCH):
        _match_batch(one, matches[start : start + BATCH], at=clock())
    with transaction.atomic():
        held = _locked(one, BankImport.Status.MATCHING)
        if held is None:
            return
        at = clock()
        state.move(held, BankImport.Status.DONE)
        held.finished_at = held.moved_at = at
        if not BankStatement.objects.filter(file=held.file.name).exists():
            let_go(held)
            BankPreview.objects.filter(pk=held.preview_id).update(file="")
        held.save()
        after = {name: getattr(held, name) for name in ("added", "known", "matched")}
        audit.record("bank_import.finished", held, by=one.begun_by, at=at, after=after)


@transaction.atomic
def _match_batch(one: BankImport, some: Sequence[Match], *, at: datetime) -> None:
    if _locked(one, BankImport.Status.MATCHING) is None:
        return
    count = match_all(some, by=one.begun_by, at=at)
    moved = {"done": F("done") + len(some), "matched": F("matched") + count, "moved_at": at, "failure": ""}
    BankImport.objects.filter(pk=one.pk).update(**moved)


@transaction.atomic
def _refuse(one: BankImport, faults: list[str], *, at: datetime, plan: Plan | None = None) -> None:
    """Nothing is kept of the file; one that was accepted waits to be looked at again, with what it would do now."""
    held = _locked(one, BankImport.Status.READING)
    if held is None:
        return
    state.move(held, BankImport.Status.REFUSED)
    held.faults, held.failure = faults, ""
    held.finished_at = held.moved_at = at
    held.file = ""
    shown = BankPreview.objects.select_for_update().get(pk=held.preview_id)
    state.move(shown, BankPreview.Status.SHOWN)
    shown.plan, shown.settled_at = plan or shown.plan, None
    shown.save()
    held.save()
    audit.record("bank_import.refused", held, by=one.begun_by, at=at, after={"faults": len(faults)})


def let_go(one: BankImport | BankPreview) -> None:
    """Nothing of the file is kept: no statement points at it."""
    name, one.file = str(one.file.name), ""
    transaction.on_commit(lambda: default_storage.delete(name))


def _locked(one: BankImport, status: str) -> BankImport | None:
    """The import, held; None where another worker has taken this step meanwhile."""
    held = BankImport.objects.select_for_update().get(pk=one.pk)
    return held if held.status == status else None
