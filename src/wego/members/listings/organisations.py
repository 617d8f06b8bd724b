"""The register's list of organisations in the office, and what can be done with many of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter

from wego.core import languages
from wego.core.acts.bulk import BulkAct
from wego.core.languages import SOURCE
from wego.core.listings import LISTINGS, Column, ListFilters, Listing
from wego.core.search.queries import named as found_by_name
from wego.members.acts import page_of_organisation
from wego.members.forms.standings import StandingForm
from wego.members.models import Organisation, Standing
from wego.members.permissions import can_keep_register, can_see_register
from wego.members.queries.choices import country_choices, region_choices
from wego.members.queries.visibility import organisations_in_register_of
from wego.members.services.standings import change_standing


class OrganisationFilters(ListFilters):
    """By name in any script, kind, standing, region and country."""

    q = CharFilter(label=_("Name, in any script"), method="named", max_length=100)
    kind = ChoiceFilter(label=pgettext_lazy("organisation", "Kind"), choices=Organisation.Kind.choices)
    standing = ChoiceFilter(label=_("Standing"), choices=Standing.Kind.choices)
    region = ChoiceFilter(label=_("Region"), choices=region_choices, field_name="region__code")
    country = ChoiceFilter(label=_("Country or area"), choices=country_choices)

    def named(self, organisations: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        return found_by_name(organisations, "organisation", value)


def _names() -> list[Column]:
    """Names in the other languages of the platform stand in files alone."""
    further = {end: code for code, end in languages.suffixes().items() if code not in (SOURCE, "ko")}
    return [Column(f"name_{end}", value=_named_in(code)) for end, code in further.items()]


def _named_in(code: str) -> Callable[[Organisation], str]:
    return lambda organisation: organisation.name.get(code)


def _beside_the_name() -> Column:
    """The name in Korean; for who reads Korean, whose own names come first, the one in English."""
    if languages.current() == "ko":
        return Column("name_ko", _("in English"), _named_in("ko"), lambda one: one.name.source, sort="sort_ko")
    return Column("name_ko", _("in Korean"), _named_in("ko"), sort="sort_ko")


def _standing(organisation: Organisation) -> Any:
    return dict(Standing.Kind.choices).get(organisation.standing)


DECIDE_STANDING = BulkAct(
    name="standing_decide",
    address="office_members:standing_decide",
    label=_("Decide on standing"),
    listing=lambda: LISTINGS["organisations"],
    allowed=can_keep_register,
    service=change_standing,
    key="organisation_id",
    form=StandingForm,
    explains=[
        _(
            "The current standing ends on the day you enter, and the one you choose starts. Dues and rights "
            "follow it from then on. The audit trail records the change for each member."
        )
    ],
)

ORGANISATIONS = Listing(
    name="organisations",
    title=_("Organisations"),
    address="organisations:index",
    file_name="wego-organisations",
    allowed=can_see_register,
    rows=organisations_in_register_of,
    on_page=lambda rows: rows.select_related("region"),
    in_files=lambda rows: rows.select_related("region", "place"),
    filters=OrganisationFilters,
    order=["sort_en", "pk"],
    link=page_of_organisation,
    counted=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    empty=_("There are no organisations in the register yet. The operator loads them with “wego load”."),
    acts=[DECIDE_STANDING],
    columns=lambda: [
        Column("name_en", pgettext_lazy("organisation", "Name"), lambda one: one.name.source, "name", sort="sort_en"),
        _beside_the_name(),
        Column("slug"),
        Column("country", _("Country or area"), kind="country", sort="country"),
        Column("region", _("Region"), "region.code", "region", sort="region__order"),
        Column("kind", pgettext_lazy("organisation", "Kind"), shown="get_kind_display", sort="kind"),
        Column("subkind"),
        *_names(),
        Column("name_native"),
        Column("standing", _("Standing"), shown=_standing, sort="standing"),
        Column("latitude", value="place.latitude"),
        Column("longitude", value="place.longitude"),
        Column("position_quality", value="place.match"),
        Column("population", value="place.population"),
        Column("website"),
        Column("note"),
    ],
)
