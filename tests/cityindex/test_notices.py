"""Mails to cities about an edition: who is written to and how, each mail once, and what the office sees of it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.accounts.factories import make_secretary
from tests.cityindex.factories import AT, make_asking_draft, make_cities, make_officer
from wego.accounts.models import User
from wego.cityindex.models import Draft, Notice, Participation
from wego.cityindex.queries import cities as reads
from wego.cityindex.services import notices as services
from wego.cityindex.services.drafts import begin_erratum, edit_draft
from wego.cityindex.services.participation import confirm_figures, join_draft
from wego.cityindex.services.publication import lay_out_draft, publish_draft
from wego.core.models import AuditEntry, Mail
from wego.core.outbox import mails_about
from wego.core.outbox.delivery import send_due
from wego.members.models import Affiliation, Organisation
from wego.records.models import Observation

pytestmark = pytest.mark.django_db
TOMORROW = datetime(2026, 3, 3, 9, tzinfo=UTC)
AFTER = datetime(2026, 3, 25, 9, tzinfo=UTC)


@pytest.fixture
def secretary() -> User:
    return make_secretary()


@pytest.fixture
def draft(tmp_path: Path, secretary: User) -> Draft:
    return make_asking_draft(tmp_path, secretary)


@pytest.fixture
def officers(draft: Draft) -> dict[str, User]:
    """Ayton's officer reads Korean, Ceeford's English."""
    return {"ayton": make_officer("ayton", language="ko"), "ceeford": make_officer("ceeford", language="en")}


def invite(draft: Draft, by: User, **given: Any) -> int:
    return services.invite_cities(draft_id=draft.pk, by=by, **{"at": AT, **given})


def send() -> int:
    """How many mails went; the worker comes after all of them were asked for."""
    before = len(mail.outbox)
    send_due(clock=lambda: AFTER)
    return len(mail.outbox) - before


def join(draft: Draft, slug: str, by: User) -> Participation:
    city = Organisation.objects.get(slug=slug)
    return join_draft(draft_id=draft.pk, organisation_id=city.pk, by=by, at=AT)


def confirm(draft: Draft, slug: str, by: User) -> Participation:
    return confirm_figures(participation_id=join(draft, slug, by).pk, by=by, at=AT)


def addressed() -> list[str]:
    return [message.to[0] for message in mail.outbox]


# --- who is written to ----------------------------------------------------------------------------------------------
def test_every_member_is_invited_in_its_officers_language(draft: Draft, officers: dict[str, User], secretary: User):
    assert invite(draft, secretary) == 2
    assert send() == 2

    korean, english = mail.outbox
    assert addressed() == [officers["ayton"].email, officers["ceeford"].email]
    assert "/ko/my/index/next/ayton/" in korean.body
    assert "다음" in korean.subject
    assert "/en/my/index/next/ceeford/" in english.body
    assert "Next index" in english.subject
    assert "March 20, 2026" in english.body
    entry = AuditEntry.objects.get(action="draft.cities_written_to", actor_key=secretary.key)
    assert entry.after == {"kind": "invitation", "cities": ["ayton", "ceeford"], "mails": 2}


def test_every_officer_of_a_city_is_written_to(draft: Draft, officers: dict[str, User], secretary: User):
    second = make_officer("ayton")

    assert invite(draft, secretary) == 2
    send()

    assert second.email in addressed()
    assert len(mail.outbox) == 3


def test_only_those_chosen_are_invited(draft: Draft, officers: dict[str, User], secretary: User):
    chosen = Organisation.objects.get(slug="ceeford")

    invite(draft, secretary, organisation_ids=[chosen.pk])
    send()

    assert addressed() == [officers["ceeford"].email]


def test_who_was_invited_or_has_joined_is_not_written_to_again(
    draft: Draft, officers: dict[str, User], secretary: User
):
    join(draft, "ayton", officers["ayton"])
    invite(draft, secretary)

    with pytest.raises(services.NobodyToWriteTo):
        invite(draft, secretary, at=TOMORROW)

    send()
    assert addressed() == [officers["ceeford"].email]


@pytest.mark.parametrize("standing", ["former", "friendship", ""])
def test_who_is_no_member_is_not_invited(draft: Draft, officers: dict[str, User], secretary: User, standing: str):
    Organisation.objects.filter(slug="ayton").update(standing=standing)

    invite(draft, secretary)

    assert [notice.organisation.slug for notice in Notice.objects.all()] == ["ceeford"]


def test_who_has_nobody_to_write_to_can_be_invited_later(draft: Draft, secretary: User):
    with pytest.raises(services.NobodyToWriteTo):
        invite(draft, secretary)
    make_officer("ayton")

    assert invite(draft, secretary) == 1


def test_nobody_is_invited_before_or_after_the_days_for_corrections(
    draft: Draft, officers: dict[str, User], secretary: User
):
    with pytest.raises(services.NotAsked):
        invite(draft, secretary, at=AFTER)
    none = {"corrections_from": None, "corrections_until": None}
    edit_draft(draft_id=draft.pk, words={}, **none, by=secretary, at=AT)

    with pytest.raises(services.NotAsked):
        invite(draft, secretary)


def test_who_has_not_confirmed_is_reminded_once_a_day(draft: Draft, officers: dict[str, User], secretary: User):
    confirm(draft, "ayton", officers["ayton"])
    invite(draft, secretary)
    send()
    mail.outbox.clear()

    services.remind_cities(draft_id=draft.pk, by=secretary, at=AT)
    send()
    with pytest.raises(services.NobodyToWriteTo):
        services.remind_cities(draft_id=draft.pk, by=secretary, at=AT)
    services.remind_cities(draft_id=draft.pk, by=secretary, at=TOMORROW)
    send()

    assert addressed() == [officers["ceeford"].email] * 2


def test_whose_figures_have_changed_since_is_reminded(draft: Draft, officers: dict[str, User], secretary: User):
    confirm(draft, "ayton", officers["ayton"])
    former = Observation.objects.get(indicator__code="own_a", organisation__slug="ayton")
    same = {name: getattr(former, name) for name in ("indicator", "organisation", "source", "period", "quality")}
    Observation.objects.create(**same, value=Decimal(3), supersedes=former, recorded_at=AT)

    assert services.remind_cities(draft_id=draft.pk, by=secretary, at=AT) == 1
    send()

    assert addressed() == [officers["ayton"].email]


def test_who_takes_part_is_told_of_the_preview(draft: Draft, officers: dict[str, User], secretary: User):
    join(draft, "ayton", officers["ayton"])
    with pytest.raises(services.NothingToShow):
        services.announce_preview(draft_id=draft.pk, by=secretary, at=AT)
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    services.announce_preview(draft_id=draft.pk, by=secretary, at=AT)
    send()

    assert addressed() == [officers["ayton"].email]
    assert "/ko/my/index/next/ayton/" in mail.outbox[0].body


def test_publication_tells_each_city_its_own_rank_alone(draft: Draft, officers: dict[str, User], secretary: User):
    Affiliation.objects.filter(user=officers["ayton"]).update(role=Affiliation.Role.OFFICER)
    User.objects.filter(pk=officers["ayton"].pk).update(language="en")
    join(draft, "ayton", officers["ayton"])
    invite(draft, secretary)
    send()
    mail.outbox.clear()
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AFTER)

    publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AFTER)
    send()

    bodies = {message.to[0]: message.body for message in mail.outbox}
    first, third = bodies[officers["ayton"].email], bodies[officers["ceeford"].email]
    assert "Ayton has rank 1 of 3" in first
    assert "Ceeford has rank 3 of 3" in third
    assert "Ceeford" not in first
    assert "/en/index/next/" in first
    assert "/en/my/index/next/ayton/" in first
    assert "/my/index/" not in third, "no page of its own for a city that did not take part"
    assert AuditEntry.objects.get(action="edition.published").after["cities_told"] == 2


def test_a_corrected_version_is_told_to_those_who_were_told_of_the_first(
    draft: Draft, officers: dict[str, User], secretary: User
):
    User.objects.update(language="en")
    join(draft, "ayton", officers["ayton"])
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AFTER)
    first = publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AFTER)
    erratum = begin_erratum(edition_id=first.pk, code="next-2", by=secretary, at=AFTER)
    lay_out_draft(draft_id=erratum.pk, by=secretary, at=AFTER)
    publish_draft(draft_id=erratum.pk, status="pilot", by=secretary, at=AFTER)

    send()

    assert addressed() == [officers["ayton"].email] * 2
    before, after = (message.body for message in mail.outbox)
    assert "corrected version" not in before
    assert "corrected version" in after
    assert "/en/index/next-2/ayton/" in after


# --- once, whatever happens -----------------------------------------------------------------------------------------
def test_what_no_longer_holds_when_the_worker_comes_is_not_sent(
    draft: Draft, officers: dict[str, User], secretary: User
):
    invite(draft, secretary)
    join(draft, "ayton", officers["ayton"])
    Affiliation.objects.filter(user=officers["ceeford"]).update(ends_on=date(2026, 3, 2))

    assert send() == 0
    assert not Notice.objects.exists()
    assert set(Mail.objects.values_list("status", flat=True)) == {"dropped"}


def test_what_was_mailed_is_kept_with_the_draft(draft: Draft, officers: dict[str, User], secretary: User):
    invite(draft, secretary)
    assert {one.body for one in Mail.objects.all()} == {""}, "each is written when its turn comes"
    send()

    kept = list(mails_about(draft).order_by("pk"))

    assert [one.status for one in kept] == ["sent", "sent"]
    assert kept[1].body == mail.outbox[1].body


def test_a_notice_goes_once_a_day(draft: Draft, officers: dict[str, User], secretary: User):
    invite(draft, secretary)
    notice = Notice.objects.all()[0]
    notice.pk = notice.mail = None

    with pytest.raises(IntegrityError), transaction.atomic():
        notice.save(force_insert=True)


# --- what the office sees -------------------------------------------------------------------------------------------
def test_the_cities_of_a_draft_by_state(draft: Draft, officers: dict[str, User], secretary: User):
    confirm(draft, "ayton", officers["ayton"])
    invite(draft, secretary)
    make_cities({"deeham": (None, None, None)})

    known = reads.cities_of_draft(draft)

    assert reads.counts_of(known) == {
        "all": 3, "invite": 0, "unreachable": 1, "invited": 1, "silent": 1, "joined": 1, "unconfirmed": 0,
        "confirmed": 1, "asked": 0,
    }  # fmt: skip
    assert [city.slug for city in reads.select_cities(known, state="silent")] == ["ceeford"]
    assert [city.slug for city in reads.select_cities(known, q="AYT")] == ["ayton"]
    assert reads.select_cities(known, state="none such").count() == 3


ADDRESS = "/en/office/index-editions/drafts/next/cities/"


def test_the_office_writes_to_cities_with_forms_alone(
    draft: Draft, officers: dict[str, User], secretary: User, signed_in: Any
):
    today = {"corrections_from": date(2020, 1, 1), "corrections_until": date(2999, 1, 1)}
    Draft.objects.update(**today)
    client = signed_in(secretary)
    chosen = Organisation.objects.get(slug="ceeford")
    page = client.get(ADDRESS).content.decode()
    assert "Invite all 2 cities" in page
    assert f'name="city" value="{chosen.pk}"' in page

    assert "Select the cities" in client.post(f"{ADDRESS}invite/", follow=True).content.decode()
    client.post(f"{ADDRESS}invite/", {"city": [chosen.pk]})
    send_due(clock=timezone.now)
    assert addressed() == [officers["ceeford"].email]
    client.post(f"{ADDRESS}invite/", {"all": "all"})
    client.post(f"{ADDRESS}remind/")
    send_due(clock=timezone.now)
    assert addressed() == [officers[slug].email for slug in ("ceeford", "ayton", "ayton", "ceeford")]
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)
    join(draft, "ayton", officers["ayton"])
    client.post(f"{ADDRESS}preview/")
    send_due(clock=timezone.now)

    assert addressed()[4:] == [officers["ayton"].email]
    rows = {row["city"]: row for row in table(client.get(f"{ADDRESS}?format=csv"))}
    assert [rows[slug]["joined_at"] != "" for slug in ("ayton", "ceeford")] == [True, False]
    assert all(row["invited_on"] for row in rows.values())
    assert "2 invited, 1 participating" in client.get("/en/office/index-editions/drafts/next/").content.decode()


def table(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_a_mail_to_look_at_is_shown_on_the_page(
    draft: Draft, officers: dict[str, User], secretary: User, signed_in: Any
):
    invite(draft, secretary)
    Mail.objects.filter(recipient=officers["ayton"].email).update(status="failed", last_error="550 no such user")

    page = signed_in(secretary).get(ADDRESS).content.decode()

    assert "550 no such user" in page
    assert "1 e-mail is waiting to be sent." in page


def test_the_page_of_cities_asks_as_much_for_one_city_as_for_many(
    draft: Draft, officers: dict[str, User], secretary: User, signed_in: Any, django_assert_num_queries: Any
):
    confirm(draft, "ayton", officers["ayton"])
    client = signed_in(secretary)
    client.get(ADDRESS)

    with django_assert_num_queries(14):
        client.get(ADDRESS)

    make_cities({f"town-{number}": (None, None, None) for number in range(6)})
    confirm(draft, "ceeford", officers["ceeford"])
    with django_assert_num_queries(14):
        client.get(ADDRESS)


@pytest.mark.parametrize("act", ["", "invite/", "remind/", "preview/"])
def test_nobody_but_the_secretariat_writes_to_cities(draft: Draft, officers: dict[str, User], signed_in: Any, act: str):
    client = signed_in(officers["ayton"])

    answer = client.post(f"{ADDRESS}{act}") if act else client.get(ADDRESS)

    assert answer.status_code in (302, 403, 404)
    assert not Notice.objects.exists()
