"""A mailing to 10,000 recipients: listed with their fields, then each one's e-mail put into the outbox."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks import pages

AT = datetime(2026, 1, 15, tzinfo=UTC)
RECIPIENTS = 10_000
MOST_SECONDS = 60  # to list that many


def rows() -> Iterator[dict[str, object]]:
    """Processor seconds against the limit, and what is left to do twice: nothing."""
    with tempfile.TemporaryDirectory(prefix="wego-bench-") as folder:
        os.environ["WEGO_DATA_DIR"] = folder
        pages.platform()
        from wego.accounts.models import NetworkRole, User
        from wego.core.models import Mail
        from wego.correspondence.models import Contact, MailingKind
        from wego.correspondence.services.mailing_delivery import prepare_mailing, send_mailing
        from wego.correspondence.services.mailings import approve_mailing, begin_mailing, submit_mailing, write_mailing

        writer = User.objects.get(email="bench@example.org")
        approver = User.objects.create_user("director@example.org")
        # The list of contacts is written to as its writer sees it.
        NetworkRole.objects.create(user=writer, role=NetworkRole.Role.SECRETARIAT, granted_at=AT)
        Contact.objects.bulk_create(
            Contact(
                name=f"Made up {n}", kind="head", language=("en", "ko")[n % 2], email=f"n{n}@x.example", added_at=AT
            )
            for n in range(RECIPIENTS)
        )
        kind = MailingKind.objects.get(code="news")
        mailing = begin_mailing(title="Bench", kind=kind, audience="contacts", by=writer, at=AT)
        texts = {"en": "{salutation}, of {organisation} {unpaid}", "ko": "{salutation} {organisation}"}
        subject = {"en": "A word", "ko": "안내"}
        write_mailing(
            mailing_id=mailing.pk,
            title="Bench",
            kind=kind,
            subject=subject,
            body=texts,
            reply_due_on=None,
            by=writer,
            at=AT,
        )
        submit_mailing(mailing_id=mailing.pk, by=writer, at=AT)
        begun = time.process_time()
        prepare_mailing(mailing_id=mailing.pk, clock=lambda: AT)
        yield _row(f"{RECIPIENTS} recipients listed", time.process_time() - begun)
        approve_mailing(mailing_id=mailing.pk, by=approver, at=AT)
        begun = time.process_time()
        send_mailing(mailing_id=mailing.pk, clock=lambda: AT)
        yield _row(f"{RECIPIENTS} e-mails put into the outbox", time.process_time() - begun)
        written = Mail.objects.filter(kind="correspondence/mailing")
        yield {
            "name": "e-mails",
            "measured": written.count(),
            "limit": RECIPIENTS,
            "ratio": written.count() / RECIPIENTS,
        }


def _row(name: str, seconds: float) -> dict[str, object]:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "measured": seconds, "limit": MOST_SECONDS, "ratio": seconds / MOST_SECONDS, "memory": memory}
