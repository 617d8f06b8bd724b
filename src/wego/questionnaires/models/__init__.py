"""The nouns of questionnaires: definitions, responses and their answers, and who works on them."""

from wego.questionnaires.models.answer_tasks import AnswerTask
from wego.questionnaires.models.draft_versions import DraftVersion, TrialResponse
from wego.questionnaires.models.mandates import AnswerMandate
from wego.questionnaires.models.outside_requests import OutsideAnswer, OutsideRequest
from wego.questionnaires.models.responses import MOST_REMARK, Answer, Questionnaire, Response
from wego.questionnaires.models.rounds import CollectionRound, RoundExtension, RoundReminder

__all__ = [
    "MOST_REMARK",
    "Answer",
    "AnswerMandate",
    "AnswerTask",
    "CollectionRound",
    "DraftVersion",
    "OutsideAnswer",
    "OutsideRequest",
    "Questionnaire",
    "Response",
    "RoundExtension",
    "RoundReminder",
    "TrialResponse",
]
