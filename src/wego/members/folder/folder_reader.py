"""The member files of a network folder, read and checked against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wego.datafiles import DataFault, DataFaults
from wego.members.folder.definitions import (
    ContactValue,
    Contradiction,
    Documents,
    EditionHead,
    SchemeRegion,
    read_documents,
    read_editions,
    read_inconsistencies,
    read_network,
    read_regions,
)
from wego.members.folder.lists import read_entries, read_organisations, read_places
from wego.members.folder.notes import read_notes
from wego.members.inconsistencies import Lists, is_found


@dataclass(frozen=True)
class Folder:
    """Everything that the register takes from a network folder; it holds together."""

    schemes: dict[str, list[SchemeRegion]]
    scheme_in_force: str
    editions: list[EditionHead]
    organisations: dict[str, dict[str, Any]]
    places: dict[str, dict[str, Any]]
    entries: dict[str, list[dict[str, Any]]]
    contacts: list[ContactValue]
    contradictions: list[tuple[Contradiction, bool]]

    def region_of(self, country: str, scheme: str) -> SchemeRegion | None:
        """The region of a scheme in which a country stands."""
        return next((region for region in self.schemes[scheme] if country in region.countries), None)

    def home_region(self, slug: str) -> SchemeRegion | None:
        """The region in force of an organisation.

        A country that only an older scheme knows (of a member that left) keeps the region of the newest edition that
        lists the organisation: the one of the same code in the scheme in force where there is one.
        """
        country = self.organisations[slug]["country"]
        if region := self.region_of(country, self.scheme_in_force):
            return region
        for edition in reversed(self.editions):
            if any(row["slug"] == slug for row in self.entries[edition.code]):
                old = self.region_of(country, edition.scheme)
                same = [region for region in self.schemes[self.scheme_in_force] if old and region.code == old.code]
                return same[0] if same else old
        return None


def read_folder(path: Path) -> Folder:
    """Read a network folder, or refuse it with every fault that can be told at that stage."""
    faults: list[DataFault] = []
    with _stage(faults):
        documents = read_documents(path / "documents.yaml", faults)
    with _stage(faults):
        schemes = read_regions(path / "regions.yaml", documents, faults)
    with _stage(faults):
        editions = read_editions(path / "editions.yaml", schemes, documents, faults)
        network = read_network(path / "network.yaml", schemes, documents, faults)
        _editions_fit(path, editions, network, faults)
    with _stage(faults):
        notes = read_notes(path / "notes.yaml", faults)
        organisations = read_organisations(path / "organisations.csv", notes, faults)
    with _stage(faults):
        readers: list[Callable[[], Any]] = [
            lambda: read_places(path / "places.csv", organisations, documents, notes, faults)
        ]
        for edition in editions:
            readers.append(
                lambda edition=edition: read_entries(  # type: ignore[misc]
                    path / "editions" / f"{edition.code}.csv",
                    edition,
                    schemes[edition.scheme],
                    organisations,
                    notes,
                    faults,
                )
            )
        places, *rows = _all_of(readers, faults)
    entries = {edition.code: found for edition, found in zip(editions, rows, strict=True)}
    with _stage(faults):
        lists = Lists({slug: {"slug": slug, **row} for slug, row in organisations.items()}, entries, network)
        contradictions = _contradictions(path / "inconsistencies.yaml", documents, lists, faults)
    folder = Folder(
        schemes=schemes,
        scheme_in_force=network["region_scheme"],
        editions=editions,
        organisations=organisations,
        places=places,
        entries=entries,
        contacts=network["contacts"],
        contradictions=contradictions,
    )
    with _stage(faults):
        _everybody_has_a_region(path, folder, faults)
    return folder


@contextmanager
def _stage(faults: list[DataFault]) -> Iterator[None]:
    """What follows a stage relies on it, so its faults are raised together at its end."""
    try:
        yield
    except DataFaults as refusal:
        raise DataFaults([*faults, *refusal.faults]) from None
    if faults:
        raise DataFaults(faults)


def _all_of(readers: Sequence[Callable[[], Any]], faults: list[DataFault]) -> list[Any]:
    """The results of independent readers, with the faults of all of them."""
    results = []
    for reader in readers:
        try:
            results.append(reader())
        except DataFaults as refusal:
            faults.extend(refusal.faults)
            results.append(None)
    return results


def _editions_fit(path: Path, editions: list[EditionHead], network: dict[str, Any], faults: list[DataFault]) -> None:
    codes = {edition.code for edition in editions}
    for file in sorted((path / "editions").glob("*.csv")):
        if file.stem not in codes:
            faults.append(DataFault(str(file), "belongs to no edition", "describe it in editions.yaml, or remove it"))
    if network["current_edition"] not in codes:
        message = f"{network['current_edition']} is not an edition"
        faults.append(
            DataFault(str(path / "network.yaml"), message, f"known: {', '.join(codes)}", key="current_edition")
        )


def _contradictions(
    path: Path, documents: Documents, lists: Lists, faults: list[DataFault]
) -> list[tuple[Contradiction, bool]]:
    file, entries = read_inconsistencies(path, documents, faults)
    if faults:
        return []
    found = []
    for entry in entries:
        try:
            found.append((entry, is_found(entry.check, lists)))
        except KeyError as error:
            file.refuse(
                (*entry.at, "check"), f"{error.args[0]} is missing or unknown", "see the rules at the file's head"
            )
    return found


def _everybody_has_a_region(path: Path, folder: Folder, faults: list[DataFault]) -> None:
    for slug, row in folder.organisations.items():
        if folder.home_region(slug) is None:
            message = f"{slug} is in {row['country']}, which is in no region"
            remedy = f"add {row['country']} to scheme {folder.scheme_in_force}"
            faults.append(DataFault(str(path / "regions.yaml"), message, remedy))
