"""Invoices, credit notes, receipts and statements as PDF, in the member's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from wego.core.money import Money, babel_locale
from wego.core.print import handed_out, set_pdf
from wego.finance.models import CreditNote, Invoice, Receipt
from wego.finance.presentation import account_awaited, events_of, lines_of, ways_to_pay
from wego.finance.queries.books import AccountStatement
from wego.finance.queries.invoices import left_after
from wego.finance.queries.terms import account_for
from wego.members.models import ContactPoint, Organisation
from wego.members.queries.contacts import contact

TEMPLATES = "finance/print"


def invoice_pdf(invoice: Invoice) -> bytes:
    """An invoice as it was issued, with its explanation; in the language in which it was issued."""
    return _set(_invoice_job(invoice))


Job = tuple[str, dict[str, Any], str, str]  # template, data, language, title


def _set(job: Job) -> bytes:
    template, data, language, title = job
    return handed_out(set_pdf(f"{TEMPLATES}/{template}.typ", data, language=language, title=title))


def _invoice_job(invoice: Invoice) -> Job:
    language = invoice.language
    with translation.override(language):
        title = _("Invoice %(number)s") % {"number": invoice.number}
        data = {"invoice": _invoice_data(invoice, language), "words": _invoice_words()}
    return "invoice", data, language, title


def _invoice_data(invoice: Invoice, language: str) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "sender": _sender(),
        "debtor": [invoice.debtor_name, *invoice.debtor_address.splitlines()],
        "facts": [
            [label, value]
            for label, value in (
                (_("Number"), invoice.number),
                (_("Issued"), _day(invoice.issued_on)),
                (pgettext("invoice", "Due"), _day(invoice.due_on)),
                (_("For the year"), str(invoice.year)),
                (_("Your reference"), invoice.purchase_reference),
                (_("Reference to quote"), invoice.reference),
                (_("Replaces"), invoice.supersedes.number if invoice.supersedes else ""),
            )
            if value
        ],
        "lines": [
            {
                "description": line["description"],
                "quantity": format_decimal(line["quantity"].normalize(), locale=babel_locale(language)),
                "price": line["price"].text(language),
                "amount": line["amount"].text(language),
            }
            for line in lines_of(invoice, language)
        ],
        "total": invoice.money.text(language),
        "instalments": [[_day(part.due_on), _text(part.amount, invoice)] for part in invoice.instalments.all()],
        "explanation": invoice.steps(language),
        "payment": [list(row) for row in ways_to_pay(account_for(invoice.currency), invoice)],
        "events": [
            [_day(event.on), " · ".join(filter(None, [event.what, event.detail])), (-event.amount).text(language)]
            for event in events_of(invoice)
        ],
        "open": _text(invoice.balance.open, invoice),
        "mark": made_up() if invoice.is_demonstration else "",
    }


def _invoice_words() -> dict[str, str]:
    return {
        "kicker": _("Invoice"),
        "to": pgettext("letter", "To"),
        "description": _("Details"),
        "quantity": _("Quantity"),
        "price": _("Price"),
        "amount": _("Amount"),
        "total": _("Total to pay"),
        "instalments": _("To be paid in instalments"),
        "due": pgettext("invoice", "Due"),
        "why": _("How this amount was calculated"),
        "how": _("How to pay"),
        "awaited": account_awaited(),
        "charges": _("Please pay all intermediary bank charges, so that the full amount arrives."),
        "events": _("Since it was issued"),
        "open": _("Unpaid on the day of printing"),
        "day": _("Day"),
        "event": _("What happened"),
    }


def credit_note_pdf(note: CreditNote) -> bytes:
    """A credit note with its reason and the invoice that it corrects; in the invoice's language."""
    invoice, language = note.invoice, note.invoice.language
    with translation.override(language):
        title = _("Credit note %(number)s") % {"number": note.number}
        rows = [
            (_("Number"), note.number),
            (_("Issued"), _day(note.issued_on)),
            (_("Corrects invoice"), f"{invoice.number} · {_day(invoice.issued_on)}"),
            (_("For the year"), str(invoice.year)),
            (_("Your reference"), invoice.purchase_reference),
            (_("Decision"), note.decision_label),
        ]
        amounts = [
            (_("Amount of the invoice"), invoice.money.text(language)),
            (_("Cancelled by this credit note"), _text(note.amount, invoice)),
            (_("Remaining invoice amount after this and earlier credit notes"), _text(left_after(note), invoice)),
        ]
        data = {
            "sender": _sender(),
            "debtor": [invoice.debtor_name, *invoice.debtor_address.splitlines()],
            "facts": [[label, value] for label, value in rows if value],
            "amounts": [list(row) for row in amounts],
            "reason": note.reason,
            "words": {
                "to": pgettext("letter", "To"),
                "what": _("Details"),
                "amount": _("Amount"),
                "why": _("Reason"),
                "credit": _("Any amount paid in excess remains with the network as your credit."),
            },
            "mark": made_up() if invoice.is_demonstration else "",
        }
    return _set(("credit_note", data, language, title))


