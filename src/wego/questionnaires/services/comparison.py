"""What one save compares: what is sent, what the form showed, what stands now, and what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wego.engines import questions
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import Offer, offers_for


@dataclass(frozen=True)
class GivenAnswer:
    """What is said of a question: the answer, the remark, and the file that bears it out."""

    value: questions.Answer = None
    remark: str = ""
    evidence: int | None = None


@dataclass(frozen=True)
class SentAnswers:
    """What a save sends: what is left out of a mapping was not touched."""

    values: Mapping[str, questions.Answer]
    remarks: Mapping[str, str]
    evidence: Mapping[str, int | None]

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys([*self.values, *self.remarks, *self.evidence]))


@dataclass(frozen=True)
class Base:
    """Which answers were before the person's eyes: of each question the one of this revision, or the last before it.

    `revision` is the response's as a whole, for questions of which nothing is said by themselves.
    """

    revision: int
    by_question: Mapping[str, int] = field(default_factory=dict)

    def of(self, code: str) -> int:
        return self.by_question.get(code, self.revision)


@dataclass
class SaveComparison:
    """All that one save looks at: the stored answers, those that the form showed, and the offers."""

    response: Response
    definition: questions.QuestionnaireDefinition
    stored: dict[str, Answer]
    shown: dict[str, GivenAnswer]
    offers: Mapping[str, Offer]
    base: Base

    @property
    def effective(self) -> dict[str, questions.Answer]:
        """Stored answers, and offers where nothing is stored: what the pages show."""
        offered = {code: offer.value for code, offer in self.offers.items()}
        return offered | {code: answer.value for code, answer in self.stored.items() if answer.is_settled}

    def colleagues_answer(self, code: str) -> Answer | None:
        """What was saved since the form was shown."""
        answer = self.stored.get(code)
        return answer if answer and answer.revision > self.base.of(code) else None

    def now(self, code: str) -> GivenAnswer:
        """What stands where nothing of the question is sent: an offer has no answer before it is confirmed, but its
        remark and evidence are on the page."""
        if code in self.stored:
            return given_by(self.stored[code])
        return replace(offered_by(self.offers[code]), value=None) if code in self.offers else GivenAnswer()

    def is_news(self, code: str, mine: GivenAnswer, *, takes_out: bool) -> bool:
        """Whether saving would change anything. An offer that is taken, or refused, is news."""
        answer = self.stored.get(code)
        is_refusal = takes_out and code in self.offers and (answer is None or not answer.is_settled)
        if answer is not None:
            return given_by(answer) != mine or is_refusal
        return mine != self.now(code) or is_refusal

    def state_of(self, code: str, mine: GivenAnswer, *, takes_out: bool) -> str:
        if mine.value is None:
            answer = self.stored.get(code)
            had_one = (answer is not None and answer.is_settled) or (code in self.offers and takes_out)
            return Answer.State.WITHDRAWN if had_one else Answer.State.OPEN
        if code not in self.offers:
            return Answer.State.GIVEN
        return Answer.State.CONFIRMED if mine.value == self.offers[code].value else Answer.State.CHANGED


def given_by(answer: Answer) -> GivenAnswer:
    return GivenAnswer(answer.value, answer.remark, answer.evidence_id)


def offered_by(offer: Offer) -> GivenAnswer:
    return GivenAnswer(offer.value, offer.remark, offer.evidence.pk if offer.evidence else None)


def compare(response: Response, base: Base) -> SaveComparison:
    definition = definition_of(response.questionnaire)
    offers = offers_for(response)
    stored: dict[str, Answer] = {}
    shown = {code: offered_by(offer) for code, offer in offers.items()}
    for answer in response.answers.select_related("answered_by", "evidence").order_by("revision"):
        stored[answer.question] = answer
        if answer.revision <= base.of(answer.question):
            is_beside = not answer.is_settled and answer.question in offers  # the offer itself was still shown
            value = offers[answer.question].value if is_beside else answer.value
            shown[answer.question] = replace(given_by(answer), value=value)
    return SaveComparison(response, definition, stored, shown, offers, base)
