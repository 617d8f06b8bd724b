"""What an application keeps of a person who is erased: nothing that names the person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from wego.accounts.models import User
from wego.admissions.models import Application
from wego.core import audit
from wego.core.folding import fold
from wego.questionnaires.models import Answer

CONTACT = ("contact_name", "contact_phone")
NAMED = ("contact_name", "representative_name")


def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: every answer that names the person goes, in each of its versions.

    Who applied is taken for the contact that was named, since nobody else can say whether the two are one.
    """
    contacts = Answer.objects.filter(response__applications__applicant=user, question__in=CONTACT)
    named = Answer.objects.filter(question__in=NAMED, response__applications__isnull=False).exclude(value=None)
    own = [answer.pk for answer in named if user.name and fold(str(answer.value)) == fold(user.name)]
    gone = Answer.objects.filter(Q(pk__in=own) | Q(pk__in=contacts.values("pk"))).exclude(value=None)
    for application in Application.objects.filter(response__answers__in=gone).distinct():
        audit.record("application.names_removed", application, by=by, at=at)
    gone.update(value=None, remark="", state=Answer.State.WITHDRAWN)
