"""Every file that is handed out by a number: by every role, by every method, and with numbers of other things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.walkers.addresses import PAGES
from tests.walkers.test_urls import session, told
from tests.walkers.world import DOCUMENT, ROLES, WITHOUT_A_POST, World, few
from wego.core.models import AuditEntry
from wego.dues.models import DuesRun
from wego.records.models import Evidence

pytestmark = pytest.mark.django_db

# What hands out a file by a number; completed by the first test below.
DOWNLOADS = {
    "/my/certificates/{city}/{certificate}.pdf",
    "/documents/{paper}/file/",
    "/my/diagnosis/{draft}/evidence/{evidence}/",
    "/my/diagnosis/{submitted}/report.pdf",
    "/my/diagnosis/{draft}/spreadsheet.xlsx",
    "/my/membership/{application}/form.pdf",
    "/my/membership/{application}/spreadsheet.xlsx",
    "/my/money/credit-notes/{note}.pdf",
    "/my/money/invoices/{invoice}/invoice.pdf",
    "/my/money/receipts/{receipt}.pdf",
    "/my/rights/{city}/2025.pdf",
    "/office/governance/decisions/{decision}/paper/",
    "/office/governance/meetings/{meeting}/calendar.ics",
    "/office/index-editions/corrections/{correction}/document/",
    "/office/certificates/{certificate_key}/certificate.pdf",
    "/office/letters/files/{letter_file}/",
    "/office/letters/{letter}/letter.pdf",
    "/office/money/bank/statements/{statement}/file/",
    "/office/questionnaires/drafts/{made}/draft.xlsx",
}
# Those that name the document by a number of its own, beside the thing that it belongs to.
DOCUMENTS = (
    "/my/diagnosis/{draft}/evidence/{number}/",
    "/my/diagnosis/{submitted}/evidence/{number}/",
    "/my/membership/{application}/evidence/{number}/",
    "/office/admissions/{applied}/evidence/{number}/",
)
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@pytest.mark.parametrize("half", [0, 1])
def test_every_download_by_a_number_is_listed(world: World, half: int):
    """Whatever is saved rather than shown, of the addresses that name something which belongs to somebody."""
    private = [
        case.path
        for case in PAGES
        if "{" in case.path
        and case.own["stranger"] in ("in", 404)
        and 200 in (case.own["officer"], case.own["secretariat"])
    ]
    assert set(private) >= DOWNLOADS
    private = private[half::2]
    clients = [session(world, "officer"), session(world, "secretariat")]

    found = {path for path in private if any(_is_file(client, f"/en{path}".format(**world.own)) for client in clients)}

    assert found == DOWNLOADS & set(private)


def _is_file(client: Client, path: str) -> bool:
    answer = client.get(path)
    told(answer)  # read to its end
    return answer.status_code == 200 and not answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("role", few(ROLES, alike=WITHOUT_A_POST))
def test_a_document_is_not_reached_through_another_thing(role: str, world: World):
    """Officers' papers, another questionnaire's documents, the other city's: each through everything that is there."""
    client = session(world, role)
    reached = {}

    for path, allowed in _mixed(world):
        answer = client.get(path)
        told(answer)
        if answer.status_code == 200 and not allowed:
            reached[path] = answer.status_code

    assert reached == {}


def _mixed(world: World) -> Iterator[tuple[str, bool]]:
    """Every container with every document, and whether that document answers it or is offered to it."""
    every = dict(Evidence.objects.values_list("pk", "title"))
    for city in (world.own, world.other):
        for template in DOCUMENTS:
            for number, title in every.items():
                # Last year's file answers the diagnosis that was submitted and is offered to the draft.
                belongs = Evidence.objects.get(pk=number).organisation_id == city["organisation"]
                fits = {"{draft}": ("2026.pdf", "2025.pdf"), "{submitted}": ("2025.pdf",)}
                titles = next((titles for name, titles in fits.items() if name in template), ())
                yield f"/en{template}".format(**city, number=number), belongs and title in titles


@pytest.mark.parametrize("role", few(ROLES, alike=set(ROLES) - {"officer", "secretariat"}))
def test_downloads_answer_no_other_method(role: str, world: World):
    client = session(world, role)
    trail = AuditEntry.objects.count()

    answers = {
        (method, path, city["city"]): client.generic(method, f"/en{path}".format(**city))
        for path in DOWNLOADS
        for city in (world.own, world.other)
        for method in METHODS
    }

    assert {told(answer) for answer in answers.values()} <= {"in", "factor", 403, 404, 405}
    assert not any(DOCUMENT in answer.content for answer in answers.values())
    assert AuditEntry.objects.count() == trail


def test_a_contributor_does_not_open_officers_papers_of_the_city(world: World):
    path = "/en/my/diagnosis/{draft}/evidence/{paper}/".format(**world.own)

    assert session(world, "contributor").get(path).status_code == 404


def test_first_pages_with_something_in_every_queue(world: World):
    labels = ("New applications", "Awaiting committee", "Profile changes", "Corrections of figures", "To invoice")
    money = ("To send", "Unmatched payments", "Overdue invoices", "To pay out")
    client = session(world, "secretariat")
    DuesRun.objects.update(status=DuesRun.Status.PREVIEW)

    for address in ("/en/my/", "/en/office/"):
        answer = client.get(address)

        assert answer.status_code == 200
        assert [label for label in (*labels, *money) if label not in answer.content.decode()] == []
