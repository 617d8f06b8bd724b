"""What stands where: the keys of columns, and the signed identity by which each row is known wherever it is moved."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

from wego.engines.questions import Kind, Question
from wego.questionnaires.models import Response

ID, ANSWER, REMARK = "wego:id", "wego:answer", "wego:remark"
# Kinds whose answers can be written into a cell; the rest is answered online.
IN_CELLS = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.NUMBER, Kind.YES_NO, Kind.TEXT, Kind.DATE)
CHOSEN = "x"
_PARTS = 6
_signer = Signer(salt="wego.questionnaires.spreadsheets", sep="~")


@dataclass(frozen=True)
class RowIdentity:
    """Which cell of which response a row is: the question, of several choices the option, and the revision of the
    answer that was filled in (0 where there was none)."""

    response: int
    version: str
    language: str
    question: str
    option: str
    base: int

    @property
    def signed(self) -> str:
        parts = (self.response, self.version, self.language, self.question, self.option, self.base)
        return _signer.sign(":".join(map(str, parts)))


def identity_in(text: str) -> RowIdentity | None:
    """The identity that a cell holds; None where somebody has changed it."""
    try:
        parts = _signer.unsign(text.strip()).split(":")
    except BadSignature:
        return None
    if len(parts) != _PARTS:
        return None
    response, version, language, question, option, base = parts
    return RowIdentity(int(response), version, language, question, option, int(base))


def version_of(response: Response) -> str:
    """The version of the questionnaire, short: a file of another one is told apart by it."""
    return str(response.questionnaire.sha256)[:8]


def is_in_cells(question: Question) -> bool:
    return question.kind in IN_CELLS
