"""Asking to apply without an account: a mailed link shows the address, opens the account and starts the application."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from wego.accounts.authorization import people_permitted
from wego.accounts.models import User
from wego.accounts.queries import at_work
from wego.accounts.services import open_account
from wego.admissions.models import Application, JoinRequest
from wego.admissions.queries import JOIN_LINK
from wego.admissions.services.applications import start_application
from wego.admissions.services.notifications import officers_of
from wego.core import audit, outbox
from wego.core.names import refuse_address
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.services import make_link, use_link
from wego.members.models import Organisation, Region

# Anybody can have these sent; the second goes to all who act for an organisation.
LINK = outbox.declare(
    outbox.MailKind("admissions/mail/link", gettext_lazy("Link to apply"), is_secret=True, limits=outbox.Limits())
)
ASKS = outbox.declare(
    outbox.MailKind("admissions/mail/asks", gettext_lazy("Request for an invitation"), limits=outbox.Limits())
)


@transaction.atomic
def request_to_join(
    *, email: str, language: str, kind: str, name: str, country: str, region: Region, at: datetime
) -> JoinRequest:
    """Mail a link, good for three days and once, that starts the application. Tells nobody who has an account."""
    refuse_address(name)
    link, address = make_link(JOIN_LINK, to=email, language=language, at=at)
    request = JoinRequest.objects.create(
        email=email.strip().lower(),
        language=language,
        kind=kind,
        name=name.strip(),
        country=country,
        region=region,
        link=link,
        requested_at=at,
    )
    audit.record("join_request.sent", request, by=None, at=at, after={"kind": kind, "country": country})
    # Nothing that the stranger typed is mailed: the address may be anybody's.
    facts = {"link": address, "expires_at": link.expires_at}
    outbox.queue_mail(LINK, to=request.email, language=language, facts=facts, about=request, by=None, at=at)
    return request


@transaction.atomic
def join_by_request(*, request_id: int, name: str, language: str, password: str, at: datetime) -> Application:
    """Open the account of whoever has the link, and start the application that was asked for."""
    request = _locked(request_id, at)
    user = open_account(email=request.email, name=name, language=language, password=password, by=None, at=at)
    return _use(request, by=user, at=at)


@transaction.atomic
def take_up_request(*, request_id: int, by: User, at: datetime) -> Application:
    """Start the application that was asked for, with the account that one has."""
    return _use(_locked(request_id, at), by=by, at=at)


@transaction.atomic
def ask_for_invitation(*, organisation_id: int, name: str, email: str, message: str, at: datetime) -> int:
    """Tell the officers of a known organisation, or the secretariat where it has none, who asks to act for it."""
    refuse_address(name, message)
    organisation = Organisation.objects.get(pk=organisation_id)
    office = people_permitted("admissions.decide_application")
    readers = officers_of(organisation) or at_work(office, timezone.localdate(at))
    audit.record("invitation.asked_for", organisation, by=None, at=at, after={"told": len(readers)})
    for reader in readers:
        with translation.override(reader.language):
            path = reverse("my_members:colleagues", args=[organisation.slug])
            facts = {
                "organisation": organisation.name,
                "name": name,
                "email": email,
                "message": message,
                "address": settings.WEGO_BASE_URL + path,
            }
        outbox.queue_mail(
            ASKS, to=reader.email, language=reader.language, facts=facts, about=organisation, by=None, at=at
        )
    return len(readers)


@transaction.atomic
def forget_old_join_requests(at: datetime) -> None:
    """Once a link is used up or has expired, nobody needs the address any more; a periodic job."""
    _forget(JoinRequest.objects.filter(link__expires_at__lt=at))


@transaction.atomic
def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: the requests to that person's addresses go."""
    _forget(JoinRequest.objects.filter(email__in={email.lower() for email in addresses}))


def _locked(request_id: int, at: datetime) -> JoinRequest:
    """The request, its link used: whoever comes second is refused."""
    request = JoinRequest.objects.select_for_update(of=("self",)).select_related("region").get(pk=request_id)
    use_link(link_id=request.link_id, at=at)
    return request


def _use(request: JoinRequest, *, by: User, at: datetime) -> Application:
    return start_application(
        kind=request.kind, name=request.name, country=request.country, region=request.region, by=by, at=at
    )


def _forget(requests: QuerySet[JoinRequest]) -> None:
    links = list(requests.values_list("link_id", flat=True))
    requests.delete()
    PersonalLink.objects.filter(pk__in=links).delete()
