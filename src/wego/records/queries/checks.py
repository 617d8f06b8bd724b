"""Facts looked at by the network's rules, before they are written: what is refused, and what has to be explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from wego.core.formats import figure
from wego.core.texts import pick
from wego.engines.checks import CheckBasis, CheckFinding, CheckKind, CheckSet, find, read_checks
from wego.members.models import Organisation
from wego.records.models import CheckComment, CheckRules, Indicator, Observation
from wego.records.queries.facts import facts_in_force
from wego.records.queries.latest import latest_facts

_read: dict[str, CheckSet] = {}


@dataclass(frozen=True)
class CheckedFact:
    """A finding about a fact that is given, in the reader's words."""

    finding: CheckFinding
    indicator: Indicator
    period: str

    @property
    def code(self) -> str:
        return self.finding.rule.code

    @property
    def is_refusal(self) -> bool:
        return self.finding.is_refusal

    @property
    def said_of(self) -> str:
        return f"{self.finding.value.normalize():f}"

    @property
    def text(self) -> str:
        """What is wrong, with the value and what it was compared with."""
        shown = figure(self.finding.value, self.indicator.decimals)
        words = f"{self.indicator.name} ({shown}): {pick(self.finding.rule.text)}"
        if self.finding.expected is None:
            return words
        expected = figure(self.finding.expected, self.indicator.decimals)
        compared = _("Compared with: %(value)s.") % {"value": expected}
        return f"{words} {compared}"


@dataclass(frozen=True)
class CheckCase:
    """What an organisation gives: by indicator, its period and its value; with the earlier values of what else is given
    beside it, where there are any."""

    organisation: Organisation
    given: Mapping[str, tuple[Indicator, str, Decimal]]
    history: Mapping[str, Sequence[Decimal]] | None = None


def check_facts(
    organisation: Organisation, given: Mapping[str, tuple[Indicator, str, Decimal]], *, year: int
) -> list[CheckedFact]:
    """What the rules in force find in figures that are about to be given: by indicator, its period and its value.

    What was explained once about the same value is not raised again. Five queries at most, none without rules.
    """
    return check_many([CheckCase(organisation, given)], year=year)[0] if given else []


def check_many(cases: Sequence[CheckCase], *, year: int) -> list[list[CheckedFact]]:
    """The same for many, case by case; as many queries as for one, and one for each kind and region of like cities."""
    checks = checks_in_force()
    if checks is None or not cases:
        return [[] for _case in cases]
    evidence = _EvidenceOfMany(checks, cases, year)
    found = [
        [
            CheckedFact(one, case.given[one.indicator][0], case.given[one.indicator][1])
            for one in find(checks, list(case.given), evidence.of(case))
            if one.indicator in case.given
        ]
        for case in cases
    ]
    explained = _explained(cases, found)
    return [
        [one for one in several if one.is_refusal or (case.organisation.pk, *_key(one)) not in explained]
        for case, several in zip(cases, found, strict=True)
    ]


def checks_in_force() -> CheckSet | None:
    """The rules as the engine reads them; read once a process for each version."""
    rules = CheckRules.objects.defer("definition").filter(is_in_force=True).first()
    if rules is None:
        return None
    if rules.sha256 not in _read:
        _read[rules.sha256] = read_checks(rules.definition)
    return _read[rules.sha256]


def _key(one: CheckedFact) -> tuple[int, str, str, str]:
    return one.indicator.pk, one.period, one.code, one.said_of


def _explained(
    cases: Sequence[CheckCase], found: Sequence[Sequence[CheckedFact]]
) -> set[tuple[int, int, str, str, str]]:
    asked = {one.code for several in found for one in several if not one.is_refusal}
    if not asked:
        return set()
    owners = [case.organisation for case, several in zip(cases, found, strict=True) if several]
    said = CheckComment.objects.filter(organisation__in=owners, check_code__in=asked)
    return set(said.values_list("organisation_id", "indicator_id", "period", "check_code", "said_of"))


