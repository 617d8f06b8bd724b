"""Assignments: taken, handed over with a note, refused where another was first; who opened a thing last."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.factories import make_role, make_secretary, make_user
from tests.admissions.factories import submitted
from wego.accounts.models import NetworkRole, User
from wego.accounts.queries import personal_data
from wego.accounts.services import end_role, erase_person
from wego.admissions.models import Application
from wego.core.absences.services import enter_absence
from wego.core.assignments.models import Assignment, Opening
from wego.core.assignments.queries import current_assignment
from wego.core.assignments.services import AssignmentRefused, assign_work, forget_old_openings, note_opening
from wego.core.comments.models import Comment
from wego.core.models import AuditEntry, Mail
from wego.core.references import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def kim() -> User:
    return make_secretary(name="Kim", language="ko")


@pytest.fixture
def lee() -> User:
    return make_secretary(name="Lee")


@pytest.fixture
def application() -> Application:
    return submitted(name="Newtown")


def of(application: Application) -> Reference:
    return Reference("admissions.Application", str(application.pk), "Newtown")


def give(application: Application, owner: User | None, *, was: User | None = None, by: User, **facts: Any) -> Any:
    keys = {"owner_key": owner.key if owner else None, "was": was.key if was else None}
    return assign_work(subject=of(application), **keys, by=by, **{"at": AT, **facts})


def owners(application: Application) -> list[tuple[Any, str, bool]]:
    found = Assignment.objects.filter(subject_id=application.pk).order_by("pk")
    return [(one.owner_key, one.note, one.ended_at is None) for one in found]


def test_a_hand_over_keeps_the_way_and_tells_who_gets_it(application: Application, kim: User, lee: User):
    give(application, lee, by=lee)
    give(application, kim, was=lee, by=lee, note=" Ask the mayor. ", at=AT + timedelta(hours=1))
    give(application, None, was=kim, by=kim, at=AT + timedelta(hours=2))

    assert owners(application) == [(lee.key, "", False), (kim.key, "Ask the mayor.", False)]
    assert current_assignment(of(application)) is None
    actions = AuditEntry.objects.filter(kind="core.Assignment").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["assignment.given", "assignment.given", "assignment.ended"]
    [mail] = Mail.objects.filter(kind="assignments/mail/assigned")
    assert (mail.recipient, mail.language) == (kim.email, "ko")
    assert "Ask the mayor." in mail.body
    assert f"/ko/office/admissions/{application.pk}/" in mail.body


def test_what_another_was_given_meanwhile_is_refused_by_name(application: Application, kim: User, lee: User):
    give(application, kim, by=kim)

    with pytest.raises(AssignmentRefused, match=r"Kim has taken it in the meantime, Mar 2, 2026"):
        give(application, lee, by=lee)
    give(application, lee, was=kim, by=kim)
    with pytest.raises(AssignmentRefused, match="Kim has assigned it to Lee in the meantime"):
        give(application, None, was=kim, by=make_secretary())
    assert owners(application) == [(kim.key, "", False), (lee.key, "", True)]


def test_it_is_refused_to_whom_may_not_work_on_it_and_where_nothing_waits(
    application: Application, kim: User, lee: User
):
    with pytest.raises(AssignmentRefused, match="may not work on it"):
        give(application, make_user(), by=kim)
    give(application, kim, by=kim)
    with pytest.raises(AssignmentRefused, match="already assigned to Kim"):
        give(application, kim, was=kim, by=lee)
    Application.objects.update(status=Application.Status.RETURNED, reason="x")
    with pytest.raises(AssignmentRefused, match="already been dealt with"):
        give(application, lee, was=kim, by=kim)


def test_the_mail_goes_to_the_deputy_of_one_who_is_away(application: Application, kim: User, lee: User):
    park = make_secretary(name="Park")
    days = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 5)}
    enter_absence(person_key=kim.key, deputy_key=park.key, **days, by=kim, at=AT)

    give(application, kim, by=lee)

    [mail] = Mail.objects.filter(kind="assignments/mail/assigned")
    assert mail.recipient == park.email
    assert "Lee has assigned “Newtown” to Kim. You are the deputy" in mail.body


def test_nobody_has_what_the_role_of_its_owner_no_longer_allows(application: Application, kim: User, lee: User):
    give(application, kim, by=kim)
    extra = make_role(kim, NetworkRole.Role.JUROR)
    end_role(role_id=extra.pk, by=lee, at=AT)
    kept = current_assignment(of(application))

    end_role(role_id=kim.network_roles.get(ended_at=None).pk, by=lee, at=AT)

    assert kept is not None
    assert current_assignment(of(application)) is None


def test_an_erasure_leaves_no_owner_and_no_opening(application: Application, kim: User, lee: User):
    give(application, kim, by=kim)
    note_opening(of(application), by=kim, at=AT)

    said = personal_data(kim)["assignments"]
    erase_person(user_id=kim.pk, by=kim, at=AT)

    assert [one["subject_label"] for one in said] == ["Newtown"]
    assert current_assignment(of(application)) is None
    assert not Opening.objects.exists()


def test_openings_are_one_row_a_person_and_forgotten(application: Application, kim: User):
    for minutes in (0, 0.5, 30):
        note_opening(of(application), by=kim, at=AT + timedelta(minutes=minutes))
    opened = Opening.objects.get().opened_at

    forget_old_openings(AT + timedelta(days=91))

    assert opened == AT + timedelta(minutes=30)
    assert not Opening.objects.exists()


# --- in the office ----------------------------------------------------------------------------------------------------
def paths(application: Application) -> tuple[str, str]:
    return f"/en/office/admissions/{application.pk}/", f"/en/office/work/admissions.Application/{application.pk}/"


def test_a_hand_over_from_end_to_end(signed_in: Any, application: Application, kim: User, lee: User):
    """Taken on, handed over with a note, on the colleague's first page, with the deputy while the colleague is away."""
    page, work = paths(application)
    of_lee, of_kim = signed_in(lee), signed_in(kim)
    of_lee.post(f"{work}take/")
    mine = of_lee.get("/en/office/").content.decode()
    given = {"owner_key": str(kim.key), "was": str(lee.key), "note": "The mayor calls on Monday."}
    of_lee.post(f"{work}assign/", given)

    theirs = of_kim.get("/en/office/").content.decode()
    shown = of_kim.get(page).content.decode()
    listed = of_lee.get("/en/office/admissions/").content.decode()
    narrowed = [
        of_lee.get("/en/office/admissions/", {"assigned": whose}).context["listing"].count
        for whose in ("mine", "nobodys", str(kim.key))
    ]

    assert f'<a href="{page}">Newtown</a>' in mine.split('id="mine"')[1]
    assert f'<a href="{page}">Newtown</a>' in theirs.split('id="mine"')[1]
    assert f'?assigned={kim.key}">Kim <span class="number">1</span></a>' in theirs
    for said in ("Assigned to <strong>Kim</strong> · you", "by Lee", "The mayor calls on Monday.", "Hand over"):
        assert said in shown
    assert '<td data-label="Assigned to">Kim</td>' in listed
    assert narrowed == [0, 0, 1]
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(days=3)}
    of_kim.post("/en/office/absences/enter/", {"person_key": str(kim.key), "deputy_key": str(lee.key), **days})
    deputy = of_lee.get("/en/office/").content.decode()
    assert "as deputy of Kim" in deputy
    assert "Kim is absent until" in of_lee.get(page).content.decode()
    assert of_lee.get("/en/office/work/?assigned=mine").context["listing"].count == 1


