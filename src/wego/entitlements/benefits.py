"""What members made of their benefits in a year, and who may be about to leave: read from what every app knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wego.core.money import Money
from wego.core.punctuation import joined
from wego.correspondence.models import Post
from wego.correspondence.queries.contacts import in_force
from wego.entitlements.hooks import BenefitUse, benefit_uses
from wego.entitlements.queries import EntitlementAnswer, entitlements_of
from wego.finance.models import Invoice
from wego.finance.queries.invoices import late_on
from wego.members.models import Affiliation, Organisation, Standing
from wego.members.queries.visibility import organisations_in_register_of

# Whose people have not signed in for so long is nobody whom the platform reaches.
SILENT_AFTER = timedelta(days=365)
MEMBERS = (Standing.Kind.FULL, Standing.Kind.ASSOCIATE, Standing.Kind.FRIENDSHIP, Standing.Kind.UNSTATED)


@dataclass(frozen=True)
class BenefitYear:
    """One benefit in a year: whether the member has it, and what it made of it."""

    answer: EntitlementAnswer
    uses: Sequence[BenefitUse]


@dataclass(frozen=True)
class MemberYear:
    """A member's year in the network."""

    organisation: Organisation
    year: int
    standing: Standing | None
    benefits: Sequence[BenefitYear]
    invoiced: Sequence[Money]
    paid: Sequence[Money]

    @property
    def uses(self) -> int:
        return sum(len(one.uses) for one in self.benefits)


def year_of(organisation: Organisation, year: int, *, today: date) -> MemberYear:
    """Standing and rights as of the year's last day, or of today while the year lasts; as many queries in any year."""
    day = min(today, date(year, 12, 31))
    by_benefit: dict[str, list[BenefitUse]] = {}
    for use in _uses(year, organisation):
        by_benefit.setdefault(use.benefit, []).append(use)
    answers = entitlements_of(organisation, day)
    benefits = [
        BenefitYear(answer, sorted(by_benefit.get(answer.entitlement.code, []), key=lambda use: use.day))
        for answer in answers
    ]
    invoices = Invoice.objects.filter(organisation=organisation, year=year, is_demonstration=False)
    rows = list(invoices.values_list("currency", "total", "balance__open"))
    return MemberYear(
        organisation=organisation,
        year=year,
        standing=organisation.standings.on(day).first(),
        benefits=benefits,
        invoiced=_sums((code, total) for code, total, _open in rows),
        paid=_sums((code, total - left) for code, total, left in rows),
    )


def _uses(year: int, organisation: Organisation | None) -> Iterable[BenefitUse]:
    for offered in benefit_uses.collect(year=year, organisation=organisation):
        yield from offered


def _sums(rows: Iterable[tuple[str, Any]]) -> list[Money]:
    sums: dict[str, Money] = {}
    for code, amount in rows:
        sums[code] = sums.get(code, Money(Decimal(0), code)) + Money(amount, code)
    return [sums[code] for code in sorted(sums)]


# --- of all members ---------------------------------------------------------------------------------------------------
@dataclass
class MemberCare:
    """A member in the list of all: how often it used each benefit in the year, and the signs that it may leave."""

    organisation: Organisation
    uses: dict[str, int] = field(default_factory=dict)
    signs: dict[str, str] = field(default_factory=dict)  # code and words

    @property
    def used(self) -> int:
        return sum(self.uses.values())

    @property
    def sign_count(self) -> int:
        return len(self.signs)

    @property
    def said(self) -> str:
        return joined(self.signs.values())


def care_of_all(user: Any, year: int, *, today: date) -> list[MemberCare]:
    """Every member that this person sees, those with the most signs first; as many queries however many there are."""
    members = organisations_in_register_of(user).filter(standing__in=MEMBERS).order_by("sort_en", "pk")
    rows = {one.pk: MemberCare(one) for one in members.select_related("region")}
    for use in _uses(year, None):
        if row := rows.get(use.organisation_id):
            row.uses[use.benefit] = row.uses.get(use.benefit, 0) + 1
    late = set(_late(today).values_list("organisation", flat=True))
    reached, heard = _reached(today)
    for number, row in rows.items():
        if number in late:
            row.signs["arrears"] = _("dues overdue")
        if not row.used:
            row.signs["unused"] = _("no benefit used in %(year)s") % {"year": year}
        if number not in reached:
            row.signs["no_contact"] = _("no one to write to")
        elif number not in heard:
            row.signs["silent"] = _("no one has signed in for a year")
    return sorted(rows.values(), key=lambda row: -row.sign_count)


def _late(today: date) -> QuerySet[Invoice]:
    return Invoice.objects.filter(late_on(today), balance__open__gt=0, is_demonstration=False).order_by()


def _reached(today: date) -> tuple[set[int], set[int]]:
    """The members at which somebody can be written to, and those of which somebody has signed in lately."""
    reached, heard = set(), set()
    people = Affiliation.objects.filter(ends_on=None).values_list("organisation", "user__last_login")
    for number, signed_in in people:
        reached.add(number)
        if signed_in and today - signed_in.date() < SILENT_AFTER:
            heard.add(number)
    contacts = Post.objects.filter(in_force(today), organisation__isnull=False, contact__bounced_at=None)
    numbers = contacts.exclude(contact__email="").order_by().values_list("organisation", flat=True)
    reached.update(number for number in numbers if number is not None)
    return reached, heard
