"""Contacts without an account, organisations that are no members, mailings, plans, letters and certificates."""

from wego.correspondence.models.certificates import Certificate
from wego.correspondence.models.contacts import Contact, Post
from wego.correspondence.models.external_organisations import ExternalOrganisation
from wego.correspondence.models.letters import Letter, LetterAttachment, LetterVersion
from wego.correspondence.models.mailings import Mailing, MailingKind, MailingRecipient, MailingStop
from wego.correspondence.models.plans import TaskPlan
from wego.correspondence.models.series import LetterCounter, LetterSeries
from wego.correspondence.models.surveys import Survey, SurveyAnswer, SurveyQuestion, SurveyUse

__all__ = [
    "Certificate",
    "Contact",
    "ExternalOrganisation",
    "Letter",
    "LetterAttachment",
    "LetterCounter",
    "LetterSeries",
    "LetterVersion",
    "Mailing",
    "MailingKind",
    "MailingRecipient",
    "MailingStop",
    "Post",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyUse",
    "TaskPlan",
]
