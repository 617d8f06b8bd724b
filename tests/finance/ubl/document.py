"""A parsed document, as the rules look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wego.engines.banking.xml_tree import XmlElement

SUMS = "LegalMonetaryTotal"


@dataclass(frozen=True)
class UblDocument:
    """A parsed document with what many rules ask of it."""

    root: XmlElement

    @property
    def lines(self) -> list[XmlElement]:
        return list(self.root.all(f"{self.root.name}Line"))

    @property
    def breakdown(self) -> list[XmlElement]:
        return list(self.root.all("TaxTotal/TaxSubtotal"))

    @property
    def currency(self) -> str:
        return self.root.at("DocumentCurrencyCode")

    @property
    def prices(self) -> Iterator[Decimal | None]:
        return (number(line.at("Price/PriceAmount")) for line in self.lines)

    def lacks(self, *paths: str) -> bool:
        return not self.root.at(*paths)

    def sum_of(self, name: str) -> Decimal | None:
        return number(self.root.at(f"{SUMS}/{name}"))

    def category_codes(self) -> set[str]:
        of_lines = {line.at("Item/ClassifiedTaxCategory/ID") for line in self.lines}
        return of_lines | {part.at("TaxCategory/ID") for part in self.breakdown}


Rule = Callable[[UblDocument], bool]


def number(text: str) -> Decimal | None:
    """The number of a text, None where it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def everything(element: XmlElement) -> Iterator[XmlElement]:
    """An element and all that it holds."""
    yield element
    for child in element.children:
        yield from everything(child)
