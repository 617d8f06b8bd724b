"""From standing, figures, schedule and concessions to what one member pays, every step kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from wego.core.money import Money
from wego.dues.models import Concession, FeeSchedule, ReadingChoice, RunQuote
from wego.dues.queries.figures import FeeFigure, Known, known_figures
from wego.dues.queries.liability import Liability, liabilities
from wego.engines.fees import CannotQuote, FeeSubject, Quote, Schedule, quote
from wego.engines.messages import Message
from wego.members.models import Organisation

Outcome = RunQuote.Outcome


@dataclass(frozen=True)
class MemberQuote:
    """What a member pays for a year, or why not; `steps` tell how it came about."""

    outcome: str
    steps: tuple[Message, ...]
    currency: str
    quote: Quote | None = None
    amount: Decimal = Decimal(0)
    parts: int = 1

    @property
    def fee(self) -> Decimal:
        """What the schedule says, before any concession."""
        return self.quote.fee if self.quote else Decimal(0)


@dataclass(frozen=True)
class Case:
    """One member as it is to be quoted."""

    organisation: Organisation
    liability: Liability
    known: Known
    concessions: Sequence[Concession] = field(default_factory=tuple)


def schedules_in_force() -> QuerySet[FeeSchedule]:
    """The schedules in force, the newest first; earlier versions of them serve the runs that used them."""
    return FeeSchedule.objects.filter(is_in_force=True).order_by("-first_year")


def schedule_for(year: int) -> FeeSchedule | None:
    """The schedule in force in a year."""
    return schedules_in_force().filter(first_year__lte=year).first()


def reading_in_force(row: FeeSchedule) -> str:
    """The reading by the latest recorded decision, else the one that the network folder puts in force."""
    chosen = choices_of(row).values_list("reading", flat=True).first()
    known = {reading.code for reading in row.read().readings}
    return chosen if chosen in known else row.read().reading_in_force


def choices_of(row: FeeSchedule) -> QuerySet[ReadingChoice]:
    """The decisions on how to read a schedule, whichever its version, the latest first."""
    return ReadingChoice.objects.filter(schedule__code=row.code).order_by("-pk")


def cases(
    schedule: Schedule,
    year: int,
    organisations: Iterable[Organisation],
    *,
    gdp_year: int | None = None,
    as_if_full: bool = False,
) -> list[Case]:
    """Everybody who was a member in a year, as they are to be quoted; the same queries whatever their number.

    `as_if_full` takes every organisation as liable: for the simulator, where the list prints no standing.
    """
    members = list(organisations)
    keys = [member.pk for member in members]
    said = dict.fromkeys(keys, Liability(True, "as_if_full")) if as_if_full else liabilities(year, keys)
    known = known_figures(schedule, year, members, gdp_year=gdp_year)
    granted: dict[int, list[Concession]] = {}
    for concession in Concession.objects.filter(organisation__in=keys, year=year, withdrawn_at=None):
        granted.setdefault(concession.organisation_id, []).append(concession)
    return [
        Case(member, said[member.pk], known[member.pk], granted.get(member.pk, []))
        for member in members
        if member.pk in said
    ]


def find(schedule: Schedule, reading: str, case: Case) -> MemberQuote:
    """What one member pays. Nothing is guessed: a figure that lacks makes it “cannot be quoted, because …”."""
    liability = case.liability
    first = Message(liability.code, liability.facts)
    if not liability.is_due:
        outcome = Outcome.CANNOT if liability.code == "unstated" else Outcome.FREE
        return MemberQuote(outcome, (first,), schedule.currency)
    try:
        found = quote(schedule, subject_of(case.organisation, case.known), reading=reading)
    except CannotQuote as refusal:
        return MemberQuote(Outcome.CANNOT, (first, *_refused(refusal, schedule, case)), schedule.currency)
    steps = [first]
    for step in found.steps:
        steps.append(step)
        figure: FeeFigure | None = getattr(case.known, step.code, None)
        if figure:
            facts = {"source": figure.source, "period": figure.period, "country": figure.country}
            steps.append(Message(f"{step.code}_source", facts))
    amount, parts = _conceded(Money(found.fee, found.currency), case.concessions, steps)
    outcome = Outcome.DUE if amount else Outcome.FREE
    return MemberQuote(outcome, tuple(steps), found.currency, found, amount, parts)


def subject_of(organisation: Organisation, known: Known) -> FeeSubject:
    """An organisation as the engine asks for it."""
    class_ = None if organisation.kind == Organisation.Kind.LOCAL_GOVERNMENT else organisation.subkind or None
    values: Mapping[str, Decimal | None] = {
        name: figure.value if (figure := getattr(known, name)) else None for name in ("gdp", "population", "staff")
    }
    return FeeSubject(organisation.kind, class_, **values)


def _refused(refusal: CannotQuote, schedule: Schedule, case: Case) -> list[Message]:
    facts = {"about": refusal.about, "schedule": schedule.code, "detail": str(refusal)}
    if refusal.about == "gdp" and case.known.gdp_gap:
        return [Message(f"cannot_{refusal.code}", facts), Message("gap", {"reason": case.known.gdp_gap})]
    return [Message(f"cannot_{refusal.code}", facts)]


def _conceded(fee: Money, concessions: Sequence[Concession], steps: list[Message]) -> tuple[Decimal, int]:
    """What is left to pay after concessions, and in how many parts."""
    amount, parts = fee, 1
    for concession in sorted(concessions, key=lambda granted: granted.kind):
        facts = {"decision": concession.decision_label, "reason": concession.reason}
        if concession.kind == Concession.Kind.WAIVER:
            amount = Money(Decimal(0), fee.currency)
        elif concession.kind == Concession.Kind.DISCOUNT:
            less = Money(amount.amount * concession.percent / 100, fee.currency).rounded()
            amount = amount - less
            facts |= {"percent": f"{concession.percent:f}", "left": f"{amount.amount:.2f}"}
        else:
            parts = concession.parts
            facts |= {"parts": str(parts)}
        steps.append(Message(concession.kind, facts))
    return amount.amount, parts if amount else 1
