"""Questionnaires load whole or not at all, and a published version never changes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.questionnaires.factories import NOW, everything
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.questionnaires.definitions import definition_of
from wego.questionnaires.models import Questionnaire
from wego.questionnaires.services.loading import load_questionnaires

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def folder_with(tmp_path: Path, **files: dict[str, Any]) -> Path:
    (tmp_path / "questionnaires").mkdir(exist_ok=True)
    for name, data in files.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (tmp_path / "questionnaires" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_load_publishes_a_version_and_reads_it_back(tmp_path: Path) -> None:
    report = load_questionnaires(folder_with(tmp_path, everything=everything()), at=NOW)

    stored = Questionnaire.objects.get()
    assert (report.added, report.changed, report.left) == (1, 0, 0)
    assert (stored.code, stored.version, stored.is_in_force) == ("everything", "1", True)
    assert [question.code for question in definition_of(stored).questions][:2] == ["population", "staff"]
    assert AuditEntry.objects.get().action == "questionnaire.published"


def test_load_twice_changes_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, everything=everything())
    load_questionnaires(folder, at=NOW)

    report = load_questionnaires(folder, at=NOW + timedelta(days=1))

    assert (report.added, report.changed, report.left) == (0, 0, 1)
    assert Questionnaire.objects.get().published_at == NOW


def test_load_takes_another_order_of_keys_for_the_same(tmp_path: Path) -> None:
    load_questionnaires(folder_with(tmp_path, everything=everything()), at=NOW)
    turned = dict(reversed(everything().items()))

    report = load_questionnaires(folder_with(tmp_path, everything=turned), at=NOW)

    assert report.left == 1


def test_load_refuses_a_changed_file_of_a_published_version(tmp_path: Path) -> None:
    load_questionnaires(folder_with(tmp_path, everything=everything()), at=NOW)
    changed = everything() | {"note": {"en": "Other", "ko": "Other", "zh-hans": "Other"}}

    with pytest.raises(DataFaults) as refusal:
        load_questionnaires(folder_with(tmp_path, everything=changed), at=NOW)

    (fault,) = refusal.value.faults
    assert fault.key == "version"
    assert fault.line == 2
    assert fault.remedy == "give the changed file a new version"


def test_a_new_version_takes_force_and_the_former_stays(tmp_path: Path) -> None:
    load_questionnaires(folder_with(tmp_path, everything=everything()), at=NOW)

    load_questionnaires(folder_with(tmp_path, everything=everything() | {"version": "2"}), at=NOW)

    assert dict(Questionnaire.objects.values_list("version", "is_in_force")) == {"1": False, "2": True}


def test_an_earlier_version_can_be_put_back_into_force(tmp_path: Path) -> None:
    for version in ("1", "2"):
        load_questionnaires(folder_with(tmp_path, everything=everything() | {"version": version}), at=NOW)

    report = load_questionnaires(folder_with(tmp_path, everything=everything()), at=NOW)

    assert report.changed == 1
    assert dict(Questionnaire.objects.values_list("version", "is_in_force")) == {"1": True, "2": False}


def test_load_names_file_line_and_key_of_every_fault_and_loads_nothing(tmp_path: Path) -> None:
    broken = everything() | {"code": "broken"}
    broken["sections"][0]["questions"][0]["kind"] = "nmber"
    broken["sections"][1]["questions"][0]["show_if"] = {"question": "law", "equals": True}

    with pytest.raises(DataFaults) as refusal:
        load_questionnaires(folder_with(tmp_path, everything=everything(), broken=broken), at=NOW)

    fault = refusal.value.faults[0]
    assert fault.file.endswith("broken.yaml")
    assert fault.key == "sections[0].questions[0].kind"
    assert fault.line
    assert "nmber" in (tmp_path / "questionnaires/broken.yaml").read_text().splitlines()[fault.line - 1]
    assert fault.remedy == "did you mean 'number'?"
    assert not Questionnaire.objects.exists()


def test_load_refuses_a_loop_in_conditions(tmp_path: Path) -> None:
    looped = everything()
    looped["sections"][1]["questions"][0]["show_if"] = {"question": "owner", "answered": True}
    looped["sections"][1]["questions"][1]["show_if"] = {"question": "law", "equals": True}

    with pytest.raises(DataFaults, match="→"):
        load_questionnaires(folder_with(tmp_path, everything=looped), at=NOW)


def test_load_refuses_one_code_in_two_files(tmp_path: Path) -> None:
    with pytest.raises(DataFaults, match=r"stands in a\.yaml too"):
        load_questionnaires(folder_with(tmp_path, a=everything(), b=everything()), at=NOW)
