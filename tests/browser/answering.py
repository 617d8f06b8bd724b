"""An officer fills in a section of a diagnosis: a middling practice, a plausible number, the file at hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


def fill_section(page: Any, evidence: Path) -> None:
    """Answer every question that the page shows, as a person would."""
    for question in page.locator("fieldset.question:not([hidden])").all():
        radios, text = question.get_by_role("radio"), question.locator("input[type=text]")
        if question.locator("input[type=file]").count():
            question.locator("input[type=file]").set_input_files(evidence)
        elif radios.count():
            radios.nth(min(2, radios.count() - 1)).check()
        elif question.locator("textarea").count():
            question.locator("textarea").fill("We lack people.")
        elif question.locator("input[type=date]").count():
            question.locator("input[type=date]").fill("2021-05-04")
        elif text.count():
            text.fill(text.input_value() or ("2024" if "(year)" in question.inner_text() else "9"))
        else:
            question.get_by_role("checkbox").first.check()
