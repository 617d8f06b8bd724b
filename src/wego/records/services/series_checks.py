"""Staged facts of organisations looked at by the network's rules, all together.

What compares a figure with its own history is screened over all series at once; only what may be objected to, and what
the rules compare with other indicators, is then looked at one by one by the engine that looks at every other fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.engines.checks import EVERY, CheckKind
from wego.members.models import Organisation
from wego.records.models import CheckComment, FactImport, Indicator, Observation, StagedFact
from wego.records.queries import CheckCase, CheckedFact, check_many, checks_in_force

AT_ONCE = 500
_STAGING, _RECORD = StagedFact._meta.db_table, Observation._meta.db_table


def check_staged(shown: FactImport, *, year: int) -> None:
    """Refuse what a rule refuses, or asks to be explained and no note explains; keep what a note explains."""
    checks = checks_in_force()
    indicators = {one.pk: one for one in Indicator.objects.filter(pk__in=_staged(shown).values("indicator"))}
    if checks is None or not indicators:
        return
    every = {rule.kind: rule for rule in checks.rules if rule.indicator == EVERY}
    named = {code for rule in checks.rules if rule.indicator != EVERY for code in (rule.indicator, *rule.reads)}
    series = _Series(shown, indicators)
    if not series.rows:
        return
    times = min((float(rule.times) for rule in checks.rules if rule.kind is CheckKind.HISTORY), default=None)
    suspects = series.suspects(times) if times is not None or CheckKind.SLIP in every else set()
    limited = {pk: one for pk, one in indicators.items() if one.lowest is not None or one.highest is not None}
    asked = []
    for place, (_pk, _own, indicator, _period, value) in enumerate(series.rows):
        one = limited.get(indicator)
        is_beyond = one is not None and (
            (one.lowest is not None and value < one.lowest) or (one.highest is not None and value > one.highest)
        )
        if place in suspects or is_beyond or indicators[indicator].code in named:
            asked.append(place)
    if any(rule.kind not in (CheckKind.RANGE, CheckKind.SLIP, CheckKind.HISTORY) for rule in every.values()) or any(
        rule.minimum is not None or rule.maximum is not None for rule in every.values()
    ):
        asked = list(range(len(series.rows)))  # a rule of every indicator that is not screened here
    # Those of one organisation and period stand together.
    asked.sort(key=lambda place: (series.rows[place][1], series.rows[place][3]))
    for some in _parts(asked):
        _look(series, some, indicators, year=year)


def keep_explanations(shown: FactImport, *, by: User | None, at: datetime) -> None:
    """Keep what notes explain, so that the same finding on the same value is not raised again."""
    explained = shown.rows.filter(outcome__in=("new", "changed")).exclude(explained="")
    comments = [
        CheckComment(
            organisation_id=row.organisation_id,
            indicator_id=row.indicator_id or 0,
            period=row.period,
            check_code=code,
            said_of=f"{row.value.normalize():f}" if row.value is not None else "",
            comment=row.note,
            commented_by_key=by.key if by else None,
            commented_at=at,
        )
        for row in explained.iterator()
        for code in row.explained.split()
    ]
    CheckComment.objects.bulk_create(comments, batch_size=AT_ONCE)


def _staged(shown: FactImport) -> Any:
    """What is compared with its history: figures of the whole, of organisations, that are new or changed."""
    figures = shown.rows.filter(outcome__in=("new", "changed"), breakdown="", value__isnull=False)
    return figures.filter(organisation__isnull=False)


class _Series:
    """The staged figures, and beside them the series of each organisation and indicator with what is in force."""

    def __init__(self, shown: FactImport, indicators: dict[int, Indicator]) -> None:
        names = ("pk", "organisation_id", "indicator_id", "period", "value")
        with connection.cursor() as cursor:  # plain tuples: a million model instances are a gigabyte
            sql, params = _staged(shown).order_by().values_list(*names).query.sql_with_params()
            cursor.execute(sql, params)
            self.rows: list[Any] = cursor.fetchall()
        self._known = self._in_force(shown, indicators) if self.rows else []

    @staticmethod
    def _in_force(shown: FactImport, indicators: dict[int, Indicator]) -> list[Any]:
        """Earlier figures of the same organisations, and of their places."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT w.id, o.indicator_id, o.period, o.value, o.scale FROM {_RECORD} o "  # noqa: S608
                f"JOIN {Organisation._meta.db_table} w ON w.id = o.organisation_id OR w.place_id = o.place_id "
                f"WHERE w.id IN (SELECT organisation_id FROM {_STAGING} WHERE fact_import_id = %s) "
                f"AND o.indicator_id IN (SELECT indicator_id FROM {_STAGING} WHERE fact_import_id = %s) "
                "AND o.breakdown = '' AND o.value IS NOT NULL "
                f"AND NOT EXISTS (SELECT 1 FROM {_RECORD} later WHERE later.supersedes_id = o.id) "
                "ORDER BY o.period, o.recorded_at, o.id"
                if Observation.objects.filter(indicator__in=list(indicators)).exists()
                else f"SELECT 0, 0, '', 0, '' FROM {_RECORD} WHERE 1 = 0 AND %s = %s",  # noqa: S608
                [shown.pk, shown.pk],
            )
            found = cursor.fetchall()
        return [
            (own, indicator, period, value)
            for own, indicator, period, value, scale in found
            if not indicators[indicator].starts_series or scale == indicators[indicator].scale
        ]

    def suspects(self, times: float | None) -> set[int]:
        """Places in `rows` of what a rule on the own history may object to."""
        from wego.engines.checks.series import screened

        numbers: dict[tuple[int, int], int] = {}
        every = [(own, indicator, period, value) for own, indicator, period, value in self._known]
        every += [row[1:] for row in self.rows]
        series = [numbers.setdefault((own, indicator), len(numbers)) for own, indicator, _period, _value in every]
        mask, _before = screened(
            series,
            [row[2] for row in every],
            [float(row[3]) for row in every],
            times=times if times is not None else 1e9,
        )
        first = len(self._known)
        return {int(place) - first for place in mask.nonzero()[0] if place >= first}

    def histories(self, places: Sequence[int]) -> dict[int, list[Decimal]]:
        """What stands before each of these rows in its series, oldest first."""
        wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place in places:
            wanted[self.rows[place][1], self.rows[place][2]].append(place)
        earlier: dict[tuple[int, int], list[tuple[str, Decimal]]] = defaultdict(list)
        for own, indicator, period, value in (*self._known, *(row[1:] for row in self.rows)):
            if (own, indicator) in wanted:
                earlier[own, indicator].append((period, _decimal(value)))
        found = {}
        for key, these in wanted.items():
            several = sorted(earlier[key], key=lambda one: one[0])
            for place in these:
                found[place] = [value for period, value in several if period < self.rows[place][3]]
        return found


