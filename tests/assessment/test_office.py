"""Diagnoses in the office: filters, exports of what is filtered, the summary that hides small groups."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from tests.assessment.factories import make_cities, make_diagnosis, make_framework
from tests.core.tables import content, parquet
from tests.members.factories import make_organisation, make_region
from tests.questionnaires.factories import make_member, make_person, make_secretary
from wego.assessment.services.diagnoses import reopen_diagnosis
from wego.core.exports import FORMATS

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(signed_in: Any) -> Any:
    """The secretariat's view on six cities of one region, one of another, and one diagnosis taken back."""
    framework, kim = make_framework(), make_person()
    for number, city in enumerate(make_cities(6)):
        make_diagnosis(framework, city, kim, share=10 * number, year=2024 if number == 5 else 2025)
    paris = make_organisation("Paris", "FR", region=make_region("europe"))
    make_diagnosis(framework, paris, kim, signals="none", share=0, is_demonstration=True)
    reopened = make_diagnosis(framework, make_organisation("Lyon", "FR", region=make_region("europe")), kim)
    reopen_diagnosis(response_id=reopened.response_id, by=kim, at=reopened.submitted_at)
    return signed_in(make_secretary())


def rows(client: Any, **asked: Any) -> list[dict[str, str]]:
    answer = client.get(reverse("office_assessment:diagnosis_list"), {"format": "csv", **asked})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"year": 2024}, ["city-6"]),
        ({"region": "europe"}, ["paris"]),
        ({"stage": 1}, ["paris"]),
        ({"q": "PARÍS"}, ["paris"]),
        ({"region": "europe", "year": 2024}, []),
        ({"year": "nonsense"}, ["city-1", "city-2", "city-3", "city-4", "city-5", "paris", "city-6"]),
    ],
)
def test_the_list_is_filtered_and_exported_as_filtered(asked: dict[str, Any], slugs: list[str], office: Any) -> None:
    assert [row["organisation"] for row in rows(office, **asked)] == slugs


def test_the_export_holds_the_fields_of_the_framework_before_the_marks(office: Any) -> None:
    columns = "year organisation name region framework stage stage_number score submitted_at"

    assert list(rows(office)[0]) == [*columns.split(), "streets", "house", "is_published", "is_made_up"]


def test_the_export_says_what_is_made_up(office: Any) -> None:
    marks = {row["organisation"]: row["is_made_up"] for row in rows(office)}

    assert marks == {f"city-{number}": "False" for number in range(1, 7)} | {"paris": "True"}


def test_the_page_lists_marks_and_counts(office: Any) -> None:
    page = office.get(reverse("office_assessment:diagnosis_list")).content.decode()

    assert "7 diagnoses" in page
    assert page.count("Sample data") == 1
    assert "Lyon" not in page


def test_the_list_sorts_and_a_year_that_is_none_is_left_aside_in_the_form_too(office: Any) -> None:
    assert next(row["organisation"] for row in rows(office, sort="score")) == "paris"
    assert next(row["organisation"] for row in rows(office, sort="-score")) == "city-6"

    page = office.get(reverse("office_assessment:diagnosis_list"), {"year": "nonsense"}).content.decode()
    assert "7 diagnoses" in page
    assert "Show all" not in page


def test_other_formats_and_no_format(office: Any) -> None:
    url = reverse("office_assessment:diagnosis_list")

    document = office.get(url, {"format": "json", "year": 2024})
    assert b'"count": 1' in b"".join(document.streaming_content)
    assert content(office.get(url, {"format": "xlsx"})).startswith(b"PK")
    assert office.get(url, {"format": "exe"}).status_code == 404


def test_the_export_is_typed(office: Any) -> None:
    kinds, found = parquet(office.get(reverse("office_assessment:diagnosis_list"), {"format": "parquet"}))

    assert (kinds["year"], kinds["score"], kinds["is_made_up"]) == ("BIGINT", "DOUBLE", "BOOLEAN")
    assert kinds["submitted_at"] == "TIMESTAMP WITH TIME ZONE"
    assert [row["organisation"] for row in found] == [row["organisation"] for row in rows(office)]


def test_the_summary_is_typed_and_what_is_hidden_is_null(office: Any) -> None:
    kinds, found = parquet(office.get(reverse("office_assessment:region_summary"), {"year": 2025, "format": "parquet"}))

    assert (kinds["cities"], kinds["mean_score"], kinds["stage_1"]) == ("BIGINT", "DOUBLE", "BIGINT")
    _asia, europe, _whole = found
    assert (europe["mean_score"], europe["stage_1"]) == (None, None)


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", ["diagnosis_list", "region_summary"])
def test_only_the_secretariat_takes_diagnoses_away_as_a_file(name: str, file_format: str, signed_in: Any) -> None:
    client = signed_in(make_person())

    assert client.get(reverse(f"office_assessment:{name}"), {"format": file_format}).status_code == 403


def test_the_summary_shows_means_and_hides_groups_under_five(office: Any) -> None:
    answer = office.get(reverse("office_assessment:region_summary"), {"year": 2025, "format": "csv"})
    asia, europe, whole = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    page = office.get(reverse("office_assessment:region_summary"), {"year": 2025}).content.decode()

    # share 0, 10, 20, 30, 40: streets 50, 50, 50, 75, 75 and house 100
    assert (asia["cities"], float(asia["mean_score"]), float(asia["streets"])) == ("5", 80.0, 60.0)
    # Paris is made up and is not mixed in
    assert (europe["cities"], europe["mean_score"], europe["stage_1"]) == ("0", "", "")
    assert {row["is_made_up"] for row in (asia, europe, whole)} == {"False"}
    assert (whole["cities"], float(whole["mean_score"])) == ("5", 80.0)
    assert "hidden: too few cities" in page


def test_a_summary_of_what_is_made_up_says_so(signed_in: Any) -> None:
    framework, kim = make_framework(), make_person()
    make_diagnosis(framework, make_organisation(), kim, is_demonstration=True)

    page = signed_in(make_secretary()).get(reverse("office_assessment:region_summary")).content.decode()

    assert "Sample data" in page


def test_only_the_secretariat_may_list(signed_in: Any) -> None:
    client = signed_in(make_member(make_organisation()))

    for name in ("diagnosis_list", "region_summary"):
        assert client.get(reverse(f"office_assessment:{name}")).status_code in (302, 403)


def test_the_list_costs_the_same_for_one_and_for_three(signed_in: Any, django_assert_num_queries: Any) -> None:
    client, framework, kim = signed_in(make_secretary()), make_framework(), make_person()
    for number, city in enumerate(make_cities(3)):
        make_diagnosis(framework, city, kim)
        if number in (0, 2):
            client.get(reverse("office_assessment:diagnosis_list"))
            with django_assert_num_queries(9):
                client.get(reverse("office_assessment:diagnosis_list"))
