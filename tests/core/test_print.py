"""Print: tagged PDF in three scripts, and a missing glyph refused."""

import json
import re

import pytest

from wego.core.print import PrintFault, render_pdf
from wego.core.print.coverage import languages_without_font
from wego.typesetting.pages import typeset

HOUSE = '#import "/core/print/house.typ": *\n#let data = json(bytes(sys.inputs.data))\n#show: house.with(data)\n= A\n'


def test_every_language_has_a_face():
    assert languages_without_font() == []


@pytest.mark.parametrize(("language", "code"), [("en", b"en"), ("ko", b"ko-KR"), ("zh-hans", b"zh-CN")])
def test_a_pdf_is_tagged_and_says_its_language(language, code):
    data = json.dumps({"language": language, "title": "서울 首尔 Seoul"})

    pdf = typeset((HOUSE + "서울 首尔 Seoul").encode(), {"data": data})

    assert pdf.startswith(b"%PDF-")
    assert re.search(rb"/Lang\s*\(" + code, pdf)
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid" in pdf


def test_a_pdf_does_not_say_when_it_was_made():
    pdf = typeset(HOUSE.encode(), {"data": '{"language": "en", "title": "x"}'})

    assert not re.search(rb"CreationDate|ModDate|CreateDate|ModifyDate", pdf)


def test_a_letter_that_no_face_has_is_an_error():
    with pytest.raises(PrintFault):
        typeset((HOUSE + "\U0001242b").encode(), {"data": '{"language": "en", "title": "cuneiform"}'})


def test_a_template_that_is_not_there_is_an_error():
    with pytest.raises(PrintFault):
        render_pdf("core/print/nowhere.typ", {}, language="en", title="x")
