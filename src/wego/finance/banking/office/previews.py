"""A bank's file before it is booked: what it does line by line, to be accepted or dropped; then what it did."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from wego.core.access import require
from wego.engines.banking import account_key
from wego.finance.banking.acts import ACCEPT_PREVIEW, DROP_PREVIEW
from wego.finance.banking.listings import PREVIEW_LINES
from wego.finance.banking.models import BankPreview, BankStatement
from wego.finance.banking.queries import (
    accounts_known,
    bank_lines_visible_to,
    bank_previews_visible_to,
    waiting_lines,
)
from wego.finance.banking.wording import render_doubtful, render_result
from wego.finance.permissions import can_keep_books, can_see_books


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a file does, and the two answers to it."""
    require(can_see_books(request.user))
    shown = get_object_or_404(bank_previews_visible_to(request.user), pk=pk)
    plan = shown.plan
    counts = {name: plan.get(name, 0) for name in ("added", "known", "matched")}
    doubtful = plan.get("doubtful", 0)
    statements = list(BankStatement.objects.filter(file=shown.file.name)) if shown.file else []
    facts = {
        "shown": shown,
        "plan": plan,
        "result": render_result(**counts),
        "doubtful": render_doubtful(doubtful) if doubtful else "",
        "sha256": statements[0].sha256 if statements else "",
        "columns": _columns(shown, statements),
        "may_undo": can_keep_books(request.user),
        "new_accounts": _new_accounts(shown),
        "is_working": shown.is_working,
        "work": shown.imports.first() if shown.status == BankPreview.Status.ACCEPTED else None,
        "acts": {"accept": ACCEPT_PREVIEW, "drop": DROP_PREVIEW},
        "statements": statements,
        "waiting": waiting_lines(bank_lines_visible_to(request.user)).count(),
    }
    above = [(reverse("office_bank:statements"), gettext_lazy("Bank statements"))]
    lines = plan.get("lines", [])
    return PREVIEW_LINES.respond(request, rows=lines, title=shown.file_name, facts=facts, above=above)


def _columns(shown: BankPreview, statements: Sequence[BankStatement]) -> list[str]:
    """By which of its own columns a bank's table is read: `date = Buchungstag`."""
    named = statements[0].columns if statements else shown.columns or shown.plan.get("columns", {})
    return [f"{ours} = {of_bank}" for ours, of_bank in named.items()]


def _new_accounts(shown: BankPreview) -> list[str]:
    """Accounts of a file that nobody has accepted, of which nothing is known yet."""
    if shown.status != BankPreview.Status.SHOWN:
        return []
    known = {account_key(" ".join([number, f"({currency})"])) for number, currency in accounts_known()}
    return [one for one in shown.plan.get("accounts", []) if account_key(one) not in known]
