"""What a process of the platform has loaded once it answers: every module counts in memory and in the time to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.browsing import copy_demonstration, surroundings

# What draws, sets, computes or writes files is loaded where it is used, by the first page that needs it.
LATE = (
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "python_calamine",
    "vl_convert",
    "typst",
    "duckdb",
    "scipy",
    "wego.cli",
    "wego.engines.composite",
    "icalendar",
    "segno",
)
ANSWER = """
import sys, django
django.setup()
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
assert Client(headers={"host": "localhost"}).get("/en/members/").status_code == 200
print(*sys.modules, sep="\\n")
"""


def test_a_page_is_answered_without_what_only_some_pages_need(demonstration: Path, tmp_path: Path):
    data_dir = copy_demonstration(demonstration, tmp_path / "data")
    environment = surroundings(WEGO_DATA_DIR=str(data_dir), DJANGO_SETTINGS_MODULE="wego.config.settings")

    done = subprocess.run([sys.executable, "-c", ANSWER], env=environment, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert "wego.members.views.directory" in loaded or "wego.members.views" in loaded
    assert [name for name in LATE if name in loaded] == []
