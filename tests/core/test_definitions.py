"""Everything with versions obeys the same laws: published once, never changed, the version before stays readable."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tests.questionnaires.factories import make_questionnaire
from tests.records.factories import make_indicator
from wego.accounts.models import RoleRules
from wego.accounts.services.loading import load_accounts
from wego.assessment.models import Framework
from wego.assessment.services.loading import load_assessment
from wego.core.definitions.content import digest_of
from wego.core.definitions.models import Definition
from wego.core.definitions.services import Publication, VersionTaken, publish
from wego.core.loading import LoadReport
from wego.core.models import AuditEntry
from wego.datafiles import DataFault, DataFaults, network_folder, read_yaml
from wego.dues.models import FeeSchedule
from wego.dues.services.loading import load_dues
from wego.engines.checks import EVERY
from wego.entitlements.models import EntitlementRules
from wego.entitlements.services.loading import load_entitlements
from wego.governance.models import BodyRules
from wego.governance.services.loading import load_governance
from wego.questionnaires.models import Questionnaire
from wego.questionnaires.services.loading import load_questionnaires
from wego.records.models import CheckRules, Crosswalk, Indicator
from wego.records.services.rules import FILES, load_rules

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Loaded:
    """How a network folder brings a definition: the file, its loaders in order, and a change of its meaning."""

    file: str
    loaders: tuple[Callable[..., LoadReport], ...]
    right: str
    wrong: str
    columns: Callable[[], dict[str, Any]] = dict  # what a row of the model needs beside


def load_rules_of_facts(folder: Path, *, at: datetime) -> LoadReport:
    """As the figures' loader does, with indicators that are named and no figures."""
    report, faults = LoadReport(), list[DataFault]()
    if not Indicator.objects.exists():
        documents = [(read, read_yaml(folder / f"{name}.yaml").data) for name, (_model, read) in FILES.items()]
        codes = set().union(*(read(data).indicators for read, data in documents)) - {EVERY}
        for code in sorted(codes):
            make_indicator(code)
    load_rules(folder, report, faults, at=at)
    if faults:
        raise DataFaults(faults)
    return report


DEFINITIONS: dict[type[Definition], Loaded] = {
    Questionnaire: Loaded(
        "questionnaires/activator.yaml", (load_questionnaires,), "en: Activator\n", "en: The Activator\n"
    ),
    Framework: Loaded(
        "frameworks/activator.yaml",
        (load_questionnaires, load_assessment),
        "minimum_answered:",
        "minimum_answered: 0.9 #",
        lambda: {"questionnaire": Questionnaire.objects.first() or make_questionnaire()},
    ),
    FeeSchedule: Loaded(
        "fees/2016.yaml", (load_dues,), "years_earlier: 2", "years_earlier: 3", lambda: {"first_year": 2016}
    ),
    EntitlementRules: Loaded("entitlements.yaml", (load_entitlements,), "standings: [full]", "standings: [associate]"),
    RoleRules: Loaded(
        "roles.yaml", (load_accounts,), "permissions: [portal.translate, portal.enter_absence]", "permissions: []"
    ),
    BodyRules: Loaded("bodies.yaml", (load_governance,), "    quorum: half", "    quorum: two thirds"),
    CheckRules: Loaded("checks.yaml", (load_rules_of_facts,), "- code: plausible", "- code: possible"),
    Crosswalk: Loaded("crosswalk.yaml", (load_rules_of_facts,), "code: city-staff", "code: staff-of-city"),
}
MODELS = sorted(DEFINITIONS, key=lambda model: model.__name__)
model_by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def given(model: type[Definition], version: str = "1", **content: Any) -> Publication:
    columns = DEFINITIONS[model].columns()
    over = {"questionnaire": columns.pop("questionnaire")} if "questionnaire" in columns else {}
    return Publication("thing", {"says": "A", **content}, version, columns, over)


def put(model: type[Definition], version: str = "1", **content: Any) -> tuple[Any, str]:
    return publish(model, given(model, version, **content), by=None, at=AT)


def concrete() -> Iterator[type[Definition]]:
    return (model for model in apps.get_models() if issubclass(model, Definition))


