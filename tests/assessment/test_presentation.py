"""What the public page of a framework says of each kind of question."""

from __future__ import annotations

import dataclasses

import pytest

from tests.questionnaires.factories import everything
from wego.assessment.presentation import _kind
from wego.engines.questions import Kind, read_questionnaire


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words(kind: Kind):
    question = dataclasses.replace(read_questionnaire(everything()).questions[-1], kind=kind)

    assert _kind(question)
