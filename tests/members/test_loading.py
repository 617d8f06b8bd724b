"""Loading the register: what the shipped folder gives, that nothing happens twice, that broken files are refused."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.members.factories import make_organisation
from wego.core.models import AuditEntry
from wego.core.references import Reference
from wego.datafiles import DataFaults
from wego.members.models import (
    ContactPoint,
    Edition,
    EditionEntry,
    Inconsistency,
    Organisation,
    Place,
    Region,
    Standing,
)
from wego.members.services.loading import load_members
from wego.members.services.standings import change_standing

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.once]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped folder that a test may break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "wego"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_folder_gives_both_editions_with_their_standings():
    load_members(FOLDER, at=AT)

    entries = EditionEntry.objects.select_related("edition", "organisation")
    kinds = Counter((entry.edition.code, entry.organisation.kind) for entry in entries)
    standings = Counter((entry.edition.code, entry.standing) for entry in entries)
    assert kinds == {
        ("2016", "local_government"): 97,
        ("2016", "institution"): 3,
        ("2022", "local_government"): 160,
        ("2022", "institution"): 19,
    }
    assert standings == {
        ("2016", "full"): 90,
        ("2016", "associate"): 7,
        ("2016", "friendship"): 3,
        ("2022", "unstated"): 179,
    }


def test_every_organisation_has_a_place_and_a_region_in_force():
    load_members(FOLDER, at=AT)

    assert Organisation.objects.count() == Place.objects.count() == 184
    assert set(Organisation.objects.values_list("region__scheme", flat=True)) == {"2022"}
    assert Organisation.objects.get(slug="helsinki").region.code == "europe"
    assert Organisation.objects.get(slug="hong-kong").country_in_statistics == "HK"


def test_regions_of_local_governments_add_up_in_each_scheme():
    load_members(FOLDER, at=AT)

    governments = EditionEntry.objects.filter(organisation__kind="local_government")
    counted = Counter(governments.values_list("edition__code", "region__scheme", "region__code"))
    assert counted == {
        ("2016", "2016", "asia"): 44,
        ("2016", "2016", "oceania"): 1,
        ("2016", "2016", "americas"): 7,
        ("2016", "2016", "europe"): 17,
        ("2016", "2016", "middle-east"): 4,
        ("2016", "2016", "africa"): 24,
        ("2022", "2022", "africa"): 47,
        ("2022", "2022", "europe"): 16,
        ("2022", "2022", "middle-east"): 8,
        ("2022", "2022", "americas"): 15,
        ("2022", "2022", "asia-pacific"): 74,
    }


def test_standing_is_dated_periods_and_who_left_is_former_from_the_next_edition():
    load_members(FOLDER, at=AT)

    def periods(slug: str) -> list[tuple[str, date, date | None, str]]:
        return list(
            Standing.objects.filter(organisation__slug=slug).values_list("kind", "starts_on", "ends_on", "source")
        )

    first, second = date(2016, 4, 26), date(2022, 12, 31)
    assert periods("seoul") == [("full", first, second, "KO16"), ("unstated", second, None, "KO23 ZH23")]
    assert periods("helsinki") == [("full", first, second, "KO16"), ("former", second, None, "KO23 ZH23")]
    assert periods("kabul") == [("unstated", second, None, "KO23 ZH23")]
    former = set(Organisation.objects.filter(standing="former").values_list("slug", flat=True))
    assert former == {"helsinki", "barcelona", "ulyanovsk", "yakutsk", "central-information-technology-office"}
    assert Organisation.objects.filter(standing="unstated").count() == 179


def test_loading_twice_changes_nothing():
    first = load_members(FOLDER, at=AT)
    lines = AuditEntry.objects.count()

    second = load_members(FOLDER, at=AT)

    assert (second.added, second.changed) == (0, 0)
    assert second.left == first.added
    assert AuditEntry.objects.count() == lines
    assert second.inconsistencies == first.inconsistencies


def test_every_inconsistency_that_the_rows_show_is_reported():
    report = load_members(FOLDER, at=AT)

    assert [found.id for found in report.inconsistencies] == [f"D{number}" for number in range(1, 24)]
    assert all(found.where and found.what and found.decision for found in report.inconsistencies)
    assert "塔库基加利" in Inconsistency.objects.get(code="D1").evidence
    assert Inconsistency.objects.get(code="D16").evidence == ""


def test_a_corrected_row_makes_its_inconsistency_disappear_and_is_marked(folder: Path):
    load_members(folder, at=AT)
    change(folder / "editions" / "2022.csv", "칸타이", "칸카이")

    report = load_members(folder, at=AT)

    assert "D11" not in [found.id for found in report.inconsistencies]
    assert not Inconsistency.objects.get(code="D11").is_found
    assert report.changed == 2  # the row and the entry


def test_a_changed_row_updates_its_organisation_and_what_is_searched(folder: Path):
    load_members(folder, at=AT)
    change(folder / "organisations.csv", "Accra,아크라", "Accra,아크라아")

    report = load_members(folder, at=AT)

    accra = Organisation.objects.get(slug="accra")
    assert (report.added, report.changed) == (0, 2)  # the organisation and its place bear the name
    assert accra.name.get("ko") == "아크라아"
    assert accra.search_text == accra.folded()


def test_what_was_changed_on_the_platform_stays_unless_the_file_changes_it(folder: Path):
    load_members(folder, at=AT)
    Organisation.objects.filter(slug="accra").update(name_native="Nkran", name={"en": "Accra", "ko": "다른 이름"})

    report = load_members(folder, at=AT)
    change(folder / "organisations.csv", "Accra,아크라", "Accra,아크라아")
    load_members(folder, at=AT)

    accra = Organisation.objects.get(slug="accra")
    assert (report.added, report.changed) == (0, 0)
    assert (accra.name_native, accra.name.get("ko")) == ("Nkran", "아크라아")


def test_standing_that_was_decided_on_the_platform_is_not_overwritten(folder: Path):
    load_members(folder, at=AT)
    seoul = Organisation.objects.get(slug="seoul")
    decision = Reference("governance.Decision", "7", "Executive Committee, 12 October 2026")
    change_standing(
        organisation_id=seoul.pk, kind="full", starts_on=date(2026, 10, 12), by=None, at=AT, decision=decision
    )
    change(folder / "editions" / "2016.csv", "seoul,asia,full", "seoul,asia,associate")

    load_members(folder, at=AT)

    seoul.refresh_from_db()
    assert list(seoul.standings.values_list("kind", flat=True)) == ["full", "unstated", "full"]
    assert seoul.standing == "full"


def test_notes_of_organisations_places_and_rows_are_given_in_every_language():
    load_members(FOLDER, at=AT)

    with translation.override("ko"):
        assert Organisation.objects.get(slug="seoul").note == "의장도시입니다."
        assert Place.objects.get(slug="kaduna").note == "주도"
        assert EditionEntry.objects.get(organisation__slug="ghazni").note == "KO23에는 이 국가가 없음"


def test_a_correction_of_an_edition_corrects_its_period_and_leaves_a_line(folder: Path):
    load_members(folder, at=AT)
    change(folder / "editions" / "2016.csv", "seoul,asia,full", "seoul,asia,associate")

    load_members(folder, at=AT)

    line = AuditEntry.objects.get(action="standing.loaded")
    assert list(Standing.objects.filter(organisation__slug="seoul").values_list("kind", flat=True)) == [
        "associate",
        "unstated",
    ]
    assert line.before["periods"][0]["standing"] == "full"


def test_a_further_edition_closes_the_period_in_force(folder: Path):
    load_members(folder, at=AT)
    head, _, seoul = (folder / "editions" / "2022.csv").read_text(encoding="utf-8").partition("\n")
    row = next(line for line in seoul.splitlines() if line.startswith("seoul,")).replace("unstated", "full")
    (folder / "editions" / "2024.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with (folder / "editions.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '  - code: "2024"\n    title: {en: a, ko: b, zh-hans: c}\n'
            '    as_of: {printed: "2024", precision: year, date: 2024-12-31, reason: x}\n'
            '    region_scheme: "2022"\n    documents: [KO23]\n    languages: [ko, zh-hans]\n    stated: []\n'
        )

    load_members(folder, at=AT)

    seoul_periods = Standing.objects.filter(organisation__slug="seoul").values_list("kind", "ends_on")
    assert list(seoul_periods) == [("full", date(2022, 12, 31)), ("unstated", date(2024, 12, 31)), ("full", None)]
    assert Organisation.objects.get(slug="accra").standing == "former"


def test_contacts_have_one_value_in_force_and_the_printed_forms_behind_it():
    load_members(FOLDER, at=AT)

    phone = ContactPoint.objects.filter(channel="phone")
    assert phone.get(is_in_force=True).value.source == "+82-2-720-2935"
    assert {row.value.source for row in phone.filter(is_in_force=False)} == {"82-2-720-2935", "82-2-270-2934~8"}
    assert set(ContactPoint.objects.filter(is_in_force=True).values_list("channel", flat=True)) == set(
        ContactPoint.Channel.values
    )


Break = Callable[[Path], None]
BROKEN: dict[str, tuple[Break, str]] = {
    "an unknown country": (
        lambda f: change(
            f / "organisations.csv", "accra,local_government,city_level,GH", "accra,local_government,city_level,QQ"
        ),
        "organisations\\.csv:6: country: QQ is not a country \\(give its ISO 3166-1 alpha-2 code",
    ),
    "a duplicate slug": (
        lambda f: change(f / "organisations.csv", "\nbatibo,", "\nandek,"),
        "organisations\\.csv:3: slug: andek appears twice \\(first in line 2\\)",
    ),
    "a duplicate member": (
        lambda f: change(
            f / "organisations.csv", "\nbatibo,local_government,,CM,,Batibo,", "\nbatibo,local_government,,CM,,ANDEK,"
        ),
        r"organisations\.csv:3: name_en: ANDEK is in line 2 already",
    ),
    "a missing column": (
        lambda f: change(f / "editions" / "2022.csv", "slug,region,standing", "slug,regio,standing"),
        r"2022\.csv:1: region: column is missing",
    ),
    "an unknown column": (
        lambda f: change(f / "places.csv", "match,source,note", "match,source,remark"),
        r"places\.csv:1: remark: unknown column",
    ),
    "a note that lacks a language": (
        lambda f: change(f / "organisations.csv", ",President City.", ",Host city."),
        r"organisations\.csv:\d+: note: “Host city\.” is not given in every language \(add it to notes\.yaml",
    ),
    "an unknown slug in an edition": (
        lambda f: change(f / "editions" / "2016.csv", "\nseoul,", "\nseuol,"),
        "2016\\.csv:2: slug: seuol is not an organisation \\(add it to organisations\\.csv",
    ),
    "an unknown region": (
        lambda f: change(f / "editions" / "2016.csv", "seoul,asia,", "seoul,asia-pacific,"),
        r"2016\.csv:2: region: asia-pacific is unknown \(known: asia, oceania",
    ),
    "a region that is not the country's": (
        lambda f: change(f / "editions" / "2016.csv", "seoul,asia,", "seoul,africa,"),
        "2016\\.csv:2: region: africa is not where KR stands \\(in scheme 2016 it is in asia\\)",
    ),
    "an unknown kind": (
        lambda f: change(f / "organisations.csv", "andek,local_government,", "andek,town,"),
        r"organisations\.csv:2: kind: town is unknown \(known: local_government, corporation, institution\)",
    ),
    "a sub-kind of another kind": (
        lambda f: change(f / "organisations.csv", "andek,local_government,,", "andek,local_government,academic,"),
        r"organisations\.csv:2: subkind: academic is unknown \(known: province_level",
    ),
    "an unknown standing": (
        lambda f: change(f / "editions" / "2016.csv", "seoul,asia,full", "seoul,asia,gold"),
        r"2016\.csv:2: standing: gold is unknown",
    ),
    "a latitude off the earth": (
        lambda f: change(f / "places.csv", "andek,5.97,", "andek,95.97,"),
        "places\\.csv:2: latitude: 95\\.97 is not an angle \\(give degrees from -90 to 90\\)",
    ),
    "a member without a place": (
        lambda f: change(f / "places.csv", "\nbatibo,", "\naccra,"),
        "places\\.csv:6: slug: accra appears twice",
    ),
    "a place of nobody": (
        lambda f: change(f / "places.csv", "\nbatibo,", "\nnowhere,"),
        "places\\.csv:3: slug: nowhere is not an organisation",
    ),
    "a population in words": (
        lambda f: change(f / "places.csv", "38.74689,3860000", "38.74689,many"),
        "places\\.csv:5: population: many is not a whole number",
    ),
    "a country in two regions": (
        lambda f: change(f / "regions.yaml", "countries: [FJ]", "countries: [FJ, KR]"),
        "regions\\.yaml:\\d+: schemes\\[0\\]\\.regions\\[1\\]: KR appears twice \\(also in asia\\)",
    ),
    "an unknown key": (
        lambda f: change(f / "regions.yaml", "        assigned: [BZ]", "        asigned: [BZ]"),
        r"regions\.yaml:\d+: schemes\[0\]\.regions\[2\]\.asigned: is unknown",
    ),
    "an unknown document": (
        lambda f: change(f / "editions.yaml", "documents: [KO16]", "documents: [KO61]"),
        "editions\\.yaml:\\d+: editions\\[0\\]\\.documents: KO61 is not a known document",
    ),
    "a text in two languages": (
        lambda f: change(f / "inconsistencies.yaml", "      ko: ", "      fr: "),
        r"inconsistencies\.yaml:\d+: inconsistencies\[0\]\.what: is not given in every language",
    ),
    "an unknown rule": (
        lambda f: change(f / "inconsistencies.yaml", "- {rule: count, edition", "- {rule: cuont, edition"),
        r"inconsistencies\.yaml:\d+: inconsistencies\[0\]\.check\[0\]: names no known rule",
    ),
    "a rule without what it needs": (
        lambda f: change(f / "inconsistencies.yaml", "expect_stated: 47, ", ""),
        r"inconsistencies\.yaml:\d+: inconsistencies\[0\]\.check: expect_stated is missing or unknown",
    ),
    "an unknown contact channel": (
        lambda f: change(f / "network.yaml", "\n  fax:", "\n  telex:"),
        r"network\.yaml:\d+: contact\.telex: is unknown",
    ),
    "an edition that nobody described": (
        lambda f: shutil.copy(f / "editions" / "2016.csv", f / "editions" / "2015.csv") and None,
        r"2015\.csv: belongs to no edition",
    ),
    "a wrong encoding": (
        lambda f: (f / "organisations.csv").write_bytes("slug\n서울".encode("cp949")) and None,
        r"organisations\.csv:2: byte 0x\w\w is not UTF-8 \(save the file as UTF-8\)",
    ),
    "a missing file": (
        lambda f: (f / "places.csv").unlink(),
        r"places\.csv: cannot be read",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_folder_is_refused_whole_with_file_line_reason_and_remedy(folder: Path, fault: str):
    break_it, expected = BROKEN[fault]
    break_it(folder)

    with pytest.raises(DataFaults, match=expected):
        load_members(folder, at=AT)

    assert not any(model.objects.exists() for model in (Region, Place, Organisation, Edition, Inconsistency))


def test_all_faults_of_a_file_are_told_at_once(folder: Path):
    change(folder / "organisations.csv", "andek,local_government,,CM", "andek,town,,QQ")
    change(folder / "organisations.csv", "batibo,local_government,,CM", "batibo,local_government,,QZ")

    with pytest.raises(DataFaults) as refusal:
        load_members(folder, at=AT)

    assert [(fault.line, fault.key) for fault in refusal.value.faults] == [(2, "kind"), (2, "country"), (3, "country")]


def test_an_organisation_of_the_platform_alone_is_left_alone():
    applicant = make_organisation("Newtown", standing="")

    load_members(FOLDER, at=AT)

    applicant.refresh_from_db()
    assert applicant.standing == ""


def test_a_further_language_stands_in_a_column_more_and_may_lack(folder: Path, settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    change(folder / "network.yaml", "time_zone:", "further_languages: [es]\ntime_zone:")
    path = folder / "organisations.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    with_names = [f"{row},{'Acra' if row.startswith('accra,') else ''}" for row in rows]
    path.write_text("\n".join([f"{head},name_es", *with_names]) + "\n", encoding="utf-8")

    load_members(folder, at=AT)
    again = load_members(folder, at=AT)

    assert (again.added, again.changed) == (0, 0)
    assert Organisation.objects.get(slug="accra").name.get("es") == "Acra"
    assert Place.objects.get(slug="accra").name.get("es") == "Acra"
    assert Organisation.objects.filter(name__es__isnull=False).count() == 1
