"""Reads of responses, of who works on them, and of who may prepare them for others."""

from wego.questionnaires.queries.responses import (
    ANSWERING,
    Offer,
    answers_in_force,
    documents_of,
    history_of,
    offers_for,
    organisations_answered_by,
    personal_data,
    questionnaire_in_force,
    response_before,
    responses_visible_to,
    values_of,
)

__all__ = [
    "ANSWERING",
    "Offer",
    "answers_in_force",
    "documents_of",
    "history_of",
    "offers_for",
    "organisations_answered_by",
    "personal_data",
    "questionnaire_in_force",
    "response_before",
    "responses_visible_to",
    "values_of",
]
