"""What an edition of the index is found by: its name and its code."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Edition
from wego.cityindex.permissions import can_see_editions_office
from wego.cityindex.queries.editions import editions_visible_to
from wego.core.search import SearchKind

EDITION = SearchKind(
    code="edition",
    model=Edition,
    label=_("Index editions"),
    titles=lambda edition: edition.name.texts,
    spellings=lambda edition: [edition.code],
    visible_to=editions_visible_to,
    reads=("code", "name"),
    key="code",
    address=lambda entry: reverse("cityindex:ranking", args=[entry.key]),
    office_address=lambda entry: reverse("office_index:edition", args=[entry.key]),
    opened_in_office_by=can_see_editions_office,
)
