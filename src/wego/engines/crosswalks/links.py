"""The links of a crosswalk as they are written, checked on reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wego.engines.crosswalks.formulas import Formula, FormulaFault, read_formula
from wego.engines.definitions import Cursor, DefinitionFaults

LANGUAGES = ("en", "ko", "zh-hans")
ONLY = "x"  # the name of an input that needs none
REFERENCE = re.compile(r"(indicator|period|question):(\S+)")


@dataclass(frozen=True)
class LinkEnd:
    """An indicator's latest value, the period of that, or a question of a questionnaire."""

    kind: str
    name: str

    @property
    def questionnaire(self) -> str:
        return self.name.partition(".")[0]

    @property
    def question(self) -> str:
        return self.name.partition(".")[2]

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Link:
    """What answers `to`: its one input as it is, of whatever kind, or a formula over several; of a share both parts."""

    code: str
    to: LinkEnd
    inputs: Mapping[str, LinkEnd]
    formula: Formula | None
    numerator: Formula | None
    denominator: Formula | None
    differs: Mapping[str, str]
    # What each option of the one input answers, where the two ask in other steps; an option that is not named answers
    # nothing.
    options: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """The one input answers it as it is."""
        return self.formula is None and self.numerator is None and not self.options

    def computed(self, inputs: Mapping[str, Decimal]) -> Decimal | None:
        return self.formula.value(inputs) if self.formula else None


@dataclass(frozen=True)
class CrosswalkDefinition:
    """All links of a network."""

    links: tuple[Link, ...]

    @property
    def indicators(self) -> set[str]:
        """All indicators that the links name."""
        named = [ref for link in self.links for ref in (link.to, *link.inputs.values())]
        return {one.name for one in named if one.kind in ("indicator", "period")}

    def questions(self) -> list[tuple[Link, LinkEnd]]:
        """Every question that a link names, with its link."""
        named = [(link, ref) for link in self.links for ref in (link.to, *link.inputs.values())]
        return [(link, ref) for link, ref in named if ref.kind == "question"]

    def facts_from(self, questionnaire: str) -> list[Link]:
        """The links to indicators of which every input is a question of this questionnaire."""
        return [
            link
            for link in self.links
            if link.to.kind == "indicator"
            and all(ref.kind == "question" and ref.questionnaire == questionnaire for ref in link.inputs.values())
        ]

    def answers_to(self, questionnaire: str) -> list[Link]:
        """The links by which questions of this questionnaire are answered, those the other way round among them: what
        states an indicator as it is, is also answered by it."""
        found = [link for link in self.links if link.to.kind == "question" and link.to.questionnaire == questionnaire]
        turned = [
            Link(link.code, ref, {ONLY: link.to}, None, None, None, link.differs)
            for link in self.facts_from(questionnaire)
            if link.is_plain
            for ref in link.inputs.values()
        ]
        known = {str(link.to) for link in found}
        return [*found, *(link for link in turned if str(link.to) not in known)]


def read_crosswalk(data: object) -> CrosswalkDefinition:
    """The crosswalk that plain data describes. Raises DefinitionFaults with every fault and its key path."""
    root = Cursor(data)
    root.is_mapping(required=("links",), optional=("version",))
    links: list[Link] = []
    for item in root.at("links").items():
        link = _read_link(item)
        if any(one.code == link.code for one in links):
            item.at("code").fault("duplicate", f"the link {link.code!r} appears twice", "give each its own code")
        links.append(link)
    if root.faults:
        raise DefinitionFaults(root.faults)
    return CrosswalkDefinition(tuple(links))


def _read_link(item: Cursor) -> Link:
    item.is_mapping(
        required=("code", "to", "from"), optional=("formula", "numerator", "denominator", "options", "differs")
    )
    source = item.at("from")
    if isinstance(source.value, Mapping):
        inputs = {name: _reference(ref) for name, ref in source.entries()}
    else:
        inputs = {ONLY: _reference(source)}
    formulas = {key: _formula(item.at(key), inputs) for key in ("formula", "numerator", "denominator") if item.has(key)}
    if ("numerator" in formulas) != ("denominator" in formulas) or ("formula" in formulas and len(formulas) > 1):
        item.fault(
            "parts", "a share has a numerator and a denominator, everything else one formula", "give one of them"
        )
    if not formulas and len(inputs) != 1:
        item.at("from").fault("several", "several inputs need a formula", "add a formula, or name one input")
    to = _reference(item.at("to"))
    options = _options(item.at("options")) if item.has("options") else {}
    if options and (formulas or len(inputs) != 1 or any(one.kind != "question" for one in (to, *inputs.values()))):
        item.at("options").fault("parts", "options lead from one question to another", "name one question, no formula")
    return Link(
        code=item.at("code").code(),
        to=to,
        inputs=inputs,
        formula=formulas.get("formula"),
        numerator=formulas.get("numerator"),
        denominator=formulas.get("denominator"),
        differs=dict(item.at("differs").texts(LANGUAGES)) if item.has("differs") else {},
        options=options,
    )


def _options(item: Cursor) -> dict[str, object]:
    found: dict[str, object] = {}
    for code, answer in item.entries():
        if isinstance(answer.value, bool | str):
            found[code] = answer.value
        else:
            answer.fault("not_an_answer", f"{answer.shown} is no answer", "true, false, or the code of an option")
    return found


def _reference(item: Cursor) -> LinkEnd:
    found = REFERENCE.fullmatch(item.string())
    if found is None:
        remedy = "indicator:CODE, period:CODE or question:QUESTIONNAIRE.CODE"
        item.fault("not_a_reference", f"{item.shown} names neither an indicator nor a question", remedy)
        return LinkEnd("", "")
    return LinkEnd(found[1], found[2])


def _formula(item: Cursor, inputs: Mapping[str, LinkEnd]) -> Formula | None:
    try:
        formula = read_formula(item.string())
    except FormulaFault as fault:
        item.fault("formula", f"{item.shown} {fault}", "numbers, names of inputs, + - * / and brackets")
        return None
    if unknown := formula.names - set(inputs):
        item.fault("formula", f"{', '.join(sorted(unknown))} is no input", f"inputs: {', '.join(inputs)}")
    return formula