def test_every_definition_with_versions_is_walked():
    assert set(concrete()) == set(DEFINITIONS)


@model_by_name
def test_a_version_is_published_with_one_line_in_the_trail(model: type[Definition]):
    row, outcome = put(model)

    line = AuditEntry.objects.get()
    assert outcome == "added"
    assert (row.version, row.is_in_force, row.superseded_by, row.published_at) == ("1", True, None, AT)
    assert (line.action, line.after) == (f"{model.audit_name}.published", {"version": "1", "sha256": row.sha256})


@model_by_name
def test_the_same_content_again_changes_nothing(model: type[Definition]):
    first, _outcome = put(model, more={"a": 1, "b": 2})

    again, outcome = publish(model, given(model, more={"b": 2, "a": 1}), by=None, at=AT + timedelta(days=1))

    assert (again, outcome) == (first, "left")
    assert (model.objects.count(), AuditEntry.objects.count()) == (1, 1)
    assert again.published_at == AT


@model_by_name
def test_other_content_under_a_published_version_is_refused(model: type[Definition]):
    put(model)
    put(model, "2")

    for version in ("1", "2"):
        with pytest.raises(VersionTaken, match=f"Version {version} of thing is published"):
            put(model, version, says="B")

    assert AuditEntry.objects.count() == 2


@model_by_name
def test_a_version_that_is_superseded_stays_readable(model: type[Definition]):
    put(model)

    second, _outcome = put(model, "2", says="B")

    first = model.objects.get(version="1")
    assert (first.is_in_force, first.superseded_by_id) == (False, second.pk)
    assert (first.definition, first.sha256) == ({"says": "A"}, digest_of({"says": "A"}))
    assert model.objects.get(is_in_force=True) == second


@model_by_name
def test_an_earlier_version_comes_back_into_force(model: type[Definition]):
    first, _outcome = put(model)
    second, _outcome = put(model, "2", says="B")

    again, outcome = put(model)

    second.refresh_from_db()
    assert (again.pk, outcome, again.superseded_by) == (first.pk, "changed", None)
    assert (second.is_in_force, second.superseded_by_id) == (False, first.pk)


def refused(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@model_by_name
def test_the_database_holds_what_is_published(model: type[Definition]):
    row, _outcome = put(model)
    mine = model.objects.filter(pk=row.pk)

    for change in ({"definition": {"says": "B"}}, {"sha256": "0" * 64}, {"version": "9"}, {"code": "other"}):
        assert refused(lambda change=change: mine.update(**change)), change
    copy = {"code": "thing", "sha256": "x", "definition": {}, "published_at": AT, **DEFINITIONS[model].columns()}
    assert refused(lambda: model.objects.create(**copy, version="1", is_in_force=False))
    assert refused(lambda: model.objects.create(**copy, version="2"))
    assert refused(lambda: mine.update(superseded_by=row))
    row.save()  # the same content may be written again
    mine.update(is_in_force=False)


@model_by_name
def test_a_changed_file_is_refused_with_its_place_and_nothing_of_it_is_taken(model: type[Definition], tmp_path: Path):
    loaded = DEFINITIONS[model]
    folder = tmp_path / "network"
    shutil.copytree(network_folder(), folder)
    path = folder / loaded.file
    text = path.read_text(encoding="utf-8")
    if model is BodyRules:  # the documents at hand print none
        text = text.replace("    facts:", "    quorum: half\n    facts:", 1)
        path.write_text(text, encoding="utf-8")
    for load in loaded.loaders:
        load(folder, at=AT)
    before = {row.pk: row.sha256 for row in model.objects.all()}
    assert before
    assert loaded.right in text
    path.write_text(text.replace(loaded.right, loaded.wrong, 1), encoding="utf-8")

    with pytest.raises(DataFaults) as refusal:
        loaded.loaders[-1](folder, at=AT)

    (fault,) = refusal.value.faults
    assert (fault.file, fault.remedy) == (str(path), "give the changed file a new version")
    assert fault.line
    assert {row.pk: row.sha256 for row in model.objects.all()} == before
