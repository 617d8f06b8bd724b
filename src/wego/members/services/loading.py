"""Loads regions, places, organisations, editions, standings, contacts and inconsistencies from a network folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import models, transaction

from wego.core import audit
from wego.core.loading import Found, LoadReport, upsert
from wego.core.texts import as_texts, beside, columns, joined, plain
from wego.core.translations.states import note_loaded
from wego.members.folder import Folder, read_folder
from wego.members.folder.definitions import ContactValue
from wego.members.folder.evidence import evidence
from wego.members.models import ContactPoint, Edition, EditionEntry, Inconsistency, Organisation, Place, Region
from wego.members.services.organisations import note_populations
from wego.members.services.standings import load_standings


@transaction.atomic
def load_members(folder: Path, *, at: datetime) -> LoadReport:
    """Load the register of a network folder; refused whole with every fault, and doing nothing the second time.

    A field is changed only where the file itself changed since the last load: what was decided on the platform stays.
    """
    checked = read_folder(Path(folder))
    report = LoadReport()
    regions = _load_regions(checked, report)
    organisations = _load_organisations(checked, regions, report)
    editions = _load_editions(checked, report)
    _load_entries(checked, editions, organisations, regions, report)
    load_standings(checked, organisations, report, at=at)
    for contact in checked.contacts:
        _load_contact(contact, report)
    _load_inconsistencies(checked, report)
    if report.added or report.changed:
        counts = {"added": report.added, "changed": report.changed, "left": report.left}
        newest = max(editions.values(), key=lambda edition: edition.as_of)
        audit.record("register.loaded", newest, by=None, at=at, after=counts)
    return report


def _load_regions(folder: Folder, report: LoadReport) -> dict[tuple[str, str], Region]:
    loaded = {}
    for regions in folder.schemes.values():
        for region in regions:
            values = {"name": region.names, "order": region.order, "countries": region.countries}
            key = {"scheme": region.scheme, "code": region.code}
            loaded[region.scheme, region.code] = upsert(report, Region, key, values)
    return loaded


def _load_organisations(
    folder: Folder, regions: Mapping[tuple[str, str], Region], report: LoadReport
) -> dict[str, Organisation]:
    by_key = {f"{scheme}/{code}": region for (scheme, code), region in regions.items()}
    places = _merge(Place, _place_rows(folder), report)
    rows = {}
    for slug, row in folder.organisations.items():
        home = folder.home_region(slug)
        rows[slug] = {**row, "region": f"{home.scheme}/{home.code}" if home else "", "place": slug}
    found = _merge(Organisation, rows, report, region=by_key, place=places)
    note_populations(Organisation.objects.all())
    return found


def _place_rows(folder: Folder) -> dict[str, dict[str, Any]]:
    """Places bear the names of the organisations that the file puts there."""
    names = ("country", *columns("name"))
    return {
        slug: {
            **row,
            **{name: folder.organisations[slug][name] for name in names if name in folder.organisations[slug]},
        }
        for slug, row in folder.places.items()
    }


def _merge(
    model: type[Any], rows: Mapping[str, dict[str, Any]], report: LoadReport, **related: Mapping[str, models.Model]
) -> dict[str, Any]:
    """Add rows by slug, or set the fields in which the file differs from what it said at the last load."""
    found = {thing.slug: thing for thing in model.objects.filter(slug__in=rows)}
    added, changed = [], []
    for slug, row in rows.items():
        thing = found.get(slug)
        if thing is None:
            thing = found[slug] = model(slug=slug)
            added.append(thing)
        elif thing.loaded != row:
            changed.append(thing)
        else:
            report.count("left")
            continue
        before = {"name": thing.name}
        new = {name: value for name, value in row.items() if name not in thing.loaded or thing.loaded[name] != value}
        for name, value in joined(["name"], new).items():
            found_value = related[name][value] if name in related else beside(getattr(thing, name), value)
            setattr(thing, name, found_value)
        if thing.pk and (named := joined(["name"], new).get("name")):
            note_loaded(thing, before, {"name": named})
        thing.loaded = row
        if isinstance(thing, Organisation):
            thing.search_text = thing.folded()
    model.objects.bulk_create(added)
    if changed:
        written = [*joined(["name"], next(iter(rows.values()))), "loaded"]
        written += ["search_text"] if model is Organisation else []
        model.objects.bulk_update(changed, written, batch_size=50)
    report.added += len(added)
    report.changed += len(changed)
    return found


def _load_editions(folder: Folder, report: LoadReport) -> dict[str, Edition]:
    return {
        head.code: upsert(
            report,
            Edition,
            {"code": head.code},
            {
                "as_of": head.as_of,
                "as_of_precision": head.precision,
                "scheme": head.scheme,
                "documents": head.documents,
                "document_titles": head.titles,
                "stated": head.stated,
            },
        )
        for head in folder.editions
    }


def _load_entries(
    folder: Folder,
    editions: Mapping[str, Edition],
    organisations: Mapping[str, Organisation],
    regions: Mapping[tuple[str, str], Region],
    report: LoadReport,
) -> None:
    """The rows of each edition, exactly as the files have them: they are what documents print, not what is decided."""
    for code, rows in folder.entries.items():
        edition = editions[code]
        found = {entry.organisation_id: entry for entry in edition.entries.all()}
        added, changed = [], []
        for row in rows:
            organisation = organisations[row["slug"]]
            values = _entry_values(folder, edition, organisation, row, regions)
            entry = found.pop(organisation.pk, None)
            if entry is None:
                added.append(EditionEntry(edition=edition, organisation=organisation, **values))
            elif any(plain(getattr(entry, name)) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(entry, name, value)
                changed.append(entry)
            else:
                report.count("left")
        EditionEntry.objects.bulk_create(added)
        EditionEntry.objects.bulk_update(changed, ["region_id", "standing", "printed", "note"]) if changed else None
        edition.entries.filter(pk__in=[entry.pk for entry in found.values()]).delete()
        report.added += len(added)
        report.changed += len(changed) + len(found)


def _entry_values(
    folder: Folder,
    edition: Edition,
    organisation: Organisation,
    row: Mapping[str, str],
    regions: Mapping[tuple[str, str], Region],
) -> dict[str, Any]:
    home = folder.region_of(organisation.loaded["country"], edition.scheme)
    code = row["region"] or (home.code if home else "")
    printed = {name: cell for name, cell in row.items() if cell and name not in ("slug", "standing", "note")}
    values = {"standing": row["standing"], "printed": printed, "note": row["note"]}
    return {"region_id": regions[edition.scheme, code].pk, **values}


def _load_contact(contact: ContactValue, report: LoadReport) -> None:
    """The value in force and the printed forms; a value that was ever there is not brought back into force."""
    known = ContactPoint.objects.filter(channel=contact.channel)
    found = {tuple(row.value.texts.items()): row for row in known}
    texts = as_texts(contact.values)
    value = tuple(texts.items())
    if value in found:
        _put_contact(found[value], {"source": contact.source, "note": contact.reason}, report)
    else:
        ContactPoint.objects.filter(channel=contact.channel, is_in_force=True).update(is_in_force=False)
        row = ContactPoint(channel=contact.channel, value=texts, source=contact.source, note=contact.reason)
        found[value] = row
        row.save()
        report.count("added")
    for form in contact.printed:
        key = tuple(as_texts(form["value"]).items())
        if key == value or form["value"] in texts.values():
            continue
        facts = {"source": form["source"], "note": form["dated"]}
        if key in found:
            _put_contact(found[key], facts, report)
            continue
        found[key] = ContactPoint.objects.create(
            channel=contact.channel, value=form["value"], is_in_force=False, **facts
        )
        report.count("added")


def _put_contact(row: ContactPoint, facts: Mapping[str, str], report: LoadReport) -> None:
    differing = [name for name, fact in facts.items() if getattr(row, name) != fact]
    for name in differing:
        setattr(row, name, facts[name])
    if differing:
        row.save(update_fields=differing)
    report.count("changed" if differing else "left")


def _load_inconsistencies(folder: Folder, report: LoadReport) -> None:
    for entry, is_found in folder.contradictions:
        values = {**entry.texts, "order": entry.order, "where": entry.where, "is_found": is_found}
        values["evidence"] = evidence(entry.check) if is_found else ""
        row = upsert(report, Inconsistency, {"code": entry.code}, values)
        if is_found:
            report.inconsistencies.append(Found(row.code, row.where, row.what, row.decision))
    gone = Inconsistency.objects.exclude(code__in=_codes(folder)).filter(is_found=True)
    report.changed += gone.update(is_found=False)


def _codes(folder: Folder) -> Iterable[str]:
    return [entry.code for entry, _found in folder.contradictions]
