"""A city's part in a draft: it joins, sees and confirms its figures, has them corrected, and sees its own place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import include, path

from tests.accounts.factories import make_secretary, make_user, note_second_factor
from tests.cityindex.factories import AT, make_asking_draft, make_officer
from wego.accounts.models import User
from wego.cityindex.models import Correction, Draft, Participation
from wego.cityindex.permissions import can_answer_corrections, can_take_part
from wego.cityindex.queries.participation import preview_of, used_figures
from wego.cityindex.services import drafts as drafting
from wego.cityindex.services import participation as services
from wego.cityindex.services.publication import NotReady, lay_out_draft, publish_draft
from wego.config import urls as config_urls
from wego.core.loading import LoadReport
from wego.core.models import AuditEntry
from wego.core.state import WrongState
from wego.members.models import Organisation
from wego.records.models import Evidence, Indicator, Observation, Source
from wego.records.queries import observations_in_force
from wego.records.services.corrections import Superseded
from wego.records.services.observations import ObservationFile
from wego.records.services.subjects import Subjects

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.both_databases]
urlpatterns = [*i18n_patterns(path("my/index/", include("wego.cityindex.urls.member"))), *config_urls.urlpatterns]
AFTER = datetime(2026, 3, 25, 9, tzinfo=UTC)


@pytest.fixture
def secretary() -> User:
    return make_secretary()


@pytest.fixture
def draft(tmp_path: Path, secretary: User) -> Draft:
    return make_asking_draft(tmp_path, secretary)


@pytest.fixture
def city(draft: Draft) -> Organisation:
    return Organisation.objects.get(slug="ayton")


@pytest.fixture
def officer(city: Organisation) -> User:
    return make_officer(city.slug, language="ko")


@pytest.fixture
def joined(draft: Draft, city: Organisation, officer: User) -> Participation:
    return services.join_draft(draft_id=draft.pk, organisation_id=city.pk, by=officer, at=AT)


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("register.txt", b"Ten.", "text/plain")


def ask(joined: Participation, by: User, indicator: str = "own_a", **changes: Any) -> Correction:
    given: dict[str, Any] = {"value": Decimal(10), "period": "2024", "grounds": "The register says ten.", "at": AT}
    return services.request_correction(
        participation_id=joined.pk, indicator_code=indicator, document=upload(), by=by, **{**given, **changes}
    )


def answer(correction: Correction, by: User, *, accept: bool = True, said: str = "As the register says.") -> Correction:
    return services.answer_correction(correction_id=correction.pk, accept=accept, answer=said, by=by, at=AT)


def test_joining_twice_is_joining_once(draft: Draft, city: Organisation, officer: User, joined: Participation):
    again = services.join_draft(draft_id=draft.pk, organisation_id=city.pk, by=officer, at=AFTER)

    assert again == joined
    assert AuditEntry.objects.filter(action="participation.joined", actor_key=officer.key).count() == 1


def test_only_cities_join_and_only_a_draft_that_asks_them(draft: Draft, city: Organisation, officer: User):
    Organisation.objects.filter(slug="ceeford").update(kind="corporation", subkind="")
    company = Organisation.objects.get(slug="ceeford")
    with pytest.raises(services.NotInvited):
        services.join_draft(draft_id=draft.pk, organisation_id=company.pk, by=officer, at=AT)

    Draft.objects.update(corrections_from=None, corrections_until=None)

    with pytest.raises(services.NotInvited):
        services.join_draft(draft_id=draft.pk, organisation_id=city.pk, by=officer, at=AT)


def test_standing_is_not_asked_for(draft: Draft, city: Organisation, officer: User):
    Organisation.objects.filter(pk=city.pk).update(standing="former")

    services.join_draft(draft_id=draft.pk, organisation_id=city.pk, by=officer, at=AT)

    assert Participation.objects.get().organisation == city


def test_a_city_sees_the_figures_that_the_draft_uses(
    draft: Draft, city: Organisation, joined: Participation, django_assert_num_queries: Any
):
    with django_assert_num_queries(5):
        figures = used_figures(draft, city, joined)

    assert [(one.indicator.code, one.observation and one.observation.value, one.is_own) for one in figures] == [
        ("own_a", Decimal(9), True),
        ("own_b", Decimal(1), True),
        ("land_c", Decimal(8), False),
    ]


def test_confirming_keeps_what_was_confirmed(joined: Participation, officer: User):
    confirmed = services.confirm_figures(participation_id=joined.pk, by=officer, at=AT)

    figures = Observation.objects.filter(indicator__code="own_a", organisation__slug="ayton")
    assert confirmed.confirmed["own_a"] == figures.get().pk
    assert AuditEntry.objects.filter(action="participation.confirmed").count() == 1


def test_an_accepted_correction_supersedes_the_figure_and_is_told(
    joined: Participation, officer: User, secretary: User, django_capture_on_commit_callbacks: Any
):
    correction = ask(joined, officer)

    with django_capture_on_commit_callbacks(execute=True):
        answered = answer(correction, secretary)

    assert answered.result is not None
    assert (answered.result.supersedes, answered.result.value) == (correction.observation, Decimal(10))
    assert (answered.result.quality, answered.result.evidence) == ("reported", correction.evidence)
    assert answered.result.source.publisher, "pages name a source by its publisher, and lead to it by that word"
    assert answered.result in observations_in_force()
    assert [message.to for message in mail.outbox] == [[officer.email]]
    assert "As the register says." in mail.outbox[0].body
    assert "/ko/my/index/next/ayton/" in mail.outbox[0].body
    assert AuditEntry.objects.filter(action="correction.accepted", actor_key=secretary.key).count() == 1


def test_a_refused_correction_leaves_the_figure(joined: Participation, officer: User, secretary: User):
    correction = answer(ask(joined, officer), secretary, accept=False)

    assert correction.status == Correction.Status.REFUSED
    assert correction.observation in observations_in_force()


def test_an_answer_needs_a_reason_and_is_given_once(joined: Participation, officer: User, secretary: User):
    correction = ask(joined, officer)
    with pytest.raises(services.ReasonMissing):
        answer(correction, secretary, said=" ")

    answer(correction, secretary)

    with pytest.raises(WrongState):
        answer(correction, secretary)


def test_a_figure_that_was_replaced_meanwhile_is_not_superseded_twice(
    joined: Participation, officer: User, secretary: User
):
    correction = ask(joined, officer)
    former = correction.observation
    assert former is not None
    same = {name: getattr(former, name) for name in ("indicator", "organisation", "source", "period", "quality")}
    Observation.objects.create(**same, value=Decimal(3), supersedes=former, recorded_at=AT)

    with pytest.raises(Superseded):
        answer(correction, secretary)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"at": AFTER}, services.WindowClosed),
        ({"indicator": "land_c"}, services.NotCorrectable),
        ({"indicator": "unheard"}, services.NotCorrectable),
    ],
)
def test_a_correction_is_refused_outside_its_bounds(
    joined: Participation, officer: User, changes: dict[str, Any], refusal: type[Exception]
):
    with pytest.raises(refusal):
        ask(joined, officer, **changes)


def test_a_document_of_a_refused_request_leaves_no_file(
    client: Any, draft: Draft, joined: Participation, officer: User, settings: Any
):
    client.force_login(officer)
    given = {"value": "10", "grounds": "The register says ten.", "document": upload()}

    page = client.post("/en/my/index/next/ayton/correct/own_a/", given)

    assert "Corrections to this edition cannot be requested today" in page.content.decode()
    assert not Evidence.objects.exists()
    assert [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()] == []


def test_a_correction_is_asked_for_once(joined: Participation, officer: User):
    correction = ask(joined, officer)
    assert correction.evidence.organisation == joined.organisation

    with pytest.raises(services.NotCorrectable):
        ask(joined, officer)


def test_a_missing_figure_is_added_for_a_year_that_the_edition_uses(
    draft: Draft, joined: Participation, officer: User, secretary: User
):
    ceeford = Organisation.objects.get(slug="ceeford")
    other = services.join_draft(draft_id=draft.pk, organisation_id=ceeford.pk, by=officer, at=AT)
    with pytest.raises(services.NotCorrectable):
        ask(other, officer, "own_b", period="1999")

    answer(ask(other, officer, "own_b"), secretary)

    figures = {one.indicator.code: one.observation for one in used_figures(draft, ceeford, other)}
    assert figures["own_b"] is not None
    assert figures["own_b"].value == Decimal(10)


def test_a_city_leaves_unless_it_has_asked(joined: Participation, officer: User):
    ask(joined, officer)
    with pytest.raises(services.HasRequests):
        services.leave_draft(participation_id=joined.pk, by=officer, at=AT)
    Correction.objects.all().delete()

    services.leave_draft(participation_id=joined.pk, by=officer, at=AT)

    assert not Participation.objects.exists()


def test_publishing_waits_for_answers_and_for_the_window(
    draft: Draft, joined: Participation, officer: User, secretary: User
):
    correction = ask(joined, officer)
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AFTER)
    with pytest.raises(NotReady):
        publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AFTER)
    answer(correction, secretary, accept=False)
    with pytest.raises(NotReady):
        publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AT)

    publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AFTER)

    with pytest.raises(services.NotInvited):
        services.confirm_figures(participation_id=joined.pk, by=officer, at=AFTER)


def test_the_page_of_a_draft_says_what_publishing_waits_for(
    draft: Draft, joined: Participation, secretary: User, signed_in: Any
):
    Draft.objects.update(corrections_until=date(2999, 1, 1))
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    page = signed_in(secretary).get("/en/office/index-editions/drafts/next/").content.decode()

    assert "Cities can still request corrections" in page
    assert "Publish the edition" not in page


def test_a_city_sees_its_own_place_before_publication(draft: Draft, joined: Participation, secretary: User):
    assert preview_of(joined) is None
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    preview = preview_of(Participation.objects.select_related("draft__edition").get(pk=joined.pk))

    assert preview is not None
    assert (preview.slug, preview.rank, preview.interval) == ("ayton", 1, (1, 1))


def test_a_draft_may_rank_only_those_who_take_part(draft: Draft, joined: Participation, secretary: User):
    words = {"participants_only": True}
    window = {"corrections_from": draft.corrections_from, "corrections_until": draft.corrections_until}
    drafting.edit_draft(draft_id=draft.pk, words=words, **window, by=secretary, at=AT)

    edition = lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    assert list(edition.units.values_list("slug", flat=True)) == ["ayton"]


def test_loading_the_source_again_leaves_a_correction_in_force(
    tmp_path: Path, joined: Participation, officer: User, secretary: User
):
    answered = answer(ask(joined, officer), secretary)

    loaded = load(tmp_path, "9.0")
    assert (loaded.left, loaded.added, loaded.changed) == (1, 0, 0)
    assert list(in_force()) == [answered.result]
    load(tmp_path, "8.5")

    assert [(seen.value, seen.supersedes) for seen in in_force()] == [(Decimal("8.5"), answered.result)]


def in_force() -> Any:
    return observations_in_force().filter(indicator__code="own_a", organisation__slug="ayton")


def load(folder: Path, value: str) -> LoadReport:
    report = LoadReport()
    file = folder / "census.csv"
    file.write_text(f"subject,indicator,period,value,quality,page,note\norg:ayton,own_a,2024,{value},actual,p. 1,\n")
    indicators = {one.code: one for one in Indicator.objects.all()}
    source = Source.objects.get(code="census")
    assert ObservationFile(file, source, indicators, Subjects.known()).load(report, at=AFTER) == []
    return report


def test_who_may(city: Organisation, officer: User, secretary: User):
    stranger = make_user()

    assert [can_take_part(one, city) for one in (officer, secretary, stranger)] == [True, False, False]
    assert not can_answer_corrections(stranger)


def test_the_pages_of_a_city_from_joining_to_the_answer(
    client: Any, draft: Draft, city: Organisation, officer: User, secretary: User, settings: Any
):
    Draft.objects.update(corrections_from=date(2020, 1, 1), corrections_until=date(2999, 1, 1))
    client.force_login(officer)
    assert "Next index" in client.get("/en/my/index/").content.decode()
    client.post("/en/my/index/next/ayton/join/")
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)
    client.post("/en/my/index/next/ayton/confirm/")
    page = client.get("/en/my/index/next/ayton/")
    assert page.context["is_confirmed"]
    assert page.context["preview"].rank == 1
    address = "/en/my/index/next/ayton/correct/own_a/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"value": "x"}).status_code == 200
    given = {"value": "10", "grounds": "The register says ten.", "document": upload()}
    assert client.post(address, given)["Location"] == "/en/my/index/next/ayton/"

    correction = Correction.objects.get()
    client.force_login(secretary)
    note_second_factor(client, secretary)
    office = f"/en/office/index-editions/corrections/{correction.pk}/"
    assert "Ayton" in client.get("/en/office/index-editions/corrections/").content.decode()
    assert b"".join(client.get(f"{office}document/")) == b"Ten."
    assert client.post(f"{office}answer/", {"accept": "yes", "answer": "It does."}).status_code == 302

    client.force_login(officer)
    page = client.get("/en/my/index/next/ayton/")
    assert "It does." in page.content.decode()
    assert not page.context["is_confirmed"]


def test_a_city_finds_its_place_once_the_edition_is_out(
    client: Any, draft: Draft, joined: Participation, officer: User, secretary: User
):
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AFTER)
    publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AFTER)
    client.force_login(officer)

    page = client.get("/en/my/index/next/ayton/").content.decode()

    assert 'href="/en/index/next/ayton/"' in page
    assert "has not been computed yet" not in page
    assert "Withdraw from this edition" not in page
    assert client.get("/en/my/index/").content.decode().count("/en/my/index/next/ayton/") == 1


@pytest.mark.parametrize("page", ["next/ayton/", "next/ayton/correct/own_a/", "gone/ayton/"])
def test_what_is_not_ones_own_city_answers_404(client: Any, draft: Draft, joined: Participation, page: str):
    client.force_login(make_user())

    assert client.get(f"/en/my/index/{page}").status_code == 404


def test_an_officer_asks_about_the_citys_own_figures_alone(client: Any, joined: Participation, officer: User):
    client.force_login(officer)

    assert client.get("/en/my/index/next/ayton/correct/land_c/").status_code == 404
    assert client.get("/en/my/index/next/ceeford/").status_code == 404
    assert client.get("/en/office/index-editions/corrections/").status_code in (302, 403)
