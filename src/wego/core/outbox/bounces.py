"""Delivery reports (RFC 3464): which of our mails came back, and why."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from wego.core.models import Mail
from wego.core.outbox.services import record_bounce


@dataclass(frozen=True)
class DeliveryReport:
    """What a delivery report says of one mail of ours."""

    message_id: str
    reason: str


def read_report(content: bytes) -> DeliveryReport | None:
    """The mail that came back for good; None where a message reports nothing of the kind (a delay, an answer)."""
    message: Any = email.message_from_bytes(content, policy=email.policy.default)
    if message.get_content_type() != "multipart/report":
        return None
    reason, message_id = "", ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            reason = reason or next(_failures(part), "")
        elif kind in {"message/rfc822", "text/rfc822-headers", "message/global-headers"}:
            message_id = message_id or _id_of(part)
    return DeliveryReport(message_id, reason) if message_id and reason else None


def record_report(report: DeliveryReport, *, at: datetime) -> bool:
    """Mark the mail that came back; False where it is none of ours, or is marked already."""
    found = Mail.objects.filter(message_id=report.message_id, status__in=[Mail.Status.SENT, Mail.Status.UNCERTAIN])
    mail = found.first()
    if mail is None:
        return False
    record_bounce(mail_id=mail.pk, reason=report.reason, by=None, at=at)
    return True


def _failures(part: Any) -> Iterator[str]:
    """The reasons of those recipients whom the mail did not reach for good."""
    for block in part.get_payload():
        if not isinstance(block, EmailMessage):
            continue
        if str(block.get("Action", "")).strip().lower() == "failed":
            said = str(block.get("Diagnostic-Code") or block.get("Status") or "failed")
            yield " ".join(said.split())[:500]


def _id_of(part: Any) -> str:
    """The mail's own number, from what the report returns of it: the whole, or its head as text."""
    if part.get_content_type() == "message/rfc822":
        original: Any = part.get_payload(0)
    else:
        payload = part.get_payload(decode=True) or b""
        original = email.message_from_bytes(payload, policy=email.policy.default)
    return str(original.get("Message-ID", "")).strip()
