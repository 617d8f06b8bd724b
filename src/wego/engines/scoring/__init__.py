"""Frameworks over questionnaires: scores, stages, reasons, next steps. Pure: no files, no Django."""

from wego.engines.scoring.explanations import english
from wego.engines.scoring.framework import Aspect, Dimension, Framework, Gate, Item, Stage
from wego.engines.scoring.framework_reader import questionnaire_of, read_framework
from wego.engines.scoring.improvements import Gap, Improvement, gaps, next_steps
from wego.engines.scoring.messages import MESSAGES
from wego.engines.scoring.rules import RULES, Rule
from wego.engines.scoring.scores import Result, Standing, as_document, score

__all__ = [
    "MESSAGES",
    "RULES",
    "Aspect",
    "Dimension",
    "Framework",
    "Gap",
    "Gate",
    "Improvement",
    "Item",
    "Result",
    "Rule",
    "Stage",
    "Standing",
    "as_document",
    "english",
    "gaps",
    "next_steps",
    "questionnaire_of",
    "read_framework",
    "score",
]
