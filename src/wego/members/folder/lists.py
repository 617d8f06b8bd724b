"""The CSV files of the register: organisations, their places, and the rows of each edition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from wego.core import languages
from wego.core.countries import is_country
from wego.core.folding import fold
from wego.core.languages import SOURCE, suffix
from wego.core.texts import columns, columns_of_files
from wego.datafiles import DataFault, Row, Table, read_csv
from wego.members.folder.definitions import Documents, EditionHead, SchemeRegion
from wego.members.folder.notes import Notes
from wego.members.models import Organisation, Place, Standing

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED = ("map", "compare")  # pages beside the profiles
NAMES = ("name_native", "native_language")
ORGANISATION = ("slug", "kind", "subkind", "country", "statistics_country", *NAMES, "aliases", "note")
PLACE = ("slug", "latitude", "longitude", "population", "population_year", "geonames_id", "match", "source", "note")
ENTRY = ("slug", "region", "standing")


class _Cells:
    """The cells of one row, read one by one; what cannot be read is a fault at its column."""

    def __init__(self, table: Table, row: Row, faults: list[DataFault]):
        self.table, self.row, self.faults = table, row, faults

    def refuse(self, column: str, message: str, remedy: str) -> None:
        self.faults.append(self.table.fault(self.row, column, message, remedy))

    def among(self, column: str, known: Sequence[str], *, empty: bool = False) -> str:
        value = self.row[column]
        if value not in known and not (empty and not value):
            self.refuse(column, f"{value or 'empty'} is unknown", f"known: {', '.join(known)}")
        return value

    def country(self, column: str, *, empty: bool = False) -> str:
        value = self.row[column]
        if not (empty and not value) and not is_country(value):
            self.refuse(column, f"{value or 'empty'} is not a country", "give its ISO 3166-1 alpha-2 code, as KR")
        return value

    def whole(self, column: str) -> int | None:
        value = self.row[column]
        if not value:
            return None
        if not value.isascii() or not value.isdigit():
            self.refuse(column, f"{value} is not a whole number", "write digits only, or leave it empty: not stated")
            return None
        return int(value)

    def note(self, notes: Notes) -> dict[str, str]:
        """The note of the row in every language that the files promise."""
        note = self.row.cells.get("note", "")
        if not note or note in notes:
            return notes.get(note, {})
        if languages.of_files() != [SOURCE]:
            self.refuse("note", f"“{note}” is not given in every language", "add it to notes.yaml")
        return {SOURCE: note}

    def degrees(self, column: str, limit: int) -> float:
        try:
            value = float(self.row[column])
        except ValueError:
            value = float("nan")
        if not isfinite(value) or abs(value) > limit:
            self.refuse(
                column, f"{self.row[column] or 'empty'} is not an angle", f"give degrees from -{limit} to {limit}"
            )
            return 0.0
        return value


def read_organisations(path: Path, notes: Notes, faults: list[DataFault]) -> dict[str, dict[str, Any]]:
    """The columns of every organisation by slug; one name stands once in a country and kind."""
    names = [column for column in columns("name") if column in columns_of_files("name")]
    further = [column for column in columns("name") if column not in names]
    table = read_csv(path, columns=(*ORGANISATION, *names), optional=further, key=["slug"])
    rows: dict[str, dict[str, Any]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for row in table:
        cells = _Cells(table, row, faults)
        kind = cells.among("kind", Organisation.Kind.values)
        if not SLUG.fullmatch(row["slug"]):
            cells.refuse(
                "slug", f"{row['slug']} is not a slug", "lower-case letters and digits, parted by single hyphens"
            )
        if row["slug"] in RESERVED:
            cells.refuse("slug", f"{row['slug']} is an address of the platform", "add the country")
        if not row["name_en"]:
            cells.refuse("name_en", "is empty", "every organisation has a name in English")
        subkinds = (
            [str(subkind) for subkind in Organisation.SUBKINDS.get(Organisation.Kind(kind), [])]
            if kind in Organisation.Kind.values
            else []
        )
        cells.among("subkind", subkinds, empty=True)
        identity = (row["country"], kind, fold(row["name_en"]))
        if identity in seen:
            cells.refuse(
                "name_en", f"{row['name_en']} is in line {seen[identity]} already", "keep one, or name them apart"
            )
        seen.setdefault(identity, row.line)
        values: dict[str, Any] = {column: row[column] for column in (*names, *NAMES)}
        values |= {column: row[column] for column in further if column in row.cells}
        values |= {"kind": kind, "subkind": row["subkind"], "note": cells.note(notes)}
        values |= {
            "country": cells.country("country"),
            "statistics_country": cells.country("statistics_country", empty=True),
        }
        values["aliases"] = [alias.strip() for alias in row["aliases"].split(";") if alias.strip()]
        rows[row["slug"]] = values
    return rows


def read_places(
    path: Path, organisations: Mapping[str, Any], documents: Documents, notes: Notes, faults: list[DataFault]
) -> dict[str, dict[str, Any]]:
    """The columns of every place by slug: exactly one for each organisation."""
    table = read_csv(path, columns=PLACE, key=["slug"])
    rows: dict[str, dict[str, Any]] = {}
    for row in table:
        cells = _Cells(table, row, faults)
        if row["slug"] not in organisations:
            cells.refuse("slug", f"{row['slug']} is not an organisation", "use a slug of organisations.csv")
        if row["source"] not in documents:
            cells.refuse("source", f"{row['source'] or 'empty'} is not a known document", "add it to documents.yaml")
        rows[row["slug"]] = {
            "latitude": cells.degrees("latitude", 90),
            "longitude": cells.degrees("longitude", 180),
            "match": cells.among("match", Place.Match.values),
            "population": cells.whole("population"),
            "population_year": cells.whole("population_year"),
            "geonames_id": cells.whole("geonames_id"),
            "source": row["source"],
            "note": cells.note(notes),
        }
    for slug in organisations:
        if slug not in rows:
            faults.append(DataFault(str(path), f"{slug} has no place", "add a row; an approximate position will do"))
    return rows


def read_entries(
    path: Path,
    edition: EditionHead,
    regions: Sequence[SchemeRegion],
    organisations: Mapping[str, Mapping[str, Any]],
    notes: Notes,
    faults: list[DataFault],
) -> list[dict[str, Any]]:
    """The rows of one edition as printed, with our note on each in every language."""
    suffixes = [suffix(language) for language in edition.languages]
    printed = [f"printed_{end}" for end in suffixes]
    marks = [f"in_{end}" for end in suffixes] if len(suffixes) > 1 else []
    table = read_csv(path, columns=(*ENTRY, *printed, *marks), optional=("capital_column", "note"), key=["slug"])
    home = {country: region.code for region in regions for country in region.countries}
    rows: list[dict[str, Any]] = []
    for row in table:
        cells = _Cells(table, row, faults)
        rows.append({**row.cells, "note": cells.note(notes)})
        cells.among("standing", [kind for kind in Standing.Kind.values if kind != Standing.Kind.FORMER])
        cells.among("region", [region.code for region in regions], empty=True)
        for column in marks:
            cells.among(column, ["0", "1"])
        organisation = organisations.get(row["slug"])
        if organisation is None:
            cells.refuse(
                "slug", f"{row['slug']} is not an organisation", "add it to organisations.csv, or correct the slug"
            )
        elif organisation["country"] not in home:
            remedy = f"add {organisation['country']} to a region of scheme {edition.scheme} in regions.yaml"
            cells.refuse("slug", f"{organisation['country']} is in no region", remedy)
        elif row["region"] and row["region"] != home[organisation["country"]]:
            message = f"{row['region']} is not where {organisation['country']} stands"
            cells.refuse("region", message, f"in scheme {edition.scheme} it is in {home[organisation['country']]}")
    return rows
