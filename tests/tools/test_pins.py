"""Pinned requirements: installable on the oldest Python that we promise, with hashes and without addresses."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
OLDEST = "3.11.0"


@pytest.mark.parametrize("name", ["run.txt", "develop.txt"])
def test_every_pin_runs_on_the_oldest_python(name: str):
    pinned = re.findall(r"^([\w.-]+)==([^ ;]+)", (REQUIREMENTS / name).read_text(), re.MULTILINE)
    assert pinned

    wanted = {pin: distribution(pin).metadata["Requires-Python"] or "" for pin, _version in pinned}

    assert [pin for pin, pythons in wanted.items() if not SpecifierSet(pythons).contains(OLDEST)] == []


@pytest.mark.parametrize("name", ["run.txt", "develop.txt"])
def test_every_pin_has_a_hash_and_no_address(name: str):
    text = (REQUIREMENTS / name).read_text()
    blocks = re.split(r"\n(?=[\w.-]+==)", text)

    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert not re.search(r"^\s*--?(index|extra-index|find-links|trusted)", text, re.MULTILINE)
