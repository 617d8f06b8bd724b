"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wego.core.personal_data import ACTS, TEXTS, Erasure, Ground, PersonalKind, PersonalRecord
from wego.questionnaires.models import (
    Answer,
    AnswerMandate,
    CollectionRound,
    DraftVersion,
    OutsideAnswer,
    OutsideRequest,
    Questionnaire,
    Response,
    RoundExtension,
    RoundReminder,
    TrialResponse,
)

OUTSIDE = PersonalKind(
    "outside_answers",
    _("Name, organisation and e-mail address of people outside who answer some of a member’s questions"),
    _("so that the member can ask those who know the answer, and it is known who gave it"),
    _("as long as the answers"),
    Erasure.REMOVED,
    Ground.RECORDS,
)

RECORDS = (
    PersonalRecord(
        ACTS,
        {
            Questionnaire: ("published_by",),
            DraftVersion: ("begun_by", "changed_by"),
            TrialResponse: ("by",),
            Response: ("started_by", "submitted_by"),
            Answer: ("answered_by",),
            AnswerMandate: ("granted_by", "revoked_by"),
            OutsideRequest: ("asked_by", "decided_by"),
            CollectionRound: ("opened_by",),
            RoundExtension: ("asked_by", "decided_by"),
            RoundReminder: ("reader", "sent_by"),
        },
    ),
    PersonalRecord(TEXTS, {Answer: ("remark",), OutsideRequest: ("message", "reason"), OutsideAnswer: ("remark",)}),
    PersonalRecord(TEXTS, {RoundExtension: ("reason", "answer")}),
    PersonalRecord(OUTSIDE, {OutsideRequest: ("name", "email")}),
)
