"""Certificates: what is so today, numbered and sealed; checked by code and by file; officers fetch their own."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from tests.accounts.factories import make_secretary, make_user
from tests.correspondence.factories import AT, make_series
from tests.finance.factories import at, make_invoice, make_payment
from tests.members.factories import make_organisation
from wego.core.seals.models import Seal
from wego.core.seals.services import revoke_seal
from wego.correspondence.models import Certificate, LetterCounter, LetterSeries
from wego.correspondence.services.certificates import CertificateRefused, issue_certificate
from wego.finance.services.allocations import allocate_payment
from wego.members.models import Affiliation, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def seoul() -> Organisation:
    make_series("certificate")
    city = make_organisation(slug="seoul", name={"en": "Seoul", "ko": "서울", "zh-hans": "首尔"})
    city.standings.create(kind="full", starts_on=date(2015, 3, 1), is_start_exact=True)
    return city


def issue(city: Organisation, kind: str = "membership", **facts: Any) -> Certificate:
    return issue_certificate(organisation_id=city.pk, kind=kind, by=None, **{"language": "en", "at": AT} | facts)


def check(content: bytes) -> str:
    file = SimpleUploadedFile("certificate.pdf", content, "application/pdf")
    return Client().post("/en/verify/", {"file": file, "code": ""}).content.decode()


def test_a_certificate_is_checked_by_its_code_and_by_its_file_in_the_readers_language(seoul: Organisation):
    one = issue(seoul)
    seal = Seal.objects.get()

    page = Client().get(f"/en/verify/{seal.code}/").content.decode()

    assert one.number == "N-C-2026-0001"
    assert "Seoul is a member of A Network on May 2, 2026. Standing: Full member. Member since: March 1, 2015." in page
    assert "서울" in Client().get(f"/ko/verify/{seal.code}/").content.decode()
    with one.file.open() as file:
        paper = file.read()
    assert "The seal is valid" in check(paper)
    assert "The file was changed" in check(paper + b"\n")


def test_a_certificate_whose_seal_is_revoked_no_longer_holds(seoul: Organisation):
    one = issue(seoul)
    revoke_seal(seal_id=Seal.objects.get().pk, revoked_on=AT.date(), reason="Wrong day", by=None, at=AT)
    with one.file.open() as file:
        assert "The seal was revoked" in check(file.read())


def test_the_same_certificate_of_a_day_is_issued_once_and_none_is_changed(seoul: Organisation):
    first, again, korean = issue(seoul), issue(seoul), issue(seoul, language="ko")

    assert first == again
    assert korean.number == "N-C-2026-0002"
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.update(number="X")


def test_dues_are_certified_once_all_of_them_are_paid():
    make_series("certificate")
    invoice = make_invoice()
    payment = make_payment(invoice.organisation)
    with pytest.raises(CertificateRefused, match="have not been paid in full"):
        issue(invoice.organisation, "dues", dues_year=2016)

    allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, by=None, at=at(2016, 3, 12))
    one = issue(invoice.organisation, "dues", dues_year=2016)

    said = json.loads(one.statement)
    assert [(row["number"], row["paid"], row["currency"]) for row in said["invoices"]] == [
        ("2016-0001", "7000.00", "USD")
    ]
    with pytest.raises(CertificateRefused, match="not invoiced"):
        issue(invoice.organisation, "dues", dues_year=2015)


def test_who_is_no_member_and_a_letterhead_without_the_language_use_no_number(seoul: Organisation):
    stranger = make_organisation("Busan")
    with pytest.raises(CertificateRefused, match="Busan is not a member"):
        issue(stranger)
    LetterSeries.objects.update(sender={"en": "A Network"})
    with pytest.raises(CertificateRefused, match="Korean"):
        issue(seoul, language="ko")

    assert not LetterCounter.objects.filter(last__gt=0).exists()
    assert not Seal.objects.exists()


def test_an_officer_fetches_the_own_members_certificates_and_nobody_elses(seoul: Organisation, signed_in: Any):
    officer = make_user("officer@seoul.example")
    Affiliation.objects.create(user=officer, organisation=seoul, role="officer", starts_on=date(2020, 1, 1))
    client: Client = signed_in(officer)

    answer = client.post("/en/my/certificates/seoul/issue/", {"kind": "membership", "language": "zh-hans"})

    one = Certificate.objects.get()
    assert answer.status_code == 302
    assert client.get(f"/en/my/certificates/seoul/{one.number}.pdf").getvalue().startswith(b"%PDF-")
    assert one.number in client.get("/en/my/certificates/seoul/").content.decode()
    stranger: Client = signed_in(make_user("officer@busan.example"))
    assert stranger.get("/en/my/certificates/seoul/").status_code == 404
    assert stranger.get(f"/en/my/certificates/seoul/{one.number}.pdf").status_code == 404
    office: Client = signed_in(make_secretary())
    assert one.number in office.get("/en/office/certificates/", {"member": "seoul"}).content.decode()
