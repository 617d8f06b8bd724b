"""The outbox: every mail of the platform is a row first, written with the act that it tells of.

An app declares its kinds of mail with `declare`, writes a mail with `queue_mail`, and shows on a noun's page what
`mails_about` it there were. The worker sends (`sending`), and the office decides about what did not go (`services`).
"""

from wego.core.outbox.kinds import Attachment, ComposedMail, Limits, MailKind, declare, label_of
from wego.core.outbox.queries import mails_about
from wego.core.outbox.queue import Envelope, TooManyMails, queue_mail, queue_mails, queue_text, render

__all__ = [
    "Attachment",
    "ComposedMail",
    "Envelope",
    "Limits",
    "MailKind",
    "TooManyMails",
    "declare",
    "label_of",
    "mails_about",
    "queue_mail",
    "queue_mails",
    "queue_text",
    "render",
]
