"""Files of facts: read into the staging table, checked in sets, shown, and accepted all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import connection, transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core import audit, state
from wego.core.background import Clock, stalled
from wego.core.files import check_upload
from wego.core.rules import RuleError
from wego.core.uploaded_tables import TableRefused, UploadedTable, uploaded_tables
from wego.members.models import Organisation
from wego.members.services.organisations import note_population
from wego.records.models import FactImport, Observation, Source, StagedFact, Visibility
from wego.records.queries import POPULATION
from wego.records.services.fact_rows import COLUMNS, MOST_REFUSED, FactRows, FactVocabulary, StagedRow
from wego.records.services.series_checks import check_staged, keep_explanations
from wego.records.services.staging import STAGED, compare, record_staged, refuse_repeated, stage

ENDINGS = ("csv", "xlsx", "parquet")
LONG = 300_000  # bytes: what takes longer than a request may is read in the background
KEPT_FOR = timedelta(days=14)
STEPS = 4  # read, compared, checked, recorded

Reader = Callable[[bytes, str, FactRows], Iterator[StagedRow]]


@transaction.atomic
def begin_import(
    *,
    file: File,
    by: User | None,
    at: datetime,
    source: Source | None = None,
) -> FactImport:
    """Keep a file of facts; `run_import` reads it. Raises UploadRefused where it is none that is taken."""
    upload = check_upload(file, ENDINGS)
    file.seek(0)
    raw = file.read()
    one = FactImport(
        file_name=upload.name,
        sha256=upload.sha256,
        source=source,
        language=translation.get_language() or "en",
        is_long=len(raw) > LONG,
        total=STEPS,
        shown_at=at,
        shown_by=by,
        moved_at=at,
    )
    one.file.save(upload.stored_name, ContentFile(raw), save=False)
    one.save()
    audit.record("fact_import.begun", one, by=by, at=at, after={"sha256": upload.sha256, "bytes": len(raw)})
    return one


def run_import(*, import_id: int, clock: Clock) -> FactImport:
    """Read a file into the staging table and say what accepting it does; begun again it begins anew."""
    one = FactImport.objects.select_related("source", "shown_by").get(pk=import_id)
    if one.status == FactImport.Status.ACCEPTING:
        return _accept(one, by=one.shown_by, at=clock(), clock=clock)
    if one.status != FactImport.Status.READING:
        return one
    with translation.override(one.language):
        try:
            notices = _stage(one, at=clock(), clock=clock)
        except RuleError as refusal:
            return _refuse(one, str(refusal), at=clock())
        return _show(one, notices, at=clock())


@transaction.atomic
def accept_import(*, import_id: int, by: User | None, at: datetime) -> FactImport:
    """Record what was shown, all of it; a long file in the background, by `run_import`. Where it would now do
    something else, nothing is recorded, and that is shown instead."""
    one = FactImport.objects.select_for_update().get(pk=import_id)
    if one.status == FactImport.Status.SHOWN and one.is_long:
        state.move(one, FactImport.Status.ACCEPTING)
        one.done, one.moved_at, one.shown_by = STEPS - 1, at, by or one.shown_by
        one.save()
        audit.record("fact_import.accepting", one, by=by, at=at)
        return one
    return _accept(one, by=by, at=at)


@transaction.atomic
def drop_import(*, import_id: int, by: User | None, at: datetime) -> FactImport:
    """Let a file go; nothing of it is kept."""
    one = FactImport.objects.select_for_update().get(pk=import_id)
    state.move(one, FactImport.Status.DROPPED)
    one.settled_at = at
    _forget(one)
    one.save()
    audit.record("fact_import.dropped", one, by=by, at=at)
    return one


def stalled_fact_imports(*, at: datetime) -> list[FactImport]:
    """Files whose work has not moved for a while: its worker has gone."""
    return list(stalled(FactImport.objects.filter(status__in=FactImport.WORKING), at=at))


def note_import_failure(*, import_id: int, failure: str) -> None:
    """Keep what cut a reading off, for those who look at it; going on clears it."""
    FactImport.objects.filter(pk=import_id).update(failure=failure[:2000])


def forget_fact_imports(at: datetime) -> None:
    """A periodic job: what nobody has accepted for two weeks goes, and the rows of what was refused."""
    for one in FactImport.objects.filter(status=FactImport.Status.SHOWN, shown_at__lt=at - KEPT_FOR):
        drop_import(import_id=one.pk, by=None, at=at)
    refused = FactImport.objects.filter(status=FactImport.Status.REFUSED, shown_at__lt=at - KEPT_FOR).exclude(file="")
    for one in refused:
        with transaction.atomic():
            _forget(one)
            one.save()


def _stage(one: FactImport, *, at: datetime, clock: Clock) -> list[str]:
    """Read, compare and check; answers what is to be told of how it was read."""
    with one.file.open("rb") as held:
        raw = held.read()
    tables = uploaded_tables(raw, one.file_name.rpartition(".")[2].lower(), heads=COLUMNS)
    rows = FactRows(FactVocabulary.known(), source=one.source, year=at.year)
    with transaction.atomic():
        StagedFact.objects.filter(fact_import=one).delete()
        stage(_staged_values(one, rows, tables))
    if not one.rows.exists():
        raise TableRefused(_("The file holds no fact."))
    _told(one, 1, at=clock())
    with transaction.atomic():
        refuse_repeated(one)
        compare(one)
    _told(one, 2, at=clock())
    with transaction.atomic():
        check_staged(one, year=at.year)
    _told(one, 3, at=clock())
    return [notice for table in tables for notice in table.notices]


def _staged_values(one: FactImport, rows: FactRows, tables: list[UploadedTable]) -> Iterator[list[Any]]:
    """Rows in the order of the staging table; of refused ones the first thousand."""
    field = StagedFact._meta.get_field("faults")
    texts = dict.fromkeys(
        ("explained", "subject", "country", "period", "breakdown", "boundary", "visibility", "purpose", "currency",
         "text", "status", "reason", "scale", "quality", "data_quality", "origin", "origin_name", "page", "note"), "",
    )  # fmt: skip
    refused = 0
    as_text = connection.vendor == "sqlite"  # its driver knows no decimals
    for table in tables:
        for row in rows.read(table):
            values = {**texts, **row.values}
            if row.faults:
                refused += 1
                values["faults"] = field.get_db_prep_save(row.faults, connection)
                if refused > MOST_REFUSED:
                    return
            values["fact_import_id"], values["cell"], values["subject"] = one.pk, row.cell[:80], row.subject[:120]
            values["outcome"] = "refused" if row.faults else "new"
            if as_text:
                for name in ("value", "numerator", "denominator"):
                    if values.get(name) is not None:
                        values[name] = str(values[name])
            yield [values.get(name) for name in STAGED]


def _counts(one: FactImport) -> dict[str, int]:
    found = dict(one.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {outcome: found.get(outcome, 0) for outcome in StagedFact.Outcome.values}


def _newest() -> int:
    return Observation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _told(one: FactImport, step: int, *, at: datetime) -> None:
    FactImport.objects.filter(pk=one.pk).update(done=step, moved_at=at, failure="")


@transaction.atomic
def _show(one: FactImport, notices: list[str], *, at: datetime) -> FactImport:
    held = FactImport.objects.select_for_update().get(pk=one.pk)
    if held.status != FactImport.Status.READING:  # another worker was first
        return held
    counts = _counts(held)
    held.plan = {**counts, "notices": notices, "newest": _newest()}
    is_refused = bool(counts["refused"])
    state.move(held, FactImport.Status.REFUSED if is_refused else FactImport.Status.SHOWN)
    held.settled_at = at if is_refused else None
    held.moved_at, held.failure = at, ""
    held.save()
    act = "fact_import.refused" if is_refused else "fact_import.shown"
    audit.record(act, held, by=held.shown_by, at=at, after=counts)
    return held


@transaction.atomic
def _refuse(one: FactImport, words: str, *, at: datetime) -> FactImport:
    held = FactImport.objects.select_for_update().get(pk=one.pk)
    if held.status != FactImport.Status.READING:
        return held
    state.move(held, FactImport.Status.REFUSED)
    held.faults, held.settled_at, held.failure = [words], at, ""
    _forget(held)
    held.save()
    audit.record("fact_import.refused", held, by=held.shown_by, at=at)
    return held


def _accept(one: FactImport, *, by: User | None, at: datetime, clock: Clock | None = None) -> FactImport:
    with transaction.atomic():
        held = FactImport.objects.select_for_update().get(pk=one.pk)
        _hold_the_record(held)
        if _newest() != held.plan.get("newest"):  # somebody has recorded facts since then
            compare(held)
            now = {**held.plan, **_counts(held), "newest": _newest()}
            if now != {**held.plan, "newest": now["newest"]}:
                return _show_again(held, now)
        state.move(held, FactImport.Status.ACCEPTED)
        correction = _("Data import: %(name)s") % {"name": held.file_name}
        recorded = record_staged(held, correction=correction, by=by, at=at)
        keep_explanations(held, by=by, at=at)
        _note_populations(held)
        held.settled_at, held.done, held.moved_at = at, STEPS, at
        _forget(held)
        held.save()
        after = {name: held.plan[name] for name in ("new", "changed", "unchanged")}
        audit.record("fact_import.accepted", held, by=by, at=at, after={**after, "recorded": recorded})
    return held


def _hold_the_record(held: FactImport) -> None:
    """Whoever else records of the same sources or organisations waits: no fact is in force twice."""
    sources = Source.objects.select_for_update().filter(pk__in=held.rows.values("source"))
    members = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=held.rows.values("organisation"))
    for rows in (sources.order_by("pk"), members.order_by("pk")):
        list(rows.values_list("pk", flat=True))


def _show_again(held: FactImport, plan: dict[str, Any]) -> FactImport:
    """The record is another since the file was shown: what it would do now is to be looked at first."""
    if held.status == FactImport.Status.ACCEPTING:
        state.move(held, FactImport.Status.SHOWN)
    held.plan = {**plan, "is_shown_again": True}
    held.save()
    return held


def _note_populations(held: FactImport) -> None:
    said = held.rows.filter(
        outcome__in=("new", "changed"),
        indicator__code=POPULATION,
        organisation__isnull=False,
        value__isnull=False,
        breakdown="",
        boundary="",
        visibility=Visibility.PUBLIC,
    )
    latest: dict[int, StagedFact] = {}
    for row in said.order_by("period", "pk"):
        latest[row.organisation_id or 0] = row
    members = Organisation.objects.in_bulk(latest)
    for pk, row in latest.items():
        note_population(members[pk], int(row.value or 0), int(row.period[-4:]))


def _forget(one: FactImport) -> None:
    """Its rows and its file go; what it did stays in the record, and how many in its plan."""
    rows = StagedFact.objects.filter(fact_import=one)
    rows._raw_delete(rows.db)  # nothing points at a staged row
    if one.file:
        one.file.delete(save=False)
