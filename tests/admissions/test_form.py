"""The application as a form to sign."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.admissions.factories import answer, begin
from tests.questionnaires.factories import make_person
from wego.admissions.pdf import form_pdf
from wego.questionnaires.sheets import read_sheet
from wego.typesetting import pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_form_is_set_in_every_language(language: str):
    application = begin()
    answer(application, name_native="ኒውታውን")

    with translation.override(language):
        pdf = form_pdf(application, read_sheet(application.response))

    assert pdf.startswith(b"%PDF-")


def test_the_form_is_the_applicants(signed_in: Any):
    application = begin()
    address = f"/ko/my/membership/{application.pk}/form.pdf"

    own = signed_in(application.applicant).get(address)

    assert own["Content-Type"] == "application/pdf"
    assert own.content.startswith(b"%PDF-")
    assert signed_in(make_person("b@example.org")).get(address).status_code == 404


def test_a_sign_that_cannot_be_printed_stops_no_form(signed_in: Any):
    application = begin()
    answer(application, motivation="To learn \U0001242b")

    form = signed_in(application.applicant).get(f"/en/my/membership/{application.pk}/form.pdf")

    assert form["Content-Type"] == "application/pdf"
    assert form.content.startswith(b"%PDF-")


def test_a_form_that_cannot_be_set_is_said(signed_in: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "MOST_MISSING", -1)  # as if too many letters were missing
    application = begin()
    answer(application, motivation="To learn \U0001242b")

    page = signed_in(application.applicant).get(f"/en/my/membership/{application.pk}/form.pdf", follow=True)

    assert "Print this page instead." in page.content.decode()
