"""A made-up round of the demonstration: open for another ten days, with an extension asked for and one granted."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from wego.questionnaires.models import CollectionRound, RoundExtension
from wego.questionnaires.queries import questionnaire_in_force
from wego.questionnaires.queries.rounds import State, board_of
from wego.questionnaires.services.rounds import open_round

QUESTIONNAIRE = "activator"
ZONE = "Asia/Seoul"
NAME = {"en": "Activator {year}: answers", "ko": "{year}년 액티베이터 답변", "zh-hans": "{year}年Activator诊断回答"}
REASON = "Elections in our city until the end of the month"


@transaction.atomic
def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Nothing where there is one already, or no questionnaire."""
    if CollectionRound.objects.exists() or questionnaire_in_force(QUESTIONNAIRE) is None:
        return
    year = timezone.localdate(at).year
    last = timezone.localtime(at).replace(hour=18, minute=0, second=0, microsecond=0) + timedelta(days=10)
    first = datetime.combine(last.date() - timedelta(days=100), time(), tzinfo=last.tzinfo)
    round_ = open_round(
        name={language: name.format(year=year) for language, name in NAME.items()},
        questionnaire_code=QUESTIONNAIRE,
        year=year,
        opens_at=first,
        closes_at=last,
        time_zone=ZONE,
        kinds=["local_government"],
        standings=["full", "associate", "unstated"],
        by=None,
        at=at,
        is_demonstration=True,
    )
    waiting = list(board_of(round_, at=at).exclude(state=State.SENT).filter(is_reachable=False).order_by("slug")[:2])
    statuses = (RoundExtension.Status.ASKED, RoundExtension.Status.GRANTED)
    RoundExtension.objects.bulk_create(
        RoundExtension(
            round=round_,
            organisation=one,
            until=last + timedelta(days=14),
            reason=REASON,
            status=status,
            asked_at=at,
            decided_at=None if status == RoundExtension.Status.ASKED else at,
        )
        for one, status in zip(waiting, statuses, strict=False)
    )
