"""Pages of dues: the schedule for everybody, a member's own, the office's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.accounts.factories import make_secretary, make_user
from tests.core.tables import content, parquet
from tests.governance.factories import decide, make_item
from wego.core.countries import countries_by_name, country_name
from wego.core.exports import FORMATS
from wego.core.references import Reference
from wego.dues.models import Concession, DeclaredFigure, DuesRun, FeeSchedule, ReadingChoice
from wego.dues.queries.figures import latest_products
from wego.dues.services.runs import begin_run, prepare_run
from wego.finance.models import Invoice
from wego.members.models import Affiliation, Organisation
from wego.records.models import Indicator
from wego.records.services.facts import FactOrigin, GivenFact, record_facts

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def officer(network: None, signed_in: Any) -> Client:
    user = make_user()
    seoul = Organisation.objects.get(slug="seoul")
    Affiliation.objects.create(user=user, organisation=seoul, role="officer", starts_on=date(2026, 1, 1))
    return signed_in(user)


@pytest.fixture
def secretary(network: None, signed_in: Any) -> Client:
    return signed_in(make_secretary())


@pytest.fixture
def run(secretary: Client, django_capture_on_commit_callbacks: Any) -> DuesRun:
    """The run of 2016, its quotes computed."""
    given = {"year": "2016", "issued_on": "2016-05-02", "due_on": "2016-06-30"}
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post("/en/office/dues/begin/", given)
    return DuesRun.objects.get()


def words(answer: Any) -> str:
    """The page's words without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# --- for everybody --------------------------------------------------------------------------------------------------
def test_the_schedule_in_force_is_shown_with_every_disputed_cell_marked(network: None, client: Client) -> None:
    page = client.get("/en/dues/")

    text = words(page)
    assert page.status_code == 200
    assert "Membership fees 2023" in text
    assert len(re.findall(r">\d+\*<", page.content.decode())) == 11
    assert "Where the documents disagree" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"classes": "local_government:", "country": "KR", "people": "970000"}, "7,000 USD"),
        (
            {"classes": "institution:research_institute", "country": "NP", "people": ""},
            "Charged as “Academic institution”",
        ),
        (
            {"classes": "corporation:mnc", "country": "KR", "people": "499"},
            "No band of the table includes this figure.",
        ),
        ({"classes": "corporation:mnc", "country": "KR", "people": ""}, "The number of staff is not known."),
        ({"classes": "local_government:", "country": "KR", "people": "-1"}, "greater than or equal to 0"),
        ({"classes": "village", "country": "KR"}, "Select a valid choice."),
    ],
)
def test_a_fee_is_looked_up_without_scripts(network: None, client: Client, asked: dict[str, str], said: str) -> None:
    assert said in words(client.get("/en/dues/2023/", asked))


def test_every_country_is_offered_and_one_without_a_figure_says_why_and_whom_to_ask(
    network: None, client: Client
) -> None:
    page = client.get("/en/dues/2023/").content.decode()
    offered = set(re.findall(r'<option value="([A-Z]{2})"', page))
    unknown = offered - set(latest_products("imf.gdp_per_capita_ppp"))

    assert offered == {code for code, _name in countries_by_name()}
    assert {"CU", "KP", "MC"} <= unknown
    for code in ("CU", "KP", "MC"):
        answer = client.get("/en/dues/2023/", {"classes": "local_government:", "country": code, "people": "5000"})
        text = words(answer)
        assert f"has no figure of GDP per person for {country_name(code)}" in text
        assert "Ask the secretariat" in text
        assert 'href="/en/contact/"' in answer.content.decode()


def test_a_schedule_that_does_not_exist_is_404(network: None, client: Client) -> None:
    assert client.get("/en/dues/1999/").status_code == 404


def test_without_a_schedule_the_page_says_so(network: None, client: Client) -> None:
    FeeSchedule.objects.all().delete()

    assert "No fee schedule is loaded yet." in words(client.get("/en/dues/"))


# --- a member's own -------------------------------------------------------------------------------------------------
def test_an_officer_is_led_to_the_one_organisation_and_sees_why(officer: Client) -> None:
    assert officer.get("/en/my/dues/")["Location"] == "/en/my/dues/seoul/"

    text = words(officer.get("/en/my/dues/seoul/"))

    assert "does not state the standing" in text
    assert "No dues have been invoiced on this platform yet." in text


def test_others_do_not_see_it(officer: Client, signed_in: Any) -> None:
    assert officer.get("/en/my/dues/kathmandu/").status_code == 404
    assert officer.get("/en/my/dues/no-such/").status_code == 404
    assert signed_in(make_user()).get("/en/my/dues/seoul/").status_code == 404


