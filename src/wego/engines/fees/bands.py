"""Bands of a fee table as they are printed, `2000-3999` or `20000+`, read as half-open intervals without gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

PRINTED = re.compile(r"(\d+)(?:-(\d+)|(\+))", re.ASCII)


@dataclass(frozen=True, slots=True)
class Band:
    """[start, end) in the unit of the table; no end means without limit. `label` is what the table prints."""

    label: str
    start: Decimal
    end: Decimal | None

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Decimal) and self.start <= value and (self.end is None or value < self.end)


class BandsFault(ValueError):
    """The printed bands cannot be read; the message says which."""


def read_bands(labels: Sequence[str]) -> tuple[Band, ...]:
    """Bands from their labels. `2000-3999` is [2000, 4000): the last whole number still belongs to it.

    They may stand in any order but must follow each other without gap or overlap. Raises BandsFault.
    """
    bands = [_read(label) for label in labels]
    if not bands:
        raise BandsFault("there is no band")
    in_order = sorted(bands, key=lambda band: band.start)
    for band, following in pairwise(in_order):
        if band.end is None or band.end > following.start:
            raise BandsFault(f"the bands {band.label} and {following.label} overlap")
        if band.end < following.start:
            raise BandsFault(f"there is a gap between the bands {band.label} and {following.label}")
    return tuple(bands)


def band_of(bands: Sequence[Band], value: Decimal) -> Band | None:
    """The band in which a value lies; None where there is none."""
    return next((band for band in bands if value in band), None)


def _read(label: str) -> Band:
    found = PRINTED.fullmatch(label)
    if not found:
        raise BandsFault(f"{label!r} is not a band; write 2000-3999 or 20000+")
    start, last, is_open = Decimal(found[1]), found[2], found[3]
    if is_open:
        return Band(label, start, None)
    if Decimal(last) < start:
        raise BandsFault(f"the band {label} ends before it begins")
    return Band(label, start, Decimal(last) + 1)
