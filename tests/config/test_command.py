"""`wego`: one door with help at every level, and honest exit statuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wego.config import command

EVERY = [*command.FILE_COMMANDS, *command.UNBUILT_COMMANDS, *command.PLATFORM_COMMANDS]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        status = command.main(words)
    except SystemExit as end:
        status = int(end.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]):
    status, out, _err = run(capsys, "--help")

    assert status == 0
    assert set(EVERY) <= set(re.findall(r"^\s{4}([a-z-]+)", out, re.MULTILINE))
    assert "example:" in out


@pytest.mark.parametrize("name", [*command.FILE_COMMANDS, *command.PLATFORM_COMMANDS])
def test_help_of_a_command_shows_an_example(capsys: pytest.CaptureFixture[str], name: str):
    status, out, _err = run(capsys, name, "--help")

    assert status == 0
    assert f"wego {name}" in out.split("example")[1]


@pytest.mark.parametrize("name", command.UNBUILT_COMMANDS)
def test_what_is_not_built_names_itself(capsys: pytest.CaptureFixture[str], name: str):
    status, out, err = run(capsys, name, "something", "--json")

    assert status == 1
    assert out == ""
    assert f"wego {name}: not built yet" in err


@pytest.mark.parametrize(
    "words", [["nothing-of-ours"], ["serve", "--port", "0"], ["load"], ["backup"], ["demo", "--x"], []]
)
def test_wrong_usage_ends_with_two(capsys: pytest.CaptureFixture[str], words: list[str]):
    assert run(capsys, *words)[0] == 2


def test_every_command_is_told():
    told = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md").read_text()

    assert [name for name in EVERY if f"wego {name}" not in told] == []