def test_an_officer_submits_a_figure_with_a_document(officer: Client) -> None:
    given = {"measure": "population", "value": "9411444", "year": "2022", "source": ""}

    answer = officer.post("/en/my/dues/seoul/", {**given, "document": SimpleUploadedFile("census.pdf", PDF)})

    figure = DeclaredFigure.objects.get()
    assert answer.status_code == 302
    assert (figure.value, figure.evidence.title if figure.evidence else "") == (9411444, "census.pdf")
    assert "9,411,444" in words(officer.get("/en/my/dues/seoul/"))


def test_the_document_behind_a_figure_is_opened_by_those_who_see_the_dues(officer: Client, secretary: Client) -> None:
    given = {"measure": "population", "value": "9000000", "year": "2025"}
    officer.post("/en/my/dues/seoul/", {**given, "document": SimpleUploadedFile("census.pdf", PDF)})
    address = reverse("dues:figure_document", args=["seoul", DeclaredFigure.objects.get().pk])

    assert address in officer.get("/en/my/dues/seoul/").content.decode()
    for reader in (officer, secretary):
        answer = reader.get(address)
        assert b"".join(answer.streaming_content) == PDF
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="census.pdf"')
    assert Client().get(address).status_code == 302
    stranger = Client()
    stranger.force_login(make_user(email="other@city.example"))
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"source": ""}, "State where the figure is published, or attach a document."),
        ({"value": "-3"}, "greater than or equal to 0"),
        ({"year": "2199"}, "between 1900 and this year"),
        ({"document": SimpleUploadedFile("x.pdf", b"<script>")}, "its content is not of this type"),
    ],
)
def test_a_wrong_figure_is_refused_beside_its_field_and_kept(officer: Client, wrong: dict[str, Any], said: str) -> None:
    given = {"measure": "population", "value": "77", "year": "2020", "source": "Census", **wrong}

    page = officer.post("/en/my/dues/seoul/", given)

    assert page.status_code == 200
    assert said in words(page)
    assert f'value="{given["value"]}"' in page.content.decode()
    assert not DeclaredFigure.objects.exists()


# --- the office -----------------------------------------------------------------------------------------------------
def test_a_run_from_form_to_invoices(run: DuesRun, secretary: Client, django_capture_on_commit_callbacks: Any) -> None:
    preview = words(secretary.get(f"/en/office/dues/{run.pk}/"))
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(f"/en/office/dues/{run.pk}/confirm/")

    run.refresh_from_db()
    page = words(secretary.get(f"/en/office/dues/{run.pk}/"))
    assert "Ready to check" in preview
    assert "Issue 63 invoices" in preview
    assert run.status == DuesRun.Status.DONE
    assert Invoice.objects.count() == 63
    assert "2016-0001" in page
    assert "Send them now" in page

    again = begin_run(year=run.year, issued_on=run.issued_on, due_on=run.due_on, by=None, at=AT)
    prepare_run(run_id=again.pk, clock=lambda: AT)

    page = words(secretary.get(f"/en/office/dues/{again.pk}/"))
    assert "This run contains no fees that are due: there is nothing to issue." in page
    assert "Issue 0 invoices" not in page


def test_a_run_to_check_is_assigned_until_it_is_issued(run: DuesRun, signed_in: Any) -> None:
    keeper = make_secretary(name="Kim")
    office, page = signed_in(keeper), f"/en/office/dues/{run.pk}/"

    office.post(f"/en/office/work/dues.DuesRun/{run.pk}/take/")

    shown, home = office.get(page).content.decode(), office.get("/en/office/").content.decode()
    runs = [office.get("/en/office/dues/", {"assigned": whose}).context["listing"].count for whose in ("mine", "")]
    assert "Assigned to <strong>Kim</strong> · you" in shown
    assert f'<a href="{page}">' in home.split('id="mine"')[1]
    assert f'<a href="{page}">Kim</a>' in home.split('id="mine"')[0]
    assert "Unassigned" not in home.split('id="mine"')[0]
    assert runs == [1, 1]
    DuesRun.objects.update(status=DuesRun.Status.DROPPED)
    assert "Dues of 2016" not in office.get("/en/office/").content.decode()
    assert "Hand over" not in office.get(page).content.decode()


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_days_of_a_run_are_put_forward_as_browsers_take_them(language: str, secretary: Client) -> None:
    page = secretary.get(f"/{language}/office/dues/").content.decode()

    assert f'name="issued_on" value="{timezone.localdate().isoformat()}"' in page


def test_a_wrong_run_is_refused_in_words(secretary: Client) -> None:
    page = secretary.post("/en/office/dues/begin/", {"year": "2012", "issued_on": "2012-05-02", "due_on": "2012-06-30"})

    assert "No fee schedule is in force in 2012." in words(page)


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_run_is_exported_as_it_is_filtered(run: DuesRun, secretary: Client, file_format: str) -> None:
    answer = secretary.get(f"/en/office/dues/{run.pk}/", {"outcome": "cannot", "format": file_format})

    found = content(answer)
    assert answer.status_code == 200
    assert b"saga-prefecture" in found or file_format == "xlsx"
    assert len(found) > 1000
    assert secretary.get(f"/en/office/dues/{run.pk}/", {"format": "exe"}).status_code == 404


