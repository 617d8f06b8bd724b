"""A bank's file shown before it is booked: brought in, taken back, kept as plain values; then brought in as shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.background import Clock, stalled
from wego.core.files import CheckedUpload
from wego.core.rules import RuleError
from wego.datafiles import DataFaults
from wego.engines.banking import Layout
from wego.finance.banking.models import BankImport, BankLine, BankPreview
from wego.finance.banking.services.imports import let_go
from wego.finance.banking.services.lines import certain_matches, match_all
from wego.finance.banking.services.plans import (
    STEPS,
    Plan,
    at_once,
    books_changed,
    check_account,
    content_of,
    lines_known,
    lines_planned,
    plan_of,
    planned,
)
from wego.finance.banking.services.statements import (
    Keeper,
    StatementRefused,
    given_layout,
    look_at_head,
    read,
    upload_of,
    uploaded,
)

KEPT_FOR = timedelta(days=14)


class BooksChanged(RuleError):
    """What the file would do is no longer what was shown."""


class _Undone(Exception):
    """Ends a trial: everything is taken back, and this is what it did."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def preview_statement(
    *,
    file: File,
    by: User | None,
    at: datetime,
    encoding: str = "utf-8",
    account: str = "",
    currency: str = "",
    columns: Mapping[str, str] | None = None,
) -> BankPreview:
    """Keep a file with what bringing it in would do; nothing of it is booked.

    Raises DataFaults, or StatementRefused, where the file cannot be taken; AnotherAccount where it is of another one.
    """
    name, raw = uploaded(file)
    upload, layout = upload_of(name, raw), given_layout(columns, account, currency)
    reading, layout = read(name, raw, encoding, layout, at)
    check_account(reading, account)
    one = _begun(upload, raw, layout, encoding=encoding, by=by, at=at)
    try:
        one.plan = _tried(one, raw, by=by, at=at)
    except Exception:
        one.file.delete(save=False)
        raise
    one.save()
    after = {"sha256": upload.sha256, "lines": one.plan["added"]}
    audit.record("bank_preview.shown", one, by=by, at=at, after=after)
    return one


@transaction.atomic
def begin_preview(
    *,
    file: File,
    by: User | None,
    at: datetime,
    encoding: str = "utf-8",
    account: str = "",
    currency: str = "",
    columns: Mapping[str, str] | None = None,
) -> BankPreview:
    """Take a long file to be read by `run_preview`, in the background.

    Raises DataFaults, or StatementRefused, where its columns or its account are not named.
    """
    name, raw = uploaded(file)
    upload, layout = upload_of(name, raw), given_layout(columns, account, currency)
    look_at_head(name, raw, encoding, layout, at)
    one = _begun(upload, raw, layout, encoding=encoding, by=by, at=at)
    one.status, one.is_long, one.total, one.moved_at = BankPreview.Status.READING, True, STEPS, at
    one.save()
    audit.record("bank_preview.begun", one, by=by, at=at, after={"sha256": upload.sha256, "bytes": len(raw)})
    return one


def run_preview(*, preview_id: int, clock: Clock) -> BankPreview:
    """Read a long file and keep what it would do; begun again after an interruption it begins anew."""
    one = BankPreview.objects.select_related("shown_by").get(pk=preview_id)
    if one.status != BankPreview.Status.READING:
        return one
    with translation.override(one.language):
        try:
            plan = planned(one, content_of(one), at=clock(), told=lambda step: _told(one, step, at=clock()))
        except DataFaults as refused:
            return _refuse(one, [str(fault) for fault in refused.faults], at=clock())
        except RuleError as refusal:
            return _refuse(one, [str(refusal)], at=clock())
    return _show(one, plan, at=clock())


def stalled_previews(*, at: datetime) -> list[BankPreview]:
    """Files whose reading has not moved for a while: its worker has gone."""
    return list(stalled(BankPreview.objects.filter(status=BankPreview.Status.READING), at=at))


