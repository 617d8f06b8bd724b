"""Where the outbox lets apps above hear what became of a mail."""

from wego.core.hooks import Hook

# A mail came back: receiver(mail, at), in the transaction that notes it.
mail_bounced = Hook("core.outbox.mail_bounced")
