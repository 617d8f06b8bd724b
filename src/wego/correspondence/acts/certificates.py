"""Issuing certificates: in the office for any member, on a member's own pages by its officers."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wego.core.acts.act import OF_MEMBERS, Act
from wego.core.office import Trail
from wego.correspondence.forms.letters import CertificateForm, CertificateOfMemberForm
from wego.correspondence.permissions import can_issue_certificates
from wego.correspondence.queries.certificates import may_issue_to, organisations_certified_for
from wego.correspondence.services.certificates import issue_certificate
from wego.members.models import Organisation


def page_of_certificates(organisation: Organisation) -> str:
    return reverse("my_certificates:certificates", args=[organisation.slug])


def above_certificate(_one: Any = None) -> Trail:
    return [(reverse("office_contacts:certificates"), _("Certificates"))]


def _certified(user: Any, slug: str) -> Organisation:
    return get_object_or_404(organisations_certified_for(user), slug=slug)


_ISSUE: dict[str, Any] = {
    "label": gettext_lazy("Issue a certificate"),
    "said": gettext_lazy("Certificate issued."),
    "service": issue_certificate,
    "told": lambda one: _("Certificate %(number)s issued.") % {"number": one.number},
}
CERTIFICATE_ISSUE = Act(
    **_ISSUE,
    name="certificate_issue",
    address="office_contacts:certificate_issue",
    allowed=can_issue_certificates,
    form=CertificateOfMemberForm,
    initial=lambda nothing: {"language": get_language() or "en", "kind": "membership"},
    explains=lambda nothing: [
        _("The certificate says what is so today. It is numbered and sealed; anyone can check it at /verify/."),
    ],
    back=lambda nothing: reverse("office_contacts:certificates"),
    above=above_certificate,
)
MY_CERTIFICATE_ISSUE = Act(
    **OF_MEMBERS,
    **_ISSUE,
    name="certificate_issue",
    address="my_certificates:certificate_issue",
    subject=_certified,
    key="organisation_id",
    args=lambda organisation: [organisation.slug],
    allowed_on=lambda user, organisation: may_issue_to(user, organisation, may_issue=can_issue_certificates(user)),
    form=CertificateForm,
    form_facts=lambda organisation: {"organisation": organisation},
    initial=lambda organisation: {"language": get_language() or "en", "kind": "membership"},
    explains=lambda organisation: [_("The certificate says what is so today. Anyone can check it by its code.")],
    title=lambda organisation: str(organisation),
    back=page_of_certificates,
)
