"""Diagnosing: computed with the submission or not at all, kept with every step, reopened, shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import IntegrityError, transaction

from tests.assessment.factories import answer, framework_data, make_cities, make_diagnosis, make_framework
from tests.members.factories import make_organisation, make_region
from tests.questionnaires.factories import COMPLETE, NOW, everything, make_person, make_questionnaire, make_response
from wego.assessment.models import Diagnosis, Framework
from wego.assessment.queries import comparison_of, diagnosis_before, published_diagnosis, summarise_regions
from wego.assessment.services.diagnoses import NotInForce, publish_diagnosis, reopen_diagnosis, submit_diagnosis
from wego.assessment.services.loading import load_assessment
from wego.core.models import AuditEntry
from wego.datafiles import DataFaults
from wego.questionnaires.services.loading import load_questionnaires
from wego.questionnaires.services.responses import ResponseIncomplete

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def framework() -> Framework:
    return make_framework()


@pytest.fixture
def kim() -> Any:
    return make_person()


def test_submit_diagnosis_keeps_score_stage_and_every_reason(framework: Framework, kim: Any) -> None:
    diagnosis = make_diagnosis(framework, make_organisation(), kim, share=30, channels=["office"])

    # streets: (100 + 50) / 2 = 75; house: (100 + 50) / 2 = 75
    assert (diagnosis.score, diagnosis.stage, diagnosis.stage_number) == (75, "mid", 2)
    assert diagnosis.dimension_scores == {"streets": 75, "house": 75}
    assert diagnosis.aspect_scores == {"tools": 100, "people": 50}
    assert [step["question"] for step in diagnosis.result["next_steps"]] == ["share", "channels"]
    assert diagnosis.result["next_steps"][0]["score_after"] == 87.5
    assert diagnosis.result["next_steps"][0]["stage_after"] == "top"
    explained = diagnosis.result["dimensions"][0]["explanation"]
    assert [step["code"] for step in explained] == ["answer", "answer", "score", "stage"]
    assert AuditEntry.objects.get(action="diagnosis.submitted").after == {"score": 75, "stage": "mid", "revision": 1}


def test_submit_diagnosis_submits_nothing_where_an_answer_is_missing(framework: Framework, kim: Any) -> None:
    response = make_response(framework.questionnaire)
    answer(response, kim, population=1000)

    with pytest.raises(ResponseIncomplete):
        submit_diagnosis(response_id=response.pk, by=kim, at=NOW)

    response.refresh_from_db()
    assert response.status == "draft"
    assert not Diagnosis.objects.exists()


def test_submit_diagnosis_submits_nothing_where_there_is_no_framework(kim: Any) -> None:
    response = make_response()
    answer(response, kim, **COMPLETE)

    with pytest.raises(Framework.DoesNotExist):
        submit_diagnosis(response_id=response.pk, by=kim, at=NOW)

    response.refresh_from_db()
    assert response.status == "draft"


def test_a_weak_field_holds_the_stage_down(framework: Framework, kim: Any) -> None:
    diagnosis = make_diagnosis(framework, make_organisation(), kim, signals="none", share=3)

    assert (diagnosis.score, diagnosis.stage) == (50, "low")
    assert "gate" in [step["code"] for step in diagnosis.result["explanation"]]


def test_reopening_takes_a_diagnosis_out_and_submitting_again_computes_it_anew(framework: Framework, kim: Any) -> None:
    diagnosis = make_diagnosis(framework, make_organisation(), kim, share=30)
    publish_diagnosis(diagnosis_id=diagnosis.pk, is_published=True, by=kim, at=NOW)

    reopen_diagnosis(response_id=diagnosis.response_id, by=kim, at=NOW)
    diagnosis.refresh_from_db()
    assert (diagnosis.is_in_force, diagnosis.is_published) == (False, False)
    with pytest.raises(NotInForce):
        publish_diagnosis(diagnosis_id=diagnosis.pk, is_published=True, by=kim, at=NOW)

    answer(diagnosis.response, kim, share=60)
    again = submit_diagnosis(response_id=diagnosis.response_id, by=kim, at=NOW)

    assert again.pk == diagnosis.pk
    assert (again.is_in_force, again.score, again.revision) == (True, 100, 2)
    assert AuditEntry.objects.filter(action="diagnosis.submitted").order_by("pk").last().before["score"] == 87.5


def test_publishing_shows_the_latest_published_one_only(framework: Framework, kim: Any) -> None:
    seoul = make_organisation()
    assert published_diagnosis(seoul) is None
    diagnosis = make_diagnosis(framework, seoul, kim)
    assert published_diagnosis(seoul) is None

    publish_diagnosis(diagnosis_id=diagnosis.pk, is_published=True, by=kim, at=NOW)
    assert published_diagnosis(seoul) == diagnosis

    publish_diagnosis(diagnosis_id=diagnosis.pk, is_published=False, by=kim, at=NOW)
    assert published_diagnosis(seoul) is None


# --- comparisons ----------------------------------------------------------------------------------------------------
def test_the_region_is_compared_from_five_other_cities_on(framework: Framework, kim: Any) -> None:
    own, *others = make_cities(6)
    diagnosis = make_diagnosis(framework, own, kim, share=0)
    for city in others[:4]:
        make_diagnosis(framework, city, kim, share=30)

    hidden = comparison_of(diagnosis)
    make_diagnosis(framework, others[4], kim, share=60)
    shown = comparison_of(diagnosis)

    assert (hidden.count, hidden.is_shown, hidden.score, hidden.dimensions) == (4, False, None, None)
    # the others: four times streets 75 and house 100, once both 100; the city itself (50) is not in it
    assert shown.count == 5
    assert shown.score == pytest.approx((4 * 87.5 + 100) / 5)
    assert shown.dimensions == pytest.approx({"streets": 80, "house": 100})


def test_the_comparison_keeps_to_year_region_kind_and_what_is_in_force(framework: Framework, kim: Any) -> None:
    own, *others = make_cities(6)
    diagnosis = make_diagnosis(framework, own, kim)
    first, second, third, fourth, fifth = others
    make_diagnosis(framework, first, kim)
    make_diagnosis(framework, second, kim, year=2024)
    make_diagnosis(framework, third, kim, is_demonstration=True)
    reopen_diagnosis(response_id=make_diagnosis(framework, fourth, kim).response_id, by=kim, at=NOW)
    fifth.region = make_region("europe")
    fifth.save()
    make_diagnosis(framework, fifth, kim)

    assert comparison_of(diagnosis).count == 1


def test_the_region_summary_equals_the_mean_by_hand_and_hides_small_groups(framework: Framework, kim: Any) -> None:
    europe = make_region("europe", order=2)
    for number, city in enumerate(make_cities(5)):
        make_diagnosis(framework, city, kim, share=[0, 0, 30, 30, 60][number])
    for number in range(4):
        make_diagnosis(framework, make_organisation(f"Small {number}", region=europe), kim, share=0)

    asia, small, whole = summarise_regions(framework, 2025, is_demonstration=False)

    assert asia.score == pytest.approx((75 + 75 + 87.5 + 87.5 + 100) / 5)
    assert asia.dimensions["streets"] == pytest.approx((50 + 50 + 75 + 75 + 100) / 5)
    assert asia.stages == {2: 2, 3: 3}
    assert (small.name, small.count, small.score, small.dimensions, small.stages) == ("Europe", 4, None, {}, {})
    assert (whole.count, whole.score) == (5, asia.score)


def test_last_years_diagnosis_is_the_one_before(framework: Framework, kim: Any) -> None:
    seoul = make_organisation()
    last = make_diagnosis(framework, seoul, kim, year=2024)

    assert diagnosis_before(make_diagnosis(framework, seoul, kim)) == last


# --- loading --------------------------------------------------------------------------------------------------------
def folder_with(tmp_path: Path, framework: dict[str, Any]) -> Path:
    for name, data in (("questionnaires", everything()), ("frameworks", framework)):
        (tmp_path / name).mkdir(exist_ok=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (tmp_path / name / "one.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_load_assessment_is_idempotent_and_refuses_a_changed_version(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, framework_data())
    load_questionnaires(folder, at=NOW)

    first, second = load_assessment(folder, at=NOW), load_assessment(folder, at=NOW)
    changed = framework_data() | {"minimum_answered": 0.9}
    with pytest.raises(DataFaults) as refusal:
        load_assessment(folder_with(tmp_path, changed), at=NOW)

    assert (first.added, second.added, second.left) == (1, 0, 1)
    assert refusal.value.faults[0].remedy == "give the changed file a new version"


def test_load_assessment_names_file_line_and_key(tmp_path: Path) -> None:
    broken = framework_data()
    broken["dimensions"][0]["questions"][0]["question"] = "signal"
    folder = folder_with(tmp_path, broken)
    load_questionnaires(folder, at=NOW)

    with pytest.raises(DataFaults) as refusal:
        load_assessment(folder, at=NOW)

    fault = refusal.value.faults[0]
    assert fault.file.endswith("one.yaml")
    assert fault.key == "dimensions[0].questions[0].question"
    assert fault.line is not None
    assert fault.remedy == "did you mean 'signals'?"
    assert not Framework.objects.exists()


def test_load_assessment_refuses_a_framework_without_its_questionnaire(tmp_path: Path) -> None:
    with pytest.raises(DataFaults, match="there is no questionnaire everything"):
        load_assessment(folder_with(tmp_path, framework_data()), at=NOW)


def test_every_constraint_refuses(framework: Framework, kim: Any) -> None:
    diagnosis = make_diagnosis(framework, make_organisation(), kim)
    mine = Diagnosis.objects.filter(pk=diagnosis.pk)
    copied = {"code": "activator", "sha256": "x", "definition": {}, "published_at": NOW}
    other = make_questionnaire(everything() | {"version": "2"}, is_in_force=False)

    def refused(act: Any) -> bool:
        try:
            with transaction.atomic():
                act()
        except IntegrityError:
            return True
        return False

    assert refused(lambda: mine.update(score=101))
    assert refused(lambda: mine.update(stage=""))
    same = {"version": "1", "questionnaire": framework.questionnaire, "is_in_force": False}
    assert refused(lambda: Framework.objects.create(**copied, **same))
    assert refused(lambda: Framework.objects.create(**copied, version="2", questionnaire=other))