def _look(series: _Series, places: Sequence[int], indicators: dict[int, Indicator], *, year: int) -> None:
    """Look at some rows one by one; those of one organisation and period are compared with each other."""
    rows = [series.rows[place] for place in places]
    members = Organisation.objects.select_related("place").in_bulk({row[1] for row in rows})
    histories = series.histories(places)
    staged = StagedFact.objects.in_bulk([row[0] for row in rows])
    grouped: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        grouped[row[1], row[3]].append(number)
    cases, of_case = [], []
    for (own, period), numbers in grouped.items():
        given, history, by_code = {}, {}, {}
        for number in numbers:
            indicator = indicators[rows[number][2]]
            given[indicator.code] = (indicator, period, _decimal(rows[number][4]))
            history[indicator.code] = histories[places[number]]
            by_code[indicator.code] = staged[rows[number][0]]
        cases.append(CheckCase(members[own], given, history))
        of_case.append(by_code)
    changed = []
    for by_code, found in zip(of_case, check_many(cases, year=year), strict=True):
        for one in found:
            row = by_code[one.indicator.code]
            _note(row, one)
            changed.append(row)
    StagedFact.objects.bulk_update(
        list({row.pk: row for row in changed}.values()), ["outcome", "faults", "explained"], batch_size=AT_ONCE
    )


def _note(row: StagedFact, found: CheckedFact) -> None:
    if not found.is_refusal and row.note:
        row.explained = f"{row.explained} {found.code}".strip()[:200]
        return
    asked = "" if found.is_refusal else " " + _("Correct the value, or explain it in the column “note”.")
    row.outcome = StagedFact.Outcome.REFUSED
    row.faults = [*(row.faults or []), [row.cell, "value", found.said_of, found.text + asked]]


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _parts(places: list[int]) -> Iterator[list[int]]:
    rest = iter(places)
    while some := list(islice(rest, AT_ONCE)):
        yield some