def test_who_comes_second_is_told_by_name_and_keeps_the_note(
    signed_in: Any, application: Application, kim: User, lee: User
):
    _page, work = paths(application)
    signed_in(kim).post(f"{work}take/")
    of_lee = signed_in(lee)

    page = of_lee.post(f"{work}assign/", {"owner_key": str(lee.key), "was": "", "note": "I know the mayor."})
    taken = of_lee.post(f"{work}take/", follow=True).content.decode()

    main = page.content.decode().split("<main", 1)[1]
    assert "Kim has taken it in the meantime" in main.split("<form", 1)[1]
    assert "I know the mayor." in main
    assert "Kim has taken it in the meantime" in taken
    assert Assignment.objects.get().owner_key == kim.key


def test_work_for_someone_whose_role_does_not_allow_it_is_told_beside_the_field(
    signed_in: Any, application: Application, kim: User
):
    _page, work = paths(application)
    park = make_user(name="Park")

    page = signed_in(kim).post(f"{work}assign/", {"owner_key": str(park.key), "was": "", "note": "Please."})

    field = page.content.decode().split("<form", 1)[1].split('name="note"')[0]
    assert "Park’s role does not allow this work. Choose someone else." in field
    assert "Only people whose role allows this work are listed." in field
    assert not Assignment.objects.exists()


def test_a_page_says_who_else_opened_it_last(signed_in: Any, application: Application, kim: User, lee: User):
    page, _work = paths(application)
    first = signed_in(kim).get(page).content.decode()

    second = signed_in(lee).get(page).content.decode()

    assert "last opened by" not in first
    assert "last opened by Kim, " in second


def test_a_note_on_what_has_gone_is_refused_with_words_and_kept(signed_in: Any, application: Application, kim: User):
    office, address = signed_in(kim), "/en/my/comments/admissions.Application/{}/add/"
    gone = office.post(address.format(999999), {"text": "Ask the mayor"})
    assigned = office.post("/en/office/work/admissions.Application/999999/assign/", {"note": "Ask the mayor"})
    stranger = signed_in(application.applicant).post(address.format(999999), {"text": "x"})

    for answer in (gone, assigned):
        assert answer.status_code == 409
        assert "no longer exists" in answer.content.decode()
        assert "Ask the mayor" in answer.content.decode()
    assert stranger.status_code == 404
    assert not Comment.objects.exists()


def test_what_is_decided_shows_whose_it_was(signed_in: Any, application: Application, kim: User, lee: User):
    give(application, kim, by=lee)
    office: Client = signed_in(lee)
    Application.objects.update(status=Application.Status.RETURNED, reason="x")

    page, work = paths(application)
    shown = office.get(page).content.decode()
    late = office.get(f"{work}assign/")

    assert "Kim" in shown
    assert "Hand over" not in shown
    assert "already been dealt with" in late.content.decode()
