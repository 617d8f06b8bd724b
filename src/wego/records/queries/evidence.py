"""Reads of documents: who sees them, which stand now, what uses them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from wego.accounts.authorization import EVERYWHERE, regions_of
from wego.core.files import digest_of
from wego.members.models import Organisation
from wego.members.queries.affiliations import CONTRIBUTOR, OFFICER, holds_anything, organisations_of
from wego.records.hooks import EvidenceUse, evidence_held_back, evidence_uses
from wego.records.models import Evidence, Observation

SEE = "records.see_evidence"
Readers = Evidence.Readers


def evidence_visible_to(user: Any) -> QuerySet[Evidence]:
    """Who reads a document, as its organisation has decided: everyone, people of the network, the organisation's
    officers and contributors with those who verify, or its officers and the secretariat alone. That something was
    removed is seen by those who see what is confidential."""
    found = Evidence.objects.select_related("organisation", "organisation__region")
    return found.filter(_shared_with(user) | _confidential_to(user))


def _shared_with(user: Any) -> Q:
    """What is there and not confidential; who was never a member is no matter of the public."""
    public = Q(readers=Readers.PUBLIC) & ~Q(organisation__standing="")
    if holds_anything(user):
        public |= Q(readers__in=(Readers.PUBLIC, Readers.MEMBERS))
    return Q(removed_at=None) & public


def _confidential_to(user: Any) -> Q:
    if not user.is_authenticated:
        return Q(pk=None)
    own = Q(organisation__in=organisations_of(user, OFFICER).values("pk"))
    own |= Q(organisation__in=organisations_of(user, CONTRIBUTOR).values("pk")) & ~Q(readers=Readers.OFFICERS)
    regions = regions_of(user, SEE)
    if regions is not EVERYWHERE and not regions:
        return own
    office = Q() if regions is EVERYWHERE else Q(organisation__region__code__in=sorted(regions))
    if regions is not EVERYWHERE:
        office &= ~Q(readers=Readers.OFFICERS)
    for held_back in evidence_held_back.collect():
        office &= ~Q(pk__in=held_back)
    return own | office


def organisations_with_evidence_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whose list of documents a person opens: of one's own as officer or contributor, and those who verify."""
    own = Q(pk__in=organisations_of(user, OFFICER, CONTRIBUTOR).values("pk"))
    regions = regions_of(user, SEE)
    if regions is EVERYWHERE:
        return Organisation.objects.all()
    return Organisation.objects.filter(own | Q(region__code__in=sorted(regions)) if regions else own)


def current_evidence(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """The documents that stand now, each once: no former versions, no redacted copies, nothing that was removed."""
    return rows.filter(removed_at=None, replaced_by=None, redacts=None)


def usable_evidence(user: Any, organisation: Organisation) -> QuerySet[Evidence]:
    """What can bear something out today, of an organisation, and be chosen by this person; the latest first."""
    today = timezone.localdate()
    found = current_evidence(evidence_visible_to(user)).filter(organisation=organisation)
    return found.filter(Q(valid_until=None) | Q(valid_until__gte=today)).order_by("-uploaded_at", "-pk")


def due_evidence(today: date) -> QuerySet[Evidence]:
    """What was to be kept until a day that is over; the copy goes with its original."""
    return Evidence.objects.filter(removed_at=None, keep_until__lt=today, redacts=None).order_by("pk")


def same_file(file: UploadedFile, organisation: Organisation) -> Evidence | None:
    """The document of the organisation, as it stands now, that is this very file."""
    found = Evidence.objects.filter(organisation=organisation, removed_at=None, replaced_by=None)
    return found.filter(sha256=digest_of(file)).first()


def versions_of(evidence: Evidence) -> list[Evidence]:
    """What a document took the place of, the latest first."""
    former = []
    while (replaced := evidence.replaces) is not None:
        former.append(replaced)
        evidence = replaced
    return former


def readable_form(evidence: Evidence, seen: dict[int, Evidence]) -> Evidence | None:
    """What a reader gets of a document: the original, else its redacted copy, else nothing. `seen` is what is visible
    of both, by number."""
    if evidence.pk in seen:
        return seen[evidence.pk]
    return next((one for one in seen.values() if one.redacts_id == evidence.pk), None)


def seen_of(user: Any, documents: Iterable[Evidence]) -> dict[int, Evidence]:
    """What a reader sees of documents and of their redacted copies, by number; one query."""
    numbers = {one.pk for one in documents}
    if not numbers:
        return {}
    wanted = Q(pk__in=numbers) | Q(redacts__in=numbers)
    return {one.pk: one for one in evidence_visible_to(user).filter(wanted, removed_at=None)}


def uses_of(documents: Iterable[Evidence]) -> dict[int, list[EvidenceUse]]:
    """What each of these documents bears out, in this app and above."""
    found: dict[int, list[EvidenceUse]] = {}
    numbers = [one.pk for one in documents]
    for answer in evidence_uses.collect(numbers=numbers):
        for number, uses in answer.items():
            found.setdefault(number, []).extend(uses)
    return found


def facts_using(*, numbers: list[int]) -> dict[int, list[EvidenceUse]]:
    """Fills `records.hooks.evidence_uses`: the facts in force that cite these documents."""
    facts = Observation.objects.filter(evidence__in=numbers, superseded_by=None)
    found: dict[int, list[EvidenceUse]] = {}
    for fact in facts.select_related("indicator", "organisation").order_by("indicator__code", "-period"):
        day = timezone.localdate(fact.recorded_at)
        use = EvidenceUse(f"{fact.indicator.name} {fact.period}", partial(_page_of_fact, fact), day, fact.page)
        found.setdefault(fact.evidence_id or 0, []).append(use)
    return found


def _page_of_fact(fact: Observation) -> str:
    return reverse("records:fact", args=[fact.indicator.code, fact.organisation.slug]) if fact.organisation else ""
