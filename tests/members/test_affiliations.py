"""Posts at organisations: inviting, joining, leaving; one test per success and one per refusal."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from tests.accounts.factories import AT, PASSWORD, make_secretary, make_user
from tests.members.factories import make_organisation
from wego.accounts.models import User
from wego.accounts.queries import personal_data
from wego.accounts.services import AddressTaken, erase_person
from wego.core.models import AuditEntry
from wego.core.state import WrongState
from wego.members import permissions
from wego.members.models import Affiliation, Invitation, Organisation
from wego.members.queries import affiliations as queries
from wego.members.services import affiliations as services
from wego.members.services.demonstration import make_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_officer(organisation: Organisation, role: str = "officer", **fields: Any) -> User:
    user = make_user(**fields)
    Affiliation.objects.create(user=user, organisation=organisation, role=role, starts_on=AT.date())
    return user


def invite(organisation: Organisation, email: str = "new@seoul.example", **facts: Any) -> Invitation:
    given = {"role": "contributor", "language": "en", "by": make_secretary(), "at": AT, **facts}
    return services.invite_colleague(organisation_id=organisation.pk, email=email, **given)


def test_invite_colleague_mails_a_secret_that_is_not_kept(django_capture_on_commit_callbacks: Any) -> None:
    seoul = make_organisation(name_ko="서울특별시")

    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(seoul, " New@Seoul.example", language="ko", by=make_officer(seoul, name="한서연"))

    sent = mail.outbox[0]
    token = re.search(r"/ko/my/join/([\w-]+)/", sent.body).group(1)  # type: ignore[union-attr]
    assert sent.to == ["new@seoul.example"]
    assert "서울특별시" in sent.subject
    assert "한서연" in sent.body
    assert len(token) >= 43
    assert invitation.expires_at == AT + timedelta(days=14)
    assert token not in str(Invitation.objects.values().get())
    assert queries.invitation_by_token(token) == invitation
    entry = AuditEntry.objects.get(action="invitation.sent")
    assert "new@" not in f"{entry.label}{entry.before}{entry.after}".lower()


def test_invite_colleague_refuses_somebody_who_holds_the_role() -> None:
    seoul = make_organisation()
    officer = make_officer(seoul)

    with pytest.raises(services.AlreadyColleague):
        invite(seoul, officer.email.upper(), role="officer")

    invite(seoul, officer.email, role="delegate")


def test_invite_colleague_refuses_an_address_that_is_invited() -> None:
    seoul = make_organisation()
    invite(seoul)

    with pytest.raises(services.AlreadyInvited):
        invite(seoul, "NEW@seoul.example")


def test_resend_invitation_makes_the_former_link_worthless(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite(make_organisation())
        services.resend_invitation(invitation_id=invitation.pk, by=make_secretary(), at=AT + timedelta(days=20))

    first, second = (re.search(r"/join/([\w-]+)/", sent.body).group(1) for sent in mail.outbox)  # type: ignore[union-attr]
    renewed = queries.invitation_by_token(second)
    assert queries.invitation_by_token(first) is None
    assert renewed is not None
    assert renewed.expires_at == AT + timedelta(days=34)


def test_resend_invitation_refuses_one_that_is_not_open() -> None:
    invitation = invite(make_organisation())
    services.withdraw_invitation(invitation_id=invitation.pk, by=make_secretary(), at=AT)

    with pytest.raises(services.InvitationClosed):
        services.resend_invitation(invitation_id=invitation.pk, by=make_secretary(), at=AT)


def test_withdraw_invitation_then_refuses_again() -> None:
    by, invitation = make_secretary(), invite(make_organisation())

    services.withdraw_invitation(invitation_id=invitation.pk, by=by, at=AT)

    with pytest.raises(WrongState):
        services.withdraw_invitation(invitation_id=invitation.pk, by=by, at=AT)


def test_accept_invitation_gives_the_role() -> None:
    seoul, user = make_organisation(), make_user()
    invitation = invite(seoul, role="officer")

    affiliation = services.accept_invitation(invitation_id=invitation.pk, by=user, at=AT)

    assert (affiliation.user, affiliation.role, affiliation.starts_on) == (user, "officer", AT.date())
    assert queries.is_officer(user, seoul)
    invitation.refresh_from_db()
    assert (invitation.status, invitation.accepted_at) == ("accepted", AT)


def test_accept_invitation_works_once() -> None:
    invitation = invite(make_organisation())
    services.accept_invitation(invitation_id=invitation.pk, by=make_user(), at=AT)

    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(invitation_id=invitation.pk, by=make_user(), at=AT)

    assert Affiliation.objects.count() == 1


def test_accept_invitation_refuses_after_fourteen_days() -> None:
    invitation = invite(make_organisation())

    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(invitation_id=invitation.pk, by=make_user(), at=AT + timedelta(days=14))


def test_accept_invitation_refuses_one_that_was_withdrawn() -> None:
    invitation = invite(make_organisation())
    services.withdraw_invitation(invitation_id=invitation.pk, by=make_secretary(), at=AT)

    with pytest.raises(services.InvitationClosed):
        services.accept_invitation(invitation_id=invitation.pk, by=make_user(), at=AT)


def test_join_by_invitation_opens_a_proven_account() -> None:
    invitation = invite(make_organisation(), role="officer")

    affiliation = services.join_by_invitation(
        invitation_id=invitation.pk, name="New", language="ko", password=PASSWORD, at=AT
    )

    user = affiliation.user
    assert (user.email, user.language, affiliation.role) == ("new@seoul.example", "ko", "officer")
    assert user.emailaddress_set.get().verified
    actions = set(AuditEntry.objects.filter(actor_key=user.key).values_list("action", flat=True))
    assert actions == {"person.joined", "invitation.accepted"}


def test_join_by_invitation_refuses_an_expired_one_and_opens_nothing() -> None:
    invitation = invite(make_organisation())

    with pytest.raises(services.InvitationClosed):
        services.join_by_invitation(
            invitation_id=invitation.pk, name="New", language="ko", password=PASSWORD, at=AT + timedelta(days=15)
        )

    assert not User.objects.filter(email="new@seoul.example").exists()


def test_join_by_invitation_refuses_an_address_with_an_account() -> None:
    invitation = invite(make_organisation())
    make_user("new@seoul.example")

    with pytest.raises(AddressTaken):
        services.join_by_invitation(invitation_id=invitation.pk, name="", language="en", password=PASSWORD, at=AT)

    invitation.refresh_from_db()
    assert invitation.status == "open"


def test_end_affiliation() -> None:
    seoul = make_organisation()
    officer, other = make_officer(seoul), make_officer(seoul, "delegate")

    services.end_affiliation(affiliation_id=other.affiliations.get().pk, by=officer, at=AT)

    assert queries.roles_at(User.objects.get(pk=other.pk), seoul) == frozenset()
    assert AuditEntry.objects.get(action="affiliation.ended").before == {"role": "delegate", "person": str(other.key)}


def test_end_affiliation_refuses_a_second_time() -> None:
    seoul = make_organisation()
    officer, other = make_officer(seoul), make_officer(seoul, "delegate")
    services.end_affiliation(affiliation_id=other.affiliations.get().pk, by=officer, at=AT)

    with pytest.raises(services.AffiliationEnded):
        services.end_affiliation(affiliation_id=other.affiliations.get().pk, by=officer, at=AT)


def test_end_affiliation_refuses_the_last_officer_except_to_the_secretariat() -> None:
    seoul = make_organisation()
    officer, _inactive = make_officer(seoul), make_officer(seoul, is_active=False)
    make_officer(make_organisation("Busan"))
    held = officer.affiliations.get()

    with pytest.raises(services.LastOfficer):
        services.end_affiliation(affiliation_id=held.pk, by=officer, at=AT)

    services.end_affiliation(affiliation_id=held.pk, by=make_secretary(), at=AT)


def test_an_officer_may_leave_when_another_stays() -> None:
    seoul = make_organisation()
    officer = make_officer(seoul)
    make_officer(seoul)

    services.end_affiliation(affiliation_id=officer.affiliations.get().pk, by=officer, at=AT)

    assert not queries.is_officer(User.objects.get(pk=officer.pk), seoul)


def test_erasure_ends_posts_and_forgets_addresses_in_invitations() -> None:
    seoul, busan = make_organisation(), make_organisation("Busan")
    officer = make_officer(seoul, email="leaving@seoul.example")
    waiting, done = invite(busan, officer.email), invite(busan, officer.email, role="delegate")
    services.accept_invitation(invitation_id=done.pk, by=officer, at=AT)

    erase_person(user_id=officer.pk, by=officer, at=AT)

    assert not officer.affiliations.filter(ends_on=None).exists()
    waiting.refresh_from_db()
    done.refresh_from_db()
    assert (waiting.status, done.status) == ("withdrawn", "accepted")
    assert "leaving@" not in f"{waiting.email}{done.email}"
    assert "leaving@" not in "".join(f"{e.label}{e.before}{e.after}" for e in AuditEntry.objects.all())


def test_forget_old_invitations_forgets_addresses_three_months_after_the_end() -> None:
    seoul, user = make_organisation(), make_user("taken@seoul.example")
    waiting, taken = invite(seoul), invite(seoul, user.email)
    services.accept_invitation(invitation_id=taken.pk, by=user, at=AT)
    end = AT + timedelta(days=14 + 90)

    services.forget_old_invitations(end)
    assert Invitation.objects.filter(email=waiting.email, status="open").exists()
    services.forget_old_invitations(end + timedelta(days=1))
    services.forget_old_invitations(end + timedelta(days=2))

    waiting.refresh_from_db()
    taken.refresh_from_db()
    assert (waiting.status, waiting.email) == ("withdrawn", f"invitation-{waiting.pk}@erased.invalid")
    assert taken.email == user.email


def test_personal_data_tell_of_posts_and_invitations() -> None:
    seoul = make_organisation()
    officer = make_officer(seoul)
    invite(seoul, by=officer)
    invite(make_organisation("Busan"), officer.email)

    told = personal_data(officer)["members"]

    assert [post["organisation__slug"] for post in told["posts"]] == ["seoul"]
    assert [one["organisation__slug"] for one in told["invitations_received"]] == ["busan"]
    assert [one["organisation__slug"] for one in told["invitations_sent"]] == ["seoul"]
    assert "new@seoul.example" not in str(told)


def test_make_demonstration_twice_makes_each_once() -> None:
    for name, population in (("Seoul", 9_400_000), ("Kathmandu", 900_000), ("Ulsan", 40_000)):
        city = make_organisation(name)
        city.place.population = population
        city.place.save()
    make_organisation("Institute of Cities", kind="institution")

    for _ in range(2):
        make_demonstration(at=AT, rng=random.Random(1))

    posts = Affiliation.objects.values_list("user__email", "organisation__slug", "role")
    assert sorted(posts) == [
        ("contributor@step-in.example", "seoul", "contributor"),
        ("delegate@step-in.example", "seoul", "delegate"),
        ("officer-institution@step-in.example", "institute-of-cities", "officer"),
        ("officer-large@step-in.example", "seoul", "officer"),
        ("officer-middling@step-in.example", "kathmandu", "officer"),
        ("officer-small@step-in.example", "ulsan", "officer"),
    ]
    assert not User.objects.filter(is_demonstration=False).exists()


WHO = ["secretary", "secretary without factor", "officer", "delegate", "contributor", "former officer", "elsewhere"]


@pytest.fixture
def seoul() -> Organisation:
    return make_organisation()


@pytest.fixture
def who(seoul: Organisation) -> dict[str, User]:
    made = {"secretary": make_secretary(), "secretary without factor": make_secretary()}
    made["secretary without factor"].has_used_second_factor = False
    made |= {role: make_officer(seoul, role) for role in ("officer", "delegate", "contributor")}
    made["former officer"] = make_officer(seoul)
    made["former officer"].affiliations.update(ends_on=AT.date())
    made["elsewhere"] = make_officer(make_organisation("Busan"))
    return made


def test_can_manage_colleagues(seoul: Organisation, who: dict[str, User]) -> None:
    assert [name for name in WHO if permissions.can_manage_colleagues(who[name], seoul)] == ["secretary", "officer"]


def test_can_end_affiliation(seoul: Organisation, who: dict[str, User]) -> None:
    held = who["delegate"].affiliations.get()

    assert [name for name in WHO if permissions.can_end_affiliation(who[name], held)] == [
        "secretary",
        "officer",
        "delegate",
    ]


def test_can_accept_invitation(seoul: Organisation, who: dict[str, User]) -> None:
    invitation = invite(seoul, who["elsewhere"].email)

    assert [name for name in WHO if permissions.can_accept_invitation(who[name], invitation)] == ["elsewhere"]
