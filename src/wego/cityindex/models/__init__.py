"""The nouns of the index: editions with their cities and figures, and the drafts that editions are made from."""

from wego.cityindex.models.changes import Change
from wego.cityindex.models.drafts import Draft, DraftElement, DraftNote
from wego.cityindex.models.editions import (
    NAMED,
    RANK_FIELDS,
    SCHEME,
    WITHDRAWN,
    Edition,
    EditionFile,
    Element,
    Score,
    Unit,
    UnitQuerySet,
    Value,
)
from wego.cityindex.models.notices import Notice
from wego.cityindex.models.participation import Correction, Participation

__all__ = [
    "NAMED",
    "RANK_FIELDS",
    "SCHEME",
    "WITHDRAWN",
    "Change",
    "Correction",
    "Draft",
    "DraftElement",
    "DraftNote",
    "Edition",
    "EditionFile",
    "Element",
    "Notice",
    "Participation",
    "Score",
    "Unit",
    "UnitQuerySet",
    "Value",
]