def note_preview_failure(*, preview_id: int, failure: str) -> None:
    """Keep what cut a reading off, for those who look at it; going on clears it."""
    BankPreview.objects.filter(pk=preview_id).update(failure=failure[:2000])


def accept_preview(*, preview_id: int, by: User | None, at: datetime) -> BankPreview:
    """Bring a previewed file in as it was shown, or not at all; a long one by an import in the background.

    Raises BooksChanged where it would now do something else; what it would do now is kept to be looked at.
    """
    try:
        with transaction.atomic():
            one = BankPreview.objects.select_for_update().get(pk=preview_id)
            state.move(one, BankPreview.Status.ACCEPTED)
            if one.is_long:
                return _begin_import(one, by=by, at=at)
            plan = _bring_in(one, content_of(one), by=by, at=at)
            if plan != one.plan:
                raise _Undone(plan)
            one.settled_at = at
            if not plan["added"]:
                let_go(one)
            one.save()
            after = {name: plan[name] for name in ("added", "known", "matched")}
            audit.record("bank_preview.accepted", one, by=by, at=at, after=after)
    except _Undone as changed:
        BankPreview.objects.filter(pk=preview_id).update(plan=changed.plan)
        raise BooksChanged(books_changed()) from None
    except IntegrityError as error:
        raise at_once() from error
    return one


@transaction.atomic
def drop_preview(*, preview_id: int, by: User | None, at: datetime) -> BankPreview:
    """Let a previewed file go; nothing of it is kept."""
    one = BankPreview.objects.select_for_update().get(pk=preview_id)
    if one.status != BankPreview.Status.SHOWN:
        raise StatementRefused(_("Only a file that has not been accepted can be discarded."))
    state.move(one, BankPreview.Status.DROPPED)
    one.plan, one.settled_at = {}, at
    let_go(one)
    one.save()
    audit.record("bank_preview.dropped", one, by=by, at=at)
    return one


@transaction.atomic
def keep_refused(
    *,
    file: File,
    faults: Sequence[Any],
    by: User | None,
    at: datetime,
    encoding: str = "utf-8",
    account: str = "",
    currency: str = "",
    columns: Mapping[str, str] | None = None,
    instead_of: BankPreview | None = None,
) -> BankPreview:
    """Keep a table that was refused, so that whoever names its columns need not choose it again; nothing is booked.

    It comes in the place of the one that was kept before.
    """
    name, raw = uploaded(file)
    upload, layout = upload_of(name, raw), given_layout(columns, account, currency)
    one = _begun(upload, raw, layout, encoding=encoding, by=by, at=at)
    one.status, one.faults, one.settled_at = BankPreview.Status.REFUSED, [str(fault) for fault in faults], at
    one.save()
    if instead_of is not None:
        let_go(instead_of)
        instead_of.save()
    audit.record("bank_preview.refused", one, by=by, at=at, after={"faults": len(one.faults)})
    return one


@transaction.atomic
def drop_refused(*, preview_id: int, by: User | None, at: datetime) -> None:
    """Let the file of a refused preview go: it was taken up, another came in its place, or nobody wanted it."""
    one = BankPreview.objects.select_for_update().get(pk=preview_id)
    if one.status != BankPreview.Status.REFUSED or not one.file:
        return
    let_go(one)
    one.save()
    audit.record("bank_preview.file_dropped", one, by=by, at=at)


def forget_previews(at: datetime) -> None:
    """A periodic job: what nobody has accepted, or taken up again, for two weeks goes."""
    for one in BankPreview.objects.filter(status=BankPreview.Status.REFUSED, shown_at__lt=at - KEPT_FOR):
        drop_refused(preview_id=one.pk, by=None, at=at)
    for one in BankPreview.objects.filter(status=BankPreview.Status.SHOWN, shown_at__lt=at - KEPT_FOR):
        drop_preview(preview_id=one.pk, by=None, at=at)


