"""What the office does with files of facts: brings one in, accepts it as shown, or drops it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.office import Trail, Words
from wego.records import tasks
from wego.records.import_forms import ImportForm
from wego.records.models import FactImport
from wego.records.permissions import can_import_facts
from wego.records.queries.imports import fact_imports_visible_to
from wego.records.services.imports import accept_import, begin_import, drop_import, run_import


def page_of_import(one: FactImport) -> str:
    return reverse("office_records:import", args=[one.pk])


def above_import(_one: Any = None) -> Trail:
    return [(reverse("office_records:facts"), gettext_lazy("Facts"))]


def bring_in(*, by: User, at: datetime, **given: Any) -> FactImport:
    """Keep a file and read it: at once, or in the background where it is long."""
    one = begin_import(by=by, at=at, **given)
    if one.is_long:
        transaction.on_commit(partial(tasks.read_facts.enqueue, one.pk))
        return one
    return run_import(import_id=one.pk, clock=timezone.now)


def _accept(*, import_id: int, by: User, at: datetime) -> FactImport:
    one = accept_import(import_id=import_id, by=by, at=at)
    _read_on(import_id=one.pk, by=by, at=at)
    return one


def _read_on(*, import_id: int, by: User, at: datetime) -> None:
    if FactImport.objects.get(pk=import_id).is_working:
        transaction.on_commit(partial(tasks.read_facts.enqueue, import_id))


def _told_of_acceptance(one: FactImport) -> Words:
    if one.is_working:
        return _("Accepted. It is being recorded in the background; this page shows the progress.")
    if one.status == FactImport.Status.SHOWN:
        return _("Facts have been recorded since this file was shown. Nothing was recorded; look at it again.")
    return _("Recorded as shown.")


def _import(user: Any, pk: int) -> FactImport:
    return get_object_or_404(fact_imports_visible_to(user), pk=pk)


IMPORT_FACTS = Act(
    name="facts_import",
    address="office_records:facts_import",
    label=gettext_lazy("Import facts"),
    said="",
    service=bring_in,
    allowed=can_import_facts,
    form=ImportForm,
    blamed="file",
    explains=lambda subject: [
        _("You see what each row does before anything is recorded. All of it is recorded, or nothing.")
    ],
    back=lambda subject: reverse("office_records:facts"),
    above=above_import,
    leads_to=lambda subject, made: page_of_import(made),
)
_IMPORT_ACT = partial(
    Act,
    allowed=can_import_facts,
    subject=_import,
    key="import_id",
    back=page_of_import,
    is_possible=lambda one: one.status == FactImport.Status.SHOWN,
)
ACCEPT_IMPORT = _IMPORT_ACT(
    name="import_accept",
    address="office_records:import_accept",
    label=gettext_lazy("Accept and record"),
    said=gettext_lazy("Recorded as shown."),
    told=_told_of_acceptance,
    service=_accept,
)
DROP_IMPORT = _IMPORT_ACT(
    name="import_drop",
    address="office_records:import_drop",
    label=pgettext_lazy("a file of facts", "Do not accept"),
    said=gettext_lazy("Nothing of the file was kept."),
    service=drop_import,
    leads_to=lambda one, made: reverse("office_records:facts"),
)
RESUME_IMPORT = _IMPORT_ACT(
    name="import_resume",
    address="office_records:import_resume",
    label=gettext_lazy("Continue with the file"),
    said=gettext_lazy("Continuing with the file."),
    service=_read_on,
    is_possible=lambda one: one.is_working,
)
IMPORT_ACTS = {"accept": ACCEPT_IMPORT, "drop": DROP_IMPORT, "resume": RESUME_IMPORT}
