"""What the treasurer does with the bank: a line matched, undone, set aside; the sender of invoices entered."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.models import User
from wego.core.acts.act import Act
from wego.core.formats import money
from wego.core.office import Trail, Words
from wego.finance import tasks
from wego.finance.banking.forms import (
    ElectronicAddressForm,
    MatchForm,
    ProposedInvoicesForm,
    SenderForm,
    SettledByForm,
)
from wego.finance.banking.models import BankImport, BankLine, BankPreview
from wego.finance.banking.queries import (
    bank_imports_visible_to,
    bank_lines_visible_to,
    bank_previews_visible_to,
    proposal_of,
)
from wego.finance.banking.services import (
    accept_preview,
    drop_preview,
    match_line,
    note_refund_returned,
    set_aside_line,
    take_back,
    take_up_line,
    unmatch_line,
)
from wego.finance.forms.office import ReasonForm
from wego.finance.permissions import can_keep_books
from wego.finance.ubl.models import Sender
from wego.finance.ubl.services import set_electronic_address, set_sender

QUEUE = "office_bank:bank_lines"


def page_of_line(line: BankLine) -> str:
    return reverse("office_bank:bank_line", args=[line.pk])


def title_of_line(line: BankLine) -> str:
    return _("Bank transaction of %(day)s") % {"day": line.booked_on.isoformat()}


def above_line(_line: Any = None) -> Trail:
    return [(reverse(QUEUE), _("Unmatched payments"))]


def _line(user: Any, pk: int) -> BankLine:
    return get_object_or_404(bank_lines_visible_to(user), pk=pk)


def _import(user: Any, pk: int) -> BankImport:
    return get_object_or_404(bank_imports_visible_to(user), pk=pk)


def _preview(user: Any, pk: int) -> BankPreview:
    return get_object_or_404(bank_previews_visible_to(user), pk=pk)


def _what_it_does(line: BankLine, given: dict[str, Any]) -> list[Words]:
    """What would happen if the line paid what was chosen, before anything does."""
    if numbers := given["numbers"]:
        proposal = proposal_of(line, numbers)
        if len(proposal.parts) < len(numbers):
            refusal = _("The amount does not cover all of these invoices. Choose fewer.")
            raise forms.ValidationError({"numbers": refusal})
        effect: Words = render_to_string("finance/banking/effect.html", {"proposal": proposal})
    elif organisation := given["organisation"]:
        facts = {"amount": money(line.money), "name": organisation}
        effect = _("%(amount)s become credit of %(name)s; no invoice is paid.") % facts
    else:
        raise forms.ValidationError({"numbers": _("Choose an invoice, or the organisation to be credited.")})
    return [effect, _("A receipt is sent by e-mail. You can undo this on this page, with a reason.")]


def _matched(line: BankLine, given: dict[str, Any]) -> dict[str, Any]:
    organisation = given["organisation"]
    return {"invoice_ids": given["numbers"], "organisation_id": organisation.pk if organisation else None}


def _accept(*, preview_id: int, by: User, at: datetime) -> BankPreview:
    one = accept_preview(preview_id=preview_id, by=by, at=at)
    for begun in one.imports.filter(status=BankImport.Status.READING):
        transaction.on_commit(partial(tasks.bring_in.enqueue, begun.pk))
    return one


def _read_on(*, preview_id: int, by: User, at: datetime) -> None:
    if BankPreview.objects.get(pk=preview_id).is_working:
        transaction.on_commit(partial(tasks.read_ahead.enqueue, preview_id))


def _told_of_acceptance(one: BankPreview) -> Words:
    if one.is_long:
        return _("Accepted. It is being recorded in the background; this page shows the progress.")
    return _("Recorded as shown.")


def _resume(*, import_id: int, by: User, at: datetime) -> None:
    if BankImport.objects.get(pk=import_id).is_working:
        transaction.on_commit(partial(tasks.bring_in.enqueue, import_id))


def _set_address(*, by: User, at: datetime, organisation: Any, **given: Any) -> Any:
    return set_electronic_address(organisation_id=organisation.pk, by=by, at=at, **given)


_ACT = partial(Act, allowed=can_keep_books)
_LINE_ACT = partial(
    _ACT,
    subject=_line,
    key="line_id",
    title=title_of_line,
    back=page_of_line,
    above=above_line,
)
_SETTLING = partial(_LINE_ACT, leads_to=lambda line, made: reverse(QUEUE))

CONFIRM = _LINE_ACT(
    name="confirm_proposal",
    address="office_bank:confirm_proposal",
    label=gettext_lazy("Confirm"),
    said=gettext_lazy("Payment recorded and matched."),
    service=match_line,
    form=ProposedInvoicesForm,
    is_form_hidden=True,
    values=lambda line, given: {"invoice_ids": given["invoice"]},
    back=lambda line: reverse(QUEUE),
)
MATCH = _SETTLING(
    name="line_match",
    address="office_bank:line_match",
    label=gettext_lazy("Record and match"),
    said=gettext_lazy("Payment recorded and matched."),
    service=match_line,
    form=MatchForm,
    values=_matched,
    preview=_what_it_does,
    is_possible=lambda line: line.status == BankLine.Status.OPEN and not line.is_reversal,
)
UNMATCH = _LINE_ACT(
    name="line_unmatch",
    address="office_bank:line_unmatch",
    label=gettext_lazy("Undo for this reason"),
    said=gettext_lazy("Match undone; the transaction is back in the queue."),
    service=unmatch_line,
    form=ReasonForm,
    explains=lambda line: [
        _("The payment is cancelled by separate entries, the invoices are open again, and the receipt is void.")
    ],
    is_possible=lambda line: line.status == BankLine.Status.MATCHED,
)
SET_ASIDE = _SETTLING(
    name="line_set_aside",
    address="office_bank:line_set_aside",
    label=gettext_lazy("Exclude for this reason"),
    said=gettext_lazy("Transaction excluded."),
    service=set_aside_line,
    form=ReasonForm,
    explains=lambda line: [_("For money that does not pay an invoice, such as interest.")],
    is_possible=lambda line: line.status == BankLine.Status.OPEN,
)
TAKE_UP = _SETTLING(
    name="line_take_up",
    address="office_bank:line_take_up",
    label=gettext_lazy("Reopen"),
    said=gettext_lazy("The transaction is back in the queue."),
    service=take_up_line,
    is_possible=lambda line: line.status == BankLine.Status.SET_ASIDE,
)
TAKE_BACK = _SETTLING(
    name="line_take_back",
    address="office_bank:line_take_back",
    label=gettext_lazy("Undo this payment"),
    said=gettext_lazy("Payment undone; its invoices are open again."),
    service=take_back,
    form=SettledByForm,
    is_form_hidden=True,
    values=lambda line, given: {"of_line_id": given["of"]},
)
REFUND_RETURNED = _SETTLING(
    name="line_refund_returned",
    address="office_bank:line_refund_returned",
    label=gettext_lazy("Mark refund as returned"),
    said=gettext_lazy("The refund is owed again."),
    service=note_refund_returned,
    form=SettledByForm,
    is_form_hidden=True,
    values=lambda line, given: {"refund_id": given["of"]},
)
_PREVIEW_ACT = partial(
    _ACT,
    subject=_preview,
    key="preview_id",
    back=lambda one: reverse("office_bank:preview", args=[one.pk]),
    is_possible=lambda one: one.status == BankPreview.Status.SHOWN,
)
ACCEPT_PREVIEW = _PREVIEW_ACT(
    name="preview_accept",
    address="office_bank:preview_accept",
    label=gettext_lazy("Accept and record"),
    said=gettext_lazy("Recorded as shown."),
    told=_told_of_acceptance,
    service=_accept,
)
DROP_PREVIEW = _PREVIEW_ACT(
    name="preview_drop",
    address="office_bank:preview_drop",
    label=gettext_lazy("Do not accept"),
    said=gettext_lazy("Nothing of the file was kept."),
    service=drop_preview,
    leads_to=lambda one, made: reverse("office_bank:statements"),
)
RESUME_PREVIEW = _PREVIEW_ACT(
    name="preview_resume",
    address="office_bank:preview_resume",
    label=gettext_lazy("Continue with the file"),
    said=gettext_lazy("Continuing with the file."),
    service=_read_on,
    is_possible=lambda one: one.is_working,
)
RESUME_IMPORT = _ACT(
    name="import_resume",
    address="office_bank:import_resume",
    label=gettext_lazy("Continue with the file"),
    said=gettext_lazy("Continuing with the file."),
    service=_resume,
    subject=_import,
    key="import_id",
    back=lambda one: reverse("office_bank:import", args=[one.pk]),
)
_SENDER_ACT = partial(
    _ACT,
    title=lambda nothing: _("Electronic invoices"),
    back=lambda nothing: reverse("office_bank:sender"),
)
SET_SENDER = _SENDER_ACT(
    name="sender_set",
    address="office_bank:sender_set",
    label=gettext_lazy("Save sender"),
    said=gettext_lazy("Sender of electronic invoices saved."),
    service=set_sender,
    form=SenderForm,
    form_facts=lambda nothing: {"instance": Sender.objects.first()},
)
SET_ADDRESS = _SENDER_ACT(
    name="address_set",
    address="office_bank:address_set",
    label=gettext_lazy("Save address"),
    said=gettext_lazy("Electronic address saved."),
    service=_set_address,
    form=ElectronicAddressForm,
)
LINE_ACTS = {
    "confirm": CONFIRM,
    "match": MATCH,
    "unmatch": UNMATCH,
    "set_aside": SET_ASIDE,
    "take_up": TAKE_UP,
    "take_back": TAKE_BACK,
    "refund_returned": REFUND_RETURNED,
}
