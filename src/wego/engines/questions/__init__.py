"""Questionnaires: kinds of question, conditions, constraints, completeness. Pure: no files, no Django."""

from wego.engines.definitions import DefinitionFault, DefinitionFaults, written
from wego.engines.questions.answers import AnswerFault, AnswersReport, check_answer, check_answers
from wego.engines.questions.completeness import Progress, ProgressReport, missing, progress, visible
from wego.engines.questions.definition import Constraint, Option, Question, QuestionnaireDefinition, Section
from wego.engines.questions.kinds import DONT_KNOW, NOT_APPLICABLE, SPECIAL_ANSWERS, Answer, Kind, is_special
from wego.engines.questions.messages import MESSAGES
from wego.engines.questions.questionnaire_reader import read_questionnaire

__all__ = [
    "DONT_KNOW",
    "MESSAGES",
    "NOT_APPLICABLE",
    "SPECIAL_ANSWERS",
    "Answer",
    "AnswerFault",
    "AnswersReport",
    "Constraint",
    "DefinitionFault",
    "DefinitionFaults",
    "Kind",
    "Option",
    "Progress",
    "ProgressReport",
    "Question",
    "QuestionnaireDefinition",
    "Section",
    "check_answer",
    "check_answers",
    "is_special",
    "missing",
    "progress",
    "read_questionnaire",
    "visible",
    "written",
]
