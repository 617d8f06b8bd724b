"""XML from strangers as a plain tree with lines: no DOCTYPE, no entities, no deeper or longer than a statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from wego.engines.banking.faults import FileFault, FileRefused, refused
from wego.engines.messages import Message

DEEPEST = 60
MOST_ELEMENTS = 1_500_000


@dataclass(slots=True)
class XmlElement:
    """One element: its name and namespace, attributes, text, children, and the line on which it begins."""

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[XmlElement] = field(default_factory=list)

    def all(self, path: str) -> Iterator[XmlElement]:
        """Every element at a path of names, whatever their namespace: `NtryDtls/TxDtls`."""
        name, _slash, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                yield from child.all(rest) if rest else (child,)

    def first(self, *paths: str) -> XmlElement | None:
        """The first element at the first of the paths that leads to one."""
        return next((found for path in paths for found in self.all(path)), None)

    def at(self, *paths: str) -> str:
        """The text at the first of the paths that leads to some; empty where none does."""
        return next((found.text for path in paths for found in self.all(path) if found.text), "")


def read_xml(raw: bytes) -> XmlElement:
    """The root of a document; refused where it is not well-formed (cut off), or brings entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    outside = XmlElement("", "", {}, 0)
    open_elements = [outside]
    pieces: list[list[str]] = [[]]
    count = 0

    def refuse(code: str) -> NoReturn:
        raise FileRefused(FileFault(Message(code), parser.CurrentLineNumber))

    def forbidden(*_facts: Any) -> NoReturn:
        refuse("document_type")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        namespace, _space, local = name.rpartition(" ")
        if len(open_elements) > DEEPEST:
            refuse("too_deep")
        if count > MOST_ELEMENTS:
            refuse("too_long")
        element = XmlElement(local, namespace, attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)
        pieces.append([])

    def end(_name: str) -> None:
        open_elements.pop().text = "".join(pieces.pop()).strip()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda data: pieces[-1].append(data)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = forbidden
    parser.UnparsedEntityDeclHandler = parser.ExternalEntityRefHandler = forbidden
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as error:
        raise refused("not_whole_xml", error.lineno, why=expat.ErrorString(error.code)) from None
    except (ValueError, LookupError) as error:  # an encoding that expat cannot read
        raise refused("xml_encoding", 1, why=str(error)[:100]) from None
    return outside.children[0]
