"""What a diagnosis would come to if it were submitted now: told before the submission."""

from __future__ import annotations

from datetime import date

from wego.assessment import results
from wego.assessment.definitions import framework_of
from wego.assessment.queries import framework_for
from wego.assessment.wording import Words
from wego.questionnaires.models import Response
from wego.questionnaires.sheets import AnswerSheet


def parts_without_stage(sheet: AnswerSheet) -> list[str]:
    """The dimensions and aspects that would get no stage, since too little is answered in them."""
    framework = framework_of(framework_for(sheet.response))
    result = results.compute(framework, sheet.definition, sheet.values)
    words = Words(framework, sheet.definition)
    standings = [*result["dimensions"], *result["aspects"]]
    return [words.part(standing["code"]) for standing in standings if not standing["stage"]]


def year_end(response: Response, today: date) -> date | None:
    """The last day of the year that the diagnosis is of, while that is ahead."""
    end = date(response.year, 12, 31)
    return end if today < end else None
