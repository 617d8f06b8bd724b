"""The report: the same numbers on the page and in the PDF, in every language; marks; what is hidden stays hidden."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from tests.assessment.factories import make_cities, make_diagnosis, make_framework
from tests.members.factories import make_organisation
from tests.questionnaires.factories import make_member, make_person
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.pdf import report_pdf
from wego.assessment.reports import report_of
from wego.assessment.services.diagnoses import publish_diagnosis
from wego.assessment.wording import SENTENCES, change_text
from wego.engines.questions import MESSAGES
from wego.engines.scoring import MESSAGES as STEPS
from wego.questionnaires.wording import SENTENCES as REFUSALS

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[+−±]?\d+(?:\.\d+)?")


@pytest.fixture
def framework() -> Framework:
    return make_framework()


@pytest.fixture
def diagnosis(framework: Framework) -> Diagnosis:
    """A city with a former year and five peers, so that nothing in the report is empty."""
    own, *others = make_cities(6)
    kim = make_person()
    for number, city in enumerate(others):
        make_diagnosis(framework, city, kim, share=20 * number, channels=["office"])
    make_diagnosis(framework, own, kim, year=2024, share=0, channels=["nothing"])
    return make_diagnosis(framework, own, kim, share="dont_know", signals="planned")


class _Words(HTMLParser):
    """The words of the report itself: what is in <article>, without what stands for the screen only or for drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._depth, self._skipped = 0, 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self._depth += tag == "article" or self._depth > 0
        is_left_out = "screen-only" in (given.get("class") or "") or given.get("aria-hidden") == "true"
        if self._depth and tag not in ("br", "rect", "line") and (is_left_out or self._skipped):
            self._skipped += 1

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and tag not in ("br",):
            self._skipped -= 1
        if tag == "article":
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth and not self._skipped:
            self.words.append(data)


def numbers_on_page(html: str) -> Counter[str]:
    parser = _Words()
    parser.feed(html)
    return Counter(NUMBER.findall(" ".join(parser.words)))


