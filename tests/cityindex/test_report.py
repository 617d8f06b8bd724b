"""The printed report of an edition: whole in three languages, from the edition alone, set once and kept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.accounts.factories import make_secretary
from tests.cityindex.factories import AT, THREE, make_edition, many, words, write_edition
from wego.cityindex import pdf
from wego.cityindex.models import Edition
from wego.cityindex.report import report_data
from wego.cityindex.services import load_cityindex
from wego.cityindex.services.publication import withdraw_unit
from wego.members.models import Organisation
from wego.records.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_charts")]

FOUR = {**THREE, "deeham": (9.5, None, 1.0)}


def status_of(path: str, client: Client | None = None) -> int:
    """The status of an answer, read to its end as a browser does."""
    response: Any = (client or Client()).get(path)
    if response.streaming:
        list(response.streaming_content)
    return int(response.status_code)


def make_correction(network: Path, corrected: Edition, **changes: Any) -> None:
    """A second version of an edition, of the same cities."""
    write_edition(network, code="small-2", **changes)
    load_cityindex(network, at=AT)
    Edition.objects.filter(code="small-2").update(corrects=corrected)


def text_of(pdf: bytes) -> str:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([reader, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def test_the_record_and_the_dues_change_nothing_in_it(tmp_path: Path):
    edition = make_edition(tmp_path, FOUR)
    before = report_data(edition)

    Observation.objects.all().delete()

    assert report_data(Edition.objects.get(code="small")) == before


def test_it_is_set_once_and_again_only_when_it_says_something_else(tmp_path: Path, monkeypatch: Any):
    edition = make_edition(tmp_path, FOUR)
    made: list[str] = []

    def set_it(template: str, data: Any, *, language: str, title: str) -> bytes:
        made.append(language)
        return b"%PDF-" + language.encode()

    monkeypatch.setattr(pdf, "render_pdf", set_it)
    with translation.override("en"):
        first, second = pdf.report_pdf(edition), pdf.report_pdf(edition)
    with translation.override("ko"):
        pdf.report_pdf(edition)
    Edition.objects.update(summary={"en": "Other words."})
    with translation.override("en"):
        pdf.report_pdf(Edition.objects.get(code="small"))

    assert first == second
    assert made == ["en", "ko", "en"]


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param({"ayton": (9.0, 1.0, 8.0)}, id="one city"),
        pytest.param({"ayton": (5.0, 5.0, 8.0), "beeville": (5.0, 5.0, 8.0)}, id="all the same"),
        pytest.param({**THREE, "deeham": (4.0, 2.0, None)}, id="a pillar missing"),
    ],
)
def test_an_edition_of_few_figures_is_set_too(tmp_path: Path, figures: Any):
    make_edition(tmp_path, figures)

    response = Client().get("/en/index/small/report.pdf")

    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-")


def test_an_edition_whose_points_leave_the_axis_of_a_hundred_is_set_too(tmp_path: Path):
    method = (Path(__file__).parent / "factories.py").read_text().split('METHOD = """')[1].split('"""')[0]
    make_edition(tmp_path, FOUR, method=method.replace('method = "goalposts"', 'method = "zscore"'))

    assert Client().get("/ko/index/small/report.pdf").status_code == 200


def test_without_members_and_without_listed_cities_it_says_so(tmp_path: Path):
    edition = make_edition(tmp_path)
    Organisation.objects.update(standing="former")

    data = report_data(edition)

    assert (data["members"], data["listed"]) == ([], [])
    assert "No member is ranked" in text_of(Client().get("/en/index/small/report.pdf").content)


def test_points_against_the_median_bear_their_sign(tmp_path: Path):
    edition = make_edition(tmp_path, FOUR)

    best = report_data(edition)["members"][0]

    assert best["name"] == "Ayton"
    assert [gain["points"][0] for gain in best["gains"]] == ["+"] * len(best["gains"])
    assert all(loss["points"].startswith("−") for loss in best["loses"])


@pytest.mark.parametrize("name", ["report.pdf", "bundle.zip", "edition.xlsx"])
def test_what_is_made_of_a_draft_is_for_the_secretariat(tmp_path: Path, signed_in: Any, name: str):
    make_edition(tmp_path, status="draft")

    assert status_of(f"/en/index/small/{name}") == 404
    assert status_of(f"/en/index/small/{name}", signed_in(make_secretary())) == 200


@pytest.mark.parametrize("name", ["report.pdf", "bundle.zip", "edition.xlsx"])
def test_of_an_edition_that_is_not_there_nothing_is_made(name: str):
    assert status_of(f"/en/index/nowhere/{name}") == 404


@pytest.mark.parametrize("path", ["", "method/"])
def test_the_pages_lead_to_the_report_the_workbook_and_the_bundle(tmp_path: Path, path: str):
    make_edition(tmp_path)

    shown = Client().get(f"/ko/index/small/{path}").content.decode()

    for name in ("report.pdf", "bundle.zip", "edition.xlsx"):
        assert f'href="/ko/index/small/{name}"' in shown


@pytest.mark.parametrize("count", [3, 70])
@pytest.mark.parametrize(("name", "queries"), [("report.pdf", 11), ("bundle.zip", 3), ("edition.xlsx", 10)])
def test_a_download_costs_the_same_queries_however_many_cities(
    tmp_path: Path, django_assert_num_queries: Any, monkeypatch: Any, count: int, name: str, queries: int
):
    monkeypatch.setattr(pdf, "render_pdf", lambda *_args, **_kwargs: b"%PDF-")
    make_edition(tmp_path, many(count), listed=tuple(f"listed-{n}" for n in range(count)))

    with django_assert_num_queries(queries):
        assert status_of(f"/en/index/small/{name}") == 200


def test_an_edition_and_its_corrected_version_lead_to_each_other(tmp_path: Path):
    first = make_edition(tmp_path)
    make_correction(tmp_path, first, name=words("Corrected index"))

    former = Client().get("/en/index/small/").content.decode()
    newer = Client().get("/en/index/small-2/method/").content.decode()

    assert "A corrected version of this edition has been published" in former
    assert 'href="/en/index/small-2/"' in former
    assert "Corrected version of" in newer
    assert report_data(Edition.objects.get(code="small-2"))["edition"]["corrects"] == "Corrected version of Small index"


def test_a_corrected_version_that_is_a_draft_is_named_to_nobody(tmp_path: Path, signed_in: Any):
    first = make_edition(tmp_path)
    make_correction(tmp_path, first, status="draft")

    for client in (signed_in(make_secretary()), Client()):
        assert "A corrected version" not in client.get("/en/index/small/").content.decode()


def test_a_city_that_was_withdrawn_is_listed_and_its_rank_stays_empty(tmp_path: Path):
    edition = make_edition(tmp_path, FOUR)
    unit = edition.units.get(slug="ceeford")

    withdraw_unit(unit_id=unit.pk, reason="The city asked for it.", by=make_secretary(), at=AT)

    data = report_data(Edition.objects.get(code="small"))
    assert [row["rank"] for row in data["ranking"]] == ["1", "2", "3"]
    assert {city["name"] for city in data["members"]} == {"Ayton"}
    assert [[city[0] for city in group["cities"]] for group in data["listed"]] == [["Ceeford"]]
    assert status_of("/en/index/small/report.pdf") == 200
