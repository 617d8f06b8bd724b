"""Absences in the office: who is away from when until when, and who stands in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.accounts.queries import people_in_secretariat
from wego.core.absences.models import Absence
from wego.core.absences.services import end_absence, enter_absence
from wego.core.acts.act import Act
from wego.core.assignments.queries import work_beyond
from wego.core.form_fields import DayField
from wego.core.listings import Column, Listing
from wego.core.office import Trail, Words
from wego.core.people_names import name_for, name_of
from wego.core.punctuation import joined
from wego.portal.permissions import can_enter_absence, can_enter_any_absence, can_see_absences


class AbsenceForm(forms.Form):
    """Who is away, when, and who stands in."""

    person_key = forms.TypedChoiceField(label=pgettext_lazy("an absence", "Who"), coerce=UUID)
    starts_on = DayField(label=pgettext_lazy("a day", "From"))
    ends_on = DayField(label=pgettext_lazy("a day", "Until"), help_text=_("The last day of the absence."))
    deputy_key = forms.TypedChoiceField(label=_("Deputy"), coerce=UUID)
    anyway = forms.BooleanField(  # shown once the deputy may not do all of it
        label=_("Enter this deputy all the same"),
        required=False,
        help_text=_("The work that the deputy’s role does not allow then waits, or is handed over one by one."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.key), str(one)) for one in sorted(people_in_secretariat(), key=str)]
        absent = people if can_enter_any_absence(person) else [(str(person.key), str(person))]
        self.fields["person_key"].choices = absent  # type: ignore[attr-defined]
        self.fields["deputy_key"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Work that the deputy’s role does not allow is told before it waits for nobody."""
        given = super().clean() or {}
        person, deputy = given.get("person_key"), given.get("deputy_key")
        beyond = work_beyond(person, deputy) if person and deputy and person != deputy else []
        if person and deputy and beyond and not given.pop("anyway", False):
            facts = {"name": name_of(deputy), "work": joined(kind.label for kind in beyond)}
            words = gettext(
                "%(name)s’s role does not allow this work: %(work)s. Choose another deputy, or tick the box below."
            )
            self.add_error("deputy_key", words % facts)
        self.is_beyond = bool(beyond)
        return given

    def get_context(self) -> dict[str, Any]:
        """The box is there only where there is something to tick it for."""
        if not getattr(self, "is_beyond", False):
            self.fields.pop("anyway", None)
        return super().get_context()


def _list(nothing: Any = None) -> str:
    return reverse("office_absences:list")


def _above(nothing: Any = None) -> Trail:
    return [(_list(), _("Absences"))]


def _explained(nothing: Any) -> list[Words]:
    return [
        _(
            "During the absence the work and the tasks of this person are shown to the deputy as well, and e-mails "
            "about them go to the deputy. Permissions are not passed on: the deputy does what the deputy’s own role "
            "allows."
        )
    ]


ABSENCE_ENTER = Act(
    name="enter",
    address="office_absences:enter",
    label=_("Enter an absence"),
    said=_("Absence entered."),
    service=enter_absence,
    allowed=can_enter_absence,
    subject=lambda user: user,
    args=lambda person: [],
    title=lambda person: "",
    form=AbsenceForm,
    form_facts=lambda person: {"person": person},
    values=lambda person, given: {name: value for name, value in given.items() if name != "anyway"},
    initial=lambda person: {"person_key": person.key, "starts_on": timezone.localdate()},
    explains=_explained,
    back=_list,
    above=_above,
)


def _may_end(user: Any, absence: Absence) -> bool:
    return absence.person_key == user.key or can_enter_any_absence(user)


ABSENCE_END = Act(
    name="end",
    address="office_absences:end",
    label=_("End absence"),
    said=_("Absence ended."),
    service=end_absence,
    allowed=can_enter_absence,
    allowed_on=_may_end,
    key="absence_id",
    subject=lambda user, pk: get_object_or_404(Absence, pk=pk),
    title=lambda absence: name_of(absence.person_key),
    is_possible=lambda absence: absence.ends_on >= timezone.localdate(),
    back=_list,
    above=_above,
)


def _absences(user: Any) -> QuerySet[Absence]:
    names = {"person_name": name_for("person_key"), "deputy_name": name_for("deputy_key")}
    return Absence.objects.annotate(**names)


def _mark(absence: Absence) -> str:
    today = timezone.localdate()
    if absence.ends_on < today:
        return gettext("ended")
    return gettext("absent now") if absence.starts_on <= today else ""


ABSENCES = Listing(
    name="absences",
    title=_("Absences"),
    address="office_absences:list",
    allowed=can_see_absences,
    rows=_absences,
    order=["-ends_on", "-pk"],
    mark=_mark,
    counted=ngettext_lazy("%(number)s absence", "%(number)s absences", "count"),
    intro=_("Who is absent and who is the deputy. The reason is not asked for; entries are deleted after a year."),
    empty=_("No absence is entered."),
    page_acts=[ABSENCE_ENTER],
    row_acts=[ABSENCE_END],
    columns=[
        Column("person", pgettext_lazy("an absence", "Who"), "person_name", sort="person_name", in_files=False),
        Column("starts_on", pgettext_lazy("a day", "From"), kind="day", sort="starts_on", in_files=False),
        Column("ends_on", pgettext_lazy("a day", "Until"), kind="day", sort="ends_on", in_files=False),
        Column("deputy", _("Deputy"), "deputy_name", sort="deputy_name", in_files=False),
    ],
)