class _EvidenceOfMany:
    """What the figures of each case are compared with, read for all of them together."""

    def __init__(self, checks: CheckSet, cases: Sequence[CheckCase], year: int) -> None:
        self.checks, self.year = checks, year
        codes = {code for case in cases for code in case.given}
        rules = {rule.code: rule for code in codes for rule in checks.of(code)}.values()
        others = {code for rule in rules for code in (rule.indicator, *rule.reads)} - {"*"}
        # What is given itself is not asked for; of several who give different things, somebody may lack it.
        others -= codes.intersection(*(case.given for case in cases))
        members = list({case.organisation.pk: case.organisation for case in cases}.values())
        self.known = latest_facts(members, others, sees_all=True) if others else {one.pk: {} for one in members}
        self.facts = self._facts(members, codes) if any(case.history is None for case in cases) else {}
        self.like: dict[tuple[Any, ...], list[Decimal]] = {}

    def of(self, case: CheckCase) -> CheckBasis:
        own, given = case.organisation, case.given
        known = self.known[own.pk]
        values = {code: fact.value for code, fact in known.items() if fact.value is not None}
        values |= {code: value for code, (_indicator, _period, value) in given.items()}
        history = self._history(case) if case.history is None else case.history
        rules = {rule.code: rule for code in given for rule in self.checks.of(code)}.values()
        pairs = {(code, rule.per) for code in given for rule in rules if rule.kind is CheckKind.HISTORY and rule.per}
        return CheckBasis(
            values=values,
            limits={code: (one.lowest, one.highest) for code, (one, _period, _value) in given.items()},
            history=history,
            peers={pair: self._peers(own, *pair) for pair in pairs if len(history.get(pair[0], ())) < 5},
            year=self.year,
        )

    @staticmethod
    def _facts(members: Sequence[Organisation], codes: set[str]) -> dict[str, dict[Any, list[Observation]]]:
        """Earlier figures of these organisations and of their places, oldest first."""
        whose = Q(organisation__in=members) | Q(place__in={one.place_id for one in members})
        facts = facts_in_force().filter(whose, indicator__code__in=codes, breakdown="", value__isnull=False)
        found: dict[str, dict[Any, list[Observation]]] = defaultdict(lambda: defaultdict(list))
        for fact in facts.select_related("indicator").order_by("period", "recorded_at", "pk"):
            whom = ("organisation", fact.organisation_id) if fact.organisation_id else ("place", fact.place_id)
            found[fact.indicator.code][whom].append(fact)
        return found

    def _history(self, case: CheckCase) -> dict[str, list[Decimal]]:
        """The organisation's values of earlier periods, oldest first; a changed scale may begin a new series."""
        found: dict[str, list[Decimal]] = {}
        for code, (indicator, period, _value) in case.given.items():
            whose = self.facts.get(code, {})
            own = whose.get(("organisation", case.organisation.pk), ())
            facts = [*own, *whose.get(("place", case.organisation.place_id), ())]
            facts.sort(key=lambda fact: (fact.period, fact.recorded_at, fact.pk))
            earlier = [
                fact.number
                for fact in facts
                if fact.period < period and (not indicator.starts_series or fact.scale == indicator.scale)
            ]
            if earlier:
                found[code] = earlier
        return found

    def _peers(self, own: Organisation, code: str, per: str) -> list[Decimal]:
        key = (own.pk, code, per)
        if key not in self.like:
            self.like[key] = _peers(own, code, per)
        return self.like[key]


def _peers(organisation: Organisation, code: str, per: str) -> list[Decimal]:
    """The latest values of like cities per unit of another indicator: of the same kind, in the same region."""
    alike = Organisation.objects.filter(kind=organisation.kind, region=organisation.region_id)
    members = list(alike.exclude(pk=organisation.pk).select_related("place"))
    known = latest_facts(members, [code, per])
    found = []
    for facts in known.values():
        value, unit = facts.get(code), facts.get(per)
        if value and unit and value.value is not None and unit.value:
            found.append(value.value / unit.value)
    return found
