"""Every field of every form: one line for what is one line, several for what may be long, lists for what is listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django import forms

import wego
from wego.core.forms import ONE_LINE
from wego.datafiles import network_folder
from wego.engines.questions import Kind
from wego.engines.questions.questionnaire_reader import read_questionnaire
from wego.questionnaires.forms import _widget

# One line by their nature, however long: a bank's reference, and a reason in a row of a table.
ONE_LINE_BY_NATURE = {("PaymentForm", "reference_text"), ("RefundForm", "reason"), ("WriteOffForm", "reason")}
# Lists, a line for each of their parts.
A_LINE_EACH = {"aliases", "names", "options", "regions", "method"}


def every_form() -> set[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(wego.__path__, "wego."):
        if not module.name.startswith("wego.cli") and ".migrations" not in module.name:
            importlib.import_module(module.name)
    return {form for form in _below(forms.BaseForm) if form.__module__.startswith("wego.")}


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def fields() -> Iterator[tuple[str, str, Any]]:
    for form in every_form():
        for name, field in getattr(form, "base_fields", {}).items():
            yield form.__name__, name, field


def test_a_name_has_one_line_and_what_may_be_long_has_several() -> None:
    several = {
        (form, name)
        for form, name, field in fields()
        if isinstance(field.widget, forms.Textarea)
        and name not in A_LINE_EACH
        and (field.max_length or 10**6) <= ONE_LINE
    }
    one = {
        (form, name)
        for form, name, field in fields()
        if type(field.widget) is forms.TextInput
        and not isinstance(field, forms.EmailField)
        and (getattr(field, "max_length", 0) or 0) > ONE_LINE
    }

    assert several == set(), "a name, a title, a code: one line"
    assert one - ONE_LINE_BY_NATURE == set(), "what may be longer than a line: a Textarea"


def test_nobody_types_how_an_organisation_or_a_person_is_written_in_an_address() -> None:
    typed = [
        (form, name)
        for form, name, field in fields()
        if isinstance(field, forms.ModelChoiceField) and isinstance(field.widget, forms.TextInput | forms.Textarea)
    ]

    assert typed == []


ONE_LINED = (forms.TextInput, forms.URLInput, forms.TelInput)


@pytest.mark.parametrize(
    "path", sorted((network_folder() / "questionnaires").glob("*.yaml")), ids=lambda path: str(path.stem)
)
def test_questions_for_a_name_have_one_line(path: Path) -> None:
    questions = [one for one in read_questionnaire(yaml.safe_load(path.read_text())).questions if one.kind is Kind.TEXT]

    for question in questions:
        has_lines = isinstance(_widget(question, None), forms.Textarea)
        assert has_lines is (question.max_length > ONE_LINE), question.code
    names = {one.code for one in questions if "name" in one.code or one.code in ("website", "contact_phone")}
    assert all(isinstance(_widget(one, None), ONE_LINED) for one in questions if one.code in names)
