"""XML from strangers as a plain tree with lines: no DOCTYPE, no entities, no more depth than a statement has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from wego.datafiles import DataFault, DataFaults

DEEPEST = 60


@dataclass
class Element:
    """One element: its name and namespace, attributes, text, children, and the line on which it begins."""

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, path: str) -> Iterator[Element]:
        """Every element at a path of names, whatever their namespace: `NtryDtls/TxDtls`."""
        name, _slash, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                yield from child.all(rest) if rest else (child,)

    def first(self, *paths: str) -> Element | None:
        """The first element at the first of the paths that leads to one."""
        return next((found for path in paths for found in self.all(path)), None)

    def at(self, *paths: str) -> str:
        """The text at the first of the paths that leads to some; empty where none does."""
        return next((found.text for path in paths for found in self.all(path) if found.text), "")


def read_xml(file: str, raw: bytes) -> Element:
    """The root of a document; refused where it is not well-formed (cut off), or brings entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    outside = Element("", "", {}, 0)
    open_elements = [outside]

    def refuse(message: str, remedy: str) -> NoReturn:
        raise DataFaults([DataFault(file, message, remedy, parser.CurrentLineNumber)])

    def forbidden(*_facts: Any) -> NoReturn:
        refuse(_("declares a document type or entities"), _("banks send none: fetch the file from the bank again"))

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _space, local = name.rpartition(" ")
        if len(open_elements) > DEEPEST:
            refuse(_("elements stand in each other deeper than in any statement"), _("send a statement"))
        element = Element(local, namespace, attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_name: str) -> None:
        element = open_elements.pop()
        element.text = element.text.strip()

    def text(data: str) -> None:
        open_elements[-1].text += data

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    parser.UnparsedEntityDeclHandler = parser.ExternalEntityRefHandler = forbidden
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        message = _("is not whole XML: %(why)s") % {"why": expat.ErrorString(error.code)}
        remedy = _("the file is cut off or in another encoding: fetch it from the bank again")
        raise DataFaults([DataFault(file, message, remedy, error.lineno)]) from None
    except ValueError as error:  # an encoding that expat cannot read
        raise DataFaults([DataFault(file, _("is not whole XML: %(why)s") % {"why": error}, _("send UTF-8"))]) from None
    return outside.children[0]
