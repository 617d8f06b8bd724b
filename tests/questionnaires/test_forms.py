"""A section as a form: numbers of questions, and how a line of text is typed."""

from __future__ import annotations

from tests.questionnaires.factories import everything
from wego.engines.questions import read_questionnaire
from wego.questionnaires.forms import SectionForm, _widget


def test_questions_are_numbered_without_gaps():
    definition = read_questionnaire(everything())
    section = max(definition.sections, key=lambda one: len(one.questions))
    first, hidden, *rest = section.questions

    form = SectionForm(
        definition, section, shown=[first, hidden, *rest], revision=0, stored={}, offers={}, waiting={hidden.code}
    )
    shorter = SectionForm(definition, section, shown=[first, *rest], revision=0, stored={}, offers={})

    seen = [entry.number for entry in form.entries if not entry.is_waiting]
    assert seen == [entry.number for entry in shorter.entries] == list(range(1, len(seen) + 1))


def test_a_telephone_number_and_an_address_have_their_pads():
    data = everything()
    for section in data["sections"]:
        for question in section["questions"]:
            if question["kind"] == "text":
                question["code"], question["max_length"] = "contact_phone", 40
    definition = read_questionnaire(data)

    (question,) = [one for section in definition.sections for one in section.questions if one.kind == "text"]

    assert _widget(question, None).input_type == "tel"
