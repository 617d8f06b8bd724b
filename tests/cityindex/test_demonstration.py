"""The made-up edition in the making: marked as such, the same when made twice, and without a trace in the record."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from tests.cityindex.conftest import LOADED_AT
from wego.accounts.services import demonstration as accounts
from wego.cityindex.models import Correction, Draft, Edition, Notice
from wego.cityindex.queries.cities import cities_of_draft, counts_of
from wego.cityindex.services.demonstration import MADE_UP, make_demonstration
from wego.core.models import Mail
from wego.members.services import demonstration as members
from wego.records.models import Observation

pytestmark = pytest.mark.django_db
AT = LOADED_AT + timedelta(days=1)


@pytest.fixture
def made(pilot: Any) -> Draft:
    for make in (accounts.make_demonstration, members.make_demonstration, make_demonstration, make_demonstration):
        make(at=AT, rng=random.Random(1))
    return Draft.objects.get()


def test_the_demonstration_has_an_edition_in_the_making_marked_as_made_up(made: Draft):
    correction = Correction.objects.get()

    assert "sample data" in made.name.source
    assert "가상" in made.name.get("ko")
    assert "虚构" in made.name.get("zh-hans")
    assert (correction.status, correction.grounds) == ("open", MADE_UP)
    with correction.evidence.file.open() as document:
        assert document.read() == f"{MADE_UP}\n".encode()
    counts = counts_of(cities_of_draft(made))
    assert [counts[state] for state in ("invited", "joined", "confirmed", "asked", "silent")] == [3, 2, 1, 1, 1]


def test_the_demonstration_mails_nobody_and_leaves_the_record_and_the_pilot(pilot: Any):
    edition = Edition.objects.get(code="pilot-2024")
    before = (Observation.objects.count(), edition.sha256, list(edition.units.values_list("slug", "rank", "rank_q5")))

    for make in (accounts.make_demonstration, members.make_demonstration, make_demonstration):
        make(at=AT, rng=random.Random(1))

    edition.refresh_from_db()
    ranks = list(edition.units.values_list("slug", "rank", "rank_q5"))
    assert (Observation.objects.count(), edition.sha256, ranks) == before
    assert mail.outbox == []
    assert not Mail.objects.exists()
    assert not Notice.objects.exclude(mail=None).exists()
    made = Draft.objects.get().edition
    assert made is not None
    assert made.status == Edition.Status.DRAFT


def test_a_network_without_an_edition_has_none_in_the_making(pilot: Any):
    Edition.objects.update(status=Edition.Status.DRAFT)

    make_demonstration(at=AT, rng=random.Random(1))

    assert not Draft.objects.exists()
