"""What a submitted response says of the city's record: each answer to a mapped question becomes a fact."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from wego.accounts.models import User
from wego.core.references import Reference
from wego.engines.questions import DONT_KNOW, NOT_APPLICABLE, Kind, Question, is_special
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.records.models import Indicator, Observation
from wego.records.services.facts import FactOrigin, FactRefused, GivenFact, record_facts

STATUS_OF = {
    DONT_KNOW: Observation.Status.NOT_COLLECTED,
    NOT_APPLICABLE: Observation.Status.NOT_APPLICABLE,
}


def facts_of_response(response: Response, answers: dict[str, Answer]) -> list[GivenFact]:
    """The facts that the answers to mapped questions state, in the order of the questions; two queries."""
    definition = definition_of(response.questionnaire)
    asked = [one for one in definition.questions if one.indicator and one.indicator_part == "value"]
    known = Indicator.objects.filter(code__in=[one.indicator for one in asked]).prefetch_related("dimensions")
    indicators = {one.code: one for one in known}
    years = {one.indicator: one.code for one in definition.questions if one.indicator_part == "period"}
    facts = []
    for question in asked:
        indicator, answer = indicators.get(question.indicator or ""), answers.get(question.code)
        if indicator is None or answer is None or answer.value is None:
            continue
        told = answers.get(years.get(question.indicator, ""))
        year = told.value if told and isinstance(told.value, int) and not isinstance(told.value, bool) else None
        facts.append(_fact(indicator, question, answer, response, str(year or response.year)))
    return facts


def record_answers(response: Response, answers: dict[str, Answer], *, by: User, at: datetime) -> list[Observation]:
    """Write the facts of a response that is being submitted, in that act's transaction and audit line."""
    origin = FactOrigin(Reference.to(response))
    return record_facts(response.organisation, facts_of_response(response, answers), origin, by=by, at=at)


def _fact(indicator: Indicator, question: Question, answer: Answer, response: Response, period: str) -> GivenFact:
    given: dict[str, Any] = {"indicator": indicator, "period": period, "evidence": answer.evidence}
    given |= {"note": answer.remark[:500]}
    if is_special(answer.value):
        reason = answer.remark or Reference.to(response).label
        return GivenFact(**given, status=STATUS_OF[str(answer.value)], reason=reason)
    if question.kind is Kind.YES_NO:
        return GivenFact(**given, value=Decimal(bool(answer.value)))
    if indicator.kind in (Indicator.Kind.TEXT, Indicator.Kind.OPTION, Indicator.Kind.DATE):
        return GivenFact(**given, text=str(answer.value))
    if isinstance(answer.value, bool | list | str):
        raise FactRefused(f"{indicator.name}: {question.kind}")
    return GivenFact(**given, value=Decimal(str(answer.value)))
