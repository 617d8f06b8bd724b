"""An officer fills in a section of a diagnosis: a middling practice, a plausible number, the file at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def save(page: Any, name: str) -> None:
    """Press a button of the section's form and wait for the page that it leads to, which may have the same address."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def fill_all_sections(page: Any, evidence: Path) -> None:
    """From the section that is open to the page after the last; some come twice, where answers open more questions."""
    for _section in range(30):
        if "/sections/" not in page.url:
            return
        fill_section(page, evidence)
        save(page, "Save and continue")
    raise AssertionError(f"still answering at {page.url}")


def fill_section(page: Any, evidence: Path) -> None:
    """Answer every question that the page shows, as a person would."""
    for question in page.locator("fieldset.question:not([hidden])").all():
        radios, text = question.get_by_role("radio"), question.locator("input[type=text]:not([list])")
        for tick in question.locator("[name$=-confirm]").all():
            tick.check()
        if question.locator("input[type=file]:not([name$=-evidence])").count():
            question.locator("input[type=file]:not([name$=-evidence])").set_input_files(evidence)
        elif radios.count():
            radios.nth(min(2, radios.count() - 1)).check()
        elif question.locator("textarea:not([name$=-remark])").count():
            question.locator("textarea:not([name$=-remark])").fill("We lack people.")
        elif question.locator("input[type=date]").count():
            question.locator("input[type=date]").fill("2021-05-04")
        elif text.count():
            text.fill(text.input_value() or ("2024" if "(year)" in question.inner_text() else "9"))
        else:
            question.locator("input[type=checkbox]:not([name$=-confirm], [name$=-remove])").first.check()
