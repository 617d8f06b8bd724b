"""The one way in which facts are written: by whoever knows them, checked by their kind, superseding with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.codes import currencies_in_use
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members.models import Organisation
from wego.members.services.organisations import note_population
from wego.records.models import STATEMENTS, CheckComment, Evidence, Indicator, Observation, Source, Verification
from wego.records.queries import POPULATION, CheckedFact, check_facts, facts_in_force
from wego.records.services.observations import PERIOD

# The source of what members say of themselves.
TITLE, PUBLISHER = "Statements by members", {"en": "The member itself", "ko": "회원 자신", "zh-hans": "会员自身"}
CATEGORY_OF_NONE = re.compile(r"[^=;]{1,80}")


class FactRefused(RuleError):
    """A fact that does not fit what its indicator declares; `part` names what of it."""

    def __init__(self, words: str, part: str = "value") -> None:
        super().__init__(words)
        self.part = part


@dataclass(frozen=True, kw_only=True)
class GivenFact:
    """A fact as somebody gives it. Of a share both parts; a `status` with its reason instead of a value."""

    indicator: Indicator
    period: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    currency: str = ""
    text: str = ""
    status: str = ""
    reason: str = ""
    breakdown: Mapping[str, str] = field(default_factory=dict)
    boundary: str = ""
    data_quality: str = Observation.DataQuality.UNKNOWN
    page: str = ""
    note: str = ""
    evidence: Evidence | None = None
    correction: str = ""  # why it takes the place of what was said before

    @property
    def written_breakdown(self) -> str:
        return ";".join(f"{name}={category}" for name, category in sorted(self.breakdown.items()))


@dataclass(frozen=True)
class FactOrigin:
    """Who gave facts, and by which act: the member itself unless something else is said."""

    cause: Reference
    kind: str = Observation.Origin.MEMBER
    name: str = ""


def statements() -> Source:
    """The source that stands for what members say of themselves."""
    found, _is_new = Source.objects.get_or_create(code=STATEMENTS, defaults={"title": TITLE, "publisher": PUBLISHER})
    return found


@transaction.atomic
def record_facts(
    organisation: Organisation, given: Sequence[GivenFact], origin: FactOrigin, *, by: User | None, at: datetime
) -> list[Observation]:
    """Write what a member says of itself, in the audit line of the act that caused it; what it has said already is
    left alone, and what it says anew supersedes it.

    Raises FactRefused, and then nothing is written: where a fact does not fit its indicator, where a rule of the
    network refuses it, and where one asks for an explanation and the fact has no note.
    """
    source = statements()
    checked = [_checked(one) for one in given]
    _look(organisation, checked, by=by, at=at)
    before = _said_before(organisation, [one.indicator for one in checked])
    recorded = []
    for one in checked:
        fact = _observation(one, organisation, source, origin, by, at)
        former = before.get(_key(fact))
        if former is not None and _content(former) == _content(fact):
            continue
        if former is not None:
            fact.supersedes, fact.correction = former, one.correction or origin.cause.label
        fact.save(force_insert=True)
        before[_key(fact)] = fact
        recorded.append(fact)
        if _is_public_population(fact):
            note_population(organisation, int(fact.number), int(fact.period[-4:]))
    return recorded


def fact_said(organisation: Organisation, given: GivenFact) -> Observation:
    """What the organisation itself has said of this, in force; the database has it."""
    said = _said_before(organisation, [given.indicator]).values()
    return next(one for one in said if (one.period, one.breakdown) == (given.period, given.written_breakdown))


@transaction.atomic
def verify_fact(*, fact: Observation, level: str, body: str, by: User, at: datetime, note: str = "") -> Verification:
    """Note that somebody has looked at a fact, in the audit line of the act that did."""
    if not body.strip():
        raise FactRefused(_("State who checked or attests the figure."))
    return Verification.objects.create(
        observation=fact, level=level, body=body.strip(), note=note.strip(), verified_by_key=by.key, verified_at=at
    )


def fits_indicator(given: GivenFact) -> GivenFact:
    """The fact as it would be kept. Raises FactRefused, which names the part that does not fit."""
    return _checked(given)


def findings_of(organisation: Organisation, given: Sequence[GivenFact], *, at: datetime) -> list[CheckedFact]:
    """What the network's rules find in facts that are about to be recorded."""
    figures = {
        one.indicator.code: (one.indicator, one.period, one.value)
        for one in given
        if one.value is not None and not one.breakdown
    }
    return check_facts(organisation, figures, year=at.year)


def _look(organisation: Organisation, given: Sequence[GivenFact], *, by: User | None, at: datetime) -> None:
    """Let the rules look at the facts; what is explained is kept with its explanation."""
    notes = {one.indicator.pk: one.note for one in given}
    explained = []
    for found in findings_of(organisation, given, at=at):
        note = notes[found.indicator.pk]
        if found.is_refusal or not note:
            asked = "" if found.is_refusal else " " + _("Correct the value, or explain it in the remark beside it.")
            raise FactRefused(found.text + asked)
        explained.append(
            CheckComment(
                organisation=organisation,
                indicator=found.indicator,
                period=found.period,
                check_code=found.code,
                said_of=found.said_of,
                comment=note,
                commented_by_key=by.key if by else None,
                commented_at=at,
            )
        )
    CheckComment.objects.bulk_create(explained)


