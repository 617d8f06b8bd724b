"""Writes of drafts: begun from nothing or from an edition, edited part by part, dropped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wego.accounts.models import User
from wego.cityindex import toml_writer
from wego.cityindex.dataset import REASONS
from wego.cityindex.models import WITHDRAWN, Draft, DraftElement, DraftNote, Edition
from wego.cityindex.queries.drafts import BOUNDS, Unreadable, tables_of
from wego.core import audit, languages, state
from wego.core.rules import RuleError
from wego.core.texts import changed

ROOT = "index"
# What is said of cities that are not ranked, until the office says it better.
REASON_WORDS = dict(
    zip(
        REASONS,
        (
            gettext_noop("None of the sources has a figure for this city itself."),
            gettext_noop("The sources have too few figures for this city itself."),
            gettext_noop("The sources have figures for this city itself, but too few in all."),
            gettext_noop("The source measures an area larger or smaller than the one this member governs."),
        ),
        strict=True,
    )
)
STRUCTURE = ("code", "parent", "weight", "direction", "lower", "upper", "factor", "period", "options")
TEXTS = ("name", "why")


class CodeTaken(RuleError):
    """An edition or a draft of this code is there already."""


class DraftClosed(RuleError):
    """Only an open draft is edited."""


class WrongTables(RuleError):
    """A text is not written as the method file's tables are."""


@transaction.atomic
def begin_draft(
    *, code: str, figures_of: int, name: str, based_on_id: int | None = None, by: User | None, at: datetime
) -> Draft:
    """Begin an edition: empty, or with the framework, words and method of an edition before."""
    _refuse_taken(code)
    based_on = Edition.objects.get(pk=based_on_id) if based_on_id is not None else None
    draft = Draft(code=code, figures_of=figures_of, name=name, based_on=based_on, begun_by=by, begun_at=at)
    if based_on is None:
        draft.save()
        DraftElement.objects.create(draft=draft, position=0, code=ROOT)
    else:
        _take_over(draft, based_on)
    _write_reasons(draft)
    after = {"code": code, "figures_of": figures_of, "based_on": based_on.code if based_on else None}
    audit.record("draft.begun", draft, by=by, at=at, after=after)
    return draft


@transaction.atomic
def begin_erratum(*, edition_id: int, code: str, by: User, at: datetime) -> Draft:
    """Begin the corrected version of an edition that is out; that one stays as it is."""
    edition = Edition.objects.get(pk=edition_id)
    if not edition.is_frozen:
        raise DraftClosed(_("This edition is not published: build its draft again instead."))
    _refuse_taken(code)
    draft = Draft(code=code, figures_of=edition.figures_of, based_on=edition, corrects=edition)
    draft.begun_by, draft.begun_at = by, at
    draft.name = edition.name
    _take_over(draft, edition)
    _write_reasons(draft)
    audit.record("draft.begun", draft, by=by, at=at, after={"code": code, "corrects": edition.code})
    return draft


def _refuse_taken(code: str) -> None:
    if Draft.objects.filter(code=code).exists() or Edition.objects.filter(code=code).exists():
        raise CodeTaken(_("An edition with this code already exists. Enter another code."))


def _write_reasons(draft: Draft) -> None:
    """Every reason that laying out gives has words."""
    known = set(draft.notes.filter(kind=DraftNote.Kind.REASON).values_list("code", flat=True))
    notes, last = [], draft.notes.count()
    for position, (code, words) in enumerate(REASON_WORDS.items(), start=last):
        if code in known:
            continue
        note = DraftNote(draft=draft, position=position, kind=DraftNote.Kind.REASON, code=code)
        texts = {}
        for language in languages.codes():
            with translation.override(language):
                texts[language] = _(words)
        note.text = texts
        notes.append(note)
    DraftNote.objects.bulk_create(notes)


def _take_over(draft: Draft, edition: Edition) -> None:
    """Fill a draft with what an edition measures and says."""
    definition, rule = edition.definition, edition.definition["ranked_with"]
    draft.own_values, draft.share = rule["own_values"], rule["share"]
    draft.regions = definition["regions_of_other_countries"]
    draft.summary = edition.summary
    mapping = tomllib.loads(edition.files.get(name="method.toml").text)
    tables = {name: table for name, table in mapping.items() if name not in ("name", "element")}
    draft.method = toml_writer.to_toml(tables)
    draft.save()
    words = {element.code: element for element in edition.elements.all()}
    rows = []
    for position, table in enumerate(mapping["element"]):
        row = DraftElement(draft=draft, position=position, code=table.pop("code"), parent=table.pop("parent", ""))
        row.weight, row.direction = float(table.pop("weight", 1.0)), table.pop("direction", 1)
        for name, key in BOUNDS.items():
            setattr(row, name, table.pop(key, None))
        row.options, row.period = toml_writer.to_toml_lines(table), words[row.code].period
        row.name, row.why = words[row.code].own_name, words[row.code].why
        rows.append(row)
    DraftElement.objects.bulk_create(rows)
    texts = [("reasons", code, text) for code, text in definition["reasons"].items() if code != WITHDRAWN]
    texts += [
        (kind, entry["code"], entry["text"])
        for kind in ("cautions", "choices", "left_out")
        for entry in definition[kind]
    ]
    notes = []
    for position, (kind, code, text) in enumerate(texts):
        notes.append(DraftNote(draft=draft, position=position, kind=kind, code=code, text=text))
    DraftNote.objects.bulk_create(notes)


