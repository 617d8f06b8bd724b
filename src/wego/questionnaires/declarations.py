"""What an app declares of the answering flow: its pages' names, its words, what has to be known before submitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Text = str | Promise
LEAD = gettext_lazy("Answer section by section. Every step is saved, and colleagues can answer at the same time.")


@dataclass(frozen=True)
class FlowNames:
    """What the flow's pages are called among the addresses of the app."""

    overview: str = "overview"
    section: str = "section"
    history: str = "history"
    evidence: str = "evidence"
    answers: str = "answers"
    people: str = "people"
    spreadsheet: str = "spreadsheet"
    workbook: str = "workbook"
    review: str = "check"
    submit: str = "submit"
    confirm: str = "confirm"

    def address(self, namespace: str, pk: int, page: str, parts: Sequence[object]) -> str:
        """A page by its name here, for whoever leads there from elsewhere."""
        return reverse(f"{namespace}:{getattr(self, page)}", args=[pk, *parts])


@dataclass(frozen=True)
class FlowWords:
    """What the flow's pages say of the thing that is answered."""

    submit: Text  # the button
    submitted: Text  # once it is done
    afterwards: Text  # what the submission closes, and who can open it again
    not_yours: Text  # to whoever may answer and not submit
    missing: Text  # before the list of questions without which there is no submission
    closed: Text  # to whoever comes to answer what is submitted
    left_open: Text  # what it means to leave a question open
    lead: Text = LEAD
    review_lead: Text = ""


@dataclass(frozen=True)
class Caution:
    """What has to be known before the submission. With a `label` there is a box to tick, and the submission is
    refused with `refusal` until it says `value`."""

    field: str
    text: Text = ""
    value: str = ""
    label: Text = ""
    refusal: Text = ""

    @property
    def id(self) -> str:
        return self.field.replace("_", "-")
