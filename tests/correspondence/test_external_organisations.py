"""Partners and prospects: loaded from the network folder, kept in the office, public where marked so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.correspondence.factories import AT, make_external
from wego.core.dated_tasks.models import DatedTask
from wego.core.models import AuditEntry
from wego.correspondence.models import ExternalOrganisation
from wego.correspondence.services.confirmations import follow_up_agreements
from wego.correspondence.services.external_organisations import (
    ExternalOrganisationRefused,
    change_external_organisation,
)
from wego.correspondence.services.loading import load_correspondence
from wego.datafiles import DataFaults

pytestmark = pytest.mark.django_db
FILE = """organisations:
  - code: itu
    name: {en: International Telecommunication Union, ko: 국제전기통신연합, zh-hans: 国际电信联盟}
    acronym: ITU
    relation: partner
    kind: international
    public: true
    source: A report
"""


def load(folder: Path, text: str = FILE) -> Any:
    (folder / "partners.yaml").write_text(text, "utf-8")
    return load_correspondence(folder, at=AT)


def test_partners_are_loaded_once_and_what_was_changed_here_stays(tmp_path: Path):
    assert (load(tmp_path).added, load(tmp_path).left) == (1, 1)
    one = ExternalOrganisation.objects.get()
    change_external_organisation(external_id=one.pk, kind="other", by=None, at=AT)

    load(tmp_path, FILE.replace("ITU", "I.T.U."))

    one.refresh_from_db()
    assert (one.kind, one.acronym, one.name.get("ko")) == ("other", "I.T.U.", "국제전기통신연합")


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("relation: partner", "relation: friend", "relation"),
        ("kind: international", "kind: club", "kind"),
        ("public: true", "country: XX", "XX"),
        ("zh-hans: 国际电信联盟", "de: Fernmeldeunion", "zh-hans"),
    ],
)
def test_a_file_that_says_something_unknown_is_refused_whole(tmp_path: Path, written: str, instead: str, said: str):
    with pytest.raises(DataFaults, match=said):
        load(tmp_path, FILE.replace(written, instead))
    assert not ExternalOrganisation.objects.exists()


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"name": "은행"}, "in Latin letters"),
        ({}, "already exists"),
        ({"name": "B", "agreement_ends_on": date(2026, 1, 1)}, "date the agreement was signed"),
        (
            {"name": "B", "agreement_on": date(2026, 2, 1), "agreement_ends_on": date(2026, 1, 1)},
            "before it was signed",
        ),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(facts: dict[str, Any], why: str):
    make_external()
    with pytest.raises(ExternalOrganisationRefused, match=why):
        make_external(**facts)
    assert AuditEntry.objects.filter(action="external_organisation.added").count() == 1


def test_everybody_sees_what_is_public_and_nothing_else():
    make_external(is_public=True)
    make_external("A Secret")
    make_external("A Prospect", relation="prospect", is_public=True)

    page = Client().get("/en/partners/").content.decode()

    assert "A Bank" in page
    assert "A Secret" not in page
    assert "A Prospect" not in page
    found = Client().get("/api/v1/partners").json()
    assert [one["name"] for one in found["items"]] == ["A Bank"]


def test_an_agreement_that_ends_is_a_task_once():
    make_external(agreement_on=AT.date(), agreement_ends_on=AT.date() + timedelta(days=120))
    make_external("B", agreement_on=AT.date(), agreement_ends_on=AT.date() + timedelta(days=121))

    for _time in range(2):
        follow_up_agreements(AT)

    task = DatedTask.objects.get()
    assert (task.about_label, task.due_on) == ("A Bank", AT.date() + timedelta(days=120))
