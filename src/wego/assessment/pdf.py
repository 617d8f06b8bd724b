"""A diagnosis's report as PDF, from the same words and numbers as the page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from wego.assessment.models import Diagnosis
from wego.assessment.reports import report_of
from wego.core.print import render_pdf


def report_pdf(diagnosis: Diagnosis) -> bytes:
    """The report in the language in force."""
    report = report_of(diagnosis)
    title = _("Activator diagnosis %(year)s: %(city)s") % {
        "year": report["year"],
        "city": report["organisation"],
    }
    data = {"report": report, "words": printed_words(report)}
    return render_pdf("assessment/print/report.typ", data, language=get_language() or "en", title=title)


def printed_words(report: dict[str, Any]) -> dict[str, str]:
    """The headings of the printed report, in the language in force; the page has the same ones."""
    return {
        "kicker": _("Activator diagnosis"),
        "submitted": pgettext("a day", "Submitted"),
        "summary": _("Summary for the mayor"),
        "thresholds": _("A mark across a bar is the threshold of a stage."),
        "score": _("score of 100"),
        "stage": _("stage"),
        "why": _("Why this stage"),
        "fields": _("By field"),
        "needs": _("By need"),
        "field": _("Field of work"),
        "need": _("Need"),
        "answered": _("Answered"),
        "change": _("Difference"),
        "region_mean": _("Region"),
        "matrix": _("Fields by needs"),
        "steps": _("Most effective improvements"),
        "now": _("Now"),
        "next": _("Next step up"),
        "gain": _("Score"),
        "comparison": _("Compared with the region"),
        "earlier": _("Since the last diagnosis"),
        "answers": _("Points earned by each answer"),
        "question": _("Question"),
        "answer": _("Answer"),
        "points": _("Points of 100"),
        "step": _("Step"),
        "missing": ngettext(
            "%(count)d question that counts is unanswered",
            "%(count)d questions that count are unanswered",
            len(report["missing"]),
        )
        % {"count": len(report["missing"])},
        "how": _("How this was calculated"),
    }
