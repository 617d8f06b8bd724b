"""Message catalogues: what is extracted, what is refused, what is compiled."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tools import catalogues

MODULE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy
_("Members")
gettext_lazy("A city")
ngettext("%(n)s city", "%(n)s cities", 3)
pgettext_lazy("verb", "Open")
"not translated"
"""
TEMPLATE = """{% extends "base.html" %}
  <p title="{% translate "It's 100% here" %}">{% blocktranslate trimmed with name=city.name %}
      About {{ name }}
      in words
  {% endblocktranslate %}</p>
{% if city == _("Seoul") %}{# a comment #}{% endif %}
{% blocktranslate count n=total context "list" %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree with one app that shows seven strings."""
    app = tmp_path / "src" / "wego" / "towns"
    (app / "templates" / "towns").mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "views.py").write_text(MODULE)
    (app / "templates" / "towns" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "SOURCE", tmp_path / "src" / "wego")
    monkeypatch.setattr(catalogues, "OVERRIDES", tmp_path / "src" / "wego" / "config" / "overrides")
    return tmp_path / "src" / "wego"


def po(source: Path, language: str = "ko") -> Path:
    return catalogues.po_path(source / "towns" / "locale", language)


def translate(source: Path, text: str, translation: str, language: str = "ko") -> None:
    """Write a translation into the catalogue of the app, as a translator does."""
    path = po(source, language)
    written = path.read_text()
    for head in (f'msgid "{text}"\nmsgstr ""', f'msgid_plural "{text}"\nmsgstr[0] ""'):
        written = written.replace(head, head.removesuffix('""') + f'"{translation}"')
    path.write_text(written)


def translate_all(source: Path, language: str = "ko") -> None:
    for text, translation in {
        "Members": "회원",
        "A city": "도시",
        "%(n)s cities": "도시 %(n)s곳",
        "Open": "열기",
        "It's 100%% here": "여기는 100%%",
        "About %(name)s in words": "%(name)s 소개",
        "Seoul": "서울",
        "%(n)s rows": "%(n)s행",
    }.items():
        translate(source, text, translation, language)


def faults(source: Path) -> list[str]:
    return [fault.what for fault in catalogues.check() if fault.path == po(source)]


def test_every_string_of_modules_and_templates_is_extracted(source: Path):
    found = {(message.context, message.id) for message in catalogues.extracted(source / "towns") if message.id}

    assert found == {
        (None, "Members"),
        (None, "A city"),
        (None, ("%(n)s city", "%(n)s cities")),
        ("verb", "Open"),
        (None, "It's 100%% here"),
        (None, "About %(name)s in words"),
        (None, "Seoul"),
        ("list", ("%(n)s row", "%(n)s rows")),
    }


def test_a_catalogue_that_is_not_there_lacks_every_string(source: Path):
    assert set(faults(source)) == {"is missing (run tools/catalogues.py update)"}
    assert len(faults(source)) == 8


def test_a_complete_catalogue_is_good_and_is_compiled(source: Path):
    catalogues.update([], tidy=False)
    assert set(faults(source)) == {"is not translated"}
    translate_all(source)

    assert faults(source) == []
    assert catalogues.compile_all() == 2
    with po(source).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Members") == "회원"
    assert compiled.ngettext("%(n)s city", "%(n)s cities", 1) == "도시 %(n)s곳"
    assert compiled.pgettext("verb", "Open") == "열기"


def test_updating_again_changes_nothing_and_keeps_translations(source: Path):
    catalogues.update([], tidy=False)
    translate_all(source)
    before = po(source).read_text()

    catalogues.update([], tidy=True)

    assert po(source).read_text() == before


def test_a_string_that_left_is_kept_until_tidied(source: Path):
    catalogues.update([], tidy=False)
    translate_all(source)
    (source / "towns" / "views.py").write_text("")

    catalogues.update(["towns"], tidy=False)
    assert '#~ msgid "Members"' in po(source).read_text()
    (source / "towns" / "views.py").write_text(MODULE)
    catalogues.update(["towns"], tidy=False)
    assert faults(source) == []

    (source / "towns" / "views.py").write_text("")
    catalogues.update(["towns"], tidy=True)
    assert "Members" not in po(source).read_text()


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("About %(name)s in words", "소개", "has placeholders [], not ['%(name)s']"),
        ("About %(name)s in words", "%(nane)s 소개", "has placeholders ['%(nane)s'], not ['%(name)s']"),
        ("%(n)s cities", "도시 %(n)d곳", "has placeholders ['%(n)d'], not ['%(n)s']"),
        ("Members", "회원 %s", "has placeholders ['%s ×1'], not []"),
        ("Members", "회원 90%%", "has %%, which is shown as it is: nothing is filled in here; write %"),
    ],
)
def test_a_lost_placeholder_is_refused(source: Path, text: str, translation: str, fault: str):
    catalogues.update([], tidy=False)
    translate(source, text, translation)

    assert fault in faults(source)


def test_a_fuzzy_translation_is_refused(source: Path):
    catalogues.update([], tidy=False)
    translate_all(source)
    po(source).write_text(po(source).read_text().replace('msgid "Members"', '#, fuzzy\nmsgid "Members"'))

    assert faults(source) == ["is fuzzy"]


def test_two_apps_that_say_one_text_differently_are_told(source: Path):
    other = source / "cities"
    other.mkdir()
    (other / "__init__.py").write_text('from django.utils.translation import gettext as _\n_("Members")\n')
    catalogues.update([], tidy=False)
    translate_all(source)
    path = catalogues.po_path(other / "locale", "ko")
    path.write_text(
        path.read_text().replace('msgstr ""\n\n#', "#").replace('"Members"\nmsgstr ""', '"Members"\nmsgstr "구성원"')
    )

    assert faults(source) == ["is “회원” here and “구성원” in cities (agree, or give a context)"]


def test_every_string_of_the_platform_is_translated():
    assert [str(fault) for fault in catalogues.check()] == []
