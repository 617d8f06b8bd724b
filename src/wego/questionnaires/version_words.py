"""What changed from one version of a questionnaire to another, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wego.core.punctuation import joined
from wego.engines.questions import OptionChange, QuestionChange, QuestionDifference
from wego.questionnaires.wording import text_of

DIFFERENCES: dict[QuestionDifference, str | Promise] = {
    QuestionDifference.REWORDED: pgettext_lazy("of a question", "reworded"),
    QuestionDifference.OPTIONS: gettext_lazy("answers to choose from"),
    QuestionDifference.KIND: gettext_lazy("kind of answer"),
    QuestionDifference.UNIT: gettext_lazy("unit"),
    QuestionDifference.LIMITS: gettext_lazy("limits of the answer"),
    QuestionDifference.CONDITION: gettext_lazy("when it is asked"),
    QuestionDifference.REQUIRED: gettext_lazy("required or not"),
    QuestionDifference.EXPLANATION: gettext_lazy("explanation"),
    QuestionDifference.ROWS: gettext_lazy("rows"),
    QuestionDifference.VALUE: gettext_lazy("how it is calculated"),
    QuestionDifference.INDICATOR: gettext_lazy("linked indicator"),
    QuestionDifference.SECTION: gettext_lazy("section"),
}


@dataclass(frozen=True)
class ChangedQuestion:
    """One line of a comparison: what became of a question."""

    change: QuestionChange

    @property
    def code(self) -> str:
        return self.change.question.code

    @property
    def text(self) -> str:
        return text_of(self.change.question.text)

    @property
    def former_text(self) -> str:
        """How it read before, where that is another thing."""
        before = self.change.before
        former = text_of(before.text) if before and self.change.after else ""
        return former if former != self.text else ""

    @property
    def state(self) -> str:
        if self.change.before is None:
            return _("new")
        if self.change.after is None:
            return _("no longer asked")
        return _("changed")

    @property
    def tone(self) -> str:
        return "good" if self.change.before is None else "warn" if self.change.after is None else "accent"

    @property
    def what(self) -> str:
        return joined(DIFFERENCES[one] for one in self.change.differences)

    @property
    def former_code(self) -> str:
        """The question that this one replaces: its answers lead here."""
        before = self.change.before
        return before.code if before and self.change.is_renamed else ""

    @property
    def options(self) -> list[str]:
        return [_option_words(one) for one in self.change.options]


def _option_words(change: OptionChange) -> str:
    if change.before is None and change.after is not None:
        return _("added: “%(option)s”") % {"option": text_of(change.after.text)}
    if change.after is None and change.before is not None:
        return _("removed: “%(option)s”") % {"option": text_of(change.before.text)}
    assert change.before is not None
    assert change.after is not None
    before, after = text_of(change.before.text), text_of(change.after.text)
    if before == after:
        return _("another value or rule: “%(option)s”") % {"option": after}
    return _("“%(before)s” is now “%(after)s”") % {"before": before, "after": after}


def in_words(changes: Iterable[QuestionChange]) -> list[ChangedQuestion]:
    return [ChangedQuestion(one) for one in changes]
