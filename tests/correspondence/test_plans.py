"""From a prospect to a member and through its ninety days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.accounts.factories import make_secretary
from tests.correspondence.factories import AT, make_contact, make_external
from tests.members.factories import make_organisation
from wego.core.dated_tasks.models import DatedTask
from wego.core.dated_tasks.services import complete_task
from wego.correspondence.models import Post, TaskPlan
from wego.correspondence.services.loading import load_correspondence
from wego.correspondence.services.plans import PlanRefused, become_member, start_plan
from wego.datafiles import DataFaults, network_folder

pytestmark = pytest.mark.django_db
PLAN = """plans:
  - code: first
    title: {en: First days, ko: 첫걸음, zh-hans: 起步}
    tasks:
      - title: {en: Write, ko: 서신, zh-hans: 致信}
        day: 3
        remind_before: 1
"""


def load(folder: Path, text: str = PLAN) -> TaskPlan:
    (folder / "plans.yaml").write_text(text, "utf-8")
    load_correspondence(folder, at=AT)
    return TaskPlan.objects.get()


def test_a_plan_is_started_once_in_the_language_of_whoever_starts_it(tmp_path: Path):
    plan, seoul, secretary = load(tmp_path), make_organisation(), make_secretary()
    facts: dict[str, Any] = {"organisation_id": seoul.pk, "plan": plan, "day": date(2026, 5, 2), "by": secretary}

    with translation.override("ko"):
        (task,) = start_plan(**facts, at=AT)

    assert (task.title, task.due_on, task.remind_on, task.owner_key) == (
        "서신",
        date(2026, 5, 5),
        date(2026, 5, 4),
        secretary.key,
    )
    with pytest.raises(PlanRefused, match="still has open tasks"):
        start_plan(**facts, at=AT)
    complete_task(task_id=task.pk, by=secretary, at=AT)
    assert len(start_plan(**facts, at=AT)) == 1


@pytest.mark.parametrize(("written", "instead"), [("day: 3", "day: soon"), ("ko: 서신, ", ""), ("day: 3", "days: 3")])
def test_a_plan_that_says_something_unknown_is_refused(tmp_path: Path, written: str, instead: str):
    with pytest.raises(DataFaults):
        load(tmp_path, PLAN.replace(written, instead))


def test_the_networks_own_plan_ends_after_ninety_days():
    load_correspondence(network_folder(), at=AT)
    assert TaskPlan.objects.get(code="onboarding").tasks[-1]["day"] == 90


def test_a_prospect_becomes_a_member_with_its_people():
    prospect, lima = make_external("Lima", relation="prospect"), make_organisation("Lima", "PE")
    make_contact(external=prospect, title={"en": "Mayor"})

    become_member(external_id=prospect.pk, organisation=lima, by=make_secretary(), at=AT)

    assert Post.objects.get().at == lima
    with pytest.raises(PlanRefused, match="already"):
        become_member(external_id=prospect.pk, organisation=lima, by=make_secretary("b@office.example"), at=AT)


def test_in_the_office_from_prospect_to_tasks(tmp_path: Path, signed_in: Any):
    plan, prospect, lima = load(tmp_path), make_external("Lima", relation="prospect"), make_organisation("Lima", "PE")
    browser = signed_in(make_secretary())

    browser.post(f"/en/office/partners/{prospect.pk}/member/", {"organisation": lima.pk})
    browser.post(f"/en/office/plans/start/{lima.pk}/", {"plan": plan.pk, "day": "2026-05-02"})

    assert "Has become a member" in browser.get(f"/en/office/partners/{prospect.pk}/").content.decode()
    page = browser.get(f"/en/office/organisations/{lima.pk}/").content.decode()
    assert "Write" in page
    assert DatedTask.objects.count() == 1
