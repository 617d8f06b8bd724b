"""Questionnaires: kinds of question, conditions, constraints, completeness. Pure: no files, no Django."""

from wego.engines.definitions import DefinitionFault, DefinitionFaults, written
from wego.engines.questions.answers import AnswerFault, AnswersReport, check_answer, check_answers
from wego.engines.questions.completeness import (
    AnswerReader,
    Progress,
    ProgressReport,
    calculations,
    missing,
    progress,
    visible,
    visible_in_row,
)
from wego.engines.questions.definition import (
    Constraint,
    MatrixRow,
    Option,
    Question,
    QuestionnaireDefinition,
    Section,
)
from wego.engines.questions.kinds import (
    DONT_KNOW,
    NOT_APPLICABLE,
    SPECIAL_ANSWERS,
    UNANSWERED_KINDS,
    Answer,
    Kind,
    is_special,
)
from wego.engines.questions.messages import MESSAGES
from wego.engines.questions.questionnaire_reader import read_questionnaire
from wego.engines.questions.version_comparison import (
    OptionChange,
    QuestionChange,
    QuestionDifference,
    changes,
    question_map_over,
)

__all__ = [
    "DONT_KNOW",
    "MESSAGES",
    "NOT_APPLICABLE",
    "SPECIAL_ANSWERS",
    "UNANSWERED_KINDS",
    "Answer",
    "AnswerFault",
    "AnswerReader",
    "AnswersReport",
    "Constraint",
    "DefinitionFault",
    "DefinitionFaults",
    "Kind",
    "MatrixRow",
    "Option",
    "OptionChange",
    "Progress",
    "ProgressReport",
    "Question",
    "QuestionChange",
    "QuestionDifference",
    "QuestionnaireDefinition",
    "Section",
    "calculations",
    "changes",
    "check_answer",
    "check_answers",
    "is_special",
    "missing",
    "progress",
    "question_map_over",
    "read_questionnaire",
    "visible",
    "visible_in_row",
    "written",
]
