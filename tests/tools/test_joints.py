"""A template that writes a mark of one language between words is refused, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import joints


@pytest.mark.parametrize(
    "template",
    [
        "<li>{{ due_on|short_day }}: {{ amount|money }}</li>",
        "{% for one in many %}<a>{{ one }}</a>{% if not forloop.last %}, {% endif %}{% endfor %}",
        "<p>{{ name }} <span>({{ note }})</span></p>",
        "<p>{% translate 'Done' %}; {{ more }}</p>",
        "<p>{{ rule }}. {{ note }}</p>",
        "<strong>{{ mark }}.</strong>",
        "<dd>{{ share }} %</dd>",
        '<a aria-label="{{ act }}: {{ name }}">{{ act }}</a>',
    ],
)
def test_a_mark_of_one_language_is_refused(template: str) -> None:
    assert list(joints.joints(template))


@pytest.mark.parametrize(
    "template",
    [
        '<li>{{ due_on|short_day }}{% mark ":" %}{{ amount|money }}</li>',
        "{# one: a row, its name. #}{{ one.name }}",
        "{% blocktranslate with a=a b=b %}{{ a }}: {{ b }} (new).{% endblocktranslate %}",
        '{% url "members:profile" one.slug %}{{ name|paired:value }}',
        '<meta content="width=device-width, initial-scale=1"><svg viewBox="0 0, 1 1"></svg>',
        "<code>wego load: {{ folder }}</code>",
        "<p>{{ name }} &lt;{{ address }}&gt; · {{ language }}</p>",
    ],
)
def test_what_every_language_reads_is_passed(template: str) -> None:
    assert list(joints.joints(template)) == []


def test_a_fault_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "wego" / "towns" / "templates"
    folder.mkdir(parents=True)
    (folder / "town.html").write_text("<h1>{{ name }}</h1>\n<p>{{ name }}: {{ people }}</p>\n")

    assert [fault.split(" ")[0] for fault in joints.faults(tmp_path)] == ["src/wego/towns/templates/town.html:2:"]


def test_no_template_writes_a_mark_of_one_language() -> None:
    assert list(joints.faults(Path(joints.__file__).parents[1])) == []


def test_code_puts_no_message_into_an_f_string_and_no_brackets_behind_words() -> None:
    module = """
said = f"{words} · {gettext('revoked')}"
shown = f"{name} ({country})"
good = bracketed(name, gettext("revoked"))
"""

    assert [line for line, _said in joints.in_code(module, is_shown=True)] == [2, 3]
    assert [line for line, _said in joints.in_code(module, is_shown=False)] == [2]
