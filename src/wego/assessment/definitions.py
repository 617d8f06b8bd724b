"""A framework's stored definition as the engine reads it, kept in memory by its digest."""

from __future__ import annotations

from collections import OrderedDict

from wego.assessment.models import Framework
from wego.engines import scoring
from wego.questionnaires.definitions import definition_of

_KEPT = 32
_read: OrderedDict[tuple[str, str], scoring.FrameworkDefinition] = OrderedDict()


def framework_of(framework: Framework) -> scoring.FrameworkDefinition:
    """The engine's view of a published framework over its questionnaire; read once per process."""
    key = framework.sha256, framework.questionnaire.sha256
    if key not in _read:
        _read[key] = scoring.read_framework(framework.definition, definition_of(framework.questionnaire))
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    return _read[key]
