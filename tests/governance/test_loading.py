"""Bodies from the network folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.governance.factories import AT
from wego.datafiles import DataFaults
from wego.governance.models import Body, Meeting
from wego.governance.services.agendas import hold_meeting
from wego.governance.services.loading import load_governance

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
TITLE, MEETING = "{en: A, ko: 가, zh-hans: 甲}", "year: 2016, source: KO16, status"
BODY = """bodies:
  - code: council
    name: {en: Council, ko: 의회, zh-hans: 议会}
    facts:
      - {text: {en: It meets., ko: 모입니다., zh-hans: 开会。}, source: KO16}
"""


def test_the_shipped_bodies_with_every_fact_and_its_source():
    report = load_governance(FOLDER, at=AT)

    committee = Body.objects.get(code="executive-committee")
    assert [body.code for body in Body.objects.all()] == ["general-assembly", "executive-committee"]
    assert (committee.quorum, committee.majority) == ("", "")
    assert all(fact["source"] and fact["text"] for fact in committee.known)
    assert report.added == 2 + Meeting.objects.count()


def test_loading_twice_changes_nothing_and_keeps_what_was_noted_since():
    load_governance(FOLDER, at=AT)
    meeting = Meeting.objects.get(title__en="Executive Committee 2016")
    hold_meeting(meeting_id=meeting.pk, by=None, at=AT)

    report = load_governance(FOLDER, at=AT)

    meeting.refresh_from_db()
    assert (report.added, report.changed) == (0, 0)
    assert meeting.status == "held"


def test_a_folder_without_bodies_has_none(tmp_path: Path):
    assert load_governance(tmp_path, at=AT).added == 0


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("code: council", "code: ''", "lacks “code”"),
        ("ko: 의회, ", "", "not given in every language"),
        (", source: KO16", "", "lacks “source”"),
        ("facts:", "rules:\n    facts:", "is unknown"),
        ("bodies:", "boards:", "no list of bodies"),
        ("    facts:", f"    meetings: [{{title: {TITLE}, {MEETING}: perhaps}}]\n    facts:", "perhaps"),
        ("    facts:", f"    meetings: [{{title: A, {MEETING}: held}}]\n    facts:", "in every language"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_remedy(tmp_path: Path, right: str, wrong: str, words: str):
    (tmp_path / "bodies.yaml").write_text(BODY.replace(right, wrong), encoding="utf-8")

    with pytest.raises(DataFaults) as refusal:
        load_governance(tmp_path, at=AT)

    assert words in str(refusal.value)
    assert not Body.objects.exists()
