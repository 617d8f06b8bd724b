"""What a submitted response says of the city's record: each answer to a mapped question becomes a fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from wego.accounts.models import User
from wego.core.references import Reference
from wego.engines.crosswalks import CrosswalkDefinition, Link
from wego.engines.questions import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Kind,
    Question,
    QuestionnaireDefinition,
    calculations,
    is_special,
)
from wego.engines.questions.values import questions_in
from wego.questionnaires.crosswalk import crosswalk_in_force
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import values_of
from wego.records.models import Indicator, Observation
from wego.records.services.facts import FactOrigin, FactRefused, GivenFact, findings_of, record_facts

STATUS_OF = {
    DONT_KNOW: Observation.Status.NOT_COLLECTED,
    NOT_APPLICABLE: Observation.Status.NOT_APPLICABLE,
}


def facts_of_response(
    response: Response, answers: Mapping[str, Answer], crosswalk: CrosswalkDefinition | None = None
) -> list[GivenFact]:
    """The facts that the answers to mapped questions state, and what is calculated from them: questions that name an
    indicator, then the crosswalk's links (read unless it is given); three queries."""
    definition = definition_of(response.questionnaire)
    answers = {**answers, **_calculated(definition, answers)}
    asked = [one for one in definition.questions if one.indicator and one.indicator_part == "value"]
    links = (crosswalk or crosswalk_in_force()).facts_from(definition.code)
    codes = [*(one.indicator for one in asked), *(link.to.name for link in links)]
    known = Indicator.objects.filter(code__in=codes).prefetch_related("dimensions")
    indicators = {one.code: one for one in known}
    years = {one.indicator: one.code for one in definition.questions if one.indicator_part == "period"}
    facts: dict[str, GivenFact] = {}
    for question in asked:
        indicator, answer = indicators.get(question.indicator or ""), answers.get(question.code)
        if indicator is None or answer is None or answer.value is None:
            continue
        told = answers.get(years.get(question.indicator, ""))
        year = told.value if told and isinstance(told.value, int) and not isinstance(told.value, bool) else None
        facts[indicator.code] = _fact(indicator, question, answer, response, str(year or response.year))
    for link in links:
        indicator = indicators.get(link.to.name)
        given = {name: answers.get(ref.question) for name, ref in link.inputs.items()}
        if indicator is None or indicator.code in facts:
            continue
        if fact := _fact_by_link(indicator, link, given, response, definition):
            facts[indicator.code] = fact
    return list(facts.values())


def _fact_by_link(
    indicator: Indicator,
    link: Link,
    given: Mapping[str, Answer | None],
    response: Response,
    definition: QuestionnaireDefinition,
) -> GivenFact | None:
    """What a link makes of the answers; nothing where one is missing or no number."""
    answers = {name: answer for name, answer in given.items() if answer is not None and answer.value is not None}
    if len(answers) < len(given):
        return None
    first = next(iter(answers.values()))
    question = definition.question_by_code.get(first.question)
    if question is None:
        return None
    if link.is_plain:
        return _fact(indicator, question, first, response, str(response.year))
    numbers = {}
    for name, answer in answers.items():
        if is_special(answer.value) or isinstance(answer.value, bool) or not isinstance(answer.value, int | float):
            return None
        numbers[name] = Decimal(str(answer.value))
    note = "; ".join(one.remark for one in answers.values() if one.remark)
    common: dict[str, Any] = {"indicator": indicator, "period": str(response.year), "note": note[:500]}
    if link.numerator and link.denominator:
        parts = link.numerator.value(numbers), link.denominator.value(numbers)
        return GivenFact(**common, numerator=parts[0], denominator=parts[1]) if parts[1] else None
    value = link.computed(numbers)
    return GivenFact(**common, value=value) if value is not None else None


def _calculated(definition: QuestionnaireDefinition, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What is calculated, as if it were answered: its remark is what was said of the answers that it is made of."""
    values = calculations(definition, values_of(answers.values()))
    found = {}
    for code, value in values.items():
        read = [answers[one] for one in _read_by(definition, code) if one in answers]
        remark = "; ".join(dict.fromkeys(one.remark for one in read if one.remark))
        found[code] = Answer(question=code, value=value, remark=remark)
    return found


def _read_by(definition: QuestionnaireDefinition, code: str) -> list[str]:
    """The questions that a calculated one is made of, down to those that people answer; itself where it is answered."""
    question = definition.question_by_code.get(code)
    if question is None or question.value is None:
        return [code]
    return list(dict.fromkeys(one for part in questions_in(question.value) for one in _read_by(definition, part)))


def findings_of_response(
    response: Response, answers: Mapping[str, Answer], crosswalk: CrosswalkDefinition, *, at: datetime
) -> list[tuple[str, str]]:
    """What would keep the response from being submitted: the words, and the question beside which to correct or
    explain it."""
    definition = definition_of(response.questionnaire)
    links = crosswalk.facts_from(definition.code)
    given = facts_of_response(response, answers, crosswalk)
    notes = {one.indicator.pk: one.note for one in given}
    questions = {link.to.name: ref.question for link in links for ref in link.inputs.values()}
    asked = [one for one in definition.questions if one.indicator_part == "value"]
    questions |= {one.indicator: one.code for one in asked if one.indicator}
    questions = {name: (_read_by(definition, code) or [code])[0] for name, code in questions.items()}
    return [
        (found.text, questions[found.indicator.code])
        for found in findings_of(response.organisation, given, at=at)
        if found.is_refusal or not notes[found.indicator.pk]
    ]


def record_answers(response: Response, answers: Mapping[str, Answer], *, by: User, at: datetime) -> list[Observation]:
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
    if isinstance(answer.value, bool | list | str | dict):
        raise FactRefused(f"{indicator.name}: {question.kind}")
    return GivenFact(**given, value=Decimal(str(answer.value)))
