"""Control characters go where text comes in, and once more where it goes out."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_exempt
from hypothesis import given
from hypothesis import strategies as st

from wego.core.exports import plain_cell
from wego.core.plain_text import plain, plain_input, plain_value

DIRTY, CLEAN = "a\x00b\x08\x1b\x7f\x9f\ufffe\ud800c\x0bd\te\r\nf", "abc\nd\te\r\nf"


def test_control_characters_go_and_lines_and_tabs_stay():
    assert plain(DIRTY) == CLEAN
    assert plain("서울 東京 🏙 \u200d") == "서울 東京 🏙 \u200d"
    assert plain_value({"a\x01": ["b\x02", ("c\x03", 4)]}) == {"a": ["b", ("c", 4)]}


@given(st.text(alphabet=st.characters()))
def test_what_is_left_stands_in_any_xml(text: str):
    element = ET.Element("a")
    element.text = plain(text)

    ET.fromstring(ET.tostring(element, encoding="utf-8"))

    assert plain(plain(text)) == plain(text)


def test_what_is_typed_is_cleaned_before_any_form(settings: Any):
    seen: dict[str, Any] = {}
    middleware: Any = plain_input(lambda request: HttpResponse(request.GET["q"]))
    file = SimpleUploadedFile("plan\x01.pdf", b"x")
    request = RequestFactory().post("/?q=a%00b", {"name\x01": ["Se\x00oul", "x"], "file": file})

    answer = middleware(request)
    middleware.process_view(request, lambda request: None, (), {})
    seen = dict(request.POST.lists())

    assert answer.content == b"ab"
    assert seen == {"name": ["Seoul", "x"]}
    assert request.FILES["file"].name == "plan.pdf"


def test_a_body_that_a_view_reads_itself_is_left_alone():
    middleware: Any = plain_input(lambda request: HttpResponse())
    request = RequestFactory().post("/", {"a": "b\x01"})

    middleware.process_view(request, csrf_exempt(lambda request: None), (), {})

    assert b"b\x01" in request.body


@pytest.mark.parametrize(("cell", "written"), [("Se\x1foul", "Seoul"), ("\x00=1+1", "'=1+1"), ("plain", "plain")])
def test_a_table_holds_none(cell: str, written: str):
    assert plain_cell(cell) == written
