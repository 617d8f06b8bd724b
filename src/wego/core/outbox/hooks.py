"""Where the outbox lets apps above hear what became of a mail, and asks what only they know."""

from __future__ import annotations

from typing import Any

from wego.core.hooks import Hook, Slot

# A mail came back: receiver(mail, at), in the transaction that notes it.
mail_bounced = Hook("core.outbox.mail_bounced")
# May this person see the outbox? filler(user) -> whether.
may_see_mails = Slot("core.outbox.may_see_mails")


def can_open_mails(user: Any) -> bool:
    """Whether a mail in a list is a link for this reader: its page is for those alone who may see the outbox."""
    return any(may_see_mails.collect(user=user))
