"""What an organisation may do on a date, from its standing and its arrears on that date, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wego.accounts.authorization import permitted_rows
from wego.entitlements.models import Entitlement
from wego.finance.queries.invoices import Arrear, arrears_of
from wego.members.models import Organisation, Standing
from wego.members.queries.affiliations import organisations_of


def organisations_with_rights_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whose rights a person sees: its own people's, and who sees the register everybody's there."""
    seen = Organisation.objects.all()
    return permitted_rows(
        seen, user, "members.see_register", own=lambda: Q(pk__in=organisations_of(user)), region="region__code"
    )


@dataclass(frozen=True)
class EntitlementAnswer:
    """Whether an organisation has a right on a day, and why; true where it has."""

    entitlement: Entitlement
    is_allowed: bool
    reason: str

    def __bool__(self) -> bool:
        return self.is_allowed


def entitlements_of(organisation: Organisation, on: date) -> list[EntitlementAnswer]:
    """Every right with its answer; the same few queries however many there are."""
    return _answers(Entitlement.objects.all(), organisation, on)


def _answers(rights: Iterable[Entitlement], organisation: Organisation, on: date) -> list[EntitlementAnswer]:
    standing = organisation.standings.on(on).first()
    wanted = list(rights)
    arrears: list[Arrear] = []
    if standing and any(right.is_without_arrears for right in wanted):
        arrears = arrears_of(organisation, on)
    return [_answer(right, organisation, standing, arrears, on) for right in wanted]


def _answer(
    right: Entitlement, organisation: Organisation, standing: Standing | None, arrears: list[Arrear], on: date
) -> EntitlementAnswer:
    day = date_format(on)
    if not right.is_for(organisation):
        kind = organisation.get_kind_display()
        return EntitlementAnswer(
            right, False, _("This right does not apply to this kind of organisation (%(kind)s).") % {"kind": kind}
        )
    if standing is None:
        return EntitlementAnswer(right, False, _("On %(day)s it was not a member.") % {"day": day})
    if standing.kind not in right.standings:
        if standing.kind == Standing.Kind.UNSTATED:
            return EntitlementAnswer(
                right, False, _("The list does not state its standing; the secretariat records it by a decision.")
            )
        named = standing.get_kind_display()
        return EntitlementAnswer(right, False, _("On %(day)s it was: %(standing)s.") % {"day": day, "standing": named})
    if right.is_without_arrears and arrears:
        first = arrears[0]
        facts = {"number": first.invoice.number, "days": first.days}
        return EntitlementAnswer(right, False, _("Invoice %(number)s is overdue by %(days)d days.") % facts)
    named = standing.get_kind_display()
    since = date_format(standing.starts_on)
    return EntitlementAnswer(right, True, _("%(standing)s since %(day)s.") % {"standing": named, "day": since})
