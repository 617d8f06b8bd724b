"""The crosswalk in force, and what it puts forward as answers to a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from wego.core.texts import pick
from wego.engines import questions
from wego.engines.crosswalks import CrosswalkDefinition, Link, LinkEnd, read_crosswalk
from wego.engines.questions import is_special
from wego.members.models import Organisation
from wego.questionnaires.models import Answer, Response
from wego.records.models import Crosswalk
from wego.records.queries import KnownFact, latest_facts

NO_CROSSWALK = CrosswalkDefinition(())
_read: dict[str, CrosswalkDefinition] = {}


@dataclass(frozen=True)
class KnownAnswer:
    """What is known of a question from elsewhere: the value as it was given, from where, and what differs."""

    value: object
    source: str
    period: str
    differs: str
    known_at: datetime | None


def crosswalk_in_force() -> CrosswalkDefinition:
    """The links as the engine reads them; read once a process for each version."""
    kept = Crosswalk.objects.defer("definition").filter(is_in_force=True).first()
    if kept is None:
        return NO_CROSSWALK
    if kept.sha256 not in _read:
        _read[kept.sha256] = read_crosswalk(kept.definition)
    return _read[kept.sha256]


def known_answers(
    organisation: Organisation, definition: questions.QuestionnaireDefinition, crosswalk: CrosswalkDefinition
) -> dict[str, KnownAnswer]:
    """What the record and other questionnaires say of this one's questions: its own indicators first, then the links.

    Three queries at most, one where no link names another questionnaire.
    """
    own = [
        Link(question.code, LinkEnd("question", f"{definition.code}.{question.code}"), {"x": ref}, None, None, None, {})
        for question in definition.questions
        if question.indicator
        and (ref := LinkEnd("period" if question.indicator_part == "period" else "indicator", question.indicator))
    ]
    links = [*crosswalk.answers_to(definition.code), *own]
    refs = [ref for link in links for ref in link.inputs.values()]
    codes = {ref.name for ref in refs if ref.kind in ("indicator", "period")}
    facts = latest_facts([organisation], codes, sees_all=True)[organisation.pk] if codes else {}
    answers = _answers_elsewhere(organisation, {ref.questionnaire for ref in refs if ref.kind == "question"})
    found = {}
    for link in links:
        known = [_known(ref, facts, answers) for ref in link.inputs.values()]
        if any(one is None for one in known):
            continue
        inputs = {name: one for name, one in zip(link.inputs, known, strict=True) if one is not None}
        if (value := _value(link, inputs)) is not None:
            first = next(iter(inputs.values()))
            found[link.to.question] = KnownAnswer(value, first.source, first.period, pick(link.differs), first.known_at)
    return found


def _value(link: Link, inputs: Mapping[str, KnownAnswer]) -> object:
    if link.is_plain:
        return next(iter(inputs.values())).value
    if link.options:
        return link.options.get(str(next(iter(inputs.values())).value))
    numbers = {}
    for name, one in inputs.items():
        if isinstance(one.value, bool) or not isinstance(one.value, int | float | Decimal):
            return None
        numbers[name] = Decimal(str(one.value))
    if link.formula is not None:
        return link.formula.value(numbers)
    over, under = (part.value(numbers) if part else None for part in (link.numerator, link.denominator))
    return over / under * 100 if over is not None and under else None


def _known(
    ref: LinkEnd, facts: Mapping[str, KnownFact], answers: Mapping[tuple[str, str], tuple[Answer, Response]]
) -> KnownAnswer | None:
    if ref.kind == "question":
        found = answers.get((ref.questionnaire, ref.question))
        if found is None or is_special(found[0].value):
            return None
        answer, response = found
        title = pick(response.questionnaire.titles) or response.questionnaire.code
        return KnownAnswer(answer.value, title, str(response.year), "", response.submitted_at)
    fact = facts.get(ref.name)
    if fact is None or fact.status:
        return None
    at = fact.fact.recorded_at if fact.fact and fact.fact.origin == fact.fact.Origin.MEMBER else None
    value: Any = fact.period[-4:] if ref.kind == "period" else fact.value if fact.value is not None else fact.text
    return KnownAnswer(value, fact.source, fact.period, "", at)


def _answers_elsewhere(
    organisation: Organisation, codes: Iterable[str]
) -> dict[tuple[str, str], tuple[Answer, Response]]:
    """The last submitted answers of an organisation to other questionnaires, by questionnaire and question."""
    wanted = set(codes)
    if not wanted:
        return {}
    submitted = Response.objects.filter(
        organisation=organisation, questionnaire__code__in=wanted, status=Response.Status.SUBMITTED
    )
    latest = {one.questionnaire.code: one for one in submitted.select_related("questionnaire").order_by("year")}
    by_number = {one.pk: one for one in latest.values()}
    answers = Answer.objects.filter(response__in=by_number, replaced_at=None, value__isnull=False)
    return {
        (by_number[one.response_id].questionnaire.code, one.question): (one, by_number[one.response_id])
        for one in answers
    }
