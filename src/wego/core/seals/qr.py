"""The picture that leads a phone to the page of a seal."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from wego.core.seals.models import Seal
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import segno
else:
    segno = lazy_import("segno")


def address_of(seal: Seal) -> str:
    """Where anybody checks a seal, in the language of the moment."""
    return settings.WEGO_BASE_URL + reverse("seals:seal", args=[seal.code])


def qr_picture(address: str, title: str) -> SafeString:
    """A QR code (ISO/IEC 18004) as SVG in a page; `title` is what it says to those who do not see it."""
    drawn = segno.make(address, error="m", micro=False)
    # All of it is made here: modules by the library, the title escaped by it.
    return mark_safe(drawn.svg_inline(scale=3, border=4, title=title, omitsize=False, svgclass="qr", lineclass=None))  # noqa: S308


def qr_drawing(address: str) -> str:
    """The same as a drawing of its own (SVG), for paper."""
    drawn = segno.make(address, error="m", micro=False)
    written = BytesIO()
    drawn.save(written, kind="svg", scale=3, border=2, xmldecl=False)
    return written.getvalue().decode()
