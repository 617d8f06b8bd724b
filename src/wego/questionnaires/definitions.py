"""A questionnaire's stored definition as the engine reads it, kept in memory by its digest."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from datetime import date
from typing import Any

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


def plain(data: Any) -> Any:
    """What YAML read, as JSON holds it: a date becomes its ISO text."""
    return json.loads(json.dumps(data, default=_iso))


def digest_of(data: Any) -> str:
    """The digest of a definition's meaning, whatever the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a definition")