def open_draft(draft_id: int) -> Draft:
    """The draft, locked, if it can still be edited."""
    draft = Draft.objects.select_for_update().get(pk=draft_id)
    if draft.status != Draft.Status.OPEN:
        raise DraftClosed(_("This draft is closed and can no longer be edited."))
    return draft


@transaction.atomic
def edit_draft(
    *,
    draft_id: int,
    words: Mapping[str, Any],
    corrections_from: date | None,
    corrections_until: date | None,
    by: User | None,
    at: datetime,
) -> Draft:
    """Change what a draft is called, of which year it is, who is ranked, its regions, and when cities ask for
    corrections."""
    draft = open_draft(draft_id)
    wanted = {**words, "corrections_from": corrections_from, "corrections_until": corrections_until}
    for name in ("name", "summary"):
        if name in wanted:
            wanted[name] = changed(getattr(draft, name), wanted[name])
    before, after = audit.difference({name: getattr(draft, name) for name in wanted}, wanted)
    for name, value in wanted.items():
        setattr(draft, name, value)
    draft.save()
    audit.record("draft.edited", draft, by=by, at=at, before=before, after=after)
    return draft


@transaction.atomic
def edit_method(*, draft_id: int, method: str, by: User, at: datetime) -> Draft:
    """Replace the tables of the method."""
    draft = open_draft(draft_id)
    _refuse_unreadable(method)
    before, draft.method = {"method": draft.method}, method
    draft.save(update_fields=["method"])
    audit.record("draft.method_edited", draft, by=by, at=at, before=before, after={"method": method})
    return draft


@transaction.atomic
def edit_framework(*, draft_id: int, rows: Iterable[Mapping[str, Any]], by: User, at: datetime) -> Draft:
    """Replace the framework by these rows in their order; a row keeps its words where its code stays."""
    draft = open_draft(draft_id)
    former = {row.code: row for row in draft.elements.all()}
    fresh = []
    for position, given in enumerate(rows):
        _refuse_unreadable(given["options"])
        kept = former.get(given["code"])
        texts = {name: getattr(kept, name) for name in TEXTS} if kept else {}
        fresh.append(DraftElement(draft=draft, position=position, **given, **texts))
    before = [_told(row) for row in former.values()]
    draft.elements.all().delete()
    DraftElement.objects.bulk_create(fresh)
    after = [_told(row) for row in fresh]
    audit.record("draft.framework_edited", draft, by=by, at=at, before={"rows": before}, after={"rows": after})
    return draft


def _told(row: DraftElement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in STRUCTURE}


def _refuse_unreadable(text: str) -> None:
    try:
        tables_of(text)
    except Unreadable as wrong:
        said = _("This does not follow the format of a method file: %(said)s")
        raise WrongTables(said % {"said": wrong.said}) from None


@transaction.atomic
def edit_texts(*, draft_id: int, texts: Mapping[str, Mapping[str, Mapping[str, str]]], by: User, at: datetime) -> Draft:
    """Change the names and reasons of rows of the framework, by code."""
    draft = open_draft(draft_id)
    rows = {row.code: row for row in draft.elements.all()}
    edited, before, after = [], {}, {}
    for code, given in texts.items():
        row = rows.get(code)
        if row is None:
            continue
        wanted = {name: changed(getattr(row, name), text) for name, text in given.items()}
        old, new = audit.difference({name: getattr(row, name) for name in given}, wanted)
        if new:
            for name, text in wanted.items():
                setattr(row, name, text)
            edited.append(row)
            before[code], after[code] = old, new
    DraftElement.objects.bulk_update(edited, TEXTS)
    audit.record("draft.texts_edited", draft, by=by, at=at, before=before, after=after)
    return draft


@transaction.atomic
def edit_notes(*, draft_id: int, notes: Iterable[Mapping[str, Any]], by: User, at: datetime) -> Draft:
    """Replace the texts beside the framework by these, in their order."""
    draft = open_draft(draft_id)
    before = {f"{note.kind}.{note.code}": note.text.source for note in draft.notes.all()}
    draft.notes.all().delete()
    fresh = [DraftNote(draft=draft, position=position, **given) for position, given in enumerate(notes)]
    DraftNote.objects.bulk_create(fresh)
    after = {f"{note.kind}.{note.code}": note.text.source for note in fresh}
    audit.record("draft.notes_edited", draft, by=by, at=at, before=before, after=after)
    return draft


@transaction.atomic
def drop_draft(*, draft_id: int, by: User, at: datetime) -> Draft:
    """Give a draft up; what was laid out of it goes, the draft stays to be read."""
    draft = open_draft(draft_id)
    state.move(draft, Draft.Status.DROPPED)
    if draft.edition is not None:
        draft.edition.delete()
        draft.edition = None
    draft.save()
    audit.record("draft.dropped", draft, by=by, at=at)
    return draft
