"""A made-up edition in the making, on the framework of the edition that is out and the record's real figures."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from wego.accounts.models import User
from wego.cityindex import dataset
from wego.cityindex.models import Draft, Edition, Notice, Participation
from wego.cityindex.queries.participation import UsedFigure, used_figures
from wego.cityindex.services.drafts import begin_draft, edit_draft
from wego.cityindex.services.participation import confirm_figures, join_draft, request_correction
from wego.cityindex.services.publication import lay_out_draft
from wego.members.models import Affiliation, Organisation
from wego.records.queries import observations_in_force

CODE = "demonstration"
# The name goes wherever the edition is shown, into its mails too, so it says it.
NAMES = {
    "en": "Coming index (sample data)",
    "ko": "다음 지수(가상 예시 자료)",
    "zh-hans": "下一期指数（虚构示例数据）",
}
MADE_UP = "Sample data for the demonstration."
INVITED, JOINED = timedelta(days=6), timedelta(days=4)


@transaction.atomic
def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """An edition in the making that cities are invited to; run twice, the second changes nothing.

    Of the cities whose people a visitor may step into, one takes part and has confirmed, one has a correction that
    waits for its answer, the others are invited. The record stays as it is.
    """
    edition = Edition.objects.exclude(status=Edition.Status.DRAFT).first()
    if edition is None or Draft.objects.filter(code=CODE).exists():
        return
    draft = begin_draft(
        code=CODE, figures_of=edition.figures_of, name=NAMES["en"], based_on_id=edition.pk, by=None, at=at
    )
    today = timezone.localdate(at)
    window = {"corrections_from": today - timedelta(days=7), "corrections_until": today + timedelta(days=30)}
    edit_draft(draft_id=draft.pk, words={"name": NAMES}, **window, by=None, at=at)
    officers = list(_officers())
    for officer in officers:
        _note_invitation(draft, officer, at=at - INVITED)
    if officers:
        confirm_figures(participation_id=_join(draft, officers[0], at=at).pk, by=officers[0].user, at=at - JOINED)
    if len(officers) > 1:
        _ask(_join(draft, officers[1], at=at), officers[1].user, at=at)
    lay_out_draft(draft_id=draft.pk, by=None, at=at)


def _officers() -> list[Affiliation]:
    """Made-up officers of cities that are members, of the largest city first."""
    found = Affiliation.objects.filter(
        user__is_demonstration=True,
        role=Affiliation.Role.OFFICER,
        ends_on=None,
        organisation__kind=Organisation.Kind.LOCAL_GOVERNMENT,
    ).exclude(organisation__standing="")
    return list(found.select_related("user", "organisation").order_by("-organisation__place__population", "pk"))


def _note_invitation(draft: Draft, officer: Affiliation, *, at: datetime) -> None:
    """As if it had been mailed: what is made up is never mailed by itself."""
    Notice.objects.create(
        draft=draft,
        organisation=officer.organisation,
        reader=officer.user,
        kind=Notice.Kind.INVITATION,
        asked_on=timezone.localdate(at),
    )


def _join(draft: Draft, officer: Affiliation, *, at: datetime) -> Participation:
    return join_draft(draft_id=draft.pk, organisation_id=officer.organisation_id, by=officer.user, at=at - JOINED)


def _ask(participation: Participation, by: User, *, at: datetime) -> None:
    """Ask that a missing figure be added (or else one be mended), as large as the middle of the other cities'."""
    own = [one for one in used_figures(participation.draft, participation.organisation, None) if one.is_own]
    own.sort(key=lambda one: one.observation is None)
    figure = own[-1] if own else None
    if figure is None:
        return
    years = dataset.years_of(figure.period)
    period = str(years[-1]) if years else figure.period
    request_correction(
        participation_id=participation.pk,
        indicator_code=figure.indicator.code,
        value=_middle(figure, period),
        period=period,
        grounds=MADE_UP,
        document=SimpleUploadedFile("made-up.txt", f"{MADE_UP}\n".encode(), "text/plain"),
        by=by,
        at=at - timedelta(days=1),
    )


def _middle(figure: UsedFigure, period: str) -> Decimal:
    values = observations_in_force().filter(indicator=figure.indicator, period=period).order_by("value")
    known = [one.number for one in values]
    return known[len(known) // 2] if known else Decimal(1)
