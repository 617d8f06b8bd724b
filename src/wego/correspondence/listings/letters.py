"""The register of letters, the letters exchanged with one member or person, and certificates."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.forms import HiddenInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy
from django_filters import CharFilter, ChoiceFilter

from wego.core import languages
from wego.core.listings import Column, ListFilters, Listing
from wego.core.search.queries import named
from wego.correspondence.acts.certificates import CERTIFICATE_ISSUE
from wego.correspondence.acts.letters import LETTER_DRAFT, LETTER_FILE, page_of_letter
from wego.correspondence.models import Certificate, Letter
from wego.correspondence.permissions import can_see_letters
from wego.correspondence.queries.certificates import certificates_visible_to
from wego.correspondence.queries.letters import in_files, letter_years, letters_visible_to, on_page, series_choices

DIRECTIONS = [("sent", pgettext_lazy("letters", "Sent")), ("received", pgettext_lazy("letters", "Received"))]
COLOURS = {"in_review": "warn", "approved": "accent", "sent": "good"}
COUNTED = ngettext_lazy("%(number)s letter", "%(number)s letters", "count")


class LetterFilters(ListFilters):
    """By series, year, direction, state, member and words."""

    q = CharFilter(label=_("Number or subject"), method="narrow_words", max_length=100)
    member = CharFilter(label=_("Member"), method="narrow_member", max_length=100)
    direction = ChoiceFilter(label=_("Sent or received"), choices=DIRECTIONS, method="narrow_direction")
    status = ChoiceFilter(label=_("State"), choices=Letter.Status.choices)
    year = ChoiceFilter(label=_("Year"), choices=letter_years)
    series = ChoiceFilter(label=_("Series"), choices=series_choices, field_name="series__code")
    organisation = CharFilter(method="narrow_organisation", max_length=80, widget=HiddenInput)

    def narrow_words(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return named(letters, "letter", value)

    def narrow_member(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return named(letters, "organisation", value, field="organisation")

    def narrow_direction(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return letters.filter(is_received=value == "received")

    def narrow_organisation(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        return letters.filter(organisation__slug=value)


def _direction(letter: Letter) -> Any:
    return dict(DIRECTIONS)["received" if letter.is_received else "sent"]


def _columns(*, in_files: bool) -> list[Column]:
    how: dict[str, Any] = {"in_files": in_files}
    return [
        Column("number", _("Number"), sort=("number", "pk"), look="whole", **how),
        Column("dated_on", _("Date"), kind="day", sort=("dated_on", "pk"), **how),
        Column("direction", _("Sent or received"), _direction, **how),
        Column("subject", _("Subject"), sort=("subject", "pk"), is_wide=True, is_name=True, **how),
        Column("status", _("State"), shown="get_status_display", badge=COLOURS, **how),
    ]


LETTERS = Listing(
    name="letters",
    title=_("Letters"),
    address="office_contacts:letters",
    allowed=can_see_letters,
    rows=letters_visible_to,
    on_page=on_page,
    in_files=in_files,
    filters=LetterFilters,
    order=["-dated_on", "-pk"],
    link=page_of_letter,
    page_acts=[LETTER_DRAFT, LETTER_FILE],
    counted=COUNTED,
    empty=_("No letters yet. Write a letter, or file one that was received."),
    columns=[
        *_columns(in_files=True),
        Column("correspondent", _("Addressee or sender"), sort=("correspondent", "pk")),
        Column("at", _("Organisation")),
        Column("language", _("Language"), shown=lambda letter: languages.name_of(letter.language)),
        Column("series", value="series.code"),
        Column("matter", value="matter_label"),
        Column("their_number"),
        Column("written_on"),
        Column("way"),
        Column("sent_on"),
    ],
)
LETTERS_WITH = Listing(
    name="letters_with",
    title=_("Letters"),
    allowed=can_see_letters,
    link=page_of_letter,
    counted=COUNTED,
    empty=_("No letters."),
    columns=_columns(in_files=False),
)


class CertificateFilters(ListFilters):
    member = CharFilter(label=_("Member"), method="narrow_member", max_length=100)
    kind = ChoiceFilter(label=_("Certificate"), choices=Certificate.Kind.choices)

    def narrow_member(self, rows: QuerySet[Certificate], name: str, value: str) -> QuerySet[Certificate]:
        return named(rows, "organisation", value, field="organisation")


def _paper(one: Certificate) -> Any:
    address = reverse("office_contacts:certificate_as_pdf", args=[one.pk])
    return format_html('<a href="{}">PDF<span class="visually-hidden"> {}</span></a>', address, one.number)


def _my_paper(one: Certificate) -> Any:
    address = reverse("my_certificates:certificate_as_pdf", args=[one.organisation.slug, one.number])
    return format_html('<a href="{}">PDF<span class="visually-hidden"> {}</span></a>', address, one.number)


def _kind(one: Certificate) -> str:
    words = str(one.get_kind_display())
    return f"{words} {one.dues_year}" if one.dues_year else words


CERTIFICATES = Listing(
    name="certificates",
    title=_("Certificates"),
    address="office_contacts:certificates",
    allowed=can_see_letters,
    rows=certificates_visible_to,
    filters=CertificateFilters,
    order=["-issued_on", "-pk"],
    page_acts=[CERTIFICATE_ISSUE],
    counted=ngettext_lazy("%(number)s certificate", "%(number)s certificates", "count"),
    empty=_("No certificates yet. Issue one for any member; members’ officers can fetch their own."),
    columns=[
        Column("number", _("Number")),
        Column("issued_on", _("Issued"), kind="day", sort=("issued_on", "pk")),
        Column("kind", _("Certificate"), shown=_kind),
        Column("member", _("Member"), "organisation.slug", "organisation.name"),
        Column("dues_year"),
        Column("language", _("Language"), shown=lambda one: languages.name_of(one.language)),
        Column("paper", _("Paper"), _paper, in_files=False),
    ],
)
MY_CERTIFICATES = Listing(
    name="my_certificates",
    title=_("Certificates"),
    is_office=False,
    counted=ngettext_lazy("%(number)s certificate", "%(number)s certificates", "count"),
    empty=_("No certificates yet."),
    columns=[
        Column("number", _("Number"), in_files=False),
        Column("issued_on", _("Issued"), kind="day", in_files=False),
        Column("kind", _("Certificate"), shown=_kind, in_files=False),
        Column("language", _("Language"), shown=lambda one: languages.name_of(one.language), in_files=False),
        Column("paper", _("Paper"), _my_paper, in_files=False),
    ],
)
