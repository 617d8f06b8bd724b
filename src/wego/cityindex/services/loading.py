"""Loads the editions of a network folder: reads and checks the files, computes, and keeps what came out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

import wego
from wego.cityindex.models import Edition, Element
from wego.cityindex.services.bundle import Bundle, read_bundle, screened_out
from wego.cityindex.services.changes import write_changes
from wego.cityindex.services.definition import EditionDefinition
from wego.cityindex.services.edition_storage import Computed, Storage
from wego.cityindex.services.seals import seal_edition
from wego.core import audit
from wego.core.audit import Actor
from wego.core.loading import LoadReport
from wego.core.texts import beside, changed, plain
from wego.core.translations.states import note_loaded
from wego.datafiles import DataFault, DataFaults
from wego.lazy_import import lazy_import

if TYPE_CHECKING:
    import numpy as np

    from wego.cli import index_files
    from wego.engines import composite
else:
    np, index_files, composite = (
        lazy_import("numpy"),
        lazy_import("wego.cli.index_files"),
        lazy_import("wego.engines.composite"),
    )

# What the command line is told to get the same numbers.
DRAWS = 1000
SEED = 0


@transaction.atomic
def load_cityindex(folder: Path, *, at: datetime) -> LoadReport:
    """Load every edition under `index/`; refused whole with every fault, and doing nothing the second time."""
    report = LoadReport()
    faults: list[DataFault] = []
    bundles = []
    for path in sorted(path.parent for path in (folder / "index").glob("*/edition.yaml")):
        try:
            bundles.append(read_bundle(path))
        except DataFaults as refused:
            faults += refused.faults
    # The older figures first: a later edition may follow them.
    for bundle in sorted(bundles, key=lambda bundle: bundle.definition.data["figures_of"]):
        try:
            load_edition(bundle, report, by=None, at=at)
        except DataFaults as refused:
            faults += refused.faults
    if faults:
        raise DataFaults(faults)
    return report


def load_edition(bundle: Bundle, report: LoadReport, *, by: Actor | None, at: datetime) -> Edition:
    """Take over one edition, from a network folder or as the office laid it out; the one road from files to tables."""
    definition = bundle.definition
    if "follows" in definition.data and definition.followed is None:
        said = f"{definition.data['follows']} is not an edition that is out with earlier figures"
        raise DataFaults([definition.document.fault(("follows",), said, "the code of one, or no such line")])
    edition = Edition.objects.filter(code=definition.data["code"]).first()
    if edition is None:
        edition = _store(bundle, report, at=at)
        report.added += 1 + edition.units.count()
        audit.record("edition.loaded", edition, by=by, at=at, after=_facts(edition))
    elif edition.sha256 == bundle.sha256:
        _mend_words(edition, definition, report, by=by, at=at)
        report.left += edition.units.count()
    elif edition.is_frozen:
        raise DataFaults([_frozen(edition, definition)])
    else:
        before = _facts(edition)
        edition.delete()
        edition = _store(bundle, report, at=at)
        report.changed += 1 + edition.units.count()
        audit.record("edition.loaded", edition, by=by, at=at, before=before, after=_facts(edition))
    if edition.is_frozen:
        seal_edition(edition, by=by, at=at)
    return edition


def _store(bundle: Bundle, report: LoadReport, *, at: datetime) -> Edition:
    computed = _compute(bundle)
    edition = Storage(bundle, computed, report).write(at=at)
    write_changes(edition)
    return edition


def _compute(bundle: Bundle) -> Computed:
    """What `wego index build` does with the same files, draws and seed."""
    inputs = bundle.inputs
    try:
        result = composite.build(inputs.panel, inputs.method)
        if faults := screened_out(bundle, result):
            raise DataFaults(faults)
        spread = composite.robustness_of(result, DRAWS, np.random.default_rng(SEED), pairs=True)
    except composite.CompositeFaults as refused:
        raise DataFaults(inputs.located(refused.faults)) from None
    files = index_files.result_files(inputs, result, spread, seed=SEED)
    return Computed(result, spread, files, draws=DRAWS, seed=SEED)


def _mend_words(
    edition: Edition, definition: EditionDefinition, report: LoadReport, *, by: Actor | None, at: datetime
) -> None:
    """Take over the words of the file where they differ, and the next state where it says so; the figures stand."""
    status = definition.data["status"]
    if status != edition.status and status not in edition.NEXT[Edition.Status(edition.status)]:
        message = f"{edition.code} is {edition.status} and cannot become {status}"
        raise DataFaults([definition.document.fault(("status",), message, edition.status)])
    words = {"status": status, **definition.edition_words()}
    words |= {name: changed(getattr(edition, name), words[name]) for name in ("name", "summary")}
    texts = {"name": edition.name, "summary": edition.summary}
    before, after = audit.difference({name: getattr(edition, name) for name in words}, words)
    for name, value in words.items():
        setattr(edition, name, value)
    elements = [element for element in edition.elements.all() if _differs(element, definition)]
    if elements:
        Element.objects.bulk_update(elements, ["period", "own_name", "why"])
    if not before and not elements:
        report.count("left")
        return
    edition.save()
    note_loaded(edition, texts, {name: words[name] for name in texts})
    if "follows_id" in before:
        write_changes(edition)
    report.count("changed")
    after |= {"elements": [element.code for element in elements]}
    audit.record("edition.mended", edition, by=by, at=at, before=before, after=after)


def _differs(element: Element, definition: EditionDefinition) -> bool:
    """Give an element its words; whether any of them is new."""
    is_new = False
    for name, value in definition.element_words(element.code).items():
        known = getattr(element, name)
        wanted = beside(known, value)
        is_new = is_new or plain(known) != wanted
        setattr(element, name, wanted)
    return is_new


def _frozen(edition: Edition, definition: EditionDefinition) -> DataFault:
    return definition.document.fault(
        ("code",),
        f"{edition.code} was published with other figures or another method, and is frozen",
        "give the changed edition a new code and folder, and leave the published one as it was",
    )


def _facts(edition: Edition) -> dict[str, object]:
    return {
        "code": edition.code,
        "status": edition.status,
        "sha256": edition.sha256,
        "draws": edition.draws,
        "seed": edition.seed,
        "wego": wego.__version__,
    }
