"""Membership fees: versioned schedules of bands and cells, and quotes that explain themselves."""

from wego.engines.fees.bands import Band, band_of, read_bands
from wego.engines.fees.quotes import CannotQuote, FeeSubject, Quote, english, quote
from wego.engines.fees.schedule_reader import KINDS, MEASURES, read_schedule
from wego.engines.fees.schedules import FeeTable, Measure, Schedule

__all__ = [
    "KINDS",
    "MEASURES",
    "Band",
    "CannotQuote",
    "FeeSubject",
    "FeeTable",
    "Measure",
    "Quote",
    "Schedule",
    "band_of",
    "english",
    "quote",
    "read_bands",
    "read_schedule",
]
