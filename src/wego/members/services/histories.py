"""Renaming organisations and saying what became of them; everything that was stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wego.core import audit
from wego.core.audit import Actor
from wego.core.texts import changed, parted
from wego.members.models import FormerName, Organisation, Relation
from wego.members.services.organisations import OrganisationRefused, edit_organisation


@transaction.atomic
def rename_organisation(
    *, organisation_id: int, names: Mapping[str, Any], since: date, by: Actor | None, at: datetime, note: str = ""
) -> Organisation:
    """Give an organisation other names from a day on. The former ones are kept with that day, and found by search."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    former = {"name": organisation.name.texts, "name_native": organisation.name_native}
    wanted = {
        "name": changed(organisation.name, names.get("name", {})),
        "name_native": names.get("name_native", organisation.name_native).strip(),
    }
    if wanted == former:
        raise OrganisationRefused(_("The organisation already has these names."))
    if organisation.former_names.filter(until=since).exists():
        raise OrganisationRefused(_("Its names already changed on that day. Enter another day."))
    FormerName.objects.create(organisation=organisation, until=since, note=note, **former)
    known = {*parted(wanted).values(), *organisation.aliases}
    past = [name for name in parted(former).values() if name and name not in known]
    aliases = [*organisation.aliases, *dict.fromkeys(past)]
    renamed = edit_organisation(organisation_id=organisation_id, values={**wanted, "aliases": aliases}, by=by, at=at)
    before, after = audit.difference(parted(former), parted(wanted))
    audit.record("organisation.renamed", renamed, by=by, at=at, before=before, after={**after, "since": since})
    return renamed


@transaction.atomic
def relate_organisations(
    *, organisation_id: int, to_id: int, kind: str, since: date, by: Actor | None, at: datetime, note: str = ""
) -> Relation:
    """Say what one organisation is to another since a day."""
    if organisation_id == to_id:
        raise OrganisationRefused(_("An organisation cannot have a relation to itself."))
    relation, is_new = Relation.objects.get_or_create(
        organisation_id=organisation_id,
        to_id=to_id,
        kind=Relation.Kind(kind).value,
        since=since,
        defaults={"note": note},
    )
    if is_new:
        after = {"kind": kind, "to": relation.to.slug, "since": since}
        audit.record("organisation.related", relation.organisation, by=by, at=at, after=after)
    return relation
