"""The register of personal data: what is kept of people, why, on which ground, how long, and what an erasure does.

Each app declares in `<app>/personal_data.py` which fields of its models hold data of people, and of which kind they
are; `config/wiring.py` lists them. The privacy notice is written from it; `tests/walkers/test_personal_data.py` refuses
a model that is not in it and tries on every field that an erasure does what is said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Erasure(Enum):
    """What becomes of a field when the person is erased."""

    REMOVED = "removed"
    UNNAMED = "unnamed"
    KEPT = "kept"

    @property
    def label(self) -> Words:
        return {
            Erasure.REMOVED: _("It is deleted."),
            Erasure.UNNAMED: _("It is kept, under a key that does not lead to a name."),
            Erasure.KEPT: _("The text remains with the organisation, without the author's name."),
        }[self]


class Ground(Enum):
    """The legal ground: Personal Information Protection Act of Korea (PIPA), General Data Protection Regulation of the
    EU (GDPR), Personal Information Protection Law of China (PIPL)."""

    CONTRACT = "contract"
    CONSENT = "consent"
    RECORDS = "records"

    @property
    def label(self) -> Words:
        return {
            Ground.CONTRACT: _(
                "needed for what you or your organisation requested (PIPA Art. 15(1)4, GDPR Art. 6(1)(b), PIPL "
                "Art. 13(1)2)"
            ),
            Ground.CONSENT: _("your consent (PIPA Art. 15(1)1, GDPR Art. 6(1)(a), PIPL Art. 13(1)1)"),
            Ground.RECORDS: _(
                "legitimate interest of the network and its members in accurate records (PIPA Art. 15(1)6, GDPR "
                "Art. 6(1)(f)); under PIPL Art. 13(1)2 as part of the membership"
            ),
        }[self]


@dataclass(frozen=True)
class PersonalKind:
    """One row of the privacy notice."""

    code: str
    what: Words
    why: Words
    kept: Words
    erasure: Erasure
    ground: Ground = Ground.CONTRACT


@dataclass(frozen=True)
class PersonalRecord:
    """Fields of one kind, by model."""

    kind: PersonalKind
    fields: Mapping[type[Model], tuple[str, ...]]


# --- what several apps keep -------------------------------------------------------------------------------------------
ACTS = PersonalKind(
    "acts",
    _("The audit trail: actions with time, object and, instead of a name, a key for the person"),
    _("so that members and the public can rely on decisions, payments and publications"),
    _("as long as the network's records; after an erasure the key leads to no name"),
    Erasure.UNNAMED,
    Ground.RECORDS,
)
TEXTS = PersonalKind(
    "texts",
    _("Reasons, remarks and comments that you write"),
    _("so that actions can be understood later"),
    _("as long as what they are about"),
    Erasure.KEPT,
    Ground.RECORDS,
)
_RECORDS: list[PersonalRecord] = []


def declare(*records: PersonalRecord) -> None:
    """Put records into the register; called by `config/wiring.py` alone."""
    for record in records:
        if known := [one for one in _RECORDS if one.kind.code == record.kind.code and one.kind != record.kind]:
            raise ValueError(f"{known[0].kind.code} is declared twice")
        _RECORDS.append(record)


def records() -> list[PersonalRecord]:
    return list(_RECORDS)


def kinds() -> list[PersonalKind]:
    """The rows of the notice, each once, in the order in which they were declared."""
    return list(dict.fromkeys(record.kind for record in _RECORDS))
