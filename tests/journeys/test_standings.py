"""The standing of everybody whose list does not print it, decided at once; and the dues run that invoices them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browsing import DESKTOP
from tests.journeys.books import asked

pytestmark = pytest.mark.browser

SINCE, YEAR = "2023-02-01", 2026
UNSTATED = "SELECT COUNT(*) FROM members_organisation WHERE standing = 'unstated'"


def test_standings_are_decided_at_once_and_invoiced(step_in: Any, new_page: Any, axe: Any, data_dir: Path) -> None:
    page = new_page(DESKTOP)
    step_in(page, "Sena Demo")
    waiting = asked(data_dir, UNSTATED)[0][0]
    assert waiting == 179

    record_the_decision(page)
    decide(page, axe, waiting)

    assert asked(data_dir, UNSTATED) == [(0,)]
    decided = asked(
        data_dir,
        "SELECT COUNT(*), COUNT(DISTINCT organisation_id) FROM members_standing WHERE kind = 'full' AND starts_on = ?"
        " AND decision_label LIKE '%Standing of the members of 2022%'",
        SINCE,
    )
    assert decided == [(waiting, waiting)]
    assert asked(data_dir, "SELECT COUNT(*) FROM core_auditentry WHERE action = 'standing.changed'")[0][0] >= waiting

    run_dues(page, axe)

    invoiced = asked(
        data_dir,
        "SELECT COUNT(*) FROM finance_invoice i JOIN members_standing s ON s.organisation_id = i.organisation_id"
        " WHERE i.year = ? AND s.kind = 'full' AND s.starts_on = ?",
        YEAR,
        SINCE,
    )[0][0]
    cannot = asked(
        data_dir,
        "SELECT COUNT(*) FROM dues_runquote q JOIN members_standing s ON s.organisation_id = q.organisation_id"
        " JOIN dues_duesrun r ON r.id = q.run_id WHERE r.year = ? AND q.outcome = 'cannot' AND s.kind = 'full'"
        " AND s.starts_on = ?",
        YEAR,
        SINCE,
    )[0][0]
    assert invoiced > 100
    assert invoiced + cannot == waiting, "who gets no invoice is named with what lacks"


def record_the_decision(page: Any) -> None:
    """The body's decision, on an item of its own."""
    page.goto("/en/office/governance/agenda/add/")
    page.locator("[name=body]").select_option("executive-committee")
    page.locator("[name=year]").fill("2023")
    page.get_by_label("Title in English").fill("Standing of the members of 2022")
    page.get_by_role("button", name="Add to the agenda").click()
    page.get_by_role("link", name="Record decision").first.click()
    page.get_by_label("Approved").check()
    page.get_by_label("Day of the decision").fill("2023-01-31")
    page.get_by_label("Reason for the missing document").fill("Made up for this test")
    page.get_by_role("button", name="Record decision").click()
    page.get_by_text("Decision recorded").wait_for()


def decide(page: Any, axe: Any, waiting: int) -> None:
    page.goto("/en/office/organisations/?standing=unstated")
    axe(page)
    page.get_by_label(f"All matching rows, on every page: {waiting} organisations").check()
    page.get_by_role("button", name="Decide on standing").click()
    page.get_by_text(f"{waiting} rows selected.").wait_for()
    page.locator("[name=kind]").select_option("full")
    page.locator("[name=starts_on]").fill(SINCE)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("needs a decision of a body").wait_for()
    page.locator("[name=decision]").select_option(index=1)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text(f"{waiting} can be done.").wait_for()
    axe(page)
    page.get_by_role("button", name=re.compile("^Confirm")).click()
    page.get_by_text(f"{waiting} done.").wait_for(timeout=90_000)
    axe(page)


def run_dues(page: Any, axe: Any) -> None:
    page.goto("/en/office/dues/")
    page.locator("[name=year]").fill(str(YEAR))
    page.get_by_role("button", name="Calculate the fees").click()
    _status(page, "Ready to check")
    page.get_by_role("link", name=re.compile(r"^Issue \d+ invoices$")).click()
    page.get_by_role("button", name=re.compile(r"^Issue \d+ invoices$")).click()
    _status(page, "Done")


def _status(page: Any, word: str) -> None:
    page.locator("p[role=status] strong").get_by_text(word, exact=True).wait_for(timeout=120_000)
