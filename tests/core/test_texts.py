"""Texts by language: read in the reader's, kept whole, found and sorted by the database, asked for by forms."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Coalesce
from django.utils import translation

from tests.governance.factories import make_body
from wego.core import languages
from wego.core.text_forms import TextInputs, TextsForm
from wego.core.texts import Text, as_columns, as_texts, changed, columns, joined, parted
from wego.governance.models import Body

NAMES = {"en": "Assembly", "ko": "총회", "zh-hans": "大会"}


def in_database(names: dict[str, str]) -> Body:
    return Body.objects.get(pk=make_body("assembly", name=names).pk)


def test_a_text_reads_in_the_language_in_force_and_in_the_source_where_it_lacks() -> None:
    texts = {"ko": "총회", "en": "Assembly", "zh-hans": ""}

    with translation.override("ko"):
        korean = Text(texts)
    with translation.override("zh-hans"):
        chinese = Text(texts)

    assert (korean, korean.language) == ("총회", "ko")
    assert (chinese, chinese.language) == ("Assembly", "en")
    assert (korean.source, korean.get("zh-hans"), korean.in_language("zh-hans")) == ("Assembly", "", "Assembly")
    assert korean.by_language() == {"en": "Assembly", "ko": "총회", "zh-hans": None}
    assert pickle.loads(pickle.dumps(korean)).texts == {"en": "Assembly", "ko": "총회"}


def test_texts_are_kept_without_empty_ones_the_source_first() -> None:
    assert list(as_texts({"zh-hans": "大会", "ko": "", "en": "Assembly"}).items()) == [
        ("en", "Assembly"),
        ("zh-hans", "大会"),
    ]
    assert as_texts("Assembly") == {"en": "Assembly"}
    assert changed(NAMES, {"ko": " 새 총회 ", "zh-hans": ""}) == {"en": "Assembly", "ko": "새 총회"}


def test_columns_of_files_come_of_the_list_of_languages(settings: Any) -> None:
    row = {"code": "a", "name_en": "Assembly", "name_ko": "총회", "name_zh": ""}

    assert columns("name") == ["name_en", "name_ko", "name_zh"]
    assert joined(["name"], row) == {"code": "a", "name": {"en": "Assembly", "ko": "총회", "zh-hans": ""}}
    assert parted({"code": "a", "name": {"en": "Assembly", "ko": "총회"}}) == row
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish"), ("zh-hant", "Traditional Chinese")]
    assert columns("name") == ["name_en", "name_ko", "name_zh", "name_es", "name_zh_hant"]
    assert as_columns("name", {"en": "A", "es": "B"})["name_es"] == "B"


@pytest.mark.django_db
@pytest.mark.both_databases
class TestTextsInTheDatabase:
    def test_a_row_keeps_every_language(self) -> None:
        body = in_database(NAMES)

        assert body.name == "Assembly"
        assert body.name.texts == NAMES
        with translation.override("ko"):
            assert (body.name, str(body)) == ("총회", "총회")
        body.name = {**NAMES, "ko": ""}
        body.save()
        body.refresh_from_db()
        assert body.name.texts == {"en": "Assembly", "zh-hans": "大会"}
        Body.objects.bulk_update([in_database(NAMES)], ["name"])
        assert Body.objects.values_list("name", flat=True).get().texts == body.name.texts
        assert Body.objects.only("code").get().name.get("zh-hans") == "大会"

    def test_queries_name_the_language(self) -> None:
        first, second = make_body("b", name={"en": "B", "ko": "가"}), make_body("a", name={"en": "A"})

        assert list(Body.objects.order_by("name__source")) == [second, first]
        assert list(Body.objects.order_by(Coalesce("name__ko", "name__en").desc())) == [first, second]
        assert list(Body.objects.filter(name__ko__isnull=True)) == [second]
        assert Body.objects.get(name__en__iexact="b") == first
        assert list(Body.objects.order_by("code").values_list("name__ko", flat=True)) == [None, "가"]
        assert list(Body.objects.filter(**{"name__zh-hans": "x"})) == []
        with pytest.raises(ValueError, match="no tag"):
            Body.objects.filter(**{"name__x'; --": "x"}).exists()

    def test_a_text_that_is_too_long_is_refused_in_any_language(self) -> None:
        with pytest.raises(ValueError, match="name in ko has 121 characters of 120"):
            make_body("a", name={"en": "A", "ko": "가" * 121})

    def test_the_source_is_required(self) -> None:
        for texts, said in (({"ko": "가"}, "blank"), ({"en": "A", "ko": "가" * 121}, "Korean")):
            with pytest.raises(ValidationError, match=said):
                Body(code="a", name=texts).full_clean()


class AskForm(TextsForm, forms.Form):
    code = forms.CharField()
    title = TextInputs(label="Title", max_length=10)
    note = forms.CharField(required=False)


def test_a_form_asks_for_a_text_in_each_language_and_gives_it_back_under_its_name() -> None:
    given = {"code": "a", "title_en": "Hi", "title_zh": "你好"}
    form = AskForm(given)

    assert list(form.fields) == ["code", "title_en", "title_ko", "title_zh", "note"]
    assert [str(form.fields[f"title_{end}"].label) for end in ("en", "ko", "zh")] == [
        "Title in English",
        "Title in Korean",
        "Title in Chinese",
    ]
    assert form.is_valid()
    assert form.cleaned_data == {
        "code": "a",
        "title": {"en": "Hi", "ko": "", "zh-hans": "你好"},
        "note": "",
    }
    assert AskForm({"code": "a", "title_ko": "가" * 11}).errors.keys() == {"title_en", "title_ko"}
    assert 'value="Hello"' in str(AskForm(initial={"title": {"en": "Hello"}}))


@pytest.mark.django_db
def test_a_language_more_is_a_line_of_the_list(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    body = in_database({**NAMES, "es": "Asamblea"})
    other = make_body("council", name={"en": "Council"})

    with translation.override("es"):
        assert (str(body), str(other)) == ("Asamblea", "Council")
    assert list(AskForm().fields)[1:5] == ["title_en", "title_ko", "title_zh", "title_es"]
    assert languages.of_files() == ["en", "ko", "zh-hans"]
