"""Whom other members may write to: officers who agreed that their name and address are shown."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wego.accounts.authorization import has_permission
from wego.core.consents.purposes import ConsentPurpose, declare
from wego.core.consents.queries import says_yes
from wego.core.references import Reference
from wego.members.models import Affiliation, Organisation, Standing
from wego.members.queries.affiliations import OFFICER, organisations_of

NO_MEMBER = ("", Standing.Kind.FORMER)


def contact_persons_visible_to(user: Any) -> QuerySet[Affiliation]:
    """The contact persons of members, for people with a post at a member and for the office; for nobody else."""
    if not (
        has_permission(user, "members.see_register") or organisations_of(user).exclude(standing__in=NO_MEMBER).exists()
    ):
        return Affiliation.objects.none()
    agreed = says_yes(CONTACT_PERSON.code, Organisation._meta.label, person_key="user__key", about_id="organisation_id")
    posts = Affiliation.objects.filter(~Q(organisation__standing__in=NO_MEMBER), role=OFFICER, ends_on=None)
    shown = posts.filter(user__is_active=True).annotate(has_agreed=agreed).filter(has_agreed=True)
    return shown.select_related("user").order_by("user__name", "pk")


def _offered(user: Any) -> list[Reference]:
    """Officers are asked, for each member that they act for."""
    return [Reference.to(one) for one in organisations_of(user, OFFICER).exclude(standing__in=NO_MEMBER).order_by("pk")]


CONTACT_PERSON = declare(
    ConsentPurpose(
        "members.contact_person",
        label=_("Contact at this member"),
        meaning=_(
            "Your name and e-mail address are shown on your organisation's page to signed-in people at member "
            "organisations and to the secretariat, so that members can contact each other. The public and "
            "search engines never see them."
        ),
        on_withdrawal=_(
            "Your name and address disappear from that page immediately, as they do when your position ends. "
            "People who have seen or written to the address may still have it."
        ),
        offered=_offered,
    )
)