def _begun(
    upload: CheckedUpload, raw: bytes, layout: Layout, *, encoding: str, by: User | None, at: datetime
) -> BankPreview:
    one = BankPreview(
        file_name=upload.name,
        encoding=encoding,
        account=layout.account,
        currency=layout.currency,
        columns=dict(layout.names),
        language=translation.get_language() or "en",
        shown_at=at,
        shown_by=by,
    )
    one.file.save(upload.stored_name, ContentFile(raw), save=False)
    return one


def _told(one: BankPreview, step: int, *, at: datetime) -> None:
    BankPreview.objects.filter(pk=one.pk).update(done=step, moved_at=at, failure="")


@transaction.atomic
def _show(one: BankPreview, plan: Plan, *, at: datetime) -> BankPreview:
    held = BankPreview.objects.select_for_update().get(pk=one.pk)
    if held.status != BankPreview.Status.READING:  # another worker was first
        return held
    state.move(held, BankPreview.Status.SHOWN)
    held.plan, held.moved_at, held.failure = plan, at, ""
    held.save()
    audit.record("bank_preview.shown", held, by=one.shown_by, at=at, after={"lines": plan["added"]})
    return held


@transaction.atomic
def _refuse(one: BankPreview, faults: list[str], *, at: datetime) -> BankPreview:
    held = BankPreview.objects.select_for_update().get(pk=one.pk)
    if held.status != BankPreview.Status.READING:
        return held
    state.move(held, BankPreview.Status.REFUSED)
    held.faults, held.settled_at, held.failure = faults, at, ""
    let_go(held)
    held.save()
    audit.record("bank_preview.refused", held, by=one.shown_by, at=at, after={"faults": len(faults)})
    return held


def _begin_import(one: BankPreview, *, by: User | None, at: datetime) -> BankPreview:
    """A long file is brought in step by step, once its plan has been reckoned again."""
    one.settled_at = at
    one.save()
    BankImport.objects.create(
        preview=one,
        file=str(one.file.name),
        file_name=one.file_name,
        sha256=hashlib.sha256(content_of(one)).hexdigest(),
        encoding=one.encoding,
        account=one.account,
        currency=one.currency,
        columns=one.columns,
        language=one.language,
        begun_at=at,
        begun_by=by,
        moved_at=at,
    )
    after = {name: one.plan[name] for name in ("added", "known", "matched")}
    audit.record("bank_preview.accepted", one, by=by, at=at, after=after)
    return one


def _tried(one: BankPreview, raw: bytes, *, by: User | None, at: datetime) -> Plan:
    try:
        with transaction.atomic():
            raise _Undone(_bring_in(one, raw, by=by, at=at))
    except _Undone as tried:
        return tried.plan
    except IntegrityError as error:
        raise at_once() from error


def _bring_in(one: BankPreview, raw: bytes, *, by: User | None, at: datetime) -> Plan:
    """Keep what is new and match what is certain, in the caller's transaction; what that did, as plain values."""
    layout = given_layout(one.columns, one.account, one.currency)
    reading, layout = read(one.file_name, raw, one.encoding, layout, one.shown_at)
    upload = upload_of(one.file_name, raw)
    keeper = Keeper(reading, layout, upload, str(one.file.name))
    result = keeper.keep(by, at)
    matches = certain_matches() if result.added else ()
    matched = match_all(matches, by=by, at=at)
    new = BankLine.objects.filter(statement__in=result.statements)
    earlier = BankLine.objects.filter(pk__in=[match.line for match in matches], status=BankLine.Status.MATCHED)
    shown = [*earlier.exclude(pk__in=new.values("pk")).order_by("pk"), *new.order_by("pk")]
    lines = [*lines_planned(shown), *lines_known(reading, result, new)]
    return plan_of(one, reading, layout, result, matched, lines)
