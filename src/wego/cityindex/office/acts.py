"""What the secretariat does with drafts, editions and requests for corrections."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from wego.cityindex.forms.drafts import DraftStartForm, ErratumForm, PublishForm, WithdrawalForm
from wego.cityindex.forms.participation import AnswerForm, CitiesToInvite
from wego.cityindex.models import Correction, Draft, Edition
from wego.cityindex.permissions import can_answer_corrections, can_draft_editions
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.cityindex.queries.editions import editions_visible_to
from wego.cityindex.queries.participation import corrections_visible_to
from wego.cityindex.services.drafts import begin_draft, begin_erratum, drop_draft
from wego.cityindex.services.notices import announce_preview, invite_cities, remind_cities
from wego.cityindex.services.participation import answer_correction
from wego.cityindex.services.publication import lay_out_draft, publish_draft, withdraw_unit
from wego.core.acts.act import Act
from wego.core.office import Trail

TITLE = _("Index editions")
CORRECTIONS_TITLE = _("Corrections of figures")


def above(subject: Any = None) -> Trail:
    """The trail to the list of editions."""
    return [(reverse("office_index:list"), TITLE)]


def page_of_draft(draft: Draft) -> str:
    return reverse("office_index:draft", args=[draft.code])


def page_of_edition(edition: Edition) -> str:
    return reverse("office_index:edition", args=[edition.code])


def page_of_correction(correction: Correction) -> str:
    return reverse("office_index:correction", args=[correction.pk])


def _start(nothing: None, given: dict[str, Any]) -> dict[str, Any]:
    based_on = given["based_on"]
    facts = {"code": given["code"], "figures_of": given["figures_of"], "name": given["name_en"]}
    return {**facts, "based_on_id": based_on.pk if based_on else None}


DRAFT_BEGIN = Act(
    name="draft_begin",
    address="office_index:draft_begin",
    label=_("Start draft"),
    said=_("Draft started."),
    service=begin_draft,
    allowed=can_draft_editions,
    form=DraftStartForm,
    initial=lambda nothing: {"figures_of": timezone.localdate().year - 1, "based_on": Edition.objects.first()},
    values=_start,
    explains=lambda nothing: [
        _(
            "Only the secretariat can see a draft. Its figures come from the data register; membership and "
            "dues play no part."
        )
    ],
    back=lambda nothing: reverse("office_index:list"),
    leads_to=lambda nothing, draft: page_of_draft(draft),
    above=above,
)


def _is_open(draft: Draft) -> bool:
    return draft.status == Draft.Status.OPEN


# What every act on a draft shares.
_ON_DRAFT: dict[str, Any] = {
    "subject": lambda user, code: get_object_or_404(drafts_visible_to(user), code=code),
    "key": "draft_id",
    "args": lambda draft: [draft.code],
    "title": lambda draft: draft.name,
    "allowed": can_draft_editions,
    "is_possible": _is_open,
    "back": page_of_draft,
    "above": above,
}

LAY_OUT = Act(
    name="lay_out",
    address="office_index:lay_out",
    label=_("Build the edition"),
    said=_("Edition built. Only the secretariat can see it."),
    service=lay_out_draft,
    **_ON_DRAFT,
)

PUBLISH = Act(
    name="publish",
    address="office_index:publish",
    label=_("Publish the edition"),
    said=_("Edition published; its figures are frozen."),
    service=publish_draft,
    form=PublishForm,
    explains=lambda draft: [
        _("From then on the edition is public and its figures are frozen."),
        _("Invited and participating cities are notified by e-mail."),
    ],
    is_final=True,
    **_ON_DRAFT,
)

DROP = Act(
    name="drop",
    address="office_index:drop",
    label=_("Discard the draft"),
    said=_("Draft discarded."),
    service=drop_draft,
    explains=lambda draft: [_("The built files are deleted. The draft itself can still be read but not edited.")],
    is_final=True,
    is_warning=True,
    leads_to=lambda draft, dropped: reverse("office_index:list"),
    **_ON_DRAFT,
)


# What every act on an edition shares.
_ON_EDITION: dict[str, Any] = {
    "subject": lambda user, code: get_object_or_404(editions_visible_to(user), code=code),
    "args": lambda edition: [edition.code],
    "title": lambda edition: edition.name,
    "allowed": can_draft_editions,
    "is_possible": lambda edition: edition.is_frozen,
    "back": page_of_edition,
    "above": above,
}

ERRATUM_BEGIN = Act(
    name="erratum_begin",
    address="office_index:erratum_begin",
    label=_("Start a corrected version"),
    said=_("Draft of a corrected version started."),
    service=begin_erratum,
    key="edition_id",
    form=ErratumForm,
    initial=lambda edition: {"code": f"{edition.code}-2"},
    leads_to=lambda edition, draft: page_of_draft(draft),
    **_ON_EDITION,
)

UNIT_WITHDRAW = Act(
    name="unit_withdraw",
    address="office_index:unit_withdraw",
    label=_("Withdraw the city"),
    said=_("City withdrawn from the public pages."),
    service=withdraw_unit,
    form=WithdrawalForm,
    form_facts=lambda edition: {"units": edition.units.ranked().select_related("organisation", "place")},
    values=lambda edition, given: {"unit_id": given["unit"].pk, "reason": given["reason"]},
    explains=lambda edition: [
        _(
            "The city’s rank, scores and figures are removed from the public pages; it is listed with the "
            "reason. The ranks of the other cities and the files of the edition do not change, so anyone who "
            "recomputes it will find the city in them. The audit trail records what was removed."
        )
    ],
    is_final=True,
    is_warning=True,
    **_ON_EDITION,
)

CORRECTION_ANSWER = Act(
    name="correction_answer",
    address="office_index:correction_answer",
    label=_("Reply to the city"),
    said=_("Reply saved. The person who requested the correction is notified by e-mail."),
    subject=lambda user, pk: get_object_or_404(corrections_visible_to(user), pk=pk),
    service=answer_correction,
    key="correction_id",
    allowed=can_answer_corrections,
    form=AnswerForm,
    values=lambda correction, given: {"accept": given["accept"] == "yes", "answer": given["answer"]},
    is_possible=lambda correction: correction.status == Correction.Status.OPEN,
    title=lambda correction: f"{correction.participation.organisation}: {correction.indicator}",
    back=page_of_correction,
    leads_to=lambda correction, answered: reverse("office_index:corrections"),
    above=lambda correction: [*above(), (reverse("office_index:corrections"), CORRECTIONS_TITLE)],
)


# --- cities are written to --------------------------------------------------------------------------------------------
def page_of_cities(draft: Draft) -> str:
    return reverse("office_index:cities", args=[draft.code])


def _written_to(count: int) -> str:
    said = ngettext("E-mails to %(count)s city are being sent.", "E-mails to %(count)s cities are being sent.", count)
    return said % {"count": count}


# What every mail to the cities of a draft shares. The service refuses what the state does not allow.
_TO_CITIES: dict[str, Any] = {**_ON_DRAFT, "said": _("E-mails to the cities are being sent."), "told": _written_to}
_TO_CITIES |= {"back": page_of_cities}

CITIES_INVITE = Act(
    name="cities_invite",
    address="office_index:cities_invite",
    label=_("Invite selected cities"),
    service=invite_cities,
    form=CitiesToInvite,
    is_form_hidden=True,
    values=lambda draft, given: {"organisation_ids": given["city"]},
    **_TO_CITIES,
)

CITIES_REMIND = Act(
    name="cities_remind",
    address="office_index:cities_remind",
    label=_("Remind those that have not confirmed"),
    service=remind_cities,
    **_TO_CITIES,
)

PREVIEW_ANNOUNCE = Act(
    name="preview_announce",
    address="office_index:preview_announce",
    label=_("Notify participants that their preview is available"),
    service=announce_preview,
    **_TO_CITIES | {"is_possible": lambda draft: _is_open(draft) and draft.edition_id is not None},
)
