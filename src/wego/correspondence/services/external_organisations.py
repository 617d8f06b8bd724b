"""Partners, prospects and others: noted and changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.languages import SOURCE
from wego.core.rules import RuleError
from wego.correspondence.models import ExternalOrganisation

FACTS = ("relation", "kind", "country", "website", "is_public", "agreement_on", "agreement_ends_on", "source", "note")


class ExternalOrganisationRefused(RuleError):
    """The organisation cannot be written so; the message says why."""


@transaction.atomic
def add_external_organisation(*, by: Actor | None, at: datetime, **facts: Any) -> ExternalOrganisation:
    """Note an organisation outside the membership."""
    _refuse_days(facts)
    code = slugify(facts.get("acronym") or facts["name"][SOURCE])[:80]
    if not code:
        raise ExternalOrganisationRefused(_("Enter the name or the acronym in Latin letters."))
    if ExternalOrganisation.objects.filter(code=code).exists():
        raise ExternalOrganisationRefused(_("An organisation with this name already exists."))
    one = ExternalOrganisation.objects.create(code=code, **facts)
    audit.record("external_organisation.added", one, by=by, at=at, after=_told(one))
    return one


@transaction.atomic
def change_external_organisation(
    *, external_id: int, by: Actor | None, at: datetime, **facts: Any
) -> ExternalOrganisation:
    """Change what is kept of it; its code stays, since addresses hold it."""
    _refuse_days(facts)
    one = ExternalOrganisation.objects.select_for_update().get(pk=external_id)
    before = _told(one)
    for name, value in facts.items():
        setattr(one, name, value)
    one.save()
    audit.record("external_organisation.changed", one, by=by, at=at, before=before, after=_told(one))
    return one


def _told(one: ExternalOrganisation) -> dict[str, Any]:
    return {"name": one.name.source, **{name: getattr(one, name) for name in FACTS}}


def _refuse_days(facts: dict[str, Any]) -> None:
    begins, ends = facts.get("agreement_on"), facts.get("agreement_ends_on")
    if ends and not begins:
        raise ExternalOrganisationRefused(_("Also enter the date the agreement was signed."))
    if begins and ends and ends < begins:
        raise ExternalOrganisationRefused(_("The agreement cannot end before it was signed."))
