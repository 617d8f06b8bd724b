"""What an organisation is found by: every spelling of its name."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.members.models import Organisation
from wego.members.permissions import can_see_register
from wego.members.queries.visibility import organisations_in_register_of, organisations_visible_to

ORGANISATION = SearchKind(
    code="organisation",
    model=Organisation,
    label=_("Organisations"),
    titles=lambda one: one.name.texts,
    spellings=lambda one: [one.name_native, *one.aliases],
    visible_to=organisations_visible_to,
    reads=("slug", "name", "name_native", "aliases"),
    key="slug",
    suggests=True,
    address=lambda entry: reverse("members:profile", args=[entry.key]),
    office_address=lambda entry: reverse("organisations:organisation", args=[entry.thing_id]),
    opened_in_office_by=can_see_register,
    seen_in_office_by=organisations_in_register_of,
)
