"""What waits for the office: of every queue how long it is, why it matters and where it is worked off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.accounts.authorization import has_permission
from wego.admissions import next_steps as admissions
from wego.cityindex.queries.participation import waiting_corrections
from wego.core.next_steps import NextStep
from wego.core.outbox.queries import mails_to_look_at
from wego.dues.models import DuesRun
from wego.finance.banking.queries import bank_lines_visible_to, waiting_lines
from wego.finance.queries.invoices import invoices_unsent, overdue_now
from wego.finance.queries.payments import open_refunds
from wego.members.queries.changes import waiting_changes


def work_queues_of(user: Any, *, today: date) -> list[NextStep]:
    """What waits for this person, the people first, then the money: each queue for those who may work it off.

    As many queries however much waits.
    """
    queues = {
        "admissions.decide_application": admissions.secretariat_steps,
        "members.decide_profile_change": _profiles,
        "cityindex.answer_corrections": _index,
        "dues.run_dues": _dues,
        "finance.keep_books": lambda: _money(user, today),
        "portal.send_mails": _mails,
    }
    return [step for code, steps in queues.items() if has_permission(user, code) for step in steps()]


def _profiles() -> Iterator[NextStep]:
    if count := waiting_changes().count():
        why = ngettext(
            "%(count)d profile change needs a decision.",
            "%(count)d profile changes need a decision.",
            count,
        )
        yield NextStep(_("Profile changes"), reverse("office_members:profile_changes"), why % {"count": count})


def _index() -> Iterator[NextStep]:
    if count := waiting_corrections().count():
        why = ngettext(
            "%(count)d correction request from a city needs a reply.",
            "%(count)d correction requests from cities need a reply.",
            count,
        )
        yield NextStep(_("Corrections of figures"), reverse("office_index:corrections"), why % {"count": count})


def _dues() -> Iterator[NextStep]:
    for run in DuesRun.objects.filter(status=DuesRun.Status.PREVIEW):
        why = _("The dues of %(year)s are calculated and ready to check.") % {"year": run.year}
        yield NextStep(_("To invoice"), reverse("office_dues:run", args=[run.pk]), why)


def _money(user: Any, today: date) -> Iterator[NextStep]:
    if count := invoices_unsent().count():
        why = ngettext("%(count)d invoice has not been sent.", "%(count)d invoices have not been sent.", count)
        yield NextStep(_("To send"), reverse("office_finance:unsent"), why % {"count": count})
    if count := waiting_lines(bank_lines_visible_to(user)).count():
        why = ngettext(
            "%(count)d bank transaction is not assigned.",
            "%(count)d bank transactions are not assigned.",
            count,
        )
        yield NextStep(_("Unmatched payments"), reverse("office_bank:bank_lines"), why % {"count": count})
    if count := overdue_now(today).count():
        why = ngettext("%(count)d invoice is overdue.", "%(count)d invoices are overdue.", count)
        yield NextStep(_("Overdue invoices"), reverse("office_finance:overdue"), why % {"count": count})
    if count := open_refunds().count():
        why = ngettext("%(count)d refund needs to be paid out.", "%(count)d refunds need to be paid out.", count)
        yield NextStep(_("To pay out"), reverse("office_finance:credits"), why % {"count": count})


def _mails() -> Iterator[NextStep]:
    if count := mails_to_look_at().count():
        why = ngettext("%(count)d e-mail could not be delivered.", "%(count)d e-mails could not be delivered.", count)
        yield NextStep(_("Undelivered e-mails"), f"{reverse('office_mail:list')}?status=look", why % {"count": count})
