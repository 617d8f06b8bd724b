"""Every cell of every table of the documents, as INVENTORY A2 prints them, and what a definition may not be."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from wego.cli.dues import load_schedule
from wego.datafiles import definition_path, read_yaml
from wego.engines.definitions import DefinitionFaults
from wego.engines.fees import FeeSubject, quote, read_schedule

# Typed from the documents, apart from the data files: first figure of each band, then the printed fees.
COLUMNS_2016 = (0, 300, 600, 1000, 2000, 4000, 7000, 10000)
CITIES_2016 = {
    0: "400 400 500 500 600 600 700 700",
    1000: "500 500 600 600 700 700 800 800",
    2000: "500 750 1000 1250 1500 1750 2000 2250",
    4000: "700 1000 1300 1600 1900 2200 2500 3000",
    6000: "1500 2000 2500 3000 3500 4000 4500 5000",
    8000: "2000 2500 3000 3500 4000 4500 5000 5500",
    10000: "3500 4000 4500 5000 5500 6000 6500 7000",
    15000: "4500 5000 5500 6000 6500 7000 7500 8000",
    20000: "6000 6500 7000 7500 8000 8500 8500 10000",
}
COLUMNS_2023 = (0, 50, 200, 300, 600, 1000, 2000, 4000, 7000, 10000)
UNDISPUTED_2023 = {
    2000: "400 450 500 750 1000 1250 1500 1750 2000 2250",
    4000: "500 500 700 1000 1300 1600 1900 2200 2500 3000",
    6000: "900 1200 1500 2000 2500 3000 3500 4000 4500 5000",
    8000: "1600 1800 2000 2500 3000 3500 4000 4500 5000 5500",
    10000: "2500 3000 3500 4000 4500 5000 5500 6000 6500 7000",
    15000: "3500 4000 4500 5000 5500 6000 6500 7000 7500 8000",
    20000: "4000 5000 6000 6500 7000 7500 8000 8500 8500 10000",
}
DISPUTED_2023 = {
    "ko": {0: "400 400 500 500 600 600 700 700 800 800", 1000: "400 400 500 500 600 600 700 700 800 800"},
    "zh": {0: "400 400 400 500 500 500 600 600 700 700", 1000: "400 400 500 500 500 600 600 700 700 800"},
    "continuity": {0: "400 400 400 400 500 500 600 600 700 700", 1000: "400 400 500 500 600 600 700 700 800 800"},
}
OTHERS_2023 = [
    ("corporation", "mnc", "staff", {500: 5000, 2000: 8000}),
    ("corporation", "sme", "staff", {1: 2000, 300: 2500}),
    ("corporation", "startup", "staff", {1: 1000, 11: 1500, 21: 2000}),
    *(
        (
            "institution",
            code,
            "gdp",
            {0: 750, 2000: 1000, 5000: 1500, 8000: 2000, 10000: 3000, 15000: 4000, 20000: 5000},
        )
        for code in ("association", "public_agency", "academic", "research_institute")
    ),
    ("institution", "non_profit", "staff", {0: 1000, 10: 2000, 50: 3000, 100: 4000, 500: 5000}),
]


def cells(rows: dict[int, str], columns: tuple[int, ...]) -> list[tuple[int, int, int, int, int]]:
    """(first of the row, first after it, first of the column, first after it, fee) of a printed table."""
    starts = sorted(rows)
    found = []
    for start, after in zip(starts, [*starts[1:], 10**6], strict=True):
        fees = rows[start].split()
        for column, next_column, fee in zip(columns, [*columns[1:], 10**6], fees, strict=True):
            found.append((start, after, column * 1000, next_column * 1000, int(fee)))
    return found


def city(gdp: int | str, population: int | str) -> FeeSubject:
    return FeeSubject("local_government", gdp=Decimal(gdp), population=Decimal(population))


def test_all_72_cells_of_2016() -> None:
    schedule = load_schedule("2016")
    printed = cells(CITIES_2016, COLUMNS_2016)

    assert len(printed) == 72
    for first, after, start, end, fee in printed:
        for corner in (city(first, start), city(f"{after - 1}.99", end - 1)):
            assert quote(schedule, corner).fee == fee
            assert not quote(schedule, corner).is_ambiguous


@pytest.mark.parametrize("reading", ["ko", "zh", "continuity"])
def test_all_90_cells_of_2023_in_each_reading(reading: str) -> None:
    schedule = load_schedule("2023")
    printed = cells(UNDISPUTED_2023 | DISPUTED_2023[reading], COLUMNS_2023)

    assert len(printed) == 90
    for first, after, start, end, fee in printed:
        for corner in (city(first, start), city(f"{after - 1}.99", end - 1)):
            assert quote(schedule, corner, reading=reading).fee == fee


def test_a_disputed_cell_tells_every_reading() -> None:
    schedule = load_schedule("2023")
    tables = {code: cells(UNDISPUTED_2023 | rows, COLUMNS_2023) for code, rows in DISPUTED_2023.items()}

    for ko, zh, continuity in zip(*tables.values(), strict=True):
        found = quote(schedule, city(ko[0], ko[2]))
        fees = {"ko": ko[4], "zh": zh[4], "continuity": continuity[4]}
        assert found.fee == continuity[4]
        assert found.reading == "continuity"
        assert found.alternatives == (fees if len(set(fees.values())) > 1 else {})


def test_the_documents_differ_on_ten_cells() -> None:
    ko, zh = (cells(DISPUTED_2023[code], COLUMNS_2023) for code in ("ko", "zh"))

    assert sum(one != other for one, other in zip(ko, zh, strict=True)) == 10


@pytest.mark.parametrize(("kind", "class_", "measure", "bands"), OTHERS_2023)
def test_every_other_band_of_2023(kind: str, class_: str, measure: str, bands: dict[int, int]) -> None:
    schedule = load_schedule("2023")
    starts = sorted(bands)
    ends = {"mnc": 10**6, "sme": 500}.get(class_, 10**6)

    for start, after in zip(starts, [*starts[1:], ends], strict=True):
        for value in (str(start), f"{after - 1}"):
            found = quote(schedule, FeeSubject(kind, class_, **{measure: Decimal(value)}))
            assert found.fee == bands[start]
            assert found.column is None


def test_k_city_of_the_document_pays_7000() -> None:
    found = quote(load_schedule("2016"), city(35379, 970_000))

    assert (found.fee, found.row, found.column) == (Decimal(7000), "20000+", "600-999")


def definition(code: str = "2023") -> dict[str, Any]:
    return deepcopy(read_yaml(definition_path("fees", code)).data)


def broken(data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionFaults) as refusal:
        read_schedule(data)
    return [(fault.key, fault.code) for fault in refusal.value.faults]


def test_a_gap_between_bands_is_refused() -> None:
    data = definition("2016")
    del data["tables"][0]["fees"]["2000-3999"]

    assert broken(data) == [("tables[0].fees", "bands")]


def test_overlapping_bands_as_the_document_prints_them_are_refused() -> None:
    data = definition("2016")
    data["tables"][0]["fees"]["0-1999"] = data["tables"][0]["fees"].pop("1000-1999")

    assert broken(data) == [("tables[0].fees", "bands")]


def test_a_row_that_is_too_short_is_refused() -> None:
    data = definition("2016")
    data["tables"][0]["fees"]["20000+"].pop()

    assert ("tables[0].fees.20000+", "wrong_length") in broken(data)


def test_a_row_that_one_reading_lacks_is_refused() -> None:
    data = definition()
    del data["tables"][0]["by"]["zh"]["0-999"]

    assert broken(data) == [("tables[0].fees", "missing_cell")]


def test_a_negative_fee_an_unknown_reading_and_an_unknown_key_are_refused_at_once() -> None:
    data = definition()
    data["tables"][0]["fees"]["20000+"][0] = -1
    data["readings"]["in_force"] = "latin"
    data["colour"] = "blue"

    assert {code for _key, code in broken(data)} == {"negative", "unknown_reading", "unknown_key"}


def test_a_class_priced_twice_or_as_nothing_is_refused() -> None:
    data = definition()
    data["tables"][2]["classes"] = ["mnc"]
    data["priced_as"]["classes"] = {"research_institute": "university"}

    assert {code for _key, code in broken(data)} == {"duplicate", "unknown_class"}
