"""The member data of the network folder: counts, keys, names, places, and the inconsistencies that rows show."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel import Locale

from wego.members.inconsistencies import RULES, Lists, is_found

FOLDER = Path(__file__).parents[2] / "networks" / "wego"
LANGUAGES = {"en", "ko", "zh-hans"}
SUBKINDS = {
    "local_government": {"province_level", "city_level", "district_level", "other_unit", ""},
    "corporation": {"mnc", "sme", "startup", ""},
    "institution": {"association", "public_agency", "academic", "research_institute", "non_profit", ""},
}
# Rough boxes (south, north, west, east) with a margin of a degree, of the part of the country where members lie.
BOXES = {
    "AE": (21, 28, 50, 58), "AF": (28, 40, 59, 76), "AR": (-57, -20, -75, -52), "AZ": (37, 43, 43, 52),
    "BD": (19, 28, 87, 94), "BE": (48, 53, 1, 8), "BR": (-35, 7, -76, -33), "BW": (-28, -16, 18, 31),
    "BY": (50, 58, 22, 34), "BZ": (14, 20, -91, -86), "CH": (44, 49, 4, 12), "CM": (0, 15, 7, 18),
    "CN": (17, 55, 72, 136), "CR": (7, 13, -87, -81), "DE": (46, 57, 4, 17), "DO": (16, 21, -73, -67),
    "EC": (-6, 3, -82, -74), "ES": (35, 45, -10, 5), "ET": (2, 16, 31, 49), "FI": (58, 72, 19, 33),
    "FJ": (-20, -15, 176, 181), "FR": (41, 52, -6, 10), "GH": (3, 13, -5, 3), "HK": (21, 24, 112, 116),
    "ID": (-12, 7, 94, 142), "IN": (5, 37, 67, 99), "IQ": (28, 39, 37, 50), "IR": (24, 41, 43, 65),
    "JP": (23, 47, 122, 147), "KE": (-6, 7, 32, 43), "KR": (32, 40, 125, 132), "KZ": (39, 57, 45, 89),
    "LK": (4, 11, 78, 83), "MA": (20, 37, -19, 0), "MN": (40, 54, 86, 121), "MX": (13, 34, -120, -85),
    "MY": (-1, 9, 98, 121), "MZ": (-28, -9, 29, 42), "NG": (3, 15, 1, 16), "NL": (50, 54, 3, 8),
    "NP": (25, 32, 79, 90), "NZ": (-48, -33, 165, 180), "OM": (15, 28, 50, 61), "PE": (-20, 1, -83, -67),
    "PH": (4, 22, 115, 128), "PK": (22, 39, 59, 79), "PS": (30, 34, 33, 37), "PY": (-29, -18, -64, -53),
    "RO": (42, 50, 19, 31), "RU": (40, 83, 18, 181), "RW": (-4, 0, 27, 32), "SD": (7, 24, 20, 40),
    "SN": (11, 18, -19, -10), "TH": (4, 22, 96, 107), "TN": (29, 39, 6, 13), "TR": (34, 44, 24, 46),
    "TZ": (-13, 1, 28, 42), "UG": (-3, 6, 28, 36), "US": (24, 50, -126, -66), "UZ": (36, 47, 54, 75),
    "VE": (-1, 14, -75, -58), "VN": (7, 25, 101, 111), "ZA": (-36, -21, 15, 34), "ZM": (-20, -7, 20, 35),
    "ZW": (-24, -14, 24, 35),
}  # fmt: skip


def read_csv(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_yaml(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


ORGANISATIONS = {row["slug"]: row for row in read_csv("organisations.csv")}
EDITIONS = {code: read_csv(f"editions/{code}.csv") for code in ("2016", "2022")}
PLACES = {row["slug"]: row for row in read_csv("places.csv")}
LISTS = Lists(organisations=ORGANISATIONS, editions=EDITIONS, network=read_yaml("network.yaml"))
INCONSISTENCIES = read_yaml("inconsistencies.yaml")["inconsistencies"]
DOCUMENTS = {document["id"] for document in read_yaml("documents.yaml")["documents"]}


def governments(edition: str) -> list[dict[str, str]]:
    return [dict(row) for row in LISTS.joined(edition) if row["kind"] == "local_government"]


def test_the_list_of_2016_has_97_cities_and_3_bodies_in_their_standings():
    kinds = Counter(row["kind"] for row in LISTS.joined("2016"))
    standings = Counter(row["standing"] for row in EDITIONS["2016"])

    assert kinds == {"local_government": 97, "institution": 3}
    assert standings == {"full": 90, "associate": 7, "friendship": 3}


def test_the_associates_of_2016_are_the_seven_that_the_list_names():
    associates = {row["slug"] for row in EDITIONS["2016"] if row["standing"] == "associate"}

    assert associates == {"bharatpur", "cauayan", "baguio", "mugla", "kigali", "yakutsk", "sejong"}


def test_the_list_of_2022_has_160_local_governments_and_19_institutions_of_unstated_standing():
    kinds = Counter(row["kind"] for row in LISTS.joined("2022"))

    assert kinds == {"local_government": 160, "institution": 19}
    assert {row["standing"] for row in EDITIONS["2022"]} == {"unstated"}


def test_each_language_of_2022_names_18_institutions_and_its_own_number_of_governments():
    institutions = [row for row in LISTS.joined("2022") if row["kind"] == "institution"]

    assert [sum(row[column] == "1" for row in institutions) for column in ("in_ko", "in_zh")] == [18, 18]
    assert [sum(row[column] == "1" for row in governments("2022")) for column in ("in_ko", "in_zh")] == [157, 160]


@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        ("2016", {"asia": 44, "oceania": 1, "americas": 7, "europe": 17, "middle-east": 4, "africa": 24}),
        ("2022", {"africa": 47, "europe": 16, "middle-east": 8, "americas": 15, "asia-pacific": 74}),
    ],
)
def test_regions_add_up_as_stated(edition: str, expected: dict[str, int]):
    assert Counter(row["region"] for row in governments(edition)) == expected


def test_institutions_carry_no_region_because_the_lists_print_none():
    rows = [row for edition in EDITIONS for row in LISTS.joined(edition) if row["kind"] == "institution"]

    assert {row["region"] for row in rows} == {""}


def test_from_2016_to_2022_93_are_kept_4_left_and_67_joined():
    before = {row["slug"] for row in governments("2016")}
    after = {row["slug"] for row in governments("2022")}

    assert len(before & after) == 93
    assert before - after == {"helsinki", "barcelona", "ulyanovsk", "yakutsk"}
    assert len(after - before) == 67


def test_two_friendship_bodies_of_2016_are_institutions_of_2022():
    bodies = {row["slug"] for row in EDITIONS["2016"] if row["standing"] == "friendship"}

    assert bodies & LISTS.slugs("2022") == {
        "national-information-center-nic",
        "national-information-technology-development-agency-nitda",
    }


def test_every_organisation_stands_once_in_a_list_and_the_lists_name_no_other():
    rows = read_csv("organisations.csv")

    assert len(rows) == len(ORGANISATIONS) == 184
    assert set().union(*(LISTS.slugs(edition) for edition in EDITIONS)) == set(ORGANISATIONS)
    assert all(len(LISTS.slugs(edition)) == len(rows) for edition, rows in EDITIONS.items())


@pytest.mark.parametrize("slug", ORGANISATIONS)
def test_slugs_are_lower_case_ascii(slug: str):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


def test_kinds_and_subkinds_are_those_that_the_network_declares():
    declared = {
        kind["code"]: {subkind["code"] for subkind in kind["subkinds"]} | {""} for kind in LISTS.network["kinds"]
    }

    assert declared == SUBKINDS
    assert [row["slug"] for row in ORGANISATIONS.values() if row["subkind"] not in SUBKINDS[row["kind"]]] == []


@pytest.mark.parametrize("row", ORGANISATIONS.values(), ids=lambda row: row["slug"])
def test_names_are_in_their_own_scripts(row: dict[str, str]):
    assert row["name_en"].isascii()
    assert re.search(r"[\uac00-\ud7a3]", row["name_ko"])
    assert re.search(r"[\u4e00-\u9fff]", row["name_zh"]) or row["slug"] == "central-information-technology-office"
    assert not re.search(r"[\uac00-\ud7a3]", row["name_zh"])
    assert bool(row["name_native"]) == bool(row["native_language"])
    assert row["native_language"] == "" or Locale.parse(row["native_language"], sep="-")


def test_names_are_unique_within_a_country_in_every_language():
    for column in ("name_en", "name_ko", "name_zh"):
        names = Counter((row["country"], row[column]) for row in ORGANISATIONS.values() if row[column])

        assert [name for name, number in names.items() if number > 1] == []


def test_buenos_aires_is_the_canton_in_costa_rica():
    rows = [row for row in ORGANISATIONS.values() if row["name_en"] == "Buenos Aires"]

    assert [(row["slug"], row["country"]) for row in rows] == [("buenos-aires", "CR")]
    assert float(PLACES["buenos-aires"]["latitude"]) > 0
    assert PLACES["buenos-aires"]["population"] == ""


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_printed_form_is_findable(edition: str):
    for row in LISTS.joined(edition):
        known = {row["name_ko"], row["name_zh"], *row["aliases"].split(";")}
        printed = {row.get("printed_ko", ""), row.get("printed_zh", "")} - {""}

        assert printed <= known, row["slug"]


def test_every_name_corrected_against_a_list_of_2022_is_declared():
    declared = {
        (rule["slug"], rule["column"])
        for entry in INCONSISTENCIES
        for rule in entry["check"]
        if rule["rule"] == "names_differ" and rule["edition"] == "2022"
    }
    corrected = {
        (row["slug"], printed)
        for row in LISTS.joined("2022")
        for printed, name in (("printed_ko", "name_ko"), ("printed_zh", "name_zh"))
        if row[printed] and row[printed] != row[name]
    }

    assert corrected == declared


def test_every_country_code_is_a_territory():
    territories = set(Locale("en").territories)
    names = read_csv("country_names.csv")
    codes = {row["code"] for row in names} | {row["country"] for row in ORGANISATIONS.values()}

    assert {code for code in codes if code not in territories or not re.fullmatch("[A-Z]{2}", code)} == set()
    assert {row["name"] for row in names if row["code"] == "XK" and "user-assigned" in row["note"]} == {"Kosovo"}


def test_a_country_name_means_one_country_in_every_source():
    names = read_csv("country_names.csv")
    meanings: dict[str, set[str]] = {}
    for row in names:
        meanings.setdefault(row["name"], set()).add(row["code"])

    assert {name: codes for name, codes in meanings.items() if len(codes) > 1} == {}
    assert len({(row["name"], row["source"]) for row in names}) == len(names)
    assert {row["source"] for row in names} <= DOCUMENTS


@pytest.mark.parametrize(
    ("source", "name", "code"),
    [
        ("UN-EGOV", "Iran (Islamic Republic of)", "IR"),
        ("IMF-WEO", "Islamic Republic of Iran", "IR"),
        ("IMF-WEO", "Korea", "KR"),
        ("UN-EGOV", "Democratic People's Republic of Korea", "KP"),
        ("LISTS-EN", "Turkey", "TR"),
        ("IMF-WEO", "Türkiye", "TR"),
        ("IMF-WEO", "West Bank and Gaza", "PS"),
        ("IMF-WEO", "Hong Kong SAR", "HK"),
        ("UN-EGOV", "Congo", "CG"),
        ("KO16", "벨리츠", "BZ"),
        ("ZH23", "卢旺达", "RW"),
    ],
)
def test_country_names_that_are_easily_mistaken(source: str, name: str, code: str):
    rows = read_csv("country_names.csv")

    assert [row["code"] for row in rows if (row["source"], row["name"]) == (source, name)] == [code]


def test_every_organisation_has_one_place_and_no_other_has():
    assert len(read_csv("places.csv")) == len(PLACES)
    assert set(PLACES) == set(ORGANISATIONS)


@pytest.mark.parametrize("place", PLACES.values(), ids=lambda place: place["slug"])
def test_a_place_lies_in_its_country_and_says_how_sure_it_is(place: dict[str, str]):
    organisation = ORGANISATIONS[place["slug"]]
    south, north, west, east = BOXES[organisation["statistics_country"] or organisation["country"]]

    assert south <= float(place["latitude"]) <= north
    assert west <= float(place["longitude"]) <= east
    assert place["match"] in {"certain", "approximate"}
    assert place["source"] in {"GEONAMES", "HAND"}
    assert bool(place["geonames_id"]) == (place["source"] == "GEONAMES")
    if place["match"] == "approximate":
        assert place["note"]
        assert not place["population"]
    else:
        assert place["source"] == "GEONAMES"
        assert bool(place["population"]) != bool(place["note"])
    assert place["population"] == "" or int(place["population"]) > 0
    assert place["population_year"] == ""


def test_no_province_carries_the_population_of_its_capital():
    provinces = [row["slug"] for row in ORGANISATIONS.values() if row["subkind"] == "province_level"]

    assert len(provinces) == 14
    assert {PLACES[slug]["match"] for slug in provinces} == {"approximate"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_region_schemes_hold_the_countries_of_their_edition(edition: str):
    scheme = next(item for item in read_yaml("regions.yaml")["schemes"] if item["code"] == edition)
    regions = {region["code"]: region for region in scheme["regions"]}
    printed: dict[str, set[str]] = {code: set() for code in regions}
    for row in governments(edition):
        printed[row["region"]].add(row["country"])
    placed = [code for region in regions.values() for code in region["countries"] + region.get("assigned", [])]

    assert {code: set(region["countries"]) for code, region in regions.items()} == printed
    assert len(placed) == len(set(placed))
    assert {row["country"] for row in LISTS.joined(edition)} == set(placed)
    assert all(set(region["name"]) == LANGUAGES for region in regions.values())


def test_countries_per_region_of_2022():
    scheme = next(item for item in read_yaml("regions.yaml")["schemes"] if item["code"] == "2022")

    assert {region["code"]: len(region["countries"]) for region in scheme["regions"]} == {
        "africa": 16,
        "europe": 8,
        "middle-east": 5,
        "americas": 10,
        "asia-pacific": 20,
    }


def test_stated_counts_name_their_document_and_differ_from_the_rows_only_where_declared():
    differing = set()
    for edition in read_yaml("editions.yaml")["editions"]:
        assert isinstance(edition["as_of"]["date"], date)
        for stated in edition["stated"]:
            assert stated["document"] in DOCUMENTS
            filters = {key: stated[key] for key in ("kind", "region", "standing") if key in stated}
            if "column" in stated:
                filters[stated["column"]] = stated["value"]
            rows = [row for row in LISTS.joined(edition["code"]) if all(row[k] == v for k, v in filters.items())]
            if len(rows) != stated["count"]:
                differing.add((edition["code"], *sorted(filters.values()), stated["count"], len(rows)))

    assert differing == {
        ("2016", "local_government", 96, 97),  # D12
        ("2022", "institution", 18, 19),  # D3
        ("2022", "corporation", 37, 0),  # counted, not named
        ("2022", 215, 179),  # 160 + 18 + 37
    }


def test_inconsistencies_are_d1_to_d23_in_three_languages():
    assert [entry["id"] for entry in INCONSISTENCIES] == [f"D{number}" for number in range(1, 24)]
    for entry in INCONSISTENCIES:
        assert set(entry) == {"id", "where", "what", "decision", "check"}
        assert set(entry["what"]) == set(entry["decision"]) == LANGUAGES
        assert all(rule["rule"] in RULES for rule in entry["check"])


@pytest.mark.parametrize("entry", INCONSISTENCIES, ids=lambda entry: entry["id"])
def test_every_inconsistency_is_found_in_the_rows(entry: dict[str, Any]):
    faults = [rule for rule in entry["check"] if not is_found([rule], LISTS)]

    assert faults == []


@pytest.mark.parametrize("number", [1, 2, 3, 9, 11, 12, 13, 14, 22, 23])
def test_inconsistencies_of_what_is_loaded_are_computed_not_recited(number: int):
    check = INCONSISTENCIES[number - 1]["check"]

    assert all(rule["rule"] != "document" for rule in check)


def test_documents_that_are_cited_exist():
    cited = set(re.findall(r"\b(?:KO|ZH|RP|SJ)\d\d\b", " ".join(entry["where"] for entry in INCONSISTENCIES)))
    printed = [*LISTS.network["contact"].values(), *(LISTS.network["name"][code] for code in LANGUAGES)]
    for item in printed:
        for form in item["printed"]:
            cited.update(form["documents"])

    assert cited <= DOCUMENTS


def test_the_contact_in_force_is_one_of_the_printed_forms_or_says_why_not():
    contact = LISTS.network["contact"]

    assert set(contact) == {"email", "site", "social", "phone", "fax", "address"}
    assert all(item["reason"] for item in contact.values())
    assert contact["phone"]["value"] == "+82-2-720-2935"
    assert set(contact["address"]["value"]) == LANGUAGES


def test_names_that_the_secretariat_decides_are_listed_as_they_are_shown():
    shown = {row["slug"]: {"ko": row["name_ko"], "zh-hans": row["name_zh"]} for row in ORGANISATIONS.values()}
    page = (FOLDER.parents[1] / "docs" / "reference" / "names-to-decide.md").read_text(encoding="utf-8")

    for row in read_csv("names_to_decide.csv"):
        assert shown[row["slug"]][row["language"]] == row["shown"] != row["proposed"], row
        assert f"| {row['shown']} | {row['proposed']} |" in page
