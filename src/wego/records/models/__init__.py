"""Facts: topics, indicators, their sources, observations that are never overwritten, and evidence."""

from wego.records.models.evidence import Evidence
from wego.records.models.imports import FactImport, StagedFact
from wego.records.models.indicators import STATEMENTS, Dimension, Gap, Indicator, Source, Topic
from wego.records.models.observations import CheckComment, Observation, Verification
from wego.records.models.rules import CheckRules, Crosswalk
from wego.records.models.subjects import Subject, Visibility

__all__ = [
    "STATEMENTS",
    "CheckComment",
    "CheckRules",
    "Crosswalk",
    "Dimension",
    "Evidence",
    "FactImport",
    "Gap",
    "Indicator",
    "Observation",
    "Source",
    "StagedFact",
    "Subject",
    "Topic",
    "Verification",
    "Visibility",
]
