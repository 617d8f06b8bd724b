"""The translators' queue in the office, and a language more in pages, exports and the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.members.factories import make_edition, make_organisation
from tests.questionnaires.factories import make_secretary
from wego.core.models import TextState
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db
QUEUE = "/en/office/translations/"


@pytest.fixture
def office(signed_in: Any) -> Client:
    return signed_in(make_secretary())


@pytest.fixture
def spanish(settings: Any) -> Iterator[None]:
    """The platform offers a fourth language: a line in its list, no migration."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    yield
    translation.activate("en")


def test_a_text_is_translated_and_marked_reviewed_with_its_source_beside_it(office: Client) -> None:
    organisation = make_organisation("Seoul", name_ko="서울")
    address = f"{QUEUE}members.organisation.name/zh-hans/"

    assert f'href="{address}"' in office.get(QUEUE).content.decode()
    assert "Seoul" in office.get(address).content.decode()
    form = office.get(f"{address}{organisation.pk}/").content.decode()
    assert '<dd lang="en">Seoul</dd>' in form
    sent = office.post(f"{address}{organisation.pk}/", {"text": "首尔", "source": "Seoul"})
    assert sent["Location"] == address
    assert "首尔" in office.get(f"{address}?state=draft").content.decode()
    office.post(f"{address}{organisation.pk}/", {"text": "首尔", "source": "Seoul", "is_reviewed": "on"})

    assert "首尔" not in office.get(f"{address}?state=draft").content.decode()
    assert TextState.objects.get().state == "reviewed"
    assert Organisation.objects.get().name.get("zh-hans") == "首尔"


@pytest.mark.parametrize("path", ["members.organisation.slug/ko/", "members.organisation.name/en/", "x/ko/"])
def test_what_is_not_translated_has_no_queue(office: Client, path: str) -> None:
    assert office.get(QUEUE + path).status_code == 404


def test_a_translation_that_is_too_long_is_refused_in_words(office: Client) -> None:
    organisation = make_organisation("Seoul")
    address = f"{QUEUE}members.organisation.name/ko/{organisation.pk}/"

    page = office.post(address, {"text": "가" * 201, "source": "Seoul"}).content.decode()

    assert "at most 200 characters" in page
    assert not Organisation.objects.get().name.get("ko")


@pytest.mark.usefixtures("spanish")
def test_a_fourth_language_is_shown_where_a_text_has_it_and_the_others_fall_back() -> None:
    make_edition("2022")
    make_organisation("Seoul", name_ko="서울", name_es="Seúl")
    make_organisation("Busan", name_ko="부산")
    client = Client()

    page = client.get("/es/members/").content.decode()
    profile = client.get("/es/members/seoul/").content.decode()
    exported = b"".join(client.get("/en/members/", {"format": "csv"})).decode().splitlines()  # type: ignore[arg-type]
    one = client.get("/api/v1/organisations/seoul").json()

    assert '<html lang="es"' in page
    assert "Seúl" in page
    assert "Busan" in page
    assert '<dd lang="es">Seúl</dd>' in profile
    assert 'hreflang="es"' in page or "/es/members/" in page
    head, *rows = (line.split(",") for line in exported)
    assert sorted(row[head.index("name_es")] for row in rows) == ["", "Seúl"]
    assert one["names"] == {"en": "Seoul", "ko": "서울", "zh-hans": None, "es": "Seúl", "native": None}


@pytest.mark.usefixtures("spanish")
def test_the_office_asks_for_a_fourth_language_and_queues_what_lacks_in_it(office: Client) -> None:
    organisation = make_organisation("Seoul")

    form = office.get(f"/en/office/organisations/edit/{organisation.pk}/").content.decode()
    queue = office.get(QUEUE).content.decode()

    assert 'name="name_es"' in form
    assert f'href="{QUEUE}members.organisation.name/es/"' in queue
