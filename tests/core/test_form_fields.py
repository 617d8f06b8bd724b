"""Every field of every form is typed the way its kind needs: the right keyboard, the right size, nothing mangled."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

import wego
from wego.core.form_fields import AmountField, WholeNumberField
from wego.core.forms import ONE_LINE, FormRenderer
from wego.core.numbers import plain_number

# Short notes that people write as sentences, so they get two or three lines although one would hold them.
SENTENCES = ("reason", "note", "message", "remark", "grounds", "summary", "text", "aliases", "why", "options")


def all_forms(above: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in above.__subclasses__():
        if form.__module__.startswith("wego."):
            yield form
        yield from all_forms(form)


def fields() -> list[tuple[str, forms.Field]]:
    """Of all forms that are written down; those made from a definition are tried with it."""
    for module in pkgutil.walk_packages(wego.__path__, "wego."):
        last = module.name.rpartition(".")[2]
        if ".forms" in module.name or last in ("acts", "seals", "mails", "translations", "tasks"):
            importlib.import_module(module.name)
    return [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in set(all_forms())
        for name, field in getattr(form, "base_fields", {}).items()
        if not field.widget.is_hidden
    ]


def wrong_with(name: str, field: forms.Field) -> Iterator[str]:
    widget, words = field.widget, name.split("_")
    attributes, kind = widget.attrs, getattr(widget, "input_type", "")
    if isinstance(field, forms.DateField) and (kind != "date" or widget.format != "%Y-%m-%d"):
        yield "a day is chosen from the browser's calendar"
    if isinstance(field, forms.IntegerField | forms.FloatField) and (kind != "text" or "inputmode" not in attributes):
        yield "a number is a line of text with the pad of digits"
    if {"year", "figures"} & set(words) and isinstance(field, forms.IntegerField) and attributes.get("maxlength") != 4:
        yield "a year is as wide as its four digits"
    if isinstance(field, forms.EmailField) != ("email" in words or kind == "email"):
        yield "an e-mail is checked as one"
    if isinstance(field, forms.EmailField) and "autocomplete" not in attributes:
        yield "whose e-mail it is must be said to the browser"
    if isinstance(field, forms.URLField) and kind != "url":
        yield "a web address is typed as one"
    if {"phone", "telephone", "fax"} & set(words) and kind != "tel":
        yield "a telephone number has its pad"
    is_code = {"iban", "bic", "account"} & set(words) and isinstance(field, forms.CharField)
    if is_code and (attributes.get("autocomplete"), attributes.get("spellcheck")) != ("off", "false"):
        yield "a code must not be completed or corrected"
    if type(field) is forms.CharField and field.max_length:
        lines = isinstance(widget, forms.Textarea)
        if lines and field.max_length <= ONE_LINE and words[-1] not in SENTENCES:
            yield f"{field.max_length} characters in a box of several lines"
        if not lines and field.max_length > ONE_LINE:
            yield f"{field.max_length} characters in one line"


def test_every_field_is_typed_by_its_kind():
    asked = fields()
    wrong = [f"{name}: {words}" for name, field in asked for words in wrong_with(name.rpartition(".")[2], field)]

    assert len(asked) > 80
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("on", forms.DateField()),
        ("people", forms.IntegerField()),
        ("year", WholeNumberField()),
        ("email", forms.CharField(max_length=254)),
        ("contact_phone", forms.CharField(max_length=40)),
        ("iban", forms.CharField(max_length=50)),
        ("name", forms.CharField(max_length=150, widget=forms.Textarea)),
        ("reason", forms.CharField(max_length=2000)),
    ],
)
def test_a_field_of_another_kind_is_found(name: str, field: forms.Field):
    assert list(wrong_with(name, field))


@pytest.mark.parametrize(
    ("typed", "number"), [("9,400,000", 9400000), (" 1 250 ", 1250), ("１２３", 123), ("7", 7), ("-1,000", -1000)]
)
def test_a_number_as_people_write_it(typed: str, number: int):
    assert WholeNumberField().clean(typed) == number
    assert AmountField().clean(typed) == number


@pytest.mark.parametrize("typed", ["1,5", "12,34,567", "1,2500", "ten"])
def test_what_may_mean_two_numbers_is_refused(typed: str):
    assert plain_number(typed) == typed
    with pytest.raises(forms.ValidationError):
        WholeNumberField().clean(typed)


def test_what_was_typed_comes_back_as_it_was_typed():
    class Form(forms.Form):
        people = WholeNumberField()

    form = Form({"people": "9,4 million"})

    assert not form.is_valid()
    assert 'value="9,4 million"' in str(form["people"])
    assert 'type="text"' in str(form["people"])


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput({"maxlength": 100, "required": True, "disabled": False}), '<a> & "b"'),
        (forms.TextInput(), None),
        (forms.NumberInput({"step": "any"}), 0),
        (forms.EmailInput(), "a@b.example"),
        (forms.HiddenInput(), "x"),
        (forms.DateInput(), date(2026, 5, 2)),
    ],
)
def test_a_field_of_one_line_is_written_as_djangos_own_templates_write_it(widget: forms.Widget, value: Any) -> None:
    ours, djangos = (
        widget.render("n", value, {"id": "i"}, renderer) for renderer in (FormRenderer(), DjangoTemplates())
    )

    assert ours == djangos.strip()
