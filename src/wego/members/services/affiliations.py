"""Posts at organisations: inviting, joining, leaving."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.accounts.authorization import has_permission
from wego.accounts.models import User
from wego.accounts.services import open_account
from wego.core import audit, outbox, state
from wego.core.consents.models import ConsentEntry
from wego.core.consents.services import end_consent
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.services import make_link, revoke_link, use_link
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members import hooks
from wego.members.models import Affiliation, Invitation, Organisation
from wego.members.queries.affiliations import INVITATION_LINK
from wego.members.queries.contact_persons import CONTACT_PERSON

KEEP_COLLEAGUES = "members.keep_colleagues"
FORGET_AFTER = timedelta(days=90)
# It goes to people who may not know the platform, on the word of somebody whom the platform may not know.
INVITATION = outbox.declare(
    outbox.MailKind("members/mail/invitation", gettext_lazy("Invitation"), is_secret=True, limits=outbox.Limits())
)


class NotYet(RuleError):
    """The organisation is nobody yet in whose name the platform writes to people."""


class AlreadyColleague(RuleError):
    """The person holds this role at the organisation."""


class AlreadyInvited(RuleError):
    """An invitation to this address and role is open."""


class InvitationClosed(RuleError):
    """The invitation has been taken up, withdrawn or has expired."""


class LastOfficer(RuleError):
    """Nobody could act for the organisation any more."""


class AffiliationEnded(RuleError):
    """The person has left this post before."""


@transaction.atomic
def invite_colleague(
    *, organisation_id: int, email: str, role: str, language: str, by: User, at: datetime
) -> Invitation:
    """Invite somebody by mail to take a role at an organisation; the link in it is good for fourteen days."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    _refuse_held_back(organisation, by)
    email = email.strip().lower()
    held = Affiliation.objects.filter(organisation=organisation, role=role, ends_on=None)
    if held.filter(user__emailaddress__email__iexact=email, user__emailaddress__verified=True).exists():
        raise AlreadyColleague(_("This person already holds that role here."))
    if organisation.invitations.filter(email=email, role=role, status=Invitation.Status.OPEN).exists():
        raise AlreadyInvited(_("This address has already been invited. Resend that invitation, or withdraw it."))
    link, address = _link(organisation, email=email, language=language, at=at)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=Affiliation.Role(role),
        language=language,
        link=link,
        invited_by=by,
        invited_at=at,
    )
    _record("invitation.sent", invitation, by=by, at=at, after={"role": role, "language": language})
    _mail_invitation(invitation, address, by=by, at=at)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation_id: int, by: User, at: datetime) -> Invitation:
    """Mail a new link, good for another fourteen days; the link before it is worthless from now on."""
    invitation = _locked(invitation_id)
    if invitation.status != Invitation.Status.OPEN:
        raise InvitationClosed(_("This invitation is no longer open."))
    _refuse_held_back(invitation.organisation, by)
    revoke_link(link_id=invitation.link_id, at=at)
    invitation.link, address = _link(
        invitation.organisation, email=invitation.email, language=invitation.language, at=at
    )
    invitation.save(update_fields=["link"])
    _record("invitation.sent_again", invitation, by=by, at=at)
    _mail_invitation(invitation, address, by=by, at=at)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation_id: int, by: User, at: datetime) -> Invitation:
    """Take an open invitation back; its link leads nowhere from now on."""
    invitation = _locked(invitation_id)
    state.move(invitation, Invitation.Status.WITHDRAWN)
    invitation.save(update_fields=["status"])
    revoke_link(link_id=invitation.link_id, at=at)
    _record("invitation.withdrawn", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation_id: int, by: User, at: datetime) -> Affiliation:
    """Take up an invitation with the account that one has."""
    invitation = _locked(invitation_id)
    return _take_up(invitation, by=by, at=at)


@transaction.atomic
def join_by_invitation(*, invitation_id: int, name: str, language: str, password: str, at: datetime) -> Affiliation:
    """Take up an invitation and open one's account with it: who has the link has shown to hold the address."""
    invitation = _locked(invitation_id)
    _refuse_closed(invitation, at)
    user = open_account(email=invitation.email, name=name, language=language, password=password, by=None, at=at)
    return _take_up(invitation, by=user, at=at)


@transaction.atomic
def end_affiliation(*, affiliation_id: int, by: User, at: datetime) -> Affiliation:
    """End a person's post; it takes effect with that person's next page."""
    affiliation = Affiliation.objects.select_related("organisation").get(pk=affiliation_id)
    # The organisation's row is the lock: two officers cannot remove each other at the same time.
    Organisation.objects.select_for_update().get(pk=affiliation.organisation_id)
    affiliation.refresh_from_db()
    if affiliation.ends_on:
        raise AffiliationEnded(_("This position has already ended."))
    if affiliation.role == Affiliation.Role.OFFICER and not has_permission(by, KEEP_COLLEAGUES):
        others = affiliation.organisation.affiliations.filter(role=Affiliation.Role.OFFICER, ends_on=None)
        if not others.exclude(pk=affiliation.pk).filter(user__is_active=True).exists():
            raise LastOfficer(_("This is the only officer. Invite another one first, or ask the secretariat."))
    _end(affiliation, by=by, at=at)
    return affiliation


