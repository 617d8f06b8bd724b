"""What an application is found by: the names of the organisation that applies."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.admissions.models import Application
from wego.admissions.queries import applications_visible_to
from wego.core.search import SearchKind
from wego.members.models import Organisation

APPLICATION = SearchKind(
    code="application",
    model=Application,
    label=_("Applications"),
    titles=lambda application: application.organisation.name.texts,
    spellings=lambda application: [application.organisation.name_native, *application.organisation.aliases],
    visible_to=applications_visible_to,
    reads=("organisation",),
    office_address=lambda entry: reverse("office_admissions:application", args=[entry.thing_id]),
    joined=("organisation",),
    follows={Organisation: "organisation"},
)
