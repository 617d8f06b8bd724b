"""What an organisation is found by: every spelling of its name."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.members.models import Organisation
from wego.members.queries.visibility import organisations_visible_to

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
)
