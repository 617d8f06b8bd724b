"""Contacts without an account, their posts, organisations that are no members; mailings, plans."""

from wego.correspondence.models.contacts import Contact, Post
from wego.correspondence.models.external_organisations import ExternalOrganisation
from wego.correspondence.models.mailings import Mailing, MailingKind, MailingRecipient, MailingStop
from wego.correspondence.models.plans import TaskPlan
from wego.correspondence.models.surveys import Survey, SurveyAnswer, SurveyQuestion, SurveyUse

__all__ = [
    "Contact",
    "ExternalOrganisation",
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
