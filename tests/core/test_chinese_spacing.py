"""A full-width mark brings its own space; what people typed stays as they typed it."""

from __future__ import annotations

import pytest
from django.test import Client

from wego.core.chinese_spacing import closed_up, closed_up_in
from wego.core.outbox.queue import render
from wego.core.print import pdf


@pytest.mark.parametrize(
    ("page", "closed"),
    [
        ("<p>甲。 乙： 3</p>", "<p>甲。乙：3</p>"),
        ("<p><strong>甲：</strong> <a>乙</a></p>", "<p><strong>甲：</strong><a>乙</a></p>"),
        ("<p>甲。</p> <p>A. B</p>", "<p>甲。</p> <p>A. B</p>"),
        ("<p>甲。 乙</p><textarea>甲。 乙</textarea>丙。 丁", "<p>甲。乙</p><textarea>甲。 乙</textarea>丙。丁"),
        ('<input value="甲。 乙"><button>甲</button>', '<input value="甲。 乙"><button>甲</button>'),
    ],
)
def test_nothing_stands_after_a_full_width_mark(page: str, closed: str) -> None:
    assert closed_up(page) == closed


def test_plain_texts_and_data_are_closed_up_in_chinese_alone_and_keep_their_lines() -> None:
    written = {"title": "甲： 乙", "rows": [["丙。 丁", 3]], "text": "甲。\n乙。 丙", "picture": "<svg>甲。 乙</svg>"}

    assert closed_up_in("zh-hans", written) == {
        "title": "甲：乙",
        "rows": [["丙。丁", 3]],
        "text": "甲。\n乙。丙",
        "picture": "<svg>甲。 乙</svg>",
    }
    assert closed_up_in("ko", written) is written


def test_e_mails_and_papers_are_closed_up_where_they_are_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wego.core.outbox.queue.render_to_string", lambda template, facts: "甲： 乙。 丙")
    monkeypatch.setattr(pdf, "with_marks", lambda source, text: (text.encode(), ""))

    mail = render("any", "zh-hans", {})
    paper = pdf.set_pdf("any.typ", {"said": "甲。 乙"}, language="zh-hans", title="甲： 乙")

    assert (mail.subject.endswith("甲：乙。丙"), mail.body) == (True, "甲：乙。丙\n")
    assert "甲。乙" in paper.pdf.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["about/", "join/"])
def test_sentences_of_chinese_pages_follow_each_other_without_a_space(client: Client, path: str) -> None:
    page = client.get(f"/zh-hans/{path}").content.decode()

    assert "。" in page
    assert "。 " not in page
