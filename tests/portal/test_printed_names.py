"""Members' names on paper: every script in every kind of document; a letter that no face has stops none of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.accounts.factories import make_secretary
from tests.admissions.factories import answer, begin
from tests.assessment.factories import make_cities, make_diagnosis, make_framework
from tests.cityindex.factories import make_edition
from tests.finance.factories import at, make_invoice, make_payment
from tests.members.factories import make_organisation
from tests.questionnaires.factories import make_person
from wego.admissions.pdf import form_pdf
from wego.assessment.pdf import report_pdf as diagnosis_pdf
from wego.cityindex.pdf import report_pdf as index_pdf
from wego.core.models import AuditEntry, Mail
from wego.core.print import coverage, letters_missing
from wego.core.print.samples import SCRIPTS
from wego.finance.pdf import credit_note_pdf, invoice_pdf, receipt_pdf, statement_pdf
from wego.finance.queries.books import statement_of_account
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.credits import credit_invoice
from wego.members.models import Organisation
from wego.questionnaires.sheets import read_sheet
from wego.typesetting import fonts, pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_charts")]
EVERY_SCRIPT = " ".join(SCRIPTS.values())
CUNEIFORM = "\U0001242b"
# Scripts whose letters stand in a PDF as they are typed; of the others shaping joins, splits or moves some.
AS_TYPED = ("Latin", "Cyrillic", "Greek", "Hangul", "Han", "Kana", "Ethiopic")
PROBE = (
    b'#import "/core/print/house.typ": *\n#let data = json(bytes(sys.inputs.data))\n#show: house.with(data)\n#data.name'
)


@pytest.fixture(autouse=True)
def _packaged_faces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the faces that setup installs: what this machine has besides proves nothing."""
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())
    _forget_faces()
    yield
    monkeypatch.undo()
    _forget_faces()


def _forget_faces() -> None:
    fonts.font_folders.cache_clear()
    pages.faces.cache_clear()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letters of which somebody was told."""
    heard: list[str] = []
    monkeypatch.setattr(letters_missing, "receivers", [lambda *, document, letters: heard.append(letters)])
    return heard


def text_of(paper: bytes) -> str:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([reader, "-", "-"], input=paper, capture_output=True, check=True).stdout.decode()


def settled(name: str) -> Any:
    city = make_organisation(name, slug="city")
    invoice = make_invoice(city)
    payment = make_payment(city, "6000.00")
    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at(2016, 3, 13))
    credit_invoice(invoice_id=invoice.pk, amount=Decimal(100), reason=name, by=None, at=at(2016, 3, 14))
    return invoice


def an_invoice(name: str) -> bytes:
    return invoice_pdf(settled(name))


def a_credit_note(name: str) -> bytes:
    return credit_note_pdf(settled(name).credit_notes.get())


def a_receipt(name: str) -> bytes:
    city = make_organisation(name, slug="city")
    return receipt_pdf(make_payment(city, "6000.00").receipt)


def a_statement(name: str) -> bytes:
    city = make_organisation(name, slug="city")
    make_invoice(city)
    start, end = date(2016, 1, 1), date(2016, 12, 31)
    return statement_pdf(city, statement_of_account(city, start, end), start, end)


def an_application(name: str) -> bytes:
    application = begin()
    answer(application, motivation=name)
    return form_pdf(application, read_sheet(application.response))


def a_diagnosis(name: str) -> bytes:
    [city] = make_cities(1, name_native=name)
    return diagnosis_pdf(make_diagnosis(make_framework(), city, make_person()))


KINDS: dict[str, Callable[[str], bytes]] = {
    "invoice": an_invoice,
    "credit note": a_credit_note,
    "receipt": a_receipt,
    "statement": a_statement,
    "application": an_application,
    "diagnosis": a_diagnosis,
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_script_is_printed_in_every_kind_of_document(kind: str, told: list[str]) -> None:
    with translation.override("en"):
        paper = KINDS[kind](EVERY_SCRIPT)

    text = "".join(text_of(paper).split())
    assert told == []
    assert pages.MARK not in text
    for script in AS_TYPED:
        assert all(word in text for word in SCRIPTS[script].split()), script


def test_every_script_is_printed_in_the_report_of_an_index(tmp_path: Path, told: list[str]) -> None:
    edition = make_edition(tmp_path)
    city = Organisation.objects.filter(index_units__edition=edition).first()
    Organisation.objects.filter(pk=city.pk).update(name={"en": EVERY_SCRIPT})

    with translation.override("en"):
        paper = index_pdf(edition)

    assert told == []
    assert "አዲስ" in text_of(paper)


def test_a_face_of_the_packages_has_each_script() -> None:
    assert coverage.scripts_without_font() == []


def test_from_right_to_left_letters_join_and_words_follow_each_other() -> None:
    def set_(name: str) -> str:
        return text_of(pages.with_marks(PROBE, f'{{"language": "en", "title": "x", "name": "{name}"}}')[0])

    joined, apart = set_("كتب"), set_("ك\u200cت\u200cب")  # a mark between letters keeps them from joining

    assert joined != apart
    assert "תל אביב" in set_("תל אביב")


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_without_a_face_is_marked_and_stops_no_document(kind: str, told: list[str]) -> None:
    with translation.override("en"):
        paper = KINDS[kind](f"A{CUNEIFORM}b{CUNEIFORM} Łódź")

    assert f"A{pages.MARK}b{pages.MARK}" in "".join(text_of(paper).split())
    assert told[-1] == CUNEIFORM


def test_many_letters_without_a_face_are_all_found() -> None:
    lost = "".join(map(chr, range(0x12400, 0x12420)))

    _paper, missing = pages.with_marks(PROBE, f'{{"language": "en", "title": "x", "name": "{lost}"}}')

    assert set(missing) == set(lost)


def test_the_secretariat_is_told_once_of_each_letter() -> None:
    make_secretary("kim@network.example", language="en")
    make_secretary("park@network.example", language="ko")

    an_application(f"A{CUNEIFORM}")
    a_receipt(f"C{CUNEIFORM}")
    mails = Mail.objects.filter(kind="portal/mail/letters_missing")

    assert sorted(mails.values_list("recipient", flat=True)) == ["kim@network.example", "park@network.example"]
    mail = mails.get(recipient="kim@network.example")
    assert "U+1242B" in mail.body
    assert "Application of" in mail.body
    assert AuditEntry.objects.get(action="print.letters_missing").after == {"letters": CUNEIFORM}

    a_diagnosis(f"D{CUNEIFORM}\U0001242c")

    assert mails.count() == 4
    assert "U+1242C" in mails.filter(recipient="kim@network.example").latest("pk").body