def numbers_in_pdf(pdf: bytes) -> Counter[str]:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run([reader, "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    # every page repeats its foot: the city, the year and the page's number
    lines = [line for line in text.replace("\f", "\n").splitlines() if not re.search(r"\d+ / \d+$", line)]
    return Counter(NUMBER.findall(" ".join(lines)))


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_page_and_pdf_show_the_same_numbers(language: str, diagnosis: Diagnosis, signed_in: Any) -> None:
    kim = make_member(diagnosis.organisation, "officer@city.example")
    with translation.override(language):
        page = signed_in(kim).get(reverse("assessment:report", args=[diagnosis.response_id])).content.decode()
        pdf = report_pdf(diagnosis)

    on_page, in_pdf = numbers_on_page(page), numbers_in_pdf(pdf)

    assert set(on_page) == set(in_pdf)
    assert {"75.0", "50.0", "+25.0", "±0.0", "2025"} <= set(in_pdf)
    assert sum(on_page.values()) > 60


def test_the_pdf_begins_with_a_cover_and_one_page_for_the_mayor(diagnosis: Diagnosis) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    read = subprocess.run([reader, "-", "-"], input=report_pdf(diagnosis), capture_output=True, check=True)
    cover, summary, after, *_rest = read.stdout.decode().split("\f")

    assert diagnosis.organisation.name in cover
    assert "75.0" not in cover
    assert "Summary for the mayor" in summary
    assert "75.0" in summary
    assert "threshold of a stage" in summary
    assert "Summary for the mayor" not in after


def test_the_pdf_is_tagged_named_and_private(diagnosis: Diagnosis, signed_in: Any) -> None:
    kim = make_member(diagnosis.organisation, "officer@city.example")

    answer = signed_in(kim).get(reverse("assessment:report_as_pdf", args=[diagnosis.response_id]))

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="city-1-activator-2025-en.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF")
    assert b"/MarkInfo" in answer.content


def test_the_report_gives_reasons_changes_and_the_region(diagnosis: Diagnosis) -> None:
    report = report_of(diagnosis)

    # streets: signals 50, share unknown; house 100. Others: streets 50, 50, 75, 100, 100 and house 75 each.
    assert report["score"] == "75.0"
    assert report["reasons"][-1] == "75.0 is from 40 to below 80: stage “Mid”."
    assert [row["score"] for row in report["dimensions"]] == ["50.0", "100.0"]
    assert [row["former"] for row in report["dimensions"]] == ["50.0", "50.0"]
    assert [row["change"] for row in report["dimensions"]] == ["±0.0", "+50.0"]
    assert [row["region"] for row in report["dimensions"]] == ["75.0", "75.0"]
    assert report["former"]["sentence"] == "In 2024 the score was 50.0, now it is 75.0: +25.0."
    assert "The mean of the 5 other cities" in report["comparison"]["sentence"]
    assert "is 75.0; this city scored 75.0" in report["comparison"]["sentence"]
    assert report["matrix"]["rows"][0]["cells"] == [
        {"score": "50.0", "stage": "Mid", "level": 2},
        {"score": "–", "stage": "nothing answered", "level": 0},
    ]
    assert report["missing"] == ["Ask share?"]
    first = report["details"][0]["answers"]
    assert first[0] == {
        "question": "Ask signals?",
        "answer": "Planned",
        "points": "50.0",
        "step": "1 of 2",
        "is_open": False,
    }
    assert first[1]["answer"] == "“I don't know” counts as unanswered: left out of the score"
    step = report["next_steps"][0]
    assert (step["before"], step["after"], step["gain"], step["new_stage"]) == ("Planned", "Regular", "+25.0", "Top")


def test_a_region_of_fewer_than_five_others_is_not_shown_and_says_why(framework: Framework) -> None:
    own, *others = make_cities(5)
    kim = make_person()
    for city in others:
        make_diagnosis(framework, city, kim, share=30)

    report = report_of(make_diagnosis(framework, own, kim))

    assert report["comparison"]["sentence"].startswith("4 other cities of Asia Pacific answered for 2025.")
    assert all(row["region"] == "–" for row in report["dimensions"])


def test_another_version_of_the_questions_is_not_set_off(framework: Framework, diagnosis: Diagnosis) -> None:
    other = Framework.objects.create(
        code="activator",
        version="0",
        questionnaire=framework.questionnaire,
        sha256="x",
        definition=framework.definition,
        is_in_force=False,
        published_at=framework.published_at,
    )
    Diagnosis.objects.filter(year=2024).update(framework=other)

    report = report_of(diagnosis)

    assert report["former"]["sentence"].startswith("The 2024 diagnosis used a different version")
    assert {row["change"] for row in report["dimensions"]} == {"–"}


# --- marks and publication --------------------------------------------------------------------------------------------
MARK = "Sample data"


def test_what_is_made_up_says_so_wherever_it_shows(framework: Framework, signed_in: Any) -> None:
    seoul = make_organisation()
    kim = make_member(seoul)
    diagnosis = make_diagnosis(framework, seoul, kim, is_demonstration=True)
    publish_diagnosis(diagnosis_id=diagnosis.pk, is_published=True, by=kim, at=diagnosis.submitted_at)
    client = signed_in(kim)

    for name, args in (("overview", []), ("report", [diagnosis.response_id])):
        assert MARK in client.get(reverse(f"assessment:{name}", args=args)).content.decode(), name
    assert MARK in client.get(f"/en/members/{seoul.slug}/").content.decode()
    assert client.get("/api/v1/diagnoses").json()["items"][0]["is_made_up"] is True
    if reader := shutil.which("pdftotext"):
        text = subprocess.run([reader, "-", "-"], input=report_pdf(diagnosis), capture_output=True, check=True).stdout
        assert MARK in text.decode()


def test_what_is_real_does_not_say_that_it_is_made_up(framework: Framework, signed_in: Any) -> None:
    seoul = make_organisation()
    kim = make_member(seoul)
    diagnosis = make_diagnosis(framework, seoul, kim)

    page = signed_in(kim).get(reverse("assessment:report", args=[diagnosis.response_id])).content.decode()

    assert MARK not in page


def test_the_public_sees_the_stage_only_where_the_city_shows_it(
    framework: Framework, client: Any, signed_in: Any
) -> None:
    seoul = make_organisation()
    kim = make_member(seoul)
    diagnosis = make_diagnosis(framework, seoul, kim)
    profile = f"/en/members/{seoul.slug}/"

    before = client.get(profile).content.decode()
    own = signed_in(kim).get(profile).content.decode()
    listed = client.get("/api/v1/diagnoses").json()
    signed_in(kim).post(reverse("assessment:diagnosis_publish", args=[diagnosis.response_id]), {"show": "yes"})
    after = client.get(profile).content.decode()

    assert 'id="stage"' not in before
    assert 'id="stage"' in own
    assert "Not public" in own
    assert listed == {"count": 0, "items": []}
    assert 'id="stage"' in after
    assert "The whole report" not in after
    (item,) = client.get("/api/v1/diagnoses?organisation=seoul").json()["items"]
    assert (item["stage"], item["stage_number"], item["is_made_up"]) == ("mid", 2, False)


# --- words ----------------------------------------------------------------------------------------------------------
def test_every_step_and_every_refusal_of_the_engines_has_its_sentence() -> None:
    assert set(SENTENCES) == set(STEPS) - {"answer"}  # an answer is a row of a table
    assert set(REFUSALS) == set(MESSAGES)


@pytest.mark.parametrize(
    ("value", "former", "text"),
    [
        (62.55, 50.0, "+12.6"),
        (50.04, 50.01, "±0.0"),
        (49.96, 50.04, "±0.0"),
        (40.0, 50.0, "−10.0"),
        (None, 50.0, "–"),
        (50.0, None, "–"),
    ],
)
def test_a_change_is_the_difference_of_what_is_shown(value: float | None, former: float | None, text: str) -> None:
    assert change_text(value, former) == text
