"""The pages of a diagnosis: who sees them, answering without scripts, errors, colleagues, expired sessions, files."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.assessment.factories import answer, make_diagnosis, make_framework
from tests.members.factories import make_organisation
from tests.questionnaires.factories import (
    COMPLETE,
    make_member,
    make_person,
    make_response,
    make_secretary,
)
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.permissions import (
    can_answer_diagnosis,
    can_list_diagnoses,
    can_publish_diagnosis,
    can_reopen_diagnosis,
    can_start_diagnosis,
    can_submit_diagnosis,
)
from wego.members.models import Organisation
from wego.questionnaires.models import Answer, Response
from wego.questionnaires.queries import answers_in_force, values_of
from wego.records.models import Evidence

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture
def framework() -> Framework:
    return make_framework()


@pytest.fixture
def seoul() -> Organisation:
    return make_organisation()


@pytest.fixture
def kim(seoul: Organisation) -> Any:
    return make_member(seoul)


@pytest.fixture
def draft(framework: Framework, seoul: Organisation) -> Response:
    return make_response(framework.questionnaire, seoul, year=timezone.localdate().year)


def address(name: str, *args: Any) -> str:
    return reverse(f"assessment:{name}", args=args)


def asked(*codes: str, **typed: Any) -> dict[str, Any]:
    """A section as a browser sends it."""
    return {"revision": 0, "asked": list(codes), **typed}


FIRST = ("population", "staff", "share", "signals", "channels")


def values(response: Response) -> dict[str, Any]:
    return values_of(answers_in_force(response).values())


# --- who ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("officer", {"start", "answer", "submit", "reopen", "publish"}),
        ("contributor", {"start", "answer"}),
        ("delegate", set()),
        ("former officer", set()),
        ("officer elsewhere", set()),
        ("secretariat", {"list"}),
        ("nobody", set()),
    ],
)
def test_who_may_do_what(role: str, expected: set[str], framework: Framework, seoul: Organisation) -> None:
    diagnosis = make_diagnosis(framework, seoul, make_person("x@x.example"))
    person = _in_role(role, seoul)

    allowed = {
        "start": can_start_diagnosis(person, seoul),
        "answer": can_answer_diagnosis(person, diagnosis.response),
        "submit": can_submit_diagnosis(person, diagnosis.response),
        "reopen": can_reopen_diagnosis(person, diagnosis.response),
        "publish": can_publish_diagnosis(person, diagnosis),
        "list": can_list_diagnoses(person),
    }

    assert {name for name, is_allowed in allowed.items() if is_allowed} == expected


def _in_role(role: str, organisation: Organisation) -> Any:
    if role == "secretariat":
        return make_secretary()
    if role == "nobody":
        return make_person()
    if role == "former officer":
        return make_member(organisation, ends_on=date(2024, 1, 1))
    if role == "officer elsewhere":
        return make_member(make_organisation("Busan"))
    return make_member(organisation, role=role)


def test_a_company_starts_no_diagnosis() -> None:
    company = make_organisation(kind=Organisation.Kind.CORPORATION)

    assert not can_start_diagnosis(make_member(company), company)


PAGES = ("diagnosis", "check", "report", "report_as_pdf")


@pytest.mark.parametrize("role", ["delegate", "former officer", "officer elsewhere", "nobody"])
def test_what_one_may_not_see_does_not_exist(
    role: str, framework: Framework, seoul: Organisation, signed_in: Any
) -> None:
    diagnosis = make_diagnosis(framework, seoul, make_person("x@x.example"))
    pk = diagnosis.response_id
    client = signed_in(_in_role(role, seoul))

    answers = [client.get(address(page, pk)).status_code for page in PAGES]
    answers.append(client.get(address("section", pk, "first")).status_code)
    answers.append(client.get(address("history", pk, "population")).status_code)
    posts = [client.post(address(name, pk)).status_code for name in ("diagnosis_submit", "diagnosis_reopen")]

    assert set(answers + posts) == {404}


def test_the_secretariat_reads_and_does_not_write(
    framework: Framework, seoul: Organisation, draft: Response, signed_in: Any
) -> None:
    client = signed_in(make_secretary())

    assert client.get(address("diagnosis", draft.pk)).status_code == 200
    assert client.get(address("check", draft.pk)).status_code == 200
    assert client.get(address("section", draft.pk, "first")).status_code == 403
    assert client.post(address("section", draft.pk, "first"), asked("law", law="yes")).status_code == 403
    assert client.post(address("diagnosis_submit", draft.pk)).status_code == 403


def test_a_second_version_of_the_framework_over_the_same_questions_changes_no_address(
    framework: Framework, draft: Response, kim: Any, signed_in: Any
) -> None:
    Framework.objects.filter(pk=framework.pk).update(is_in_force=False)
    Framework.objects.create(
        code="activator",
        version="2",
        questionnaire=framework.questionnaire,
        sha256="2",
        definition=framework.definition,
        published_at=framework.published_at,
    )

    assert signed_in(kim).get(address("diagnosis", draft.pk)).status_code == 200


def test_a_stranger_is_sent_to_sign_in(draft: Response) -> None:
    for page in ("overview", "diagnosis", "check", "report"):
        args = [] if page == "overview" else [draft.pk]
        response = Client().get(address(page, *args))

        assert response.status_code == 302
        assert "login" in response["Location"]


def test_the_years_of_a_city_sort_and_are_taken_away_as_a_file(
    framework: Framework, seoul: Organisation, kim: Any, signed_in: Any
) -> None:
    for year, share in ((2020, 90), (2021, 10)):
        make_diagnosis(framework, seoul, kim, year=year, share=share)
    asked = {f"{seoul.slug}-sort": "year", f"{seoul.slug}-format": "csv"}
    file = signed_in(kim).get(address("overview"), asked)
    head, *years = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()

    assert head == "year,status,score,is_published,is_made_up"
    assert [line.split(",")[:2] for line in years] == [["2020", "submitted"], ["2021", "submitted"]]
    assert f"diagnoses-{seoul.slug}.csv" in file["Content-Disposition"]
    page = signed_in(kim).get(address("overview")).content.decode()
    assert "PDF" in page
    assert f'aria-label="{seoul}: diagnoses so far"' in page  # two cities of a person are told apart


# --- answering ------------------------------------------------------------------------------------------------------
def test_from_the_first_page_to_the_report(framework: Framework, seoul: Organisation, kim: Any, signed_in: Any) -> None:
    client = signed_in(kim)
    assert "Start" in client.get(address("overview")).content.decode()

    started = client.post(address("diagnosis_start", seoul.slug))
    response = Response.objects.get()
    first = client.post(
        address("section", response.pk, "first"),
        asked(
            *FIRST, population="1,000", staff="12", share="30.5", signals="regular", channels=["office"], then="next"
        ),
    )
    opened = client.post(
        address("section", response.pk, "first"),
        asked("signals_on", signals_on="2020-03-01", then="next") | {"revision": 1},
    )
    second = client.post(
        address("section", response.pk, "second"),
        asked("law", "owner", "served", "story", "proof", law="yes", owner="mayor", served="900", story="We began.")
        | {"revision": 2, "proof": SimpleUploadedFile("plan.pdf", PDF)},
    )
    told = {"before_the_end": response.year}
    submitted = client.post(address("diagnosis_submit", response.pk), told, follow=True)

    assert started["Location"] == address("diagnosis", response.pk)
    assert first["Location"] == address("section", response.pk, "first") + "#q-signals_on"
    assert opened["Location"] == address("section", response.pk, "second")
    assert second["Location"] == address("check", response.pk)
    evidence = Evidence.objects.get()
    assert values(response) == COMPLETE | {
        "share": 30.5,
        "channels": ["office"],
        "story": "We began.",
        "proof": str(evidence.pk),
    }
    assert "Diagnosis submitted" in submitted.content.decode()
    assert Diagnosis.objects.get().score == 75


def test_saving_for_later_returns_to_the_list_and_the_answers_are_there_again(
    draft: Response, kim: Any, signed_in: Any
) -> None:
    client = signed_in(kim)

    saved = client.post(address("section", draft.pk, "first"), asked("population", population="77", then="later"))
    page = client.get(address("section", draft.pk, "first")).content.decode()

    assert saved["Location"] == address("diagnosis", draft.pk)
    assert re.search(r'name="population" value="77"', page)
    assert "1 of 5 answered" in client.get(address("diagnosis", draft.pk)).content.decode()


def test_what_is_wrong_stands_beside_its_question_as_typed_and_the_rest_is_saved(
    draft: Response, kim: Any, signed_in: Any
) -> None:
    typed = asked(
        *FIRST, population="many", staff="-3", share="12.5", signals="regular", channels=["office", "nothing"]
    )

    answered = signed_in(kim).post(address("section", draft.pk, "first"), typed)
    page = answered.content.decode()

    assert answered.status_code == 422
    assert "“many” is not a number. Use digits" in page
    assert "The number must be 0 or more." in page
    assert "“Nothing” cannot be combined with other choices." in page
    assert re.search(r'name="population" value="many"[^>]*aria-invalid="true"', page)
    assert re.search(
        r'<fieldset class="question has-error" id="q-population"[^>]*aria-describedby="id-population_error"', page
    )
    assert "2 other answers are saved." in page
    assert values(draft) == {"share": 12.5, "signals": "regular"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ko", "숫자가 아닙니다: “many”"), ("zh-hans", "“many”不是数字")],
)
def test_errors_speak_the_pages_language(
    language: str, sentence: str, draft: Response, kim: Any, signed_in: Any
) -> None:
    url = address("section", draft.pk, "first").replace("/en/", f"/{language}/")

    page = signed_in(kim).post(url, asked("population", population="many")).content.decode()

    assert sentence in page


def test_an_answer_and_dont_know_at_once_is_asked_back(draft: Response, kim: Any, signed_in: Any) -> None:
    typed = asked("share", "channels", share="5", channels=["office", "dont_know"]) | {"share-special": ["dont_know"]}

    page = signed_in(kim).post(address("section", draft.pk, "first"), typed).content.decode()

    assert page.count("Enter an answer or “I don&#x27;t know”, not both.") == 2


def test_dont_know_is_kept_as_an_answer(draft: Response, kim: Any, signed_in: Any) -> None:
    typed = asked("share", "channels", "signals", channels=["dont_know"], signals="not_applicable")

    signed_in(kim).post(address("section", draft.pk, "first"), typed | {"share-special": ["dont_know"]})

    assert values(draft) == {"share": "dont_know", "channels": "dont_know", "signals": "not_applicable"}


def test_a_pressed_radio_button_can_be_let_go(draft: Response, kim: Any, signed_in: Any) -> None:
    answer(draft, kim, signals="regular")
    client = signed_in(kim)
    assert "No answer yet" in client.get(address("section", draft.pk, "first")).content.decode()

    client.post(address("section", draft.pk, "first"), asked("signals", signals="") | {"revision": 1})

    assert values(draft) == {}
    assert Answer.objects.filter(response=draft, question="signals").count() == 2


def test_two_colleagues_in_one_section_the_second_is_told_and_keeps_the_typing(
    draft: Response, seoul: Organisation, kim: Any, signed_in: Any
) -> None:
    park = make_member(seoul, "park@city.example", role="contributor")
    answer(draft, kim, population=1000)
    answer(draft, park, population=1100)
    client, url = signed_in(kim), address("section", draft.pk, "first")

    told = client.post(url, asked("population", "share", population="1200", share="5") | {"revision": 1})
    page = told.content.decode()
    shown_revision = re.search(r'name="revision" value="(\d+)"', page)
    assert shown_revision
    again = client.post(url, asked("population", "share", population="1200", share="5", revision=shown_revision[1]))

    assert told.status_code == 422
    assert "Park saved “1100 persons” on" in page
    assert re.search(r'name="population" value="1200"', page)
    assert again.status_code == 302
    assert values(draft) == {"population": 1200, "share": 5.0}


def test_ones_own_second_tab_is_not_called_a_colleague(draft: Response, kim: Any, signed_in: Any) -> None:
    answer(draft, kim, population=1000)
    answer(draft, kim, population=1100)
    client, url = signed_in(kim), address("section", draft.pk, "first")

    page = client.post(url, asked("population", population="1200") | {"revision": 1}).content.decode()

    assert "You saved “1100 persons” yourself on" in page
    assert "in another tab or on another device" in page
    assert "colleague has changed" not in page
    assert "Kim saved" not in page


def test_a_session_that_ends_in_mid_answer_loses_nothing(draft: Response, kim: Any) -> None:
    client, url = Client(), address("section", draft.pk, "first")
    answer(draft, kim, population=1000)

    sent = client.post(url, asked("population", "share", population="1000", share="44.5") | {"revision": 1})
    sign_in = client.get(sent["Location"]).content.decode()
    client.force_login(kim)
    page = client.get(url).content.decode()

    assert "What you typed is safe" in sign_in
    assert sent.status_code == 302
    assert sent["Location"].endswith(f"next={url}")
    assert "Your session had ended" in page
    assert re.search(r'name="share" value="44.5"', page)
    assert values(draft) == {"population": 1000}
    assert "44.5" not in client.get(url).content.decode()


def test_what_somebody_typed_before_signing_in_is_not_shown_to_one_who_may_not_answer(draft: Response) -> None:
    client, url = Client(), address("section", draft.pk, "first")
    client.post(url, asked("population", population="1234567"))

    client.force_login(make_person("stranger@x.example"))

    assert client.get(url).status_code == 404


def test_a_submitted_diagnosis_is_not_answered_any_more(
    framework: Framework, seoul: Organisation, kim: Any, signed_in: Any
) -> None:
    pk = make_diagnosis(framework, seoul, kim).response_id

    answered = signed_in(kim).post(address("section", pk, "first"), asked("population", population="5"))

    assert answered["Location"] == address("report", pk)
    assert values(Response.objects.get())["population"] == 1000


# --- files ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.exe", PDF, "This file type is not accepted. Upload one of: pdf, png."),
        ("plan.pdf", b"<script>", "its content is not of this type"),
        ("plan.pdf", b"", "The file is empty"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_question(
    name: str, content: bytes, reason: str, draft: Response, kim: Any, signed_in: Any
) -> None:
    typed = asked("law", "proof", law="yes") | {"proof": SimpleUploadedFile(name, content)}

    answered = signed_in(kim).post(address("section", draft.pk, "second"), typed)

    assert answered.status_code == 422
    assert reason in answered.content.decode()
    assert values(draft) == {"law": True}
    assert not Evidence.objects.exists()


def test_a_file_too_large_is_refused(draft: Response, kim: Any, signed_in: Any, settings: Any) -> None:
    settings.WEGO_UPLOAD_LIMIT = 10

    answered = signed_in(kim).post(
        address("section", draft.pk, "second"), asked("proof") | {"proof": SimpleUploadedFile("a.pdf", PDF)}
    )

    assert "at most 10" in answered.content.decode()


def test_a_file_is_served_to_those_who_see_the_response_and_never_run(
    draft: Response, seoul: Organisation, kim: Any, signed_in: Any
) -> None:
    client = signed_in(kim)
    client.post(address("section", draft.pk, "second"), asked("proof") | {"proof": SimpleUploadedFile("Plan.pdf", PDF)})
    url = address("evidence", draft.pk, Evidence.objects.get().pk)
    other = make_member(make_organisation("Busan"), "other@city.example")
    foreign = make_response(draft.questionnaire, Organisation.objects.get(slug="busan"))

    served = client.get(url)
    body = b"".join(served.streaming_content)  # type: ignore[attr-defined]
    for close in served._resource_closers:  # `close()` would close the test's database too
        close()

    assert body == PDF
    assert served["Content-Disposition"].startswith('attachment; filename="Plan.pdf"')
    assert signed_in(other).get(url).status_code == 404
    assert signed_in(other).get(address("evidence", foreign.pk, Evidence.objects.get().pk)).status_code == 404
    assert 'href="' + url in client.get(address("section", draft.pk, "second")).content.decode()


def test_a_file_can_be_taken_away_again(draft: Response, kim: Any, signed_in: Any) -> None:
    client, url = signed_in(kim), address("section", draft.pk, "second")
    client.post(url, asked("proof") | {"proof": SimpleUploadedFile("Plan.pdf", PDF)})

    client.post(url, asked("proof") | {"revision": 1, "proof-remove": "on"})

    assert values(draft) == {}
    assert Answer.objects.filter(question="proof", state="withdrawn").exists()


# --- known already ----------------------------------------------------------------------------------------------------
def test_last_years_answers_are_filled_in_for_confirmation(
    framework: Framework, seoul: Organisation, kim: Any, draft: Response, signed_in: Any
) -> None:
    last = make_diagnosis(framework, seoul, kim, year=draft.year - 1)
    client = signed_in(kim)

    page = client.get(address("section", draft.pk, "first")).content.decode()
    client.post(address("section", draft.pk, "first"), asked("population", "share", population="1000", share="13"))

    assert page.count(f"This is what your city answered in {last.year}. Saving confirms it.") == 6
    assert re.search(r'value="regular"[^>]*checked', page)
    states = dict(Answer.objects.filter(response=draft).values_list("question", "state"))
    assert states == {"population": "confirmed", "share": "changed"}


def test_the_history_of_an_answer_is_readable(draft: Response, kim: Any, signed_in: Any) -> None:
    answer(draft, kim, population=1000)
    answer(draft, kim, population=1200)

    page = signed_in(kim).get(address("history", draft.pk, "population")).content.decode()

    assert page.index("1000 persons") < page.index("1200 persons")
    assert page.count("in force") == 1


# --- submitting early ---------------------------------------------------------------------------------------------
def test_whoever_submits_with_questions_left_open_is_told_what_it_means_and_confirms(
    draft: Response, kim: Any, signed_in: Any
) -> None:
    answer(draft, kim, **{code: value for code, value in COMPLETE.items() if code not in ("channels", "share")})
    client = signed_in(kim)

    page = client.get(address("check", draft.pk)).content.decode()
    told = {"before_the_end": draft.year}
    unsaid = client.post(address("diagnosis_submit", draft.pk), told, follow=True)
    wrong = client.post(address("diagnosis_submit", draft.pk), told | {"left_open": "1"}, follow=True)
    before = Diagnosis.objects.count()
    count = re.search(r'name="left_open" id="left-open" value="(\d+)" required', page)
    assert count
    said = client.post(address("diagnosis_submit", draft.pk), told | {"left_open": count[1]})

    assert f"{count[1]} questions are unanswered:" in page
    assert f"{address('section', draft.pk, 'first')}#q-share" in page
    assert "If you submit the diagnosis now, these get no stage: People" in page
    for refused in (unsaid, wrong):
        assert refused.redirect_chain[-1][0] == address("check", draft.pk)
        assert f"{count[1]} questions are unanswered. Answer them first, or tick the box" in refused.content.decode()
    assert (before, Diagnosis.objects.count()) == (0, 1)
    assert said["Location"] == address("report", draft.pk)


def test_whoever_submits_before_the_year_ends_is_told_what_that_means_and_confirms(
    framework: Framework, seoul: Organisation, kim: Any, signed_in: Any
) -> None:
    this_year = timezone.localdate().year
    client = signed_in(kim)
    pages = {}
    for year in (this_year - 1, this_year + 1):
        response = make_response(framework.questionnaire, seoul, year=year)
        answer(response, kim, **COMPLETE)
        pages[year] = client.get(address("check", response.pk)).content.decode()
    sent = {"left_open": "1"}  # the document, which is not required
    unsaid = client.post(address("diagnosis_submit", response.pk), sent, follow=True)
    before = Diagnosis.objects.count()
    client.post(address("diagnosis_submit", response.pk), sent | {"before_the_end": response.year})

    assert f"The year {this_year + 1} has not ended yet." in unsaid.content.decode()
    assert (before, Diagnosis.objects.count()) == (0, 1)
    assert f"Submit before the end of {this_year + 1}" in pages[this_year + 1]
    assert "Submit before" not in pages[this_year - 1]
    assert f"The year {this_year + 1} ends on" in pages[this_year + 1]
    assert "ends on" not in pages[this_year - 1]


# --- cost -----------------------------------------------------------------------------------------------------------
def test_pages_cost_the_same_whatever_their_rows(
    framework: Framework, seoul: Organisation, kim: Any, draft: Response, signed_in: Any, django_assert_num_queries: Any
) -> None:
    client = signed_in(kim)
    for years in (1, 3):
        for year in range(years):
            if not Response.objects.filter(organisation=seoul, year=2020 + year).exists():
                make_diagnosis(framework, seoul, kim, year=2020 + year)
        client.get(address("overview"))
        with django_assert_num_queries(7):
            client.get(address("overview"))
        with django_assert_num_queries(11):  # the crosswalk, the record, documents given before
            client.get(address("section", draft.pk, "first"))
        with django_assert_num_queries(11):  # the rules of the record, and the framework: what would get no stage
            client.get(address("check", draft.pk))
        with django_assert_num_queries(9):
            client.get(address("report", Diagnosis.objects.earliest("year").response_id))


def test_the_public_reads_the_questions_field_by_field(draft: Response) -> None:
    overview = Client().get(reverse("assessment_public:activator"))
    sections = overview.context["presentation"]["sections"]

    for number, section in enumerate(sections):
        page = Client().get(reverse("assessment_public:activator_section", args=[section["code"]]))
        text = page.content.decode()
        assert page.status_code == 200
        assert all(text.count(f'id="{question["code"]}"') == 1 for question in section["questions"])
        assert (page.context["following"] is None) == (number == len(sections) - 1)
    assert Client().get(reverse("assessment_public:activator_section", args=["nowhere"])).status_code == 404
