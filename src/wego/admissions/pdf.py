"""An application as a form to sign, as PDF, from the same answers as the page."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wego.admissions.models import Application
from wego.core.print import render_pdf
from wego.engines.questions import Kind
from wego.questionnaires.sheets import AnsweredQuestion, AnswerSheet


def form_pdf(application: Application, sheet: AnswerSheet) -> bytes:
    """The form in the language in force; documents are attached to it, so they are not in it."""
    title = _("Application of %(name)s") % {"name": application.organisation.name.source}
    sections = [
        {"title": line.title, "answers": [_printed(answer) for answer in answers if _is_printed(answer)]}
        for line, answers in sheet.answers_by_section()
    ]
    data = {
        "sections": [section for section in sections if section["answers"]],
        "words": _words(),
        "is_made_up": application.is_demonstration,
    }
    return render_pdf("admissions/print/form.typ", data, language=get_language() or "en", title=title)


def _is_printed(line: AnsweredQuestion) -> bool:
    return line.question.kind is not Kind.FILE


def _printed(line: AnsweredQuestion) -> dict[str, str]:
    words = line.words if line.is_answered else _("not answered")
    return {"question": line.text, "words": f"{words} ({line.remark})" if line.remark else words}


def _words() -> dict[str, str]:
    return {
        "lead": _("To be signed by the mayor, the head or an authorised representative, and attached as a scan."),
        "signature": _("Signature"),
        "place": _("Place and date"),
        "who": _("Name and position of the signatory"),
        "sign": _("Signature and seal"),
        "made_up": _("sample"),
    }
