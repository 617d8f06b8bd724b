"""Finds the documented inconsistencies of a network folder's member lists in the rows that were read (no Django)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
NAME_OF_COLUMN = {"printed_ko": "name_ko", "printed_zh": "name_zh"}


@dataclass(frozen=True)
class Lists:
    """What the rules look at: rows of organisations.csv, of each edition's list, and network.yaml."""

    organisations: Mapping[str, Row]  # by slug
    editions: Mapping[str, Sequence[Row]]  # by code
    network: Mapping[str, Any]

    def joined(self, edition: str) -> Iterable[Row]:
        """Rows of an edition, each with the columns of its organisation."""
        return ({**self.organisations[row["slug"]], **row} for row in self.editions[edition])

    def row(self, edition: str, slug: str) -> Row:
        """One row of an edition, empty where the edition does not list the slug."""
        return next((row for row in self.joined(edition) if row["slug"] == slug), {})

    def slugs(self, edition: str) -> set[str]:
        return {row["slug"] for row in self.editions[edition]}


def is_found(check: Iterable[Row], lists: Lists) -> bool:
    """Whether every rule of an entry's check is found in the lists. Unknown rules raise KeyError."""
    return all(RULES[rule["rule"]](rule, lists) for rule in check)


def _is_set(cell: Any) -> bool:
    return str(cell) not in ("", "0")


def _count(rule: Row, lists: Lists) -> bool:
    filters = {key: rule[key] for key in ("region", "kind", "country", "standing") if key in rule}
    rows = [row for row in lists.joined(rule["edition"]) if all(row[key] == filters[key] for key in filters)]
    number = len(rows)
    if "column" in rule:
        cells = [row[rule["column"]] for row in rows if _is_set(row[rule["column"]])]
        number = len(set(cells) if rule.get("distinct") else cells)
    return bool(number == rule["expect_rows"] != rule["expect_stated"])


def _absent_from(rule: Row, lists: Lists) -> bool:
    rows = (row for row in lists.joined(rule["edition"]) if row["kind"] == rule["kind"])
    return {row["slug"] for row in rows if not _is_set(row[rule["column"]])} == set(rule["slugs"])


def _names_differ(rule: Row, lists: Lists) -> bool:
    row = lists.row(rule["edition"], rule["slug"])
    name = row.get(NAME_OF_COLUMN[rule["column"]])
    return bool(row.get(rule["column"]) == rule["printed"] and name == rule["kept"] != rule["printed"])


def _sides_differ(rule: Row, lists: Lists) -> bool:
    row = lists.row(rule["edition"], rule["slug"])
    return all(row.get(column) == rule[column] for column in NAME_OF_COLUMN)


def _shared_form(rule: Row, lists: Lists) -> bool:
    rows = (row for row in lists.editions[rule["edition"]] if row[rule["column"]] == rule["printed"])
    return {row["slug"] for row in rows} == set(rule["slugs"])


def _value_wrong(rule: Row, lists: Lists) -> bool:
    cell = lists.row(rule["edition"], rule["slug"]).get(rule["column"])
    return bool(cell == rule["printed"] != rule["right"])


def _listed(rule: Row, lists: Lists) -> bool:
    slugs = set(rule["slugs"])
    stands = all(slugs <= lists.slugs(edition) for edition in rule["in"])
    return stands and not any(slugs & lists.slugs(edition) for edition in rule["not_in"])


def _variants(rule: Row, lists: Lists) -> bool:
    place: Any = lists.network
    for key in rule["key"].split("."):
        place = place[key]
    return bool(len({form["value"] for form in place["printed"]}) >= rule["least"])


def _document(rule: Row, lists: Lists) -> bool:
    return True


RULES: dict[str, Callable[[Row, Lists], bool]] = {
    "count": _count,
    "absent_from": _absent_from,
    "names_differ": _names_differ,
    "sides_differ": _sides_differ,
    "shared_form": _shared_form,
    "value_wrong": _value_wrong,
    "listed": _listed,
    "variants": _variants,
    "document": _document,
}
