"""The register's own facts about an organisation, kept by the secretariat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.rules import RuleError
from wego.members.models import Organisation

# Kind, country and slug are what an organisation is known by elsewhere; standing has its own service.
EDITABLE = (
    "name_en",
    "name_ko",
    "name_zh",
    "name_native",
    "native_language",
    "aliases",
    "subkind",
    "website",
    "summary_en",
    "summary_ko",
    "summary_zh",
    "note",
)


class OrganisationRefused(RuleError):
    """The organisation cannot be edited so."""


@transaction.atomic
def edit_organisation(
    *, organisation_id: int, values: Mapping[str, Any], by: Actor | None, at: datetime
) -> Organisation:
    """Change facts of the register; the former ones stay in the audit trail."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if unknown := set(values) - set(EDITABLE):
        raise ValueError(f"not editable: {', '.join(sorted(unknown))}")
    before, after = audit.difference({name: getattr(organisation, name) for name in EDITABLE}, values)
    if not after:
        return organisation
    if not values.get("name_en", organisation.name_en):
        raise OrganisationRefused(_("Every organisation has a name in English."))
    for name, value in after.items():
        setattr(organisation, name, value)
    subkinds = Organisation.SUBKINDS[Organisation.Kind(organisation.kind)]
    if organisation.subkind and organisation.subkind not in subkinds:
        raise OrganisationRefused(
            _("“%(subkind)s” is no sub-kind of “%(kind)s”.")
            % {"subkind": organisation.get_subkind_display(), "kind": organisation.get_kind_display()}
        )
    alike = Organisation.objects.filter(
        kind=organisation.kind, country=organisation.country, name_en=organisation.name_en
    )
    if alike.exclude(pk=organisation.pk).exists():
        raise OrganisationRefused(_("Another organisation of this country and kind has that name."))
    organisation.save()
    audit.record("organisation.edited", organisation, by=by, at=at, before=before, after=after)
    return organisation