def test_the_simulator_compares_two_readings_for_everybody(secretary: Client) -> None:
    asked = {"year": "2023", "everybody": "on", "before_way": "2023:ko", "after_way": "2023:continuity"}

    page = secretary.get("/en/office/dues/simulator/", asked)
    exported = content(secretary.get("/en/office/dues/simulator/", {**asked, "format": "csv"}))
    kinds, rows = parquet(secretary.get("/en/office/dues/simulator/", {**asked, "format": "parquet"}))

    assert re.search(r"Difference: -?[\d,]+; \d+ members would pay a different amount\.", words(page))
    assert "What changes it" in words(page)
    assert exported.decode().count("\n") == 180
    assert len(rows) == 179
    assert {kinds[name] for name in ("before", "after", "difference")} == {"DECIMAL(38,0)"}


def test_a_run_is_typed(run: DuesRun, secretary: Client) -> None:
    kinds, rows = parquet(secretary.get(f"/en/office/dues/{run.pk}/", {"format": "parquet"}))

    assert (kinds["fee"], kinds["to_pay"], kinds["why"]) == ("DECIMAL(38,2)", "DECIMAL(38,2)", "VARCHAR")
    assert len(rows) == run.quotes.count()


@pytest.mark.parametrize("file_format", FORMATS)
def test_only_the_secretariat_takes_a_run_away_as_a_file(run: DuesRun, signed_in: Any, file_format: str) -> None:
    answer = signed_in(make_user()).get(f"/en/office/dues/{run.pk}/", {"format": file_format})

    assert answer.status_code == 403


def test_a_reading_is_recorded_by_a_decision(secretary: Client) -> None:
    decision = decide(make_item())
    given = {"reading": "ko", "decision": f"governance.Decision:{decision.pk}"}

    refused = secretary.post("/en/office/dues/readings/2023/", {**given, "decision": ""})
    guessed = secretary.post("/en/office/dues/readings/2023/", {**given, "decision": "governance.Decision:999"})
    secretary.post("/en/office/dues/readings/2023/", given)

    assert "This field is required." in words(refused)
    assert "is not one of the available choices" in words(guessed)
    assert ReadingChoice.objects.get().decision_label == "Oct 13, 2016: A matter (Executive committee)"
    assert "Korean document (in force)" in words(secretary.get("/en/office/dues/readings/"))


def test_a_concession_is_recorded_and_withdrawn(secretary: Client) -> None:
    seoul = Organisation.objects.get(slug="seoul")
    decision = f"governance.Decision:{decide(make_item()).pk}"
    given = {"organisation": seoul.pk, "year": "2016", "kind": "waiver", "reason": "Host", "decision": decision}

    secretary.post("/en/office/dues/concessions/grant/", given)
    granted = Concession.objects.get()
    again = words(secretary.post("/en/office/dues/concessions/grant/", given, follow=True))
    secretary.post(f"/en/office/dues/concessions/{granted.pk}/withdraw/")

    granted.refresh_from_db()
    assert "already has such a concession for the year" in again
    assert granted.withdrawn_at is not None


@pytest.mark.parametrize("path", ["", "simulator/", "readings/", "concessions/"])
def test_the_office_is_the_secretariats(officer: Client, path: str) -> None:
    assert officer.get(f"/en/office/dues/{path}").status_code in (302, 403)


def test_lists_cost_the_same_queries_however_many_quotes(
    run: DuesRun, secretary: Client, django_assert_num_queries: Any
) -> None:
    secretary.get(f"/en/office/dues/{run.pk}/?outcome=free")

    # A narrowed list that fits one page is not counted, one that fills more is.
    for outcome, counts in (("free", 0), ("due", 1)):
        with django_assert_num_queries(9 + counts + 4):  # whose work the run is, and who opened it last
            secretary.get(f"/en/office/dues/{run.pk}/?outcome={outcome}")


def test_what_the_record_holds_stands_beside_what_was_submitted_here(officer: Client) -> None:
    seoul = Organisation.objects.get(slug="seoul")
    given = GivenFact(indicator=Indicator.objects.get(code="place.population"), period="2025", value=Decimal(9_331_828))
    record_facts(seoul, [given], FactOrigin(Reference.to(seoul)), by=None, at=AT)

    text = words(officer.get("/en/my/dues/seoul/"))

    assert re.search(r"Population\s*: 9,331,828 \(2025\) Statements by members", text)
    assert "No figure has been submitted on this page yet." in text
