"""The personal link by which a contact says, once a year, that what is kept is right; and the mail that brings it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wego.core.outbox import MailKind
from wego.core.outbox import declare as declare_mail
from wego.core.personal_links.kinds import LinkKind, declare

GOOD_FOR = timedelta(days=60)
CONFIRMATION_LINK = declare(
    LinkKind("correspondence.confirmation", _("Confirmation of a contact"), "correspondence:confirm", good_for=GOOD_FOR)
)
CONFIRMATION_MAIL = declare_mail(
    MailKind("correspondence/mail/confirmation", _("Yearly question to a contact"), is_secret=True, good_for=GOOD_FOR)
)
