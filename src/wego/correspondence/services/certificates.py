"""Certificates: what is so of a member today, numbered, sealed, and kept as a paper."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit, languages
from wego.core.audit import Actor
from wego.core.number_series import take_numbers
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.core.seals.services import seal_content
from wego.correspondence.models import Certificate, LetterCounter, LetterSeries
from wego.correspondence.pdf import certificate_pdf
from wego.correspondence.queries.certificates import dues_of, member_since, standing_on
from wego.correspondence.queries.letters import letterhead_of
from wego.correspondence.seals import CERTIFICATE_SEAL
from wego.members.models import Organisation


class CertificateRefused(RuleError):
    """There is nothing that could be certified so; the message says why."""


@dataclass(frozen=True)
class _CertificateAsked:
    """What is to be certified."""

    kind: str
    organisation: Organisation
    language: str
    dues_year: int | None
    today: date


def issue_certificate(
    *,
    organisation_id: int,
    kind: str,
    language: str,
    by: Actor | None,
    at: datetime,
    dues_year: int | None = None,
) -> Certificate:
    """Issue a certificate, or give the one that says the same and was issued on this day."""
    stored: list[Any] = []
    try:
        with transaction.atomic():
            organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
            year = dues_year if kind == Certificate.Kind.DUES else None
            return _issue(
                _CertificateAsked(kind, organisation, language, year, timezone.localdate(at)), stored, by=by, at=at
            )
    except BaseException:  # a transaction takes back rows but not files
        for file in stored:
            file.delete(save=False)
        raise


def _issue(asked: _CertificateAsked, stored: list[Any], *, by: Actor | None, at: datetime) -> Certificate:
    said = _membership(asked) if asked.kind == Certificate.Kind.MEMBERSHIP else _dues(asked)
    said |= {"kind": asked.kind, "member": dict(asked.organisation.name.texts), "slug": asked.organisation.slug}
    said |= {"issued_on": asked.today.isoformat(), "language": asked.language}
    series = LetterSeries.objects.filter(kind=LetterSeries.Kind.CERTIFICATE).first()
    if series is None:
        raise CertificateRefused(_("The network has no series of certificates. The operator adds it to letters.yaml."))
    head = letterhead_of(series, asked.language)
    if not head.is_whole:
        raise CertificateRefused(
            _("The letterhead has no name or signatory in this language: %(language)s. Choose another language.")
            % {"language": languages.name_of(asked.language)}
        )
    said["issuer"] = dict(series.sender.texts)
    for known in Certificate.objects.filter(
        organisation=asked.organisation,
        kind=asked.kind,
        dues_year=asked.dues_year,
        issued_on=asked.today,
        language=asked.language,
    ):
        if json.loads(known.statement) == said | {"number": known.number}:
            return known
    [sequence] = take_numbers(LetterCounter, series=series, year=asked.today.year)
    number = series.number_text(asked.today.year, sequence)
    statement = json.dumps(said | {"number": number}, ensure_ascii=False, sort_keys=True)
    subject = Reference(Certificate._meta.label, number, number)
    seal = seal_content(CERTIFICATE_SEAL, statement.encode(), subject=subject, by=by, at=at)
    paper = certificate_pdf(json.loads(statement), head, seal, language=asked.language)
    certificate = Certificate(
        series=series,
        year=asked.today.year,
        sequence=sequence,
        number=number,
        kind=asked.kind,
        organisation=asked.organisation,
        dues_year=asked.dues_year,
        language=asked.language,
        issued_on=asked.today,
        statement=statement,
        sha256=sha256(paper).hexdigest(),
        issued_by_key=by.key if by else None,
        is_demonstration=said["is_sample"],
    )
    certificate.file.save(f"{seal.code.lower()}.pdf", ContentFile(paper), save=False)
    stored.append(certificate.file)
    certificate.save()
    after = {"kind": asked.kind, "member": asked.organisation.slug, "year": asked.dues_year, "seal": seal.code}
    audit.record("certificate.issued", certificate, by=by, at=at, after=after)
    return certificate


def _membership(asked: _CertificateAsked) -> dict[str, Any]:
    standing = standing_on(asked.organisation, asked.today)
    if standing is None:
        raise CertificateRefused(_("%(name)s is not a member today.") % {"name": asked.organisation.name})
    first = member_since(asked.organisation, standing)
    since = first.starts_on.isoformat() if first.is_start_exact else ""
    return {"standing": standing.kind, "since": since, "is_sample": False}


def _dues(asked: _CertificateAsked) -> dict[str, Any]:
    found = next((one for one in dues_of(asked.organisation) if one.year == asked.dues_year), None)
    if found is None:
        raise CertificateRefused(
            _("%(name)s was not invoiced any dues for %(year)s.")
            % {"name": asked.organisation.name, "year": asked.dues_year}
        )
    if not found.is_paid:
        raise CertificateRefused(
            _("The dues of %(name)s for %(year)s have not been paid in full.")
            % {"name": asked.organisation.name, "year": found.year}
        )
    invoices = [
        {
            "number": one.number,
            "paid": str(one.paid.amount),
            "currency": one.paid.currency,
            "on": one.last_paid_on.isoformat(),
        }
        for one in found.invoices
    ]
    return {"dues_year": found.year, "invoices": invoices, "is_sample": found.is_demonstration}
