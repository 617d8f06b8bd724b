"""What is killed with `kill -9` while it publishes or answers: nothing half done stays, and the next try is whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browsing import copy_demonstration, serving, wego
from tests.scripts import NETWORK, finish, loaded_platform, run

pytestmark = [pytest.mark.whole, pytest.mark.slow]

DRAFT = """
import json, time
from datetime import UTC, datetime
from wego.cityindex.models import Draft, Edition, Unit
from wego.cityindex.services import drafts, publication
from wego.core.models import AuditEntry
at = datetime(2026, 11, 21, 9, tzinfo=UTC)
"""
BEGIN = """
pilot = Edition.objects.get(code="pilot-2024")
draft = drafts.begin_draft(code="next", figures_of=2024, name="Next", based_on_id=pilot.pk, by=None, at=at)
words = {"name": {"ko": "다음", "zh-hans": "下一个"}}
drafts.edit_draft(draft_id=draft.pk, words=words, corrections_from=None, corrections_until=None, by=None, at=at)
print(draft.pk)
"""
PUBLISH = """
record = publication.audit.record
def telling(*words, **named):
    made = record(*words, **named)
    if "slowly" in sys.argv:
        print(words[0], flush=True)  # not committed yet
        sys.stdin.readline()
    return made
publication.audit.record = telling
number = int(sys.argv[1])
publication.lay_out_draft(draft_id=number, by=None, at=at)
publication.publish_draft(draft_id=number, status="pilot", by=None, at=at)
"""
COUNT = """
found = Edition.objects.filter(code="next").first()
print(json.dumps({
    "status": found and found.status,
    "draft": Draft.objects.get().status,
    "ranks": sorted(Unit.objects.filter(edition__code="next").values_list("slug", "rank")) if found else [],
    "pilot": sorted(Unit.objects.filter(edition__code="pilot-2024").values_list("slug", "rank")),
    "said": AuditEntry.objects.filter(action="edition.published").count(),
}))
"""


def test_an_edition_whose_publication_is_killed_is_out_whole_or_not_at_all(empty_database: Path, tmp_path: Path):
    data_dir = loaded_platform(empty_database, tmp_path / "data")
    number = finish(run(data_dir, DRAFT + BEGIN)).strip()
    states = []

    for step in ("draft.laid_out", "edition.published"):
        publishing = run(data_dir, DRAFT + PUBLISH, number, "slowly")
        assert publishing.stdin is not None
        assert publishing.stdout is not None
        while publishing.stdout.readline().strip() != step:
            publishing.stdin.write("go on\n")
            publishing.stdin.flush()
        os.kill(publishing.pid, signal.SIGKILL)
        publishing.communicate()
        states.append(json.loads(finish(run(data_dir, DRAFT + COUNT))))
    finish(run(data_dir, DRAFT + PUBLISH, number))
    whole = json.loads(finish(run(data_dir, DRAFT + COUNT)))

    assert [(state["status"], state["said"]) for state in states] == [(None, 0), ("draft", 0)]
    assert (whole["status"], whole["draft"], whole["said"]) == ("pilot", "published", 1)
    assert whole["ranks"] == whole["pilot"] == states[0]["pilot"] != []


def test_a_load_that_is_killed_at_any_moment_leaves_all_or_nothing(empty_database: Path, tmp_path: Path):
    count = """
import json
from wego.core.models import AuditEntry
from wego.members.models import Organisation
from wego.records.models import Observation
print(json.dumps([Organisation.objects.count(), Observation.objects.count()]))
"""
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    shutil.copyfile(empty_database, data_dir / "wego.sqlite3")
    load = """
from django.core.management import call_command
from datetime import UTC, datetime
from pathlib import Path
from wego.config.loading import load_network
load_network(Path(sys.argv[1]), at=datetime(2026, 11, 21, 9, tzinfo=UTC))
"""
    found = []
    for moment in range(8):
        loading = run(data_dir, load, str(NETWORK))
        time.sleep(1.5 + moment * 0.4)
        loading.kill()
        loading.communicate()
        found.append(json.loads(finish(run(data_dir, count))))
    finish(run(data_dir, load, str(NETWORK)))
    whole = json.loads(finish(run(data_dir, count)))

    assert whole[0] > 160
    assert [each for each in found if each not in ([0, 0], whole)] == []


def test_web_and_worker_killed_under_load_answer_again(demonstration: Path, tmp_path: Path):
    data_dir = copy_demonstration(demonstration, tmp_path / "data")
    stop, wrong, answered = threading.Event(), [], [0]

    def ask(address: str) -> None:
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"{address}/en/members/", timeout=30) as page:
                    page.read()
                    answered[0] += 1
            except urllib.error.HTTPError as error:
                wrong.append(error.code)
            except OSError:
                time.sleep(0.05)  # the process that would have answered was killed

    with serving(data_dir) as (address, server):
        visitors = [threading.Thread(target=ask, args=(address,)) for _number in range(4)]
        for visitor in visitors:
            visitor.start()
        for _round in range(3):
            time.sleep(3)
            for child in _children(server.pid):
                os.kill(child, signal.SIGKILL)
        until = time.monotonic() + 30
        before = answered[0]
        while answered[0] == before and time.monotonic() < until:
            time.sleep(0.2)
        stop.set()
        for visitor in visitors:
            visitor.join()
        alive = server.poll() is None

    assert alive
    assert answered[0] > before
    assert set(wrong) <= {502, 503, 504}
    assert wego("doctor", "--data-dir", str(data_dir)).returncode == 0


def _children(parent: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
