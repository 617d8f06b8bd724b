"""Parts of pages are kept until anything changes, for each language and reader apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation

from tests.accounts.factories import make_secretary, make_user
from tests.members.factories import make_edition, make_entry, make_organisation, make_region, make_standing
from wego.core import audit
from wego.core.fragment_cache import cached_fragment
from wego.members.models import Affiliation
from wego.members.services.organisations import edit_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _keeping(settings: Any) -> None:
    """As the platform keeps them; other tests keep nothing."""
    store = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}
    settings.CACHES = {**settings.CACHES, "pages": store}
    caches["pages"].clear()


def test_the_part_is_made_once_until_a_write() -> None:
    made: list[int] = []

    def make() -> str:
        made.append(1)
        return f"<p>{len(made)}</p>"

    first, again = cached_fragment(make, "/en/"), cached_fragment(make, "/en/")
    audit.note("thing.done", "a thing", by=None, at=AT, after={})
    after = cached_fragment(make, "/en/")

    assert (first, again, after) == ("<p>1</p>", "<p>1</p>", "<p>2</p>")


def test_each_language_and_each_part_of_the_key_is_kept_apart() -> None:
    english, other = cached_fragment(lambda: "en", "/x"), cached_fragment(lambda: "other", "/y")
    with translation.override("ko"):
        korean = cached_fragment(lambda: "ko", "/x")

    assert (english, other, korean) == ("en", "other", "ko")


def test_what_tells_the_time_is_kept_for_each_zone_apart() -> None:
    first = cached_fragment(lambda: "18:00 in Seoul", "/x")
    with timezone.override("America/Lima"):
        elsewhere = cached_fragment(lambda: "04:00 in Lima", "/x")

    assert (first, elsewhere) == ("18:00 in Seoul", "04:00 in Lima")


def test_a_profile_asks_for_little_when_it_is_kept_and_shows_a_change_at_once(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    city = make_organisation("Lima", "PE")
    make_standing(city, "unstated")
    client.get("/en/members/lima/")

    with django_assert_max_num_queries(4):
        kept_page = client.get("/en/members/lima/").content.decode()
    edit_organisation(organisation_id=city.pk, values={"note": {"en": "moved"}}, by=None, at=AT)

    assert "moved" not in kept_page
    assert "moved" in client.get("/en/members/lima/").content.decode()


def test_what_an_officer_sees_is_not_kept_for_others(signed_in: Any, client: Client) -> None:
    city = make_organisation("Lima", "PE")
    make_standing(city, "unstated")
    officer = make_user()
    Affiliation.objects.create(user=officer, organisation=city, role="officer", starts_on=date(2026, 1, 1))
    readers = [signed_in(officer), client, signed_in(make_user()), signed_in(make_secretary())]

    may_propose = ["Propose changes" in reader.get("/en/members/lima/").content.decode() for reader in readers]

    assert may_propose == [True, False, False, False]


def test_the_directory_asked_for_again_costs_one_query_until_anything_changes(
    client: Client, django_assert_num_queries: Any
) -> None:
    make_standing(make_organisation("Lima", "PE"), "full")
    address = "/en/members/?sort=country"
    client.get(address)

    with django_assert_num_queries(1):
        again = client.get(address).content.decode()
    cusco = make_organisation("Cusco", "PE")
    audit.record("organisation.added", cusco, by=None, at=AT)
    changed = client.get(address).content.decode()

    assert ("Lima" in again, "Cusco" in again) == (True, False)
    assert "Cusco" in changed


def test_what_the_directory_shows_the_secretariat_is_shown_to_nobody_else(signed_in: Any) -> None:
    make_entry(make_edition("2022"), make_organisation("Applicant", standing="", region=make_region()))
    secretary = signed_in(make_secretary())

    seen = [client.get("/en/members/?edition=2022").content.decode() for client in (secretary, Client(), secretary)]

    assert ["/members/applicant/" in page for page in seen] == [True, False, True]


def test_a_part_within_a_part_asks_for_no_moment_of_its_own(django_assert_num_queries: Any) -> None:
    def outer() -> str:
        return f"[{cached_fragment(lambda: 'inner', '/inner')}]"

    with django_assert_num_queries(1):
        assert cached_fragment(outer, "/outer") == "[inner]"
    audit.note("thing.done", "a thing", by=None, at=AT, after={})

    assert cached_fragment(lambda: "later", "/inner") == "later"
