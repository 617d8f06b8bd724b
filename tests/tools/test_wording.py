"""What is not written here is refused: every kind by its example, and not what is good beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import wording
from tools.wording import Text

KINDS = wording.kinds("en")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_every_kind_is_refused(kind: wording.Kind) -> None:
    found = list(wording.faults([Text("pages/page.html", "", kind.example)], KINDS))

    assert any(kind.name in fault and kind.better in fault for fault in found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_kind_lets_pass_is_passed(kind: wording.Kind) -> None:
    assert not [text for text in kind.fine if kind.is_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "A link to set a password has been sent by e-mail.",
        "The mail server received the text.",
        "There is no such page.",
        "Last of %(bear)s",
        "Standing",
        "No one acts for this organisation yet.",
    ],
)
def test_everyday_english_is_passed(text: str) -> None:
    assert list(wording.faults([Text("pages/page.html", "", text)], KINDS)) == []


def test_english_texts_of_a_folder_are_read_by_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "networks" / "towns"
    folder.mkdir(parents=True)
    (folder / "bodies.yaml").write_text("bodies:\n- {code: x, name: {en: Mend it, ko: 고침}, notes: [{en: Fix it}]}\n")
    monkeypatch.setattr(wording, "ROOT", tmp_path)

    assert list(wording.network_texts("en")) == [
        ("networks/towns/bodies.yaml", "Mend it", "Mend it"),
        ("networks/towns/bodies.yaml", "Fix it", "Fix it"),
    ]


def test_a_text_of_a_folder_that_lacks_a_language_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "networks" / "towns"
    folder.mkdir(parents=True)
    (folder / "bodies.yaml").write_text(
        "bodies:\n- {name: {en: Board, ko: 이사회, zh-hans: 理事会}, notes: [{en: Fix it, ko: 수정}]}\n"
    )
    monkeypatch.setattr(wording, "ROOT", tmp_path)

    assert list(wording.lacking()) == ["networks/towns/bodies.yaml: “Fix it” is not given in zh-hans"]


KOREAN = wording.kinds("ko")


@pytest.mark.parametrize("kind", KOREAN, ids=lambda kind: kind.name)
def test_the_example_of_every_korean_kind_is_refused(kind: wording.Kind) -> None:
    found = list(wording.faults([Text("locale/ko/django.po", "", kind.example)], [kind]))

    assert [fault for fault in found if kind.name in fault and kind.better in fault]


@pytest.mark.parametrize(
    "text",
    [
        "%(name)s 님에게 이메일을 보냈습니다.",
        "사용할 수 없는 값입니다: “%(value)s”.",
        "IBAN은 유효한지 확인합니다.",
        "전체의 25%를 차지합니다.",
        "사무국이 신청을 수리했습니다.",
    ],
)
def test_the_korean_of_an_office_is_passed(text: str) -> None:
    assert list(wording.faults([Text("locale/ko/django.po", "", text)], KOREAN)) == []


def test_what_the_glossary_does_not_want_in_korean_is_refused() -> None:
    assert {"조직", "메일", "전자우편", "지역 사무소", "연간 회비", "회원 자격", "빠진 값"} <= {
        one.name for one in KOREAN
    }