def _checked(given: GivenFact) -> GivenFact:
    """The fact as it is kept, if it fits its indicator."""
    indicator, kind = given.indicator, given.indicator.kind

    def refuse(words: str, part: str = "value") -> FactRefused:
        return FactRefused(f"{indicator.name}: {words}", part)

    if not PERIOD.fullmatch(given.period):
        raise refuse(_("“%(period)s” is not a year.") % {"period": given.period}, "period")
    _check_breakdown(given, refuse)
    if given.status:
        if given.status not in Observation.Status.values or not given.reason.strip():
            raise refuse(_("State why there is no value."), "status")
        return replace(given, value=None, text="", numerator=None, denominator=None, reason=given.reason.strip()[:500])
    if kind == Indicator.Kind.SHARE:
        if given.numerator is None or given.denominator is None or given.denominator <= 0:
            raise refuse(_("Enter both the part and the whole; the whole is more than 0."), "numerator")
        return replace(given, value=_quotient(given.numerator, given.denominator, indicator.per))
    if kind in (Indicator.Kind.TEXT, Indicator.Kind.OPTION, Indicator.Kind.DATE):
        if not fits_text(indicator, given.text):
            raise refuse(_("“%(text)s” is not a possible answer.") % {"text": given.text[:80]}, "text")
        return replace(given, value=None, text=given.text.strip())
    if given.value is None or not given.value.is_finite():
        raise refuse(_("Enter a number."))
    if kind == Indicator.Kind.YES_NO and given.value not in (0, 1):
        raise refuse(_("Answer yes or no."))
    if kind == Indicator.Kind.COUNT and (given.value < 0 or given.value % 1):
        raise refuse(_("A count is a whole number of 0 or more."))
    if (kind == Indicator.Kind.MONEY) != bool(given.currency) or (
        given.currency and given.currency not in currencies_in_use()
    ):
        raise refuse(_("An amount of money, and nothing else, has a currency (ISO 4217)."), "currency")
    return given


def _check_breakdown(given: GivenFact, refuse: Any) -> None:
    declared = {one.code: one for one in given.indicator.dimensions.all()} if given.breakdown else {}
    for name, category in given.breakdown.items():
        known = declared.get(name)
        is_known = known is not None and (category in known.categories if known.categories else True)
        if not is_known or not CATEGORY_OF_NONE.fullmatch(category):
            facts = {"name": name, "category": category}
            raise refuse(_("It is not broken down by %(name)s = %(category)s.") % facts, "breakdown")


def fits_text(indicator: Indicator, text: str) -> bool:
    """Whether a text is an option of the indicator, a day, or says anything, as its kind asks."""
    if indicator.kind == Indicator.Kind.OPTION:
        return text in indicator.options
    if indicator.kind == Indicator.Kind.DATE:
        try:
            date.fromisoformat(text)
        except ValueError:
            return False
    return bool(text.strip())


def _quotient(numerator: Decimal, denominator: Decimal, per: Decimal) -> Decimal:
    return round(numerator / denominator * per, 12)


def _said_before(organisation: Organisation, indicators: Sequence[Indicator]) -> dict[tuple[Any, ...], Observation]:
    """What the organisation itself said of these indicators, in force."""
    found = facts_in_force().filter(organisation=organisation, indicator__in=indicators, source__code=STATEMENTS)
    return {_key(one): one for one in found.order_by("pk")}


def _key(fact: Observation) -> tuple[Any, ...]:
    """What a fact is of; what was given for one purpose stands beside what everybody reads."""
    return fact.indicator_id, fact.period, fact.breakdown, fact.boundary, fact.visibility, fact.purpose


def _content(fact: Observation) -> tuple[Any, ...]:
    said = (fact.value, fact.numerator, fact.denominator, fact.currency, fact.text, fact.status, fact.reason)
    return *said, fact.data_quality, fact.note, fact.page, fact.evidence_id


def _observation(
    given: GivenFact, organisation: Organisation, source: Source, origin: FactOrigin, by: User | None, at: datetime
) -> Observation:
    indicator = given.indicator
    return Observation(
        indicator=indicator,
        organisation=organisation,
        period=given.period,
        value=given.value,
        numerator=given.numerator,
        denominator=given.denominator,
        currency=given.currency,
        text=given.text,
        status=given.status,
        reason=given.reason,
        breakdown=given.written_breakdown,
        boundary=given.boundary,
        scale=indicator.scale,
        quality=Observation.Quality.REPORTED,
        data_quality=given.data_quality,
        origin=origin.kind,
        origin_name=origin.name,
        visibility=indicator.visibility,
        purpose=indicator.purpose,
        source=source,
        page=given.page[:100],
        note=given.note[:500],
        evidence=given.evidence,
        cause_kind=origin.cause.kind,
        cause_id=origin.cause.id,
        recorded_by_key=by.key if by else None,
        recorded_at=at,
    )


def _is_public_population(fact: Observation) -> bool:
    return fact.indicator.code == POPULATION and fact.value is not None and not fact.breakdown and not fact.boundary
