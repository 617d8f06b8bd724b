"""Facts looked at by the network's rules, before they are written: what is refused, and what has to be explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from wego.core.formats import figure
from wego.core.texts import pick
from wego.engines.checks import CheckBasis, CheckFinding, CheckKind, CheckSet, find, read_checks
from wego.members.models import Organisation
from wego.records.models import CheckComment, CheckRules, Indicator
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


def check_facts(
    organisation: Organisation, given: Mapping[str, tuple[Indicator, str, Decimal]], *, year: int
) -> list[CheckedFact]:
    """What the rules in force find in figures that are about to be given: by indicator, its period and its value.

    What was explained once about the same value is not raised again. Five queries at most, none without rules.
    """
    checks = checks_in_force()
    if checks is None or not given:
        return []
    evidence = _evidence(organisation, checks, given, year)
    found = [
        CheckedFact(one, given[one.indicator][0], given[one.indicator][1])
        for one in find(checks, list(given), evidence)
        if one.indicator in given
    ]
    return [one for one in found if one.is_refusal or _key(one) not in _explained(organisation, found)]


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


def _explained(organisation: Organisation, found: Sequence[CheckedFact]) -> set[tuple[int, str, str, str]]:
    asked = [one for one in found if not one.is_refusal]
    if not asked:
        return set()
    said = CheckComment.objects.filter(organisation=organisation, check_code__in={one.code for one in asked})
    return set(said.values_list("indicator_id", "period", "check_code", "said_of"))


def _evidence(
    organisation: Organisation, checks: CheckSet, given: Mapping[str, tuple[Indicator, str, Decimal]], year: int
) -> CheckBasis:
    rules = {rule.code: rule for code in given for rule in checks.of(code)}.values()
    others = {code for rule in rules for code in (rule.indicator, *rule.reads)} - set(given) - {"*"}
    known = latest_facts([organisation], others, sees_all=True)[organisation.pk] if others else {}
    values = {code: fact.value for code, fact in known.items() if fact.value is not None}
    values |= {code: value for code, (_indicator, _period, value) in given.items()}
    history = _history(organisation, given)
    pairs = {(code, rule.per) for code in given for rule in rules if rule.kind is CheckKind.HISTORY and rule.per}
    return CheckBasis(
        values=values,
        limits={code: (one.lowest, one.highest) for code, (one, _period, _value) in given.items()},
        history=history,
        peers={pair: _peers(organisation, *pair) for pair in pairs if len(history.get(pair[0], ())) < 5},
        year=year,
    )


def _history(
    organisation: Organisation, given: Mapping[str, tuple[Indicator, str, Decimal]]
) -> dict[str, list[Decimal]]:
    """The organisation's values of earlier periods, oldest first; a changed scale may begin a new series."""
    whose = Q(organisation=organisation) | Q(place=organisation.place_id)
    facts = facts_in_force().filter(whose, indicator__code__in=given, breakdown="", value__isnull=False)
    found: dict[str, list[Decimal]] = defaultdict(list)
    for fact in facts.select_related("indicator").order_by("period", "recorded_at", "pk"):
        indicator, period, _value = given[fact.indicator.code]
        if fact.period < period and (not indicator.starts_series or fact.scale == indicator.scale):
            found[fact.indicator.code].append(fact.number)
    return dict(found)


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
