"""A person's own page: per organisation what is to be done there, what came of it, and everything that is theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from wego.admissions import next_steps as admissions
from wego.admissions.queries import open_applications_of
from wego.assessment.definitions import framework_of
from wego.assessment.models import Diagnosis
from wego.assessment.permissions import can_start_diagnosis
from wego.assessment.queries import (
    diagnosed_responses_visible_to,
    diagnoses_visible_to,
    framework_in_force,
    rounds_of_cities,
)
from wego.assessment.wording import Words, score_text
from wego.cityindex.models import Draft, Edition, Unit
from wego.cityindex.queries.participation import cities_of, drafts_open_to_cities
from wego.core.formats import figure
from wego.core.next_steps import LastResult, NextStep
from wego.dues.permissions import can_declare_figure
from wego.engines import questions
from wego.finance.queries.invoices import invoices_visible_to, overdue_now, with_open
from wego.governance.models import Meeting
from wego.governance.queries import planned_meetings
from wego.members.models import Affiliation, Organisation
from wego.members.permissions import can_make_api_key, can_manage_colleagues, can_propose_profile_change
from wego.members.queries.affiliations import organisations_of, roles_at
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import ANSWERING
from wego.questionnaires.queries.rounds import AskedRound
from wego.questionnaires.round_texts import deadline_passed_text
from wego.records.permissions import can_add_evidence

MOST_MEETINGS = 3


@dataclass(frozen=True)
class OrganisationDashboard:
    """One organisation of a person: the steps to take, the most urgent first, what came of those taken, and links."""

    organisation: Organisation
    roles: list[str]
    steps: list[NextStep] = field(default_factory=list)
    results: list[LastResult] = field(default_factory=list)
    groups: list[tuple[str, list[NextStep]]] = field(default_factory=list)

    @property
    def next_step(self) -> NextStep | None:
        return self.steps[0] if self.steps else None


def dashboard_of(user: Any, *, today: date) -> list[OrganisationDashboard]:
    """Where a person holds a role now; as many queries whatever their number."""
    organisations = list(organisations_of(user).select_related("region").order_by("sort_en"))
    latest = _latest_responses(user, organisations)
    drafts = list(drafts_open_to_cities())
    steps: dict[int, list[NextStep]] = defaultdict(list)
    for found in (
        _invoices(user, organisations, today),
        _applications(user),
        _drafts_of_index(user, drafts, today),
        _diagnoses(user, organisations, latest, today),
    ):
        for pk, step in found:
            steps[pk].append(step)
    results = _results(user, organisations)
    labels = dict(Affiliation.Role.choices)
    return [
        OrganisationDashboard(
            organisation,
            [str(labels[role]) for role in sorted(roles_at(user, organisation))],
            sorted(steps[organisation.pk], key=_urgency),
            results[organisation.pk],
            _groups(user, organisation, latest.get(organisation.pk), is_asked=bool(drafts)),
        )
        for organisation in organisations
    ]


def next_meetings_of(user: Any, *, today: date) -> list[Meeting]:
    """The next meetings that have a day, for whoever is a delegate of a member."""
    if not organisations_of(user, Affiliation.Role.DELEGATE).exists():
        return []
    return list(planned_meetings().filter(starts_on__gte=today).order_by("starts_on", "pk")[:MOST_MEETINGS])


def _urgency(step: NextStep) -> tuple[bool, bool, date]:
    """What is late, then what has a day, the nearest first; the rest in the order in which it was found."""
    return not step.is_late, step.due_on is None, step.due_on or date.max


def _applications(user: Any) -> Iterable[tuple[int, NextStep]]:
    for application in open_applications_of(user):
        yield application.organisation_id, admissions.next_step_of(application)


def _invoices(user: Any, organisations: Sequence[Organisation], today: date) -> Iterable[tuple[int, NextStep]]:
    """What is overdue, as one step however many invoices there are, and what is to be paid next; four queries."""
    visible = invoices_visible_to(user).order_by().values("pk")
    late = defaultdict(list)
    for invoice in overdue_now(today).filter(organisation__in=organisations, pk__in=visible):
        late[invoice.organisation_id].append(invoice)
    for pk, invoices in late.items():
        oldest = invoices[0]
        words = {"number": oldest.number, "day": date_format(oldest.due_on), "count": len(invoices)}
        why = _("Invoice %(number)s was due on %(day)s.") % words
        url = reverse("finance:invoice", args=[oldest.number])
        if len(invoices) > 1:
            why = (
                ngettext(
                    "%(count)d invoice is overdue; the oldest was due on %(day)s.",
                    "%(count)d invoices are overdue; the oldest was due on %(day)s.",
                    len(invoices),
                )
                % words
            )
            url = reverse("finance:overview")
        yield pk, NextStep(_("View amounts to pay"), url, why, oldest.due_on, is_late=True)
    coming = invoices_visible_to(user).filter(with_open(open__gt=0), organisation__in=organisations, due_on__gte=today)
    said: set[int] = set()
    for invoice in coming.order_by("due_on", "pk"):
        if invoice.organisation_id not in said:
            said.add(invoice.organisation_id)
            why = _("Invoice %(number)s is open.") % {"number": invoice.number}
            url = reverse("finance:invoice", args=[invoice.number])
            yield invoice.organisation_id, NextStep(_("Pay the invoice"), url, why, invoice.due_on)


def _drafts_of_index(user: Any, known: Iterable[Draft], today: date) -> Iterable[tuple[int, NextStep]]:
    """Editions of the index in the making that a city may take part in; one query."""
    drafts = [draft for draft in known if draft.corrections_until is not None and draft.corrections_until >= today]
    if not drafts:
        return
    for city in cities_of(user):
        for draft in drafts:
            why = _("Check the figures of your city for the next edition of the index.")
            url = reverse("my_index:overview")
            yield city.pk, NextStep(_("Check figures for the index"), url, why, draft.corrections_until)


def _latest_responses(user: Any, organisations: Iterable[Organisation]) -> dict[int, Response]:
    visible = diagnosed_responses_visible_to(user)
    found = (
        visible.filter(organisation__in=list(organisations))
        .select_related("questionnaire")
        .order_by("organisation", "year")
    )
    return {response.organisation_id: response for response in found}


def _diagnoses(
    user: Any, organisations: Sequence[Organisation], latest: dict[int, Response], today: date
) -> Iterable[tuple[int, NextStep]]:
    """Begin, go on or read: whichever an organisation's diagnosis is at; one query."""
    asked = rounds_of_cities(framework_in_force(), organisations, at=timezone.now())
    begun = [response for response in latest.values() if response.status == Response.Status.DRAFT]
    answered: dict[int, dict[str, questions.Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(response__in=begun):
        answered[answer.response_id][answer.question] = answer.value
    for organisation in organisations:
        response = latest.get(organisation.pk)
        may_answer = roles_at(user, organisation) & set(ANSWERING)
        if may_answer and (response or can_start_diagnosis(user, organisation)):
            step = _diagnosis_step(response, asked.get(organisation.pk), answered, today)
            yield organisation.pk, step


def _diagnosis_step(
    latest: Response | None, asked: AskedRound | None, answered: dict[int, dict[str, questions.Answer]], today: date
) -> NextStep:
    """With the deadline of its round, on whose clocks it is counted; the year is the round's, not the calendar's."""
    if asked and asked.ends_at <= timezone.now() and not (latest and latest.status == Response.Status.SUBMITTED):
        why = deadline_passed_text(asked.round, asked.ends_at)
        return NextStep(_("Ask for an extension"), reverse("assessment:overview"), why, is_late=True)
    year = asked.round.year if asked else today.year
    due_on = asked.ends_at.astimezone(asked.round.zone).date() if asked else None
    if latest is None or (latest.status == Response.Status.SUBMITTED and latest.year < year):
        why = _("Your organisation has not answered the Activator in %(year)s.") % {"year": year}
        return NextStep(_("Start the diagnosis"), reverse("assessment:overview"), why, due_on)
    if latest.status == Response.Status.DRAFT:
        why = _("The %(year)s diagnosis has been started but not submitted.") % {"year": latest.year}
        values = answered[latest.pk]
        shown = questions.visible(definition_of(latest.questionnaire), values)
        done = round(100 * sum(values.get(code) is not None for code in shown) / len(shown)) if shown else 0
        return NextStep(
            _("Continue answering"), reverse("assessment:diagnosis", args=[latest.pk]), why, due_on, done=done
        )
    why = _("The %(year)s diagnosis has been submitted.") % {"year": latest.year}
    return NextStep(_("Read the report"), reverse("assessment:report", args=[latest.pk]), why)


def _results(user: Any, organisations: Sequence[Organisation]) -> dict[int, list[LastResult]]:
    """The last stage and the last rank of each organisation; two queries, and one for a framework."""
    results: dict[int, list[LastResult]] = defaultdict(list)
    diagnoses = diagnoses_visible_to(user).defer(None).filter(organisation__in=organisations)
    last: dict[int, Diagnosis] = {one.organisation_id: one for one in diagnoses.order_by("year", "pk")}
    for pk, diagnosis in last.items():
        words = Words(framework_of(diagnosis.framework), definition_of(diagnosis.framework.questionnaire))
        value = _("%(stage)s, %(score)s of 100") % {
            "stage": words.stage(diagnosis.stage),
            "score": score_text(diagnosis.score),
        }
        label = _("Stage of %(year)s") % {"year": diagnosis.year}
        results[pk].append(LastResult(label, value, reverse("assessment:report", args=[diagnosis.response_id])))
    units = Unit.objects.filter(organisation__in=organisations).exclude(edition__status=Edition.Status.DRAFT)
    newest = {
        unit.organisation_id: unit
        for unit in units.select_related("edition").order_by("edition__figures_of", "edition__compiled_on")
    }
    for number, unit in newest.items():
        value = _("not ranked yet")
        if unit.rank is not None:
            low, high = unit.interval
            value = _("rank %(rank)s of %(of)s, between %(low)s and %(high)s") % {
                "rank": figure(unit.rank),
                "of": figure(unit.edition.ranked_count),
                "low": figure(low),
                "high": figure(high),
            }
        url = reverse("cityindex:unit", args=[unit.edition.code, unit.slug])
        results[number or 0].append(LastResult(str(unit.edition.name), value, url))
    return results


def _groups(
    user: Any, organisation: Organisation, latest: Response | None, *, is_asked: bool
) -> list[tuple[str, list[NextStep]]]:
    """Everything that is theirs there, by what it is about; groups without a link are left out."""
    slug = [organisation.slug]
    answers, money, people = [], [], []
    if latest or can_start_diagnosis(user, organisation):
        answers.append(NextStep(_("All diagnoses"), reverse("assessment:overview")))
    if is_asked and organisation.kind == Organisation.Kind.LOCAL_GOVERNMENT and _is_officer(user, organisation):
        answers.append(NextStep(_("City index"), reverse("my_index:overview")))
    answers.append(NextStep(_("Facts"), reverse("my_facts:facts", args=slug)))
    if can_add_evidence(user, organisation):
        answers.append(NextStep(_("Documents"), reverse("my_evidence:documents", args=slug)))
    if can_declare_figure(user, organisation):
        money.append(NextStep(_("Dues"), reverse("dues:organisation", args=slug)))
        money.append(NextStep(_("Invoices"), reverse("finance:overview")))
    membership = [
        NextStep(_("Membership and applications"), reverse("admissions:membership")),
        NextStep(_("Rights"), reverse("entitlements:rights", args=slug)),
    ]
    if _is_officer(user, organisation):
        membership.append(NextStep(_("Certificates"), reverse("my_certificates:certificates", args=slug)))
    people.append(NextStep(_("Public page"), reverse("members:profile", args=slug)))
    if can_propose_profile_change(user, organisation):
        people.append(NextStep(_("Profile"), reverse("my_members:profile_change", args=slug)))
    if can_manage_colleagues(user, organisation):
        people.append(NextStep(_("Colleagues"), reverse("my_members:colleagues", args=slug)))
    if can_make_api_key(user, organisation):
        answers.append(NextStep(_("API keys"), reverse("my_members:api_keys", args=slug)))
    groups = [
        (_("Answers and figures"), answers),
        (_("Finance"), money),
        (pgettext("pages about it", "Membership"), membership),
        (_("Page and people"), people),
    ]
    return [(title, links) for title, links in groups if links]


def _is_officer(user: Any, organisation: Organisation) -> bool:
    return Affiliation.Role.OFFICER in roles_at(user, organisation)
