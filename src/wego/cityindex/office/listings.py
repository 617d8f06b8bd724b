"""The lists of the index in the office: drafts and editions, requests for corrections and who takes part."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models import Correction, Draft, Edition, Participation
from wego.cityindex.office.acts import above, page_of_correction, page_of_draft, page_of_edition
from wego.cityindex.permissions import can_see_editions_office
from wego.cityindex.queries.drafts import drafts_visible_to
from wego.cityindex.queries.editions import editions_visible_to
from wego.cityindex.queries.participation import corrections_visible_to, participations_visible_to
from wego.core.assignments.columns import ASSIGNED_TO, AssignedFilters
from wego.core.assignments.queries import with_owner
from wego.core.formats import figure, moment, short_day
from wego.core.listings import Column, Listing
from wego.core.punctuation import bracketed, mark


def _draft_state(draft: Draft) -> str:
    is_laid_out = draft.status == Draft.Status.OPEN and draft.edition_id
    return bracketed(draft.get_status_display(), gettext("built")) if is_laid_out else draft.get_status_display()


def _corrects(draft: Draft) -> str:
    return gettext("corrects %(name)s") % {"name": draft.corrects.name} if draft.corrects else ""


def _begun(draft: Draft) -> str:
    return f"{moment(draft.begun_at)} · {draft.begun_by}" if draft.begun_by else moment(draft.begun_at)


def _edition_state(edition: Edition) -> str:
    state = edition.get_status_display()
    return bracketed(state, gettext("figures frozen")) if edition.is_frozen else state


def _digest(edition: Edition) -> SafeString:
    return format_html("<code>{}…</code>", edition.sha256[:12])


EDITIONS = Listing(
    name="index_editions",
    title=_("Editions"),
    allowed=can_see_editions_office,
    rows=editions_visible_to,
    link=page_of_edition,
    counted=ngettext_lazy("%(number)s edition", "%(number)s editions", "count"),
    empty=_("No edition is loaded."),
    columns=[
        Column("edition", _("Edition"), "code", "name", sort="name__en"),
        Column("name", value="name.source"),
        Column("state", _("State"), "status", _edition_state, sort="status"),
        Column("figures_of"),
        Column("ranked", _("Ranked"), "ranked_count", kind="number", sort="ranked_count"),
        Column("listed", _("Listed, not ranked"), "listed_count", kind="number", sort="listed_count"),
        Column("computed_at", _("Computed"), kind="moment", sort="computed_at"),
        Column("sha256", _("SHA-256"), shown=_digest),
    ],
)

DRAFTS = Listing(
    name="index_drafts",
    title=_("Drafts"),
    address="office_index:list",
    allowed=can_see_editions_office,
    rows=drafts_visible_to,
    link=page_of_draft,
    mark=_corrects,
    counted=ngettext_lazy("%(number)s draft", "%(number)s drafts", "count"),
    empty=_("No drafts. Start one above."),
    template="cityindex/office/list.html",
    beside=[EDITIONS],
    columns=[
        Column("draft", _("Edition in preparation"), "code", "name", sort="name__en"),
        Column("name", value="name.source"),
        Column("state", _("State"), "status", _draft_state, sort="status"),
        Column("figures_of", _("Figures of"), shown="year", sort="figures_of"),
        Column("begun_at", _("Started at"), shown=_begun, sort="begun_at"),
        Column("corrects", value="corrects.code"),
    ],
)


def _waiting(user: Any) -> QuerySet[Correction]:
    return corrections_visible_to(user).filter(status=Correction.Status.OPEN)


def _answered(user: Any) -> QuerySet[Correction]:
    return corrections_visible_to(user).exclude(status=Correction.Status.OPEN)


def _taking_part(user: Any) -> QuerySet[Participation]:
    return participations_visible_to(user).filter(draft__status=Draft.Status.OPEN)


def _draft_of(participation: Participation) -> SafeString:
    draft = participation.draft
    return format_html('<a href="{}">{}</a>', reverse("office_index:draft", args=[draft.code]), draft)


def _confirmed(participation: Participation) -> str:
    return moment(participation.confirmed_at) if participation.confirmed_at else gettext("not yet")


_CITY = Column(
    "city",
    _("City"),
    "participation.organisation.slug",
    "participation.organisation",
    sort="participation__organisation__sort_en",
)
_INDICATOR = Column("indicator", _("Indicator"), "indicator.code", "indicator", sort="indicator__code")
_REQUEST = [
    Column("period"),
    Column("value"),
    Column("grounds"),
]

ANSWERED = Listing(
    name="answered_corrections",
    title=_("Already answered"),
    allowed=can_see_editions_office,
    rows=_answered,
    order=["-answered_at", "-pk"],
    link=page_of_correction,
    counted=ngettext_lazy("%(number)s correction", "%(number)s corrections", "count"),
    empty=_("None."),
    columns=[
        _CITY,
        _INDICATOR,
        Column("state", _("State"), "status", "get_status_display", sort="status"),
        Column("answer", _("Reason"), is_wide=True),
        Column("answered_at"),
        *_REQUEST,
    ],
)

PARTICIPATIONS = Listing(
    name="participations",
    title=_("Participating cities"),
    allowed=can_see_editions_office,
    rows=_taking_part,
    counted=ngettext_lazy("%(number)s city", "%(number)s cities", "count"),
    empty=_("No city is participating yet. Cities can join once the dates for corrections are set in a draft."),
    columns=[
        Column("city", _("City"), "organisation.slug", "organisation", sort="organisation__sort_en"),
        Column("edition", _("Edition"), "draft.code", _draft_of, sort="draft__code"),
        Column("joined_at", _("Joined at"), kind="moment", sort="joined_at"),
        Column("confirmed_at", _("Figures confirmed"), shown=_confirmed, sort="confirmed_at"),
    ],
)

CORRECTIONS = Listing(
    name="corrections",
    title=_("Awaiting reply"),
    address="office_index:corrections",
    above=above,
    allowed=can_see_editions_office,
    rows=lambda user: with_owner(_waiting(user)),
    filters=AssignedFilters,
    link=page_of_correction,
    counted=ngettext_lazy("%(number)s correction", "%(number)s corrections", "count"),
    empty=_("Nothing to do."),
    template="cityindex/office/corrections.html",
    beside=[PARTICIPATIONS, ANSWERED],
    columns=[
        _CITY,
        _INDICATOR,
        Column(
            "edition",
            _("Edition"),
            "participation.draft.code",
            "participation.draft",
            sort="participation__draft__code",
        ),
        Column("requested_at", _("Requested at"), kind="moment", sort="requested_at"),
        ASSIGNED_TO,
        *_REQUEST,
    ],
)

# On the page of an edition.
WITHDRAWN = Listing(
    name="withdrawn_units",
    title=_("Cities withdrawn"),
    above=above,
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s city", "%(number)s cities", "count"),
    empty=_("None."),
    template="cityindex/office/edition.html",
    columns=[
        Column("city", _("City"), "slug", "name", sort="slug"),
        Column("reason", _("Reason"), "note", is_wide=True),
    ],
)


def _named(city: Any) -> Any:
    if not city.can_be_ticked:
        return city.name
    return format_html('<label><input type="checkbox" name="city" value="{}"> {}</label>', str(city.pk), city.name)


def _invited(city: Any) -> str:
    if city.invited_on:
        return short_day(city.invited_on)
    return "" if city.is_reachable or city.joined_at else gettext("no contact address")


def _figures_confirmed(city: Any) -> str:
    if not city.confirmed_at:
        return ""
    shown = moment(city.confirmed_at)
    return shown if city.is_as_confirmed else bracketed(shown, gettext("figures have changed since"))


def _asked(city: Any) -> str | SafeString:
    if not city.corrections_asked:
        return ""
    shown = format_html('<a href="{}">{}</a>', reverse("office_index:corrections"), figure(city.corrections_asked))
    if not city.corrections_open:
        return shown
    unanswered = gettext("%(number)s unanswered") % {"number": figure(city.corrections_open)}
    return format_html("{}{}{}{}", shown, mark("("), unanswered, mark(")"))


# The cities of a draft: its page says of those that it shows whether they can be ticked, and are as they confirmed.
DRAFT_CITIES = Listing(
    name="draft_cities",
    title=_("Invited cities"),
    allowed=can_see_editions_office,
    counted=ngettext_lazy("%(number)s city", "%(number)s cities", "count"),
    empty=_("No matching cities. Widen the filter."),
    template="cityindex/office/cities.html",
    mark=lambda city: "",
    columns=[
        Column("city", _("City"), "slug", _named, sort="sort_en"),
        Column("name", value="name.source"),
        Column("country"),
        Column("standing"),
        Column("has_officer", value="is_reachable"),
        Column("invited_on", _("Invited on"), shown=_invited, sort="invited_on"),
        Column("reminded_on", _("Reminded on"), kind="day", sort="reminded_on"),
        Column("preview_announced_on", value="shown_on"),
        Column("joined_at", _("Joined at"), kind="moment", sort="joined_at"),
        Column("confirmed_at", _("Figures confirmed"), shown=_figures_confirmed, sort="confirmed_at"),
        Column("corrections_asked", _("Corrections"), shown=_asked, sort="corrections_asked"),
        Column("corrections_unanswered", value="corrections_open"),
    ],
)
