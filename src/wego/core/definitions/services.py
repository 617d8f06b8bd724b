"""Publishing a version of a definition, by the office or from the files of a network folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.definitions.content import digest_of, plain
from wego.core.definitions.models import FIRST, Definition
from wego.core.loading import LoadReport
from wego.core.rules import RuleError
from wego.datafiles import DataFault, DataFaults, Document

D = TypeVar("D", bound=Definition)
KeyPath = tuple[str | int, ...]


class VersionTaken(RuleError):
    """The version is published with another content."""


@dataclass(frozen=True)
class Publication:
    """What is to be published. `values` are columns that repeat a part of the content, for lists; `over` names what
    the version stands upon, where it is published anew for another one of these."""

    code: str
    content: Any
    version: str = FIRST
    values: Mapping[str, Any] = field(default_factory=dict)
    over: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A publication with its place: the file, and where in it the definition stands."""

    publication: Publication
    document: Document
    key: KeyPath = ()

    def fault(self, name: str, message: str, remedy: str) -> DataFault:
        return self.document.fault((*self.key, name), message, remedy)


@transaction.atomic
def publish(model: type[D], given: Publication, *, by: Any, at: datetime) -> tuple[D, str]:
    """Put a version into force; the one before stays readable. Answers it, and whether it is added, changed or left.

    The same content again changes nothing; an earlier version comes back into force. Raises VersionTaken where the
    version is published with another content.
    """
    digest = digest_of(given.content)
    rows = model._default_manager
    published = rows.select_for_update().filter(code=given.code, version=given.version)
    if published.exclude(sha256=digest).exists():
        facts = {"code": given.code, "version": given.version}
        raise VersionTaken(_("Version %(version)s of %(code)s is published and has different content.") % facts)
    row = published.filter(**given.over).first()
    if row and row.is_in_force:
        return row, "left"
    former = rows.filter(code=given.code, is_in_force=True).first()
    rows.filter(code=given.code, is_in_force=True).update(is_in_force=False)
    outcome = "changed" if row else "added"
    if row:
        row.is_in_force, row.superseded_by = True, None
        row.save(update_fields=["is_in_force", "superseded_by"])
    else:
        row = rows.create(
            code=given.code,
            version=given.version,
            sha256=digest,
            definition=plain(given.content),
            published_at=at,
            published_by=by,
            **given.values,
            **given.over,
        )
    if former:
        former.is_in_force, former.superseded_by = False, row
        former.save(update_fields=["superseded_by"])
    before = {"version": former.version} if former else {}
    after = {"version": row.version, "sha256": digest}
    audit.record(f"{model.audit_name}.published", row, by=by, at=at, before=before, after=after)
    return row, outcome


def publish_files(model: type[D], written: Iterable[Written], report: LoadReport, *, at: datetime) -> list[D]:
    """Publish what the files of a network folder say: all of it, or nothing and every fault with file and place."""
    written = list(written)
    faults = said_twice(written)
    rows = []
    with transaction.atomic():
        for one in written:
            given = one.publication
            try:
                row, outcome = _superseded_here(model, given), "left"
                if row is None:
                    row, outcome = publish(model, given, by=None, at=at)
            except VersionTaken:
                message = f"version {given.version} of {given.code} is published and differs from this file"
                faults.append(one.fault("version", message, "give the changed file a new version"))
                continue
            report.count(outcome)
            rows.append(row)
        if faults:
            raise DataFaults(faults)
    return rows


def _superseded_here(model: type[D], given: Publication) -> D | None:
    """The version of a file in whose place somebody here has published another: the file does not take that back."""
    same = model._default_manager.filter(code=given.code, version=given.version, sha256=digest_of(given.content))
    return same.filter(**given.over, is_in_force=False, superseded_by__published_by__isnull=False).first()


def said_twice(written: Iterable[Written]) -> list[DataFault]:
    """A code that stands in two places."""
    first: dict[str, Document] = {}
    faults = []
    for one in written:
        code = one.publication.code
        if code in first:
            message = f"{code} stands in {first[code].path.name} too"
            faults.append(one.fault("code", message, "give each its own code"))
        first.setdefault(code, one.document)
    return faults
