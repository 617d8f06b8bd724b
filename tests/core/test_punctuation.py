"""Lists and pairs that code puts together have the marks of the reader's language."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import formats
from django.utils.translation import override

from wego.core.countries import by_name, countries_by_name, country_name
from wego.core.punctuation import joined, joined_clauses, mark, paired


@pytest.mark.parametrize(
    ("language", "listed", "clauses", "pair"),
    [("en", "A, B", "A 1; B 2", "A: 1"), ("ko", "A, B", "A 1; B 2", "A: 1"), ("zh-hans", "A、B", "A 1；B 2", "A：1")],
)
def test_lists_and_pairs_have_the_marks_of_the_language(language: str, listed: str, clauses: str, pair: str) -> None:
    with override(language):
        assert (joined(["A", "B"]), joined_clauses(["A 1", "B 2"]), paired("A", 1)) == (listed, clauses, pair)
        assert Template("{{ names|joined }}").render(Context({"names": ["A", "B"]})) == listed


@pytest.mark.parametrize(
    ("language", "written"), [("en", "A (B): C. "), ("ko", "A(B): C. "), ("zh-hans", "A（B）：C。")]
)
def test_a_template_asks_for_a_mark_by_its_english(language: str, written: str) -> None:
    with override(language):
        assert "A" + mark("(") + "B" + mark(")") + mark(":") + "C" + mark(".") == written
        marked = 'A{% mark "(" %}B{% mark ")" %}{% mark ":" %}C{% mark "." %}'
        assert Template(marked).render(Context()) == written


def test_numbers_in_chinese_have_their_thousands_parted() -> None:
    with override("zh-hans"):
        assert formats.number_format(1234567) == "1,234,567"


def test_countries_are_in_the_order_of_pinyin_in_chinese() -> None:
    names = [name for _code, name in countries_by_name("zh-hans")]

    order = ["阿尔巴尼亚", "秘鲁", "不丹", "朝鲜", "法国", "梵蒂冈", "菲律宾", "斐济", "芬兰", "韩国", "瑙鲁", "中国"]
    assert [name for name in names if name in order] == order
    assert by_name([("b", "B"), ("a", "A")], "en") == [("a", "A"), ("b", "B")]


def test_countries_are_named_as_the_documents_name_them() -> None:
    assert [country_name(code, "zh-hans") for code in ("MN", "PS")] == ["蒙古国", "巴勒斯坦"]
    assert country_name("PS", "ko") == "팔레스타인"
