"""What documents bear out in questionnaires: for the pages of documents."""

from __future__ import annotations

from functools import partial

from django.utils import timezone

from wego.questionnaires.hooks import page_of
from wego.questionnaires.models import Answer, OutsideAnswer
from wego.questionnaires.wording import response_text
from wego.records.hooks import EvidenceUse


def answers_using(*, numbers: list[int]) -> dict[int, list[EvidenceUse]]:
    """Fills `records.hooks.evidence_uses`: the responses that these documents answer or bear out, once each, and what
    somebody outside sent along."""
    found: dict[int, dict[int, EvidenceUse]] = {}
    joined = ("organisation", "questionnaire")
    answers = Answer.objects.filter(evidence__in=numbers, replaced_at=None).order_by("-answered_at")
    for answer in answers.select_related(*(f"response__{name}" for name in joined)):
        response = answer.response
        day = timezone.localdate(answer.answered_at)
        use = EvidenceUse(response_text(response), partial(page_of, response, "answers"), day)
        found.setdefault(answer.evidence_id or 0, {}).setdefault(response.pk, use)
    sent = OutsideAnswer.objects.filter(evidence__in=numbers)
    for row in sent.select_related(*(f"request__response__{name}" for name in joined)):
        response = row.request.response
        use = EvidenceUse(response_text(response), partial(page_of, response, "people"))
        found.setdefault(row.evidence_id or 0, {}).setdefault(response.pk, use)
    return {number: list(uses.values()) for number, uses in found.items()}
