"""The pages of joining and leaving: a whole way in Korean, refusals, what strangers see, numbers of queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.admissions.factories import COMPLETE, MARCH, PDF, accept, accepted, answer, begin, prepare, submitted
from tests.core.personal_links.factories import expire_links
from tests.governance.factories import decide
from tests.members.factories import make_organisation, make_region, make_standing
from tests.questionnaires.factories import make_member, make_person
from wego.accounts.models import User
from wego.admissions import hooks
from wego.admissions.models import Application, Departure, JoinRequest
from wego.admissions.queries import applications_visible_to, departures_visible_to, is_invited, item_of, personal_data
from wego.admissions.services.applications import submit_application
from wego.admissions.services.departures import give_notice
from wego.admissions.services.requests import forget_old_join_requests, forget_person
from wego.core.personal_links.models import PersonalLink
from wego.members.models import Organisation
from wego.questionnaires.services.answers import save_answers
from wego.records.models import Evidence

pytestmark = pytest.mark.django_db

START = {
    "kind": "local_government",
    "name_en": "Newtown",
    "country": "KR",
    "email": "han@newtown.example",
    "language": "ko",
}


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


# --- what it costs, what is made up ---------------------------------------------------------------------------------
def test_who_wants_to_join_is_led_to_the_fees_and_to_the_privacy_notice():
    page = Client().get("/en/join/").content.decode()
    begun = Client().get("/en/join/start/").content.decode()

    assert 'href="/en/dues/"' in page
    assert 'href="/en/accounts/privacy/"' in page
    assert 'href="/en/accounts/privacy/"' in begun


@pytest.mark.parametrize("is_made_up", [True, False])
def test_a_made_up_application_says_so_wherever_it_shows(
    is_made_up: bool, office: Client, signed_in: Callable[[Any], Client]
):
    prepare()
    application = submitted(is_demonstration=is_made_up)
    person = signed_in(application.applicant)

    pages = [person.get("/en/my/membership/"), person.get(f"/en/my/membership/{application.pk}/")]
    pages += [office.get("/en/office/admissions/"), office.get(f"/en/office/admissions/{application.pk}/")]

    assert ["sample data" in page.content.decode() for page in pages] == [is_made_up] * 4


# --- is it known? -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["Seoul", "seoul metropolitan government", "서울", "서울특별시", "Seol", "首尔", "首尔市", "City of Seoul"]
)
def test_a_known_organisation_is_found_by_any_of_its_names(name: str):
    make_organisation(name_ko="서울특별시", name_zh="首尔")
    make_organisation("Busan", slug="busan")

    page = Client().get("/en/join/", {"name": name, "country": "KR"}).content.decode()

    assert "/en/join/known/seoul/" in page
    assert "/en/join/known/busan/" not in page


def test_former_members_and_those_elsewhere_are_found_and_who_never_was_one_is_not():
    make_organisation("Newtown", standing="former")
    make_organisation("Newtown", country="GB", slug="newtown-gb")
    make_organisation("Newtown Harbour", slug="hidden", standing="")

    page = Client().get("/en/join/", {"name": "Newtown", "country": "KR"}).content.decode()

    assert "/known/newtown/" in page
    assert "Former member" in page
    assert "/known/newtown-gb/" in page
    assert "hidden" not in page


def test_who_is_known_asks_its_officers_or_the_secretariat(django_capture_on_commit_callbacks: Any, secretary: User):
    seoul = make_organisation(slug="seoul")
    asked = {"name": "Park", "email": "park@seoul.example", "message": "Smart city team"}

    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/join/known/seoul/", asked)
        make_member(seoul, "officer@seoul.example")
        Client().post("/en/join/known/seoul/", asked)

    assert [one.to for one in mail.outbox] == [[secretary.email], ["officer@seoul.example"]]
    assert "Smart city team" in mail.outbox[1].body


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_of_the_search(rows: int, django_assert_num_queries: Any):
    for number in range(rows):
        make_organisation(f"Newtown {number}")

    with django_assert_num_queries(2):
        Client().get("/en/join/", {"name": "Newtown", "country": "KR"})


# --- the link ---------------------------------------------------------------------------------------------------------
def test_a_whole_way_in_korean(django_capture_on_commit_callbacks: Any, office: Client):
    prepare()
    applicant = Client()
    with django_capture_on_commit_callbacks(execute=True):
        applicant.post("/ko/join/start/", START)
    link = re.search(r"http://\S+(/ko/join/link/\S+/)", mail.outbox[0].body)
    assert link is not None

    account = {"name": "한 데모", "language": "ko", "password": "three quiet lighthouses"}
    opened = applicant.post(link[1], account)
    application = Application.objects.get()
    page = applicant.get(f"/ko/my/membership/{application.pk}/").content.decode()
    answer(application)
    check = applicant.get(f"/ko/my/membership/{application.pk}/check/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        applicant.post(f"/ko/my/membership/{application.pk}/submit/")
        office.post(
            f"/ko/office/admissions/{application.pk}/accept/", {"latitude": 37.1, "longitude": 127, "step": "confirm"}
        )
    waiting = applicant.get(f"/ko/my/membership/{application.pk}/").content.decode()
    item = item_of(application)
    recorded = {"outcome": "approved", "body": "executive-committee", "decided_on": timezone.localdate().isoformat()}
    with django_capture_on_commit_callbacks(execute=True):
        office.post(
            f"/ko/office/governance/agenda/{item.pk}/decision/", {**recorded, "reason_without_paper": "구두 의결"}
        )
    approved = applicant.get(f"/ko/my/membership/{application.pk}/").content.decode()

    assert opened["Location"] == f"/ko/my/membership/{application.pk}/"
    assert "작성 중" in page
    assert "신청서 제출" in check
    assert "준회원입니다" in waiting
    assert "집행위원회" in waiting or "Executive committee" in waiting
    assert "의결 기구 승인" in approved
    assert [one.subject.startswith("[WeGO] ") for one in mail.outbox] == [True] * len(mail.outbox)
    assert all(one.to == ["han@newtown.example"] for one in mail.outbox)
    assert all(re.search("[가-힣]", one.subject) and "/ko/" in one.body for one in mail.outbox)
    assert Organisation.objects.get().standings.filter(kind="full").exists()


def test_a_new_full_member_is_led_to_name_who_gets_the_invoices(signed_in: Callable[[Any], Client], secretary: User):
    application = accepted(secretary)
    person = signed_in(application.applicant)
    page, contact = f"/en/my/membership/{application.pk}/", "/en/my/money/newtown/contact/"

    before = person.get(page).content.decode()
    decide(item_of(application))
    after = person.get(page).content.decode()
    person.post(contact, {"email": "money@newtown.example", "language": "ko"})
    named = person.get(page).content.decode()

    assert [contact in text for text in (before, after, named)] == [False, True, False]


def test_the_answer_is_the_same_whether_the_address_has_an_account(django_capture_on_commit_callbacks: Any):
    prepare()
    make_person("known@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        first = Client().post("/en/join/start/", {**START, "email": "known@example.org"})
        second = Client().post("/en/join/start/", {**START, "email": "new@example.org"})

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert first.content == second.content
    assert len(mail.outbox) == 2


def test_links_are_not_mailed_without_end():
    prepare()

    codes = [Client().post("/en/join/start/", START).status_code for _ in range(7)]

    assert codes[0] == 302
    assert codes[-1] == 429


def test_a_link_works_once_and_not_after_three_days(django_capture_on_commit_callbacks: Any, signed_in: Any):
    prepare()
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/en/join/start/", START)
    path = re.search(r"/ko/join/link/\S+/", mail.outbox[0].body)
    assert path is not None
    person = signed_in(make_person("han@newtown.example"))

    looked = [Client().get(path[0]).status_code, person.get(path[0]).status_code]
    person.post(path[0])
    used = Client().get(path[0]).status_code
    PersonalLink.objects.update(uses=0, used_at=None)
    expire_links()
    expired = Client().get(path[0]).status_code

    assert looked == [200, 200]
    assert Application.objects.count() == 1
    assert (used, expired) == (410, 410)
    assert Client().get("/en/join/link/guessed/").status_code == 404


def test_requests_are_forgotten_and_open_single_sign_on():
    prepare()
    Client().post("/en/join/start/", START)

    invited = is_invited(email="Han@newtown.example", at=timezone.now())
    person = make_person("han@newtown.example")
    forget_old_join_requests(timezone.now())
    kept = JoinRequest.objects.count()
    forget_person(user=person, addresses={"han@newtown.example"}, by=person, at=timezone.now())

    assert invited is True
    assert (kept, JoinRequest.objects.count()) == (1, 0)
    assert is_invited(email="han@newtown.example", at=timezone.now()) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_en": "서울"}, "Latin letters"),
        ({"country": "NO"}, "Choose the region"),
        ({"country": "QQ"}, "Select a valid choice"),
        ({"email": "no address"}, "valid email"),
    ],
)
def test_the_start_says_what_is_wrong_and_keeps_what_was_typed(changes: dict[str, str], words: str):
    prepare()

    page = Client().post("/en/join/start/", {**START, **changes}).content.decode()

    assert words in page
    assert 'value="Newtown"' in page or changes.get("name_en")
    assert not JoinRequest.objects.exists()


def test_who_is_signed_in_starts_at_once_and_the_secretariat_does_not(signed_in: Any, office: Client):
    prepare()
    region = make_region("africa")

    begun = signed_in(make_person("a@example.org")).post(
        "/en/join/start/", {**START, "country": "NO", "region": region.pk}
    )

    assert begun["Location"].startswith("/en/my/membership/")
    assert Organisation.objects.get().region == region
    assert office.get("/en/join/start/").status_code == 403


# --- the applicant's pages --------------------------------------------------------------------------------------------
def test_a_section_is_saved_and_a_document_stays_private(signed_in: Any, office: Client):
    application = begin()
    client = signed_in(application.applicant)
    base = f"/en/my/membership/{application.pk}/"
    fields = {"revision": application.response.revision, "asked": ["form_signed"]}

    shown = client.get(f"{base}sections/documents/").content.decode()
    client.post(f"{base}sections/documents/", {**fields, "form_signed": SimpleUploadedFile("form.pdf", PDF)})
    document = f"{base}evidence/{Evidence.objects.get().pk}/"

    assert "Attach the application with its signature." in shown
    assert b"".join(client.get(document)) == PDF
    assert signed_in(make_person("b@example.org")).get(document).status_code == 404
    assert office.get(document).status_code == 404
    assert Client().get(document).status_code == 302
    assert client.get(f"{base}sections/none/").status_code == 404


def test_check_names_what_is_missing_and_submission_is_refused_until_then(signed_in: Any):
    application = begin()
    client = signed_in(application.applicant)
    base = f"/en/my/membership/{application.pk}/"

    page = client.get(f"{base}check/").content.decode()
    refused = client.post(f"{base}submit/", follow=True).content.decode()
    answer(application)
    client.post(f"{base}submit/")

    application.refresh_from_db()
    assert "Which of these is your organisation?" in page
    assert "required question" in refused
    assert application.status == "submitted"
    assert client.get(f"{base}sections/people/").status_code == 302
    assert client.get(f"{base}check/").status_code == 302


def test_a_returned_application_shows_the_reason_on_its_pages(signed_in: Any, office: Client):
    application = submitted()
    client = signed_in(application.applicant)
    office.post(
        f"/en/office/admissions/{application.pk}/return/", {"reason": "The seal is missing.", "step": "confirm"}
    )

    page = client.get(f"/en/my/membership/{application.pk}/").content.decode()
    section = client.get(f"/en/my/membership/{application.pk}/sections/documents/").content.decode()

    assert "The seal is missing." in page
    assert "The seal is missing." in section


def test_an_application_is_withdrawn_and_begun_again(signed_in: Any):
    application = begin()
    client = signed_in(application.applicant)

    asked = client.get(f"/en/my/membership/{application.pk}/withdraw/").status_code
    client.post(f"/en/my/membership/{application.pk}/withdraw/")
    page = client.get("/en/my/membership/").content.decode()
    client.post("/en/my/membership/organisations/newtown/apply/")

    assert asked == 200
    assert "Apply for membership" in page
    assert [one.status for one in Application.objects.order_by("pk")] == ["withdrawn", "draft"]


def test_leaving_is_announced_followed_and_taken_back(signed_in: Any):
    application = accepted()
    client = signed_in(application.applicant)

    form = client.get("/en/my/membership/organisations/newtown/leave/").content.decode()
    given = client.post("/en/my/membership/organisations/newtown/leave/", {"reason": "The budget"})
    departure = Departure.objects.get()
    page = client.get(given["Location"]).content.decode()
    client.post(f"/en/my/membership/departures/{departure.pk}/retract/")

    departure.refresh_from_db()
    assert "Unpaid dues remain payable." in form
    assert "agenda for 20" in page
    assert departure.status == "retracted"


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_every_page_in_every_language(language: str, signed_in: Any, office: Client):
    application = accepted()
    departure = give_notice(
        organisation_id=application.organisation_id, reason="r", by=application.applicant, at=timezone.now()
    )
    draft = begin(by=make_person("b@example.org"), name="Other")
    client, other = signed_in(application.applicant), signed_in(draft.applicant)
    own = f"/{language}/my/membership/"

    pages = [own, f"{own}{application.pk}/", f"{own}departures/{departure.pk}/"]
    drafts = [
        f"{own}{draft.pk}/",
        f"{own}{draft.pk}/check/",
        f"{own}{draft.pk}/sections/size/",
        f"{own}{draft.pk}/withdraw/",
    ]
    public = ["", "?name=New&country=KR", "start/", "sent/", "known/newtown/"]
    offices = [
        "",
        "to-decide/",
        f"{application.pk}/",
        "leaving/",
        "changes/",
        "changes/rename/",
        "changes/merge/",
        "changes/split/",
    ]

    assert [client.get(page).status_code for page in pages] == [200] * 3
    assert [other.get(page).status_code for page in drafts] == [200] * 4
    assert [Client().get(f"/{language}/join/{page}").status_code for page in public] == [200] * 5
    assert [office.get(f"/{language}/office/admissions/{page}").status_code for page in offices] == [200] * 8
    assert office.get(f"/{language}/office/admissions/changes/none/").status_code == 404


# --- who sees, who may ------------------------------------------------------------------------------------------------
def test_who_sees_applications_and_departures(secretary: User):
    application = accepted(secretary)
    begin(by=make_person("b@example.org"), name="Draft")
    give_notice(organisation_id=application.organisation_id, reason="r", by=application.applicant, at=timezone.now())
    stranger = make_person("c@example.org")

    assert [applications_visible_to(user).count() for user in (secretary, application.applicant, stranger)] == [1, 1, 0]
    assert [departures_visible_to(user).count() for user in (secretary, application.applicant, stranger)] == [1, 1, 0]


def test_only_officers_submit_withdraw_and_leave(signed_in: Any):
    application = begin()
    answer(application)
    contributor = signed_in(make_member(application.organisation, "c@newtown.example", role="contributor"))
    delegate = signed_in(make_member(application.organisation, "d@newtown.example", role="delegate"))
    stranger = signed_in(make_person("e@example.org"))
    base = f"/en/my/membership/{application.pk}/"

    for client, codes in (
        (contributor, (200, 200, 403, 403)),
        (delegate, (200, 403, 403, 403)),
        (stranger, (404,) * 4),
    ):
        assert client.get(base).status_code == codes[0]
        assert client.get(f"{base}sections/people/").status_code == codes[1]
        assert client.post(f"{base}submit/").status_code == codes[2]
        assert client.get(f"{base}withdraw/").status_code == codes[3]
    leave = "/en/my/membership/organisations/newtown/leave/"
    assert [client.get(leave).status_code for client in (contributor, delegate, stranger)] == [403, 403, 404]


@pytest.mark.parametrize("page", ["", "to-decide/", "leaving/", "changes/"])
def test_the_office_is_the_secretariats(page: str, signed_in: Any):
    address = f"/en/office/admissions/{page}"

    assert signed_in(make_person("stranger@example.org")).get(address).status_code in (302, 403)
    assert Client().get(address).status_code == 302


def test_a_persons_data_tell_the_applications():
    application = begin()

    title, data = personal_data(user=application.applicant)

    assert (title, len(data["applications"])) == ("admissions", 1)


# --- the office -------------------------------------------------------------------------------------------------------
def test_an_application_stands_beside_what_the_register_knows(office: Client):
    application = submitted()
    make_organisation("Newtown Port", slug="newtown-port")
    Organisation.objects.filter(pk=application.organisation_id).update(
        name={"en": application.organisation.name.source}
    )

    page = office.get(f"/en/office/admissions/{application.pk}/").content.decode()

    assert "Newtown Port" in page
    assert 'value="37.1"' in office.get(f"/en/office/admissions/{application.pk}/accept/").content.decode()
    assert "To learn and to share." in page


def test_an_application_is_accepted_only_with_a_position_and_declined_only_with_a_reason(office: Client):
    application = submitted()
    address = f"/en/office/admissions/{application.pk}/"

    office.post(f"{address}accept/", {"latitude": "", "longitude": "127"})
    office.post(f"{address}decline/", {"reason": ""})
    application.refresh_from_db()
    before = application.status
    office.post(f"{address}decline/", {"reason": "Not a local government.", "step": "confirm"})

    application.refresh_from_db()
    assert (before, application.status) == ("submitted", "declined")


def test_an_application_that_was_not_approved_is_put_before_the_body_again(office: Client):
    application = accepted()
    decide(item_of(application), "rejected", decided_on=timezone.localdate(), at=timezone.now())

    office.post(f"/en/office/admissions/{application.pk}/again/")

    application.refresh_from_db()
    assert application.status == "accepted"
    assert item_of(application).year == timezone.localdate().year


def test_lapses_and_members_of_old_are_proposed_and_lapses_taken_back(office: Client):
    prepare()
    organisation = make_organisation("Shiraz", country="IR", standing="associate")
    make_standing(organisation, "associate")

    office.post("/en/office/admissions/to-decide/propose/", {"organisation": "shiraz", "kind": "admission"})
    office.post("/en/office/admissions/leaving/propose/", {"organisation": "shiraz", "reason": "Dues of 2015"})
    departure = Departure.objects.get()
    wrong = office.post(
        "/en/office/admissions/leaving/propose/", {"organisation": "none", "reason": "r"}
    ).content.decode()
    office.post(f"/en/office/admissions/leaving/{departure.pk}/retract/")

    departure.refresh_from_db()
    assert departure.status == "retracted"
    assert "There is no such organisation" in wrong
    assert organisation.standings.count() == 1


def test_organisations_are_renamed_merged_and_split_in_the_office(office: Client):
    for name in ("Espoo", "Vantaa", "Turku"):
        make_standing(make_organisation(name, country="FI", standing="associate"), "associate")
    day = timezone.localdate().isoformat()
    base = "/en/office/admissions/changes/"

    office.post(f"{base}rename/", {"organisation": "turku", "name_en": "Greater Turku", "on": day})
    office.post(f"{base}merge/", {"into": "turku", "ends": "espoo\n\nvantaa", "on": day, "note": "Act 7"})
    unknown = office.post(f"{base}merge/", {"into": "turku", "ends": "nowhere", "on": day}).content.decode()
    office.post(f"{base}split/", {"organisation": "turku", "names": "North\nSouth", "continues": "on", "on": day})
    page = office.get(base).content.decode()

    assert sorted(Organisation.objects.filter(standing="former").values_list("slug", flat=True)) == ["espoo", "vantaa"]
    assert "There is no organisation “nowhere”." in unknown
    assert Organisation.objects.filter(slug__in=("north", "south"), standing="associate").count() == 2
    assert "Turku" in page
    assert "Act 7" in page


@pytest.mark.parametrize("page", ["", "to-decide/", "leaving/"])
@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries(page: str, rows: int, office: Client, secretary: User, django_assert_max_num_queries: Any):
    for number in range(rows):
        submitted(by=make_person(f"s{number}@example.org"), name=f"Sub {number}")
        one = accepted(secretary, by=make_person(f"a{number}@example.org"), name=f"Acc {number}")
        give_notice(organisation_id=one.organisation_id, reason="r", by=one.applicant, at=timezone.now())
    office.get(f"/en/office/admissions/{page}")

    with django_assert_max_num_queries(12):
        office.get(f"/en/office/admissions/{page}")


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_of_ones_membership(rows: int, signed_in: Any, django_assert_max_num_queries: Any):
    person = make_person("many@example.org")
    for number in range(rows):
        begin(by=person, name=f"City {number}")
    client = signed_in(person)
    client.get("/en/my/membership/")

    with django_assert_max_num_queries(11):
        client.get("/en/my/membership/")


def test_the_shipped_questionnaires_take_complete_answers():
    for kind, changes in (
        ("local_government", {}),
        ("corporation", {"subkind": "startup", "staff": 12, "staff_year": 2015}),
        ("institution", {"subkind": "non_profit", "staff": 40, "staff_year": 2015}),
    ):
        person = make_person(f"{kind}@example.org")
        application = begin(by=person, kind=kind, name=f"One {kind}")
        if kind != "local_government":
            changes = {**changes, "population": None, "population_year": None}
        answer(application, **changes)
    assert COMPLETE["name_en"] == "Newtown"


def test_the_check_tells_what_is_left_open_and_asks_for_no_tick(signed_in: Any):
    application = begin()
    answer(application)

    page = signed_in(application.applicant).get(f"/en/my/membership/{application.pk}/check/").content.decode()

    assert "questions are unanswered:" in page
    assert "Unanswered questions are not added to the register" in page
    assert 'name="left_open"' not in page
    assert "Submit application" in page


def test_evidence_attached_to_a_figure_goes_with_it(monkeypatch: pytest.MonkeyPatch):
    application = begin()
    handed: list[dict[str, Any]] = []
    monkeypatch.setattr(hooks.figure_submitted, "fire", lambda **facts: handed.append(facts))
    answer(application)
    application.response.refresh_from_db()
    save_answers(
        response_id=application.response_id,
        given={},
        evidence={"population": SimpleUploadedFile("census.pdf", PDF)},
        base_revision=application.response.revision,
        by=application.applicant,
        at=MARCH,
    )
    submit_application(application_id=application.pk, by=application.applicant, at=MARCH)

    accept(application)

    assert [(one["measure"], one["evidence"].title) for one in handed] == [("population", "census.pdf")]