@transaction.atomic
def forget_person(*, user: User, addresses: set[str], by: User, at: datetime) -> None:
    """On erasure of a person: posts end, and the person's addresses go from all invitations."""
    for affiliation in user.affiliations.select_for_update().filter(ends_on=None).select_related("organisation"):
        _end(affiliation, by=by, at=at)
    user.affiliations.update(post="")
    for invitation in Invitation.objects.select_for_update().filter(email__in={email.lower() for email in addresses}):
        if invitation.status == Invitation.Status.OPEN:
            withdraw_invitation(invitation_id=invitation.pk, by=by, at=at)
        _forget_address(invitation)


@transaction.atomic
def forget_old_invitations(at: datetime) -> None:
    """Three months after an invitation has ended without a yes, nobody needs the address any more; a periodic job."""
    ended = Invitation.objects.select_for_update(of=("self",)).filter(link__expires_at__lt=at - FORGET_AFTER)
    for invitation in ended.exclude(status=Invitation.Status.ACCEPTED).exclude(email__endswith="@erased.invalid"):
        if invitation.status == Invitation.Status.OPEN:
            state.move(invitation, Invitation.Status.WITHDRAWN)
            invitation.save(update_fields=["status"])
            revoke_link(link_id=invitation.link_id, at=at)
            _record("invitation.withdrawn", invitation, by=None, at=at)
        _forget_address(invitation)


def _locked(invitation_id: int) -> Invitation:
    held = Invitation.objects.select_for_update(of=("self", "organisation"))
    return held.select_related("organisation", "link").get(pk=invitation_id)


def _take_up(invitation: Invitation, *, by: User, at: datetime) -> Affiliation:
    _refuse_closed(invitation, at)
    use_link(link_id=invitation.link_id, at=at)
    state.move(invitation, Invitation.Status.ACCEPTED)
    invitation.accepted_at = at
    invitation.save(update_fields=["status", "accepted_at"])
    affiliation, _is_new = Affiliation.objects.get_or_create(
        user=by,
        organisation=invitation.organisation,
        role=invitation.role,
        ends_on=None,
        defaults={"starts_on": timezone.localdate(at)},
    )
    _record("invitation.accepted", invitation, by=by, at=at, after={"role": invitation.role, "person": by.key})
    by.__dict__.pop("_posts_held", None)  # what was asked before this act is no longer true
    return affiliation


def _refuse_closed(invitation: Invitation, at: datetime) -> None:
    if invitation.status != Invitation.Status.OPEN:
        raise InvitationClosed(_("This invitation is no longer open. Ask for a new one."))
    if not invitation.link.is_open(at):
        raise InvitationClosed(_("This invitation has expired. Ask for a new one."))


def _end(affiliation: Affiliation, *, by: User, at: datetime) -> None:
    affiliation.ends_on = timezone.localdate(at)
    affiliation.save(update_fields=["ends_on"])
    if affiliation.role == Affiliation.Role.OFFICER:
        about, door = Reference.to(affiliation.organisation), ConsentEntry.Door.POST_ENDED
        end_consent(CONTACT_PERSON, about=about, person_key=affiliation.user.key, by=by, at=at, door=door)
    audit.record(
        "affiliation.ended",
        affiliation,
        by=by,
        at=at,
        label=affiliation.organisation.name.source,
        before={"role": affiliation.role, "person": affiliation.user.key},
    )


def _forget_address(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(email=f"invitation-{invitation.pk}@erased.invalid")


def _record(
    action: str, invitation: Invitation, *, by: User | None, at: datetime, after: dict[str, object] | None = None
) -> None:
    # The label names the organisation only: an address in the trail would outlive an erasure.
    audit.record(action, invitation, by=by, at=at, label=invitation.organisation.name.source, after=after)


def _refuse_held_back(organisation: Organisation, by: User) -> None:
    if not has_permission(by, KEEP_COLLEAGUES) and (reasons := hooks.held_back.collect(organisation=organisation)):
        raise NotYet(reasons[0])


def _link(organisation: Organisation, *, email: str, language: str, at: datetime) -> tuple[PersonalLink, str]:
    return make_link(INVITATION_LINK, to=email, language=language, subject=Reference.to(organisation), at=at)


def _mail_invitation(invitation: Invitation, address: str, *, by: User, at: datetime) -> None:
    with translation.override(invitation.language):
        facts = {
            "invitation": invitation,
            "organisation": invitation.organisation.name,
            "role": invitation.get_role_display(),
            "link": address,
        }
    outbox.queue_mail(
        INVITATION,
        to=invitation.email,
        language=invitation.language,
        facts=facts,
        about=invitation.organisation,
        by=by,
        at=at,
        is_limited=not has_permission(by, KEEP_COLLEAGUES),
    )