def receipt_pdf(receipt: Receipt) -> bytes:
    """Says that a payment arrived, and what it was used for; in the language in force."""
    language = get_language() or "en"
    payment = receipt.payment
    title = _("Receipt %(number)s") % {"number": receipt.number}
    used = payment.allocations.filter(reverses=None, reversed_by=None).select_related("invoice").order_by("pk")
    rows = [
        (_("Number"), receipt.number),
        (
            _("Received from"),
            payment.organisation.name.in_language(language) if payment.organisation else payment.payer,
        ),
        (_("Received on"), _day(payment.received_on)),
        (_("Amount that arrived"), payment.money.text(language)),
        (
            _("Intermediary bank charges borne by the network"),
            Money(payment.charges, payment.currency).text(language) if payment.charges else "",
        ),
        (pgettext("of a payment", "Method"), payment.get_method_display()),
        (
            _("Cancelled"),
            _("This payment was cancelled afterwards; the receipt is void.") if payment.cancelled_at else "",
        ),
    ]
    data = {
        "sender": _sender(),
        "kicker": _("Receipt"),
        "rows": [[label, value] for label, value in rows if value],
        "used": [[one.invoice.number, Money(one.amount, one.invoice.currency).text(language)] for one in used],
        "credit": payment.credit.text(language) if payment.unapplied else "",
        "words": {
            "used": _("Used for"),
            "invoice": _("Invoice"),
            "amount": _("Amount"),
            "credit": _("Kept as credit"),
        },
        "mark": made_up() if payment.is_demonstration else "",
    }
    return _set(("receipt", data, language, title))


def statement_pdf(organisation: Organisation, statements: Sequence[AccountStatement], start: date, end: date) -> bytes:
    """A member's account between two days, in the language in force."""
    language = get_language() or "en"
    data = {
        "sender": _sender(),
        "organisation": organisation.name.in_language(language),
        "kicker": _("Statement of account"),
        "period": f"{_day(start)} – {_day(end)}",
        "statements": [
            {
                "currency": statement.currency,
                "rows": [
                    ["", _("Carried forward"), "", Money(statement.opening, statement.currency).text(language)],
                    *(
                        [
                            _day(line.on),
                            f"{line.act} · {line.cause}",
                            Money(line.amount, statement.currency).text(language),
                            Money(line.balance, statement.currency).text(language),
                        ]
                        for line in statement.lines
                    ),
                ],
                "closing": Money(statement.closing, statement.currency).text(language),
            }
            for statement in statements
        ],
        "words": {
            "day": _("Day"),
            "what": _("Details"),
            "amount": _("Amount"),
            "balance": _("Balance"),
            "closing": _("Owed at the end"),
            "note": _("An amount below zero is the member’s credit."),
            "empty": _("There were no invoices or payments in this period."),
        },
    }
    title = _("Statement of account: %(name)s") % {"name": data["organisation"]}
    return _set(("statement", data, language, title))


def made_up() -> str:
    """The mark on everything that is made up."""
    return _("Sample data: not a real claim. Do not pay.")


def _sender() -> dict[str, Any]:
    channels = (ContactPoint.Channel.ADDRESS, ContactPoint.Channel.EMAIL, ContactPoint.Channel.SITE)
    points = {point.channel: point.value for point in contact()}
    return {
        "name": _("World Smart Sustainable Cities Organization"),
        "lines": [points[channel] for channel in channels if channel in points],
    }


def _text(amount: Any, invoice: Invoice) -> str:
    return Money(amount, invoice.currency).text(get_language() or "en")


def _day(day: date) -> str:
    return format_date(day, "long", locale=babel_locale(get_language() or "en"))
