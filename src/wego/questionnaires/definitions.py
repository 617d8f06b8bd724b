"""A questionnaire's stored definition as the engine reads it, kept in memory by its digest."""

from __future__ import annotations

from collections import OrderedDict

from wego.engines import questions
from wego.questionnaires.models import Questionnaire

_KEPT = 32
_read: OrderedDict[str, questions.QuestionnaireDefinition] = OrderedDict()


def definition_of(questionnaire: Questionnaire) -> questions.QuestionnaireDefinition:
    """The engine's view of a published version. Read once per process: a version never changes.

    Queries may defer `definition`; it is fetched only where this process has not read it yet.
    """
    digest = questionnaire.sha256
    if digest not in _read:
        _read[digest] = questions.read_questionnaire(questionnaire.definition)
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    return _read[digest]
