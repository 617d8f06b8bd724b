"""Chinese that the glossary does not say is refused, and so are half-width marks and spaces beside Chinese."""

from __future__ import annotations

import pytest

from tools import wording
from tools.wording import Text

KINDS = wording.kinds("zh-hans")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.name}-{kind.term}")
def test_the_example_of_every_kind_is_refused(kind: wording.Kind) -> None:
    found = list(wording.faults([Text("members.po", kind.term, kind.example)], [kind]))

    assert [kind.name in fault and kind.better in fault for fault in found] == [True]


@pytest.mark.parametrize(
    "text",
    ["决定(草案)", "姓名,职务", "姓名: 李", "提交!", "共 5个", "共5 个", "在 %(day)s之前", "由 WeGO认定", "年费 标准"],
)
def test_half_width_marks_and_spaces_are_refused(text: str) -> None:
    assert list(wording.faults([Text("members.po", "", text)], KINDS))


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("The body decides.", "由决策机构决定（2026年）。"),
        ("Non-profit organisation", "非营利组织"),
        ("Institution", "机构"),
        ("Computed with wego %(version)s", "以wego %(version)s计算，12.5分"),
    ],
)
def test_what_the_glossary_says_is_passed(english: str, text: str) -> None:
    assert list(wording.faults([Text("members.po", english, text)], KINDS)) == []


def test_words_limited_to_a_term_are_refused_only_beside_it() -> None:
    assert list(wording.faults([Text("members.po", "The officer invites colleagues.", "由负责人邀请")], KINDS))
    assert not list(wording.faults([Text("members.po", "Owner of a task", "负责人")], KINDS))
