"""The YAML files of the register: documents, region schemes, editions, the network's contact, inconsistencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wego.core import languages
from wego.core.languages import SOURCE
from wego.datafiles import DataFault
from wego.members.folder.definition_files import DefinitionFile, Key
from wego.members.inconsistencies import RULES
from wego.members.models import ContactPoint, Edition, Organisation, Standing

Documents = Mapping[str, Mapping[str, str]]  # what each document is, by its id and by language


@dataclass(frozen=True)
class SchemeRegion:
    """A region of one scheme: the columns of its row, the countries that an edition prints in it, and the rest."""

    scheme: str
    code: str
    order: int
    names: dict[str, str]
    printed: tuple[str, ...]
    assigned: tuple[str, ...]

    @property
    def countries(self) -> list[str]:
        return [*self.printed, *self.assigned]


@dataclass(frozen=True)
class EditionHead:
    """What is said of an edition outside of its rows."""

    code: str
    as_of: date
    precision: str
    scheme: str
    documents: list[str]
    titles: dict[str, Mapping[str, str]]
    languages: list[str]
    stated: list[dict[str, Any]]


@dataclass(frozen=True)
class ContactValue:
    """One channel: the value in force in each language, and the forms that documents print."""

    channel: str
    values: dict[str, str]
    source: str
    reason: str
    printed: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Contradiction:
    """An entry of inconsistencies.yaml with the rules that find it."""

    code: str
    order: int
    where: str
    texts: dict[str, dict[str, str]]
    check: list[dict[str, Any]]
    at: Key


def read_documents(path: Path, faults: list[DataFault]) -> Documents:
    """The documents that the other files cite: id, and what it is, by language."""
    file = DefinitionFile(path, faults)
    known: dict[str, dict[str, str]] = {}
    required = ("id", "title", "name", "publisher", "language", "dated", "terms")
    for at, entry in file.entries(
        ("documents",), file.top(["documents"])["documents"], required, ("address", "caveats")
    ):
        file.unique(at, str(entry["id"]), set(known))
        known[str(entry["id"])] = file.texts((*at, "name"), entry["name"])
    return known


def read_regions(path: Path, documents: Documents, faults: list[DataFault]) -> dict[str, list[SchemeRegion]]:
    """The regions of each scheme, in order; a country stands in one region of a scheme."""
    file = DefinitionFile(path, faults)
    schemes: dict[str, list[SchemeRegion]] = {}
    required = ("code", "editions", "documents", "regions")
    for at, scheme in file.entries(("schemes",), file.top(["schemes"])["schemes"], required):
        code = str(scheme["code"])
        file.unique(at, code, set(schemes))
        _cited(file, (*at, "documents"), scheme["documents"], documents)
        seen: dict[str, str] = {}
        regions = schemes.setdefault(code, [])
        shape = (("code", "name", "countries"), ("assigned",))
        for order, (here, entry) in enumerate(file.entries((*at, "regions"), scheme["regions"], *shape)):
            region = SchemeRegion(
                scheme=code,
                code=str(entry["code"]),
                order=order,
                names=file.texts((*here, "name"), entry["name"]),
                printed=tuple(file.countries((*here, "countries"), entry["countries"])),
                assigned=tuple(file.countries((*here, "assigned"), entry["assigned"])),
            )
            file.unique(here, region.code, {other.code for other in regions})
            for country in region.countries:
                if country in seen:
                    file.refuse(here, f"{country} appears twice (also in {seen[country]})", "put it in one region")
                seen[country] = region.code
            regions.append(region)
    return schemes


def read_editions(
    path: Path, schemes: Mapping[str, Any], documents: Documents, faults: list[DataFault]
) -> list[EditionHead]:
    """The editions, oldest first."""
    file = DefinitionFile(path, faults)
    heads: list[EditionHead] = []
    required = ("code", "title", "as_of", "region_scheme", "documents", "languages", "stated")
    for at, entry in file.entries(("editions",), file.top(["editions"])["editions"], required):
        shape = (("printed", "precision", "date", "reason"),)
        as_of = file.mapping((*at, "as_of"), entry["as_of"], *shape)
        file.texts((*at, "title"), entry["title"])
        head = EditionHead(
            code=str(entry["code"]),
            as_of=file.day((*at, "as_of", "date"), as_of["date"]),
            precision=file.among((*at, "as_of", "precision"), as_of["precision"], Edition.Precision.values),
            scheme=file.among((*at, "region_scheme"), entry["region_scheme"], list(schemes)),
            documents=(cited := _cited(file, (*at, "documents"), entry["documents"], documents)),
            titles={document: documents.get(document, {}) for document in cited},
            languages=[
                file.among((*at, "languages"), language, languages.codes())
                for language in file.words((*at, "languages"), entry["languages"])
            ],
            stated=[_stated(file, here, row, documents) for here, row in _stated_rows(file, at, entry["stated"])],
        )
        file.unique(at, head.code, {other.code for other in heads})
        if head.as_of in {other.as_of for other in heads}:
            file.refuse(
                (*at, "as_of", "date"), f"{head.as_of} is another edition's day", "each edition has its own day"
            )
        heads.append(head)
    return sorted(heads, key=lambda head: head.as_of)


def _stated_rows(file: DefinitionFile, at: Key, found: Any) -> Any:
    optional = ("kind", "standing", "region", "country", "column", "value", "place", "named")
    return file.entries((*at, "stated"), found, ("document", "count"), optional)


def _stated(file: DefinitionFile, at: Key, row: dict[str, Any], documents: Documents) -> dict[str, Any]:
    _cited(file, (*at, "document"), [str(row["document"])], documents)
    if not isinstance(row["count"], int) or row["count"] < 0:
        file.refuse((*at, "count"), f"{row['count']} is not a count", "give a whole number")
    for name, known in (("kind", Organisation.Kind.values), ("standing", Standing.Kind.values)):
        if row[name] is not None:
            file.among((*at, name), row[name], known)
    return {key: value for key, value in row.items() if value is not None}


def read_network(
    path: Path, schemes: Mapping[str, Any], documents: Documents, faults: list[DataFault]
) -> dict[str, Any]:
    """network.yaml: what the register uses of it is checked, and `contacts` added."""
    file = DefinitionFile(path, faults)
    required = (
        "code",
        "languages",
        "time_zone",
        "current_edition",
        "region_scheme",
        "name",
        "contact",
        "kinds",
        "standings",
    )
    network = file.top(required, ["further_languages"])
    file.among(("region_scheme",), network["region_scheme"], list(schemes))
    contacts = []
    channels = file.mapping(("contact",), network["contact"], (), ContactPoint.Channel.values)
    for channel, found in channels.items():
        if found is not None:
            contacts.append(_contact(file, channel, found, documents))
    return {**network, "contacts": contacts}


def _contact(file: DefinitionFile, channel: str, found: Any, documents: Documents) -> ContactValue:
    at: Key = ("contact", channel)
    entry = file.mapping(at, found, ("value", "reason", "printed"))
    if isinstance(entry["value"], dict):
        values = file.texts((*at, "value"), entry["value"])
    else:
        values = {SOURCE: str(entry["value"] or "")}
    if not values.get(SOURCE):
        file.refuse((*at, "value"), "is empty", "give the value in force")
    printed = []
    optional = ("language", "dated", "channels", "from", "until")
    for here, form in file.entries((*at, "printed"), entry["printed"], ("value", "documents"), optional):
        cited = _cited(file, (*here, "documents"), form["documents"], documents)
        printed.append({"value": str(form["value"]), "source": " ".join(cited), "dated": str(form["dated"] or "")})
    newest = max((form["dated"] for form in printed), default="")
    sources = {word for form in printed if form["dated"] == newest for word in form["source"].split()}
    return ContactValue(channel, values, " ".join(sorted(sources)), str(entry["reason"]).strip(), printed)


def read_inconsistencies(
    path: Path, documents: Documents, faults: list[DataFault]
) -> tuple[DefinitionFile, list[Contradiction]]:
    """The entries, and the file itself, so that a rule that cannot be evaluated is refused at its line."""
    file = DefinitionFile(path, faults)
    found: list[Contradiction] = []
    required = ("id", "where", "what", "decision", "check")
    for order, (at, entry) in enumerate(
        file.entries(("inconsistencies",), file.top(["inconsistencies"])["inconsistencies"], required)
    ):
        texts = {name: file.texts((*at, name), entry[name]) for name in ("what", "decision")}
        check = entry["check"] if isinstance(entry["check"], list) and entry["check"] else []
        if not check:
            file.refuse((*at, "check"), "has no rule", f"known: {', '.join(RULES)}")
        for number, rule in enumerate(check):
            if not isinstance(rule, dict) or rule.get("rule") not in RULES:
                file.refuse((*at, "check", number), "names no known rule", f"known: {', '.join(RULES)}")
            elif rule["rule"] == "document":
                _cited(file, (*at, "check", number), rule.get("documents"), documents)
        file.unique(at, str(entry["id"]), {other.code for other in found})
        found.append(Contradiction(str(entry["id"]), order, str(entry["where"]), texts, check, at))
    return file, found


def _cited(file: DefinitionFile, at: Key, found: Any, documents: Documents) -> list[str]:
    cited = file.words(at, found)
    for document in cited:
        if document not in documents:
            file.refuse(at, f"{document} is not a known document", "add it to documents.yaml, or correct the id")
    return cited
