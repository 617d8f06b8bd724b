"""Frameworks over questionnaires: scores, stages, reasons, next steps. Pure: no files, no Django."""

from wego.engines.scoring.explanations import english
from wego.engines.scoring.framework import Aspect, FrameworkDefinition, Gate, Group, ScoredDimension, Stage
from wego.engines.scoring.framework_reader import questionnaire_of, read_framework
from wego.engines.scoring.improvements import Improvement, ScoreGap, gaps, next_steps
from wego.engines.scoring.items import Item
from wego.engines.scoring.messages import MESSAGES
from wego.engines.scoring.rules import RULES, ScoringRule
from wego.engines.scoring.scores import PartStanding, ScoringResult, as_document, compute, score

__all__ = [
    "MESSAGES",
    "RULES",
    "Aspect",
    "FrameworkDefinition",
    "Gate",
    "Group",
    "Improvement",
    "Item",
    "PartStanding",
    "ScoreGap",
    "ScoredDimension",
    "ScoringResult",
    "ScoringRule",
    "Stage",
    "as_document",
    "compute",
    "english",
    "gaps",
    "next_steps",
    "questionnaire_of",
    "read_framework",
    "score",
]
