"""Quaint English is refused: every kind by its example, and not what is good English beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import wording

KINDS = wording.kinds()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_every_kind_is_refused(kind: wording.Kind) -> None:
    found = list(wording.faults([("pages/page.html", kind.example)], KINDS))

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
    assert list(wording.faults([("pages/page.html", text)], KINDS)) == []


def test_english_texts_of_a_folder_are_read_by_their_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "networks" / "towns"
    folder.mkdir(parents=True)
    (folder / "bodies.yaml").write_text("bodies:\n- {code: x, name: {en: Mend it, ko: 고침}, notes: [{en: Fix it}]}\n")
    monkeypatch.setattr(wording, "ROOT", tmp_path)

    assert list(wording.network_texts()) == [
        ("networks/towns/bodies.yaml", "Mend it"),
        ("networks/towns/bodies.yaml", "Fix it"),
    ]
