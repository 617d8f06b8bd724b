"""The personal link by which somebody outside answers some questions, once; and the e-mails about it."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from wego.core.outbox import Limits, MailKind
from wego.core.outbox import declare as declare_mail
from wego.core.personal_links.kinds import LinkKind, declare

GOOD_FOR = timedelta(days=30)
OUTSIDE_LINK = declare(
    LinkKind("questionnaires.outside", _("Questions to someone outside"), "outside_answers:answer", good_for=GOOD_FOR)
)
OUTSIDE_MAIL = declare_mail(
    MailKind(
        "questionnaires/mail/outside_request",
        _("Questions to someone outside"),
        is_secret=True,
        good_for=GOOD_FOR,
        limits=Limits(),
    )
)
OUTSIDE_ANSWERED = declare_mail(MailKind("questionnaires/mail/outside_answered", _("An answer from outside")))
