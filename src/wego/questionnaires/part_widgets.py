"""Fields for answers of several parts: a ranking, a matrix, the rows of a repeated group. They need no script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wego.core.numbers import plain_number
from wego.engines.questions import Kind, Question
from wego.questionnaires.wording import text_of, unit_text

EMPTY_ROWS = 2  # offered below those that are filled in
CLEARED = "clear"


class _PartsWidget(forms.Widget):
    """A widget whose parts have names of their own: the question's code, a point, the part's."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}.") for key in data)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""


class RankingWidget(_PartsWidget):
    """One choice of a rank for each option."""

    template_name = "questionnaires/widgets/choices.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        ranks = value if isinstance(value, Mapping) else {code: str(n) for n, code in enumerate(value or [], 1)}
        wanted = self.question.ranks or len(self.question.options)
        choices = [("", "–"), *((str(n), str(n)) for n in range(1, wanted + 1))]
        return {
            "lines": [
                {
                    "name": f"{name}.{option.code}",
                    "id": f"id-{name}-{place}",
                    "label": text_of(option.text),
                    "choices": choices,
                    "value": str(ranks.get(option.code, "")),
                }
                for place, option in enumerate(self.question.options)
            ]
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        given = {option.code: data.get(f"{name}.{option.code}", "") for option in self.question.options}
        return {code: rank for code, rank in given.items() if rank}


class RankingField(forms.Field):
    """Ranks become the options in their order."""

    def to_python(self, value: Any) -> list[str]:
        ranks = value or {}
        if len(set(ranks.values())) < len(ranks):
            raise forms.ValidationError(_("Use each rank for one answer only."))
        if not all(rank.isascii() and rank.isdigit() and len(rank) < 4 for rank in ranks.values()):
            raise forms.ValidationError(_("Choose a rank from the list."))
        if sorted(int(rank) for rank in ranks.values()) != list(range(1, len(ranks) + 1)):
            raise forms.ValidationError(_("Rank from 1 on, without gaps."))
        return sorted(ranks, key=lambda code: int(ranks[code]))


class MatrixWidget(_PartsWidget):
    """One choice of an option for each row."""

    template_name = "questionnaires/widgets/choices.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = value if isinstance(value, Mapping) else {}
        choices = [("", "–"), *((option.code, text_of(option.text)) for option in self.question.options)]
        return {
            "lines": [
                {
                    "name": f"{name}.{row.code}",
                    "id": f"id-{name}-{row.code}",
                    "label": text_of(row.text),
                    "choices": choices,
                    "value": given.get(row.code, ""),
                }
                for row in self.question.rows
            ]
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        given = {row.code: data.get(f"{name}.{row.code}", "") for row in self.question.rows}
        return {code: option for code, option in given.items() if option}


class RepeatWidget(_PartsWidget):
    """The rows that are filled in, and some empty ones; saving offers more. `widget_of` and `initial_of` make the
    field of one question as it stands outside rows."""

    template_name = "questionnaires/widgets/repeat.html"

    def __init__(
        self, question: Question, widget_of: Callable[..., forms.Widget], initial_of: Callable[..., Any]
    ) -> None:
        super().__init__(question)
        self.widget_of, self.initial_of = widget_of, initial_of
        self.inner = [one for one in question.questions if one.is_answerable]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = value if isinstance(value, list) else []
        count = min(max(len(rows) + EMPTY_ROWS, self.question.minimum_rows), self.question.maximum_rows)
        return {
            "name": name,
            "count": max(count, len(rows)),
            "rows": [
                self._row(name, n, rows[n] if n < len(rows) else {}, is_filled=n < len(rows))
                for n in range(max(count, len(rows)))
            ],
            "is_full": len(rows) >= self.question.maximum_rows,
            "maximum": self.question.maximum_rows,
        }

    def _row(self, name: str, number: int, answers: Mapping[str, Any], *, is_filled: bool) -> dict[str, Any]:
        fields = []
        for question in self.inner:
            own = f"{name}.{number}.{question.code}"
            ident = f"id-{name}-{number}-{question.code}"
            value = answers.get(question.code)
            widget = self.widget_of(question, value)
            is_group = question.kind in (Kind.SINGLE, Kind.SCALE, Kind.YES_NO, Kind.MULTIPLE)
            fields.append(
                {
                    "label": text_of(question.text),
                    "hint": text_of(question.hint),
                    "unit": unit_text(question),
                    "is_required": question.is_required,
                    "is_group": is_group,
                    "id": ident,
                    "html": widget.render(own, self.initial_of(question, value), {"id": ident}),
                }
            )
        return {"number": number + 1, "fields": fields, "clear": f"{name}.{number}.{CLEARED}", "is_filled": is_filled}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        given = data.get(f"{name}.rows", "")
        count = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
        rows = []
        for number in range(min(count, self.question.maximum_rows)):
            if data.get(f"{name}.{number}.{CLEARED}"):
                continue
            row = {}
            for question in self.inner:
                own = f"{name}.{number}.{question.code}"
                typed = data.getlist(own) if question.kind is Kind.MULTIPLE else data.get(own, "")
                is_number = question.kind is Kind.NUMBER and isinstance(typed, str)
                row[question.code] = plain_number(typed) if is_number else typed
            if any(row.values()):
                rows.append(row)
        return rows
