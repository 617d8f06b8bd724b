"""What people do around a response: give parts of it to colleagues, ask somebody outside, let others prepare it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.queries.affiliations import organisations_of
from wego.questionnaires.act_forms import (
    AnswerTaskForm,
    MandateForm,
    OutsideAcceptForm,
    OutsideRequestForm,
    OutsideReturnForm,
)
from wego.questionnaires.hooks import page_of
from wego.questionnaires.models import AnswerMandate, AnswerTask, OutsideRequest, Response
from wego.questionnaires.permissions import can_ask_outside, can_assign_answers, can_grant_mandate
from wego.questionnaires.queries import responses_visible_to
from wego.questionnaires.services.answer_tasks import assign_answers, withdraw_assignment
from wego.questionnaires.services.mandates import grant_mandate, revoke_mandate
from wego.questionnaires.services.outside_requests import accept_outside, ask_outside, return_outside, withdraw_outside
from wego.questionnaires.wording import response_text


def _people(response: Response) -> str:
    return page_of(response, "people") or reverse("portal:my")


def _is_draft(response: Response) -> bool:
    return response.status == Response.Status.DRAFT


def _assigned_values(response: Response, given: dict[str, Any]) -> dict[str, Any]:
    kind, _colon, code = given["part"].partition(":")
    section, question = (code if kind == one else "" for one in ("section", "question"))
    return {"section": section, "question": question, "person": given["person"], "due_on": given["due_on"]}


_ON_RESPONSE: dict[str, Any] = {
    "key": "response_id",
    "subject": lambda user, pk: get_object_or_404(responses_visible_to(user), pk=pk),
    "is_possible": _is_draft,
    "title": response_text,
    "back": _people,
    "form_facts": lambda response: {"response": response},
    **OF_MEMBERS,
}

ANSWERS_ASSIGN = Act(
    name="assign",
    address="my_answers:assign",
    label=_("Assign to a colleague"),
    said=_("Assigned. Your colleague gets an e-mail, and a reminder three days before the day."),
    service=assign_answers,
    form=AnswerTaskForm,
    asked=lambda response, asked: {"part": asked["part"]} if "part" in asked else {},
    values=_assigned_values,
    allowed_on=can_assign_answers,
    explains=lambda response: [
        _(
            "The person who had this part before no longer has it. Everyone in your organisation can still answer "
            "everything."
        )
    ],
    **_ON_RESPONSE,
)

OUTSIDE_ASK = Act(
    name="ask_outside",
    address="my_answers:ask_outside",
    label=_("Ask someone outside"),
    said=_("Sent. The answer appears here once it comes."),
    service=ask_outside,
    form=OutsideRequestForm,
    asked=lambda response, asked: {"questions": asked.getlist("question")} if "question" in asked else {},  # type: ignore[attr-defined]
    allowed_on=can_ask_outside,
    explains=lambda response: [
        _("The person gets a personal link by e-mail: to these questions alone, without an account, for one answer."),
        _("The answer counts only after you accept it."),
    ],
    **_ON_RESPONSE,
)


def _assignment(user: Any, pk: int) -> AnswerTask:
    seen = responses_visible_to(user).values("pk")
    found = AnswerTask.objects.select_related("response__organisation", "response__questionnaire", "task")
    return get_object_or_404(found.filter(response__in=seen), pk=pk)


ASSIGNMENT_WITHDRAW = Act(
    name="withdraw_assignment",
    address="my_answers:withdraw_assignment",
    label=_("Withdraw"),
    said=_("Withdrawn. No one is assigned to this part now."),
    service=withdraw_assignment,
    key="assignment_id",
    subject=_assignment,
    allowed_on=lambda user, made: can_assign_answers(user, made.response),
    is_possible=lambda made: made.task.done_at is None,
    back=lambda made: _people(made.response),
    **OF_MEMBERS,
)


def _request(user: Any, pk: int) -> OutsideRequest:
    seen = responses_visible_to(user).values("pk")
    found = OutsideRequest.objects.select_related("response__organisation", "response__questionnaire")
    return get_object_or_404(found.filter(response__in=seen), pk=pk)


_ON_REQUEST: dict[str, Any] = {
    "key": "request_id",
    "subject": _request,
    "allowed_on": lambda user, asked: can_ask_outside(user, asked.response),
    "title": lambda asked: asked.giver,
    "back": lambda asked: _people(asked.response),
    **OF_MEMBERS,
}

OUTSIDE_ACCEPT = Act(
    name="accept_outside",
    address="my_answers:accept_outside",
    label=_("Accept answers"),
    said=_("Accepted. The answers are now yours, under the name of the person who gave them."),
    service=accept_outside,
    form=OutsideAcceptForm,
    form_facts=lambda asked: {"asked": asked},
    is_possible=lambda asked: asked.status == OutsideRequest.Status.ANSWERED and _is_draft(asked.response),
    explains=lambda asked: [_("Answers that you do not tick are not accepted.")],
    **_ON_REQUEST,
)

OUTSIDE_RETURN = Act(
    name="return_outside",
    address="my_answers:return_outside",
    label=_("Return with a reason"),
    said=_("Returned. The person gets a new link with your reason."),
    service=return_outside,
    form=OutsideReturnForm,
    is_possible=lambda asked: asked.status == OutsideRequest.Status.ANSWERED and _is_draft(asked.response),
    explains=lambda asked: [_("What was sent stays readable here until then.")],
    **_ON_REQUEST,
)

OUTSIDE_WITHDRAW = Act(
    name="withdraw_outside",
    address="my_answers:withdraw_outside",
    label=_("Withdraw"),
    said=_("Withdrawn. The link no longer works."),
    service=withdraw_outside,
    is_possible=lambda asked: asked.status in (OutsideRequest.Status.OPEN, OutsideRequest.Status.ANSWERED),
    is_warning=True,
    **_ON_REQUEST,
)

MANDATE_GRANT = Act(
    name="grant_mandate",
    address="my_answers:grant_mandate",
    label=_("Let others prepare your answers"),
    said=_("Done. They can write your answers until that day; you sign them."),
    service=grant_mandate,
    key="organisation_id",
    subject=lambda user, slug: get_object_or_404(organisations_of(user), slug=slug),
    args=lambda organisation: [organisation.slug],
    allowed_on=can_grant_mandate,
    title=str,
    form=MandateForm,
    form_facts=lambda organisation: {"organisation": organisation},
    explains=lambda organisation: [
        _("Their officers and contributors can read and write your answers to questionnaires, until the last day."),
        _("They cannot sign: an officer of yours submits. You can revoke it at any time."),
    ],
    back=lambda organisation: reverse("portal:my"),
    **OF_MEMBERS,
)


def _mandate(user: Any, pk: int) -> AnswerMandate:
    found = AnswerMandate.objects.select_related("organisation", "coordinator")
    return get_object_or_404(found.filter(organisation__in=organisations_of(user)), pk=pk)


MANDATE_REVOKE = Act(
    name="revoke_mandate",
    address="my_answers:revoke_mandate",
    label=_("Revoke"),
    said=_("Revoked. They can no longer read or write your answers."),
    service=revoke_mandate,
    key="mandate_id",
    subject=_mandate,
    allowed_on=lambda user, mandate: can_grant_mandate(user, mandate.organisation),
    is_possible=lambda mandate: mandate.revoked_at is None,
    is_warning=True,
    back=lambda mandate: reverse("portal:my"),
    **OF_MEMBERS,
)
