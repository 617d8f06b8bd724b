"""A full-width mark brings its own space; what people typed stays as they typed it."""

from __future__ import annotations

import pytest
from django.test import Client

from wego.core.chinese_spacing import closed_up


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


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["about/", "join/"])
def test_sentences_of_chinese_pages_follow_each_other_without_a_space(client: Client, path: str) -> None:
    page = client.get(f"/zh-hans/{path}").content.decode()

    assert "。" in page
    assert "。 " not in page
