"""The own part of a name of a place or body: without what all of them share, such as “City of”, 시 or 市."""

from __future__ import annotations

import re

from wego.core.folding import fold

_WORDS = re.compile(
    r"\b(the|of|and|city|cities|town|municipality|municipal|metropolitan|government|council|local|province|provincial"
    r"|state|district|county|prefecture|region|inc|ltd|co|corp|corporation|company|limited|gmbh|llc)\b",
    re.IGNORECASE,
)
_SUFFIXES = re.compile(
    r"(특별자치시|특별자치도|특별시|광역시|시청|구청|군청|도청|(?<=..)[시군구도]"
    r"|(?<=.)(人民政府|市政府|政府|特别市|特別市|直辖市|直轄市|(?<=..)[市省区區县縣県]))$"
)


def bare_name(name: str) -> str:
    """A name's own part, folded: `The City of São Paulo` → `saopaulo`; 서울특별시 → the letters of 서울."""
    own = _WORDS.sub(" ", name).strip()
    while (shorter := _SUFFIXES.sub("", own).strip()) != own:  # 成都市人民政府 → 成都市 → 成都
        own = shorter
    return fold(own) or fold(name)
