"""Drafts of editions: begun, looked at, edited, laid out by the loader of network folders, published, corrected."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.accounts.factories import make_secretary, note_second_factor
from tests.cityindex.factories import AT, make_cities, make_edition, make_observations
from wego.accounts.models import User
from wego.cityindex.draft_validation import validate_draft
from wego.cityindex.models import WITHDRAWN, Draft, Edition, Unit
from wego.cityindex.queries.drafts import drafts_visible_to, files_of_draft, material_of
from wego.cityindex.services import drafts as services
from wego.cityindex.services import load_cityindex
from wego.cityindex.services.publication import (
    AlreadyWithdrawn,
    NotLaidOut,
    NotOut,
    NotReady,
    is_behind,
    lay_out_draft,
    publish_draft,
    withdraw_unit,
)
from wego.cityindex.services.seals import seal_edition
from wego.core.models import AuditEntry
from wego.core.seals.models import Seal
from wego.core.state import WrongState
from wego.members.models import Organisation
from wego.records.models import Indicator, Observation, Source

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def secretary() -> User:
    return make_secretary()


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    """A small edition that is out, with the same figures in the record."""
    edition = make_edition(tmp_path, listed=("deeham",))
    make_observations(tmp_path)
    return edition


def begin(edition: Edition | None, by: User, code: str = "next") -> Draft:
    number = edition.pk if edition else None
    draft = services.begin_draft(code=code, figures_of=2024, name="Next index", based_on_id=number, by=by, at=AT)
    basics = {"name": dict.fromkeys(("en", "ko", "zh-hans"), "Next index")}
    services.edit_draft(draft_id=draft.pk, words=basics, corrections_from=None, corrections_until=None, by=by, at=AT)
    draft.refresh_from_db()
    return draft


def rows(draft: Draft) -> list[dict[str, Any]]:
    return list(draft.elements.values(*services.STRUCTURE))


def laid_out(edition: Edition, by: User) -> Draft:
    draft = begin(edition, by)
    lay_out_draft(draft_id=draft.pk, by=by, at=AT)
    draft.refresh_from_db()
    return draft


def test_an_empty_draft_says_what_is_in_the_way(secretary: User):
    draft = begin(None, secretary)

    validation = validate_draft(draft, on=TODAY)

    assert not validation.is_ready
    assert next(problem.place for problem in validation.problems) == "framework"
    assert draft.notes.get(code="no_own_values").text.get("ko") != draft.notes.get(code="no_own_values").text.source
    with pytest.raises(NotReady):
        lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)


def test_a_look_names_what_is_missing_where(edition: Edition, secretary: User):
    validation = validate_draft(begin(edition, secretary), on=TODAY)

    assert (validation.ranked, validation.listed) == (3, 1)
    assert validation.reasons == [("None of the sources has a figure for this city itself.", 1)]
    assert [(column.code, column.present, column.missing) for column in validation.columns] == [
        ("own_a", 3, 0),
        ("own_b", 2, 1),
        ("land_c", 3, 0),
    ]
    assert [(gaps.unit, gaps.missing) for gaps in validation.gaps] == [("ceeford", ["own_b"])]
    assert validation.is_ready
    assert [pair.correlation for pair in validation.above] == [pytest.approx(1.0)]


def test_a_look_asks_as_much_of_the_database_for_few_cities_as_for_many(
    edition: Edition, secretary: User, django_assert_num_queries: Any
):
    draft = begin(edition, secretary)

    with django_assert_num_queries(10):
        validate_draft(Draft.objects.select_related("based_on").get(pk=draft.pk), on=TODAY)

    make_cities({f"town-{number}": (None, None, None) for number in range(5)})
    with django_assert_num_queries(10):
        assert validate_draft(Draft.objects.select_related("based_on").get(pk=draft.pk), on=TODAY).listed == 6


def test_laying_out_makes_an_edition_that_the_secretariat_alone_sees(edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)

    assert draft.edition is not None
    assert draft.edition.status == Edition.Status.DRAFT
    assert list(draft.edition.units.ranked().values_list("slug", "rank")) == [
        ("ayton", 1),
        ("beeville", 2),
        ("ceeford", 3),
    ]
    assert not is_behind(draft, on=TODAY)
    assert not drafts_visible_to(AnonymousUser()).exists()
    assert AuditEntry.objects.filter(action="draft.laid_out", actor_key=secretary.key).count() == 1


def test_membership_does_not_enter(edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    before = files_of_draft(material_of(draft), compiled_on=TODAY)

    Organisation.objects.filter(slug="ayton").update(standing="former")

    assert files_of_draft(material_of(draft), compiled_on=TODAY) == before


def test_the_latest_figure_of_a_span_of_years_is_taken(edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    observe("own_a", "ayton", "2022", "1")
    observe("own_a", "ayton", "2025", "2")
    given = [{**row, "period": "2020-2024"} if row["code"] == "own_a" else row for row in rows(draft)]
    services.edit_framework(draft_id=draft.pk, rows=given, by=secretary, at=AT)

    edition = lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    value = edition.units.get(slug="ayton").values.get(element__code="own_a")
    assert (value.period, value.value) == ("2024", Decimal(9))
    assert value.observation is not None


def observe(indicator: str, slug: str, period: str, value: str, **fields: Any) -> Observation:
    return Observation.objects.create(
        indicator=Indicator.objects.get(code=indicator),
        organisation=Organisation.objects.get(slug=slug),
        source=Source.objects.get(code="census"),
        period=period,
        value=Decimal(value),
        quality="actual",
        recorded_at=AT,
        **fields,
    )


def test_publishing_freezes_and_is_refused_once_the_record_has_moved_on(edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)
    former = Observation.objects.get(indicator__code="own_a", organisation__slug="ayton")
    observe("own_a", "ayton", "2024", "2", supersedes=former)

    with pytest.raises(NotLaidOut):
        publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AT)
    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)
    published = publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AT)

    assert published.is_frozen
    assert list(published.units.ranked().values_list("slug", flat=True)) == ["beeville", "ayton", "ceeford"]
    for refused in (lay_out_draft, services.drop_draft):
        with pytest.raises(services.DraftClosed):
            refused(draft_id=draft.pk, by=secretary, at=AT)


def test_an_edition_is_sealed_once_when_it_is_published(edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)
    assert not Seal.objects.filter(subject_id=str(draft.edition_id)).exists()

    published = publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AT)

    seal = Seal.objects.get(subject_id=str(published.pk))
    assert (seal.kind, seal.subject_label, seal.sealed_at) == ("cityindex.bundle", published.code, AT)
    assert seal_edition(published, by=None, at=AT) == seal


def test_publishing_needs_an_edition_and_a_state_that_is_public(edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    with pytest.raises(NotLaidOut):
        publish_draft(draft_id=draft.pk, status="pilot", by=secretary, at=AT)

    lay_out_draft(draft_id=draft.pk, by=secretary, at=AT)

    with pytest.raises(WrongState):
        publish_draft(draft_id=draft.pk, status="draft", by=secretary, at=AT)


def test_a_folder_loaded_again_leaves_what_the_office_published(tmp_path: Path, edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)
    publish_draft(draft_id=draft.pk, status="published", by=secretary, at=AT)

    load_cityindex(tmp_path, at=AT)

    assert Edition.objects.get(code="next").status == "published"


def test_a_corrected_version_stands_beside_the_old(edition: Edition, secretary: User):
    erratum = services.begin_erratum(edition_id=edition.pk, code="small-2", by=secretary, at=AT)

    corrected = lay_out_draft(draft_id=erratum.pk, by=secretary, at=AT)

    assert corrected.corrects == edition
    assert Edition.objects.get(pk=edition.pk).sha256 == edition.sha256
    for code in ("small", "small-2"):
        with pytest.raises(services.CodeTaken):
            services.begin_draft(code=code, figures_of=2024, name="Again", by=secretary, at=AT)
    with pytest.raises(services.DraftClosed):
        services.begin_erratum(edition_id=corrected.pk, code="small-3", by=secretary, at=AT)


def test_a_city_withdrawn_from_an_edition_is_not_in_the_ranking_of_its_corrected_version(
    edition: Edition, secretary: User
):
    withdraw_unit(unit_id=edition.units.get(slug="beeville").pk, reason="Asked.", by=secretary, at=AT)
    erratum = services.begin_erratum(edition_id=edition.pk, code="small-2", by=secretary, at=AT)
    lay_out_draft(draft_id=erratum.pk, by=secretary, at=AT)

    corrected = publish_draft(draft_id=erratum.pk, status="pilot", by=secretary, at=AT)

    unit = corrected.units.get(slug="beeville")
    assert (unit.rank, unit.reason, unit.note, unit.values.count()) == (None, WITHDRAWN, "Asked.", 0)
    assert list(corrected.units.ranked().values_list("slug", "rank")) == [("ayton", 1), ("ceeford", 3)]
    assert "beeville" in corrected.files.get(name="data.csv").text
    assert AuditEntry.objects.filter(action="unit.withdrawn").count() == 2


def test_a_withdrawn_city_leaves_the_pages_but_not_the_audit(edition: Edition, secretary: User, client: Any):
    unit = edition.units.get(slug="beeville")

    withdraw_unit(unit_id=unit.pk, reason="The city asked for it.", by=secretary, at=AT)

    unit.refresh_from_db()
    assert (unit.rank, unit.reason, unit.values.count()) == (None, WITHDRAWN, 0)
    assert "The city asked for it." in client.get("/en/index/small/beeville/").content.decode()
    assert "Beeville" not in client.get("/en/index/small/").content.decode().partition("<tbody>")[2]
    assert list(edition.units.ranked().values_list("slug", "rank")) == [("ayton", 1), ("ceeford", 3)]
    for page in ("weights/", "by/things/", "explore/", "method/", "ayton/", "?show=listed"):
        assert client.get(f"/en/index/small/{page}").status_code == 200, page
    weighed = client.get("/en/index/small/weights/")
    assert [(row.unit.slug, row.rank, row.shift) for row in weighed.context["rows"]] == [
        ("ayton", "1", 0),
        ("ceeford", "2", 0),
    ]
    assert '<strong id="same">2</strong> of 2 cities keep their rank' in weighed.content.decode()
    ranking = client.get("/en/index/small/").content.decode()
    assert "2 ranked cities</caption>" in ranking
    assert "rank of 3" in client.get("/en/index/small/ayton/").content.decode()
    entry = AuditEntry.objects.get(action="unit.withdrawn")
    assert entry.before["rank"] == 2
    assert entry.after == {"reason": "The city asked for it."}
    with pytest.raises(AlreadyWithdrawn):
        withdraw_unit(unit_id=unit.pk, reason="Twice.", by=secretary, at=AT)


def test_a_city_of_a_draft_is_not_withdrawn(edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)

    with pytest.raises(NotOut):
        withdraw_unit(unit_id=Unit.objects.filter(edition=draft.edition)[0].pk, reason="x", by=secretary, at=AT)


def test_a_framework_keeps_the_words_of_rows_that_stay(edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    given = [row for row in rows(draft) if row["code"] != "own_b"]

    services.edit_framework(draft_id=draft.pk, rows=given, by=secretary, at=AT)
    services.edit_texts(
        draft_id=draft.pk, texts={"own_a": {"why": {"en": "New"}}, "gone": {"why": {"en": "x"}}}, by=secretary, at=AT
    )

    assert list(draft.elements.values_list("code", "why")) == [
        ("index", ""),
        ("things", "Why things."),
        ("means", "Why means."),
        ("own_a", "New"),
        ("land_c", "Why land_c."),
    ]


def test_a_method_that_is_no_toml_is_refused(edition: Edition, secretary: User):
    draft = begin(edition, secretary)

    with pytest.raises(services.WrongTables):
        services.edit_method(draft_id=draft.pk, method="[normalise", by=secretary, at=AT)
    services.edit_method(draft_id=draft.pk, method='[normalise]\nmethod = "magic"\n', by=secretary, at=AT)

    problems = validate_draft(Draft.objects.get(pk=draft.pk), on=TODAY).problems
    assert [(one.place, one.at) for one in problems] == [("method", "normalise.method")]


def test_an_indicator_that_the_record_does_not_know_is_in_the_way(edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    extra = {**rows(draft)[-1], "code": "unheard_of"}
    services.edit_framework(draft_id=draft.pk, rows=[*rows(draft), extra], by=secretary, at=AT)

    problems = validate_draft(draft, on=TODAY).problems

    assert [(one.place, one.at) for one in problems] == [("framework", "unheard_of")]


def test_a_dropped_draft_takes_its_edition_along(edition: Edition, secretary: User):
    draft = laid_out(edition, secretary)

    services.drop_draft(draft_id=draft.pk, by=secretary, at=AT)

    assert not Edition.objects.filter(code="next").exists()
    assert Draft.objects.get(pk=draft.pk).status == Draft.Status.DROPPED


def sign_in(client: Any, person: User) -> None:
    client.force_login(person)
    note_second_factor(client, person)


def post(client: Any, address: str, **given: Any) -> Any:
    return client.post(f"/en/office/index-editions/drafts/{address}", given)


def test_the_office_drafts_edits_and_publishes_with_forms_alone(client: Any, edition: Edition, secretary: User):
    sign_in(client, secretary)
    begun = post(client, "new/", code="next", figures_of=2024, name_en="Next", based_on=edition.pk)
    assert begun["Location"].endswith("/drafts/next/")

    basics = client.get("/en/office/index-editions/drafts/next/basics/").context["form"].initial
    given = {name: value for name, value in basics.items() if value is not None}
    window = {"corrections_from": "2026-03-02", "corrections_until": "2026-03-20"}
    names = {"name_ko": "다음", "name_zh": "下一个"}
    assert post(client, "next/basics/", **{**given, **names, **window, "regions": "europe: CH"}).status_code == 200
    assert post(client, "next/basics/", **{**given, **names, **window, "regions": ""}).status_code == 302
    framework = client.get("/en/office/index-editions/drafts/next/framework/").context["table"]
    cells = {bound.html_name: bound.value() for row in framework.forms for bound in row.visible_fields()}
    cells |= {bound.html_name: bound.value() for bound in framework.management_form}
    cells = {name: value for name, value in cells.items() if value is not None and value is not False}
    assert post(client, "next/framework/", **{**cells, "row-3-weight": "2"}).status_code == 302
    assert post(client, "next/framework/", **{**cells, "row-4-code": "own_a"}).status_code == 200
    assert client.get("/en/office/index-editions/drafts/next/").context["validation"].problems == []
    assert post(client, "next/lay-out/").status_code == 302
    assert client.get("/en/office/index-editions/drafts/next/folder/")["Content-Type"] == "application/zip"
    assert post(client, "next/publish/", status="pilot").status_code == 302

    assert Edition.objects.get(code="next").status == "pilot"
    assert Draft.objects.get(code="next").elements.get(code="own_a").weight == 2.0


def test_a_framework_of_many_rows_is_saved_as_one_table(client: Any, edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    usual = {"weight": 1.0, "direction": 1, "lower": None, "upper": None, "factor": None, "period": "", "options": ""}
    parts = [{"code": f"part-{number}", "parent": "index", **usual} for number in range(120)]
    services.edit_framework(
        draft_id=draft.pk, rows=[{"code": "index", "parent": "", **usual}, *parts], by=secretary, at=AT
    )
    sign_in(client, secretary)
    table = client.get("/en/office/index-editions/drafts/next/framework/").context["table"]
    cells = {bound.html_name: bound.value() for row in table.forms for bound in row.visible_fields()}
    cells |= {bound.html_name: bound.value() for bound in table.management_form}
    cells = {name: "" if value is None else value for name, value in cells.items() if value is not False}
    assert len(cells) > 1000, "more than a form may have that nobody has asked for"

    assert post(client, "next/framework/", **{**cells, "row-120-weight": "2"}).status_code == 302

    assert draft.elements.count() == 121
    assert draft.elements.get(code="part-119").weight == 2.0


@pytest.mark.parametrize("page", ["", "basics/", "framework/", "names/", "texts/", "method/"])
def test_every_page_of_a_draft_opens_for_the_secretariat_alone(
    client: Any, edition: Edition, secretary: User, page: str
):
    begin(edition, secretary)
    address = f"/en/office/index-editions/drafts/next/{page}"
    assert client.get(address).status_code in (302, 403, 404)

    sign_in(client, secretary)

    assert client.get(address).status_code == 200


def test_the_office_withdraws_a_city_and_begins_a_correction(client: Any, edition: Edition, secretary: User):
    sign_in(client, secretary)
    address = "/en/office/index-editions/edition/small/"

    unit = edition.units.get(slug="beeville")
    withdrawn = client.post(f"{address}withdraw/", {"unit": unit.pk, "reason": "Asked."})
    begun = client.post(f"{address}correct/", {"code": "small-2"})

    assert withdrawn["Location"] == address
    assert begun["Location"].endswith("/drafts/small-2/")
    assert "Asked." in client.get(address).content.decode()
    assert client.get(f"{address}withdraw/").status_code == 200


def test_what_cannot_be_undone_with_a_draft_says_so_first(client: Any, edition: Edition, secretary: User):
    draft = begin(edition, secretary)
    sign_in(client, secretary)
    address = "/en/office/index-editions/drafts/next/"

    publishing = client.get(f"{address}publish/").content.decode()
    dropping = client.get(f"{address}drop/").content.decode()
    assert client.get(address).status_code == 200
    dropped = post(client, "next/drop/")

    assert "its figures are frozen" in publishing
    assert "The built files are deleted." in dropping
    assert "This cannot be undone." in publishing
    assert "This cannot be undone." in dropping
    assert dropped["Location"] == "/en/office/index-editions/"
    assert Draft.objects.get(pk=draft.pk).status == Draft.Status.DROPPED
    assert f'href="{address}drop/"' not in client.get(address).content.decode()
