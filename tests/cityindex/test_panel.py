"""What the index shows on a member's profile, and in the office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from tests.accounts.factories import make_secretary, make_user
from tests.cityindex.factories import AT, THREE, make_edition, make_indicators, write_edition
from tests.members.factories import make_organisation
from wego.cityindex.panels import index_panel
from wego.cityindex.services import load_cityindex
from wego.datafiles import DataFaults
from wego.members.models import Organisation
from wego.records.models import Indicator

pytestmark = pytest.mark.django_db

REQUEST = RequestFactory().get("/")


def test_a_ranked_member_shows_its_rank_with_the_interval(tmp_path: Path, django_assert_num_queries: Any):
    make_edition(tmp_path)
    organisation = Organisation.objects.get(slug="ayton")

    with django_assert_num_queries(1):
        panel = index_panel(organisation, REQUEST)

    assert panel
    assert panel.record["rank"] == 1
    assert panel.record["of"] == 3
    assert panel.record["score"] == pytest.approx(85.0)
    assert set(panel.record["rank_interval"]) == {"mean", "median", "q5", "q95", "low", "high"}


def test_the_profile_links_to_the_explanation(tmp_path: Path):
    make_edition(tmp_path)

    shown = Client().get("/en/members/ayton/").content.decode()

    assert 'href="/en/index/small/ayton/"' in shown
    assert "Pilot, from public figures" in shown


def test_a_listed_member_shows_why_it_is_not_ranked(tmp_path: Path):
    make_edition(tmp_path, {"ayton": (9.0, 1.0, 8.0), "beeville": (5.0, 5.0, 8.0)}, listed=("ceeford",))

    panel = index_panel(Organisation.objects.get(slug="ceeford"), REQUEST)

    assert panel
    assert (panel.record["rank"], panel.record["reason"]) == (None, "too_few")
    assert panel.data["reason"] == "Too few figures."


def test_who_stands_in_no_edition_that_is_out_has_no_panel(tmp_path: Path):
    make_edition(tmp_path, status="draft")

    assert index_panel(Organisation.objects.get(slug="ayton"), REQUEST) is None
    assert index_panel(make_organisation("Elsewhere"), REQUEST) is None


def test_the_newest_edition_counts(tmp_path: Path):
    make_edition(tmp_path)
    write_edition(tmp_path, {**THREE, "ayton": (0.0, 9.0, 8.0)}, code="newer", figures_of=2025)
    load_cityindex(tmp_path, at=AT)

    panel = index_panel(Organisation.objects.get(slug="ayton"), REQUEST)

    assert panel
    assert (panel.record["edition"], panel.record["rank"]) == ("newer", 3)


def test_the_office_lists_editions_with_their_state(tmp_path: Path, signed_in: Any):
    make_edition(tmp_path, status="draft")

    shown = signed_in(make_secretary()).get("/en/office/index-editions/")

    assert shown.status_code == 200
    assert "Draft" in shown.content.decode()


def test_the_office_is_closed_to_others(tmp_path: Path, signed_in: Any):
    assert signed_in(make_user()).get("/en/office/index-editions/").status_code in (302, 403)
    assert Client().get("/en/office/index-editions/").status_code == 302


def test_an_indicator_for_profiles_only_is_refused_in_an_edition(tmp_path: Path):
    make_indicators()
    Indicator.objects.filter(code="own_b").update(background="figure")

    with pytest.raises(DataFaults, match="own_b is for profiles only"):
        make_edition(tmp_path)
