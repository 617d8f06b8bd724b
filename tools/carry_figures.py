"""Carries public figures from the reference data folder into networks/wego/observations. A tool for maintainers.

    WEGO_REFERENCE_DATA=../shared/data python -m tools.carry_figures

Of the e-government figures of 2022 the reference folder may have no file (egov/EGOV_DATA_2022.csv, from the data centre
of the United Nations' knowledge base): those that were carried already are then left as they are.

The product never runs this: it reads the reviewed files that this writes. Which city of a source is which member is
decided by hand in observations/matching.csv, which country name means which country in country_names.csv; both are read
here, never written. The online service figures of cities (un-losi-2024.csv) were carried over by hand, one by one, and
are not touched. The other sources of cities' own figures are carried by `carry_city_figures.py`.
"""

from __future__ import annotations

import csv
import math
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import openpyxl

from tools import carry_city_figures

NETWORK = Path(__file__).resolve().parent.parent / "networks" / "wego"
OBSERVATIONS = NETWORK / "observations"

IMF, GREEN = "imf-weo-2024-04", "unhabitat-green-2024"
UN_YEARS = (2022, 2024)
IMF_SERIES = {
    "government_revenue_pct_gdp": "imf.government_revenue",
    "inflation_avg_pct": "imf.inflation",
    "investment_pct_gdp": "imf.investment",
    "population_millions": "imf.population",
    "unemployment_rate_pct": "imf.unemployment",
}
# The same column as the files of 2024 and of 2022 name it.
UN_COUNTRY, UN_RANK = ("Country", "Country Name"), ("Rank", "E-Government Rank")
UN_COLUMNS = {
    "un.egdi": ("E_Index", "E-Government Index"),
    "un.osi": ("Online_Service", "Online Service Index"),
    "un.tii": ("Tele_Infra", "Telecommunication Infrastructure Index"),
    "un.hci": ("Human_Capital", "Human Capital Index"),
    "un.epi": ("E_Participation", "E-Participation Index"),
}
GREEN_COLUMNS = [(5 + place, "unhabitat.green_share", year) for place, year in enumerate((1990, 2000, 2010, 2020))] + [
    (9 + place, "unhabitat.green_per_capita", year) for place, year in enumerate((1990, 2000, 2010, 2020))
]
# The last years of the figures that editions derive: a logarithm of that year, a mean of the five up to it.
DERIVED_UP_TO = (2020, 2022)


@dataclass(frozen=True)
class Observation:
    """One row of an observations file; the value is kept as text so that no digit is lost or invented."""

    subject: str
    indicator: str
    period: str
    value: str
    quality: str
    page: str = ""
    note: str = ""


@dataclass(frozen=True)
class Absence:
    """A figure that a source does not have, and why."""

    subject: str
    indicator: str
    periods: str
    reason: str


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV with its header; a byte-order mark is dropped."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, kind: type, rows: Iterable[Observation | Absence]) -> None:
    """Write dataclass rows, sorted, so that a second run changes nothing."""
    lines = sorted(astuple(row) for row in rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(kind)])
        writer.writerows(lines)
    print(f"{path.name}: {len(lines)} rows")


def needed_countries() -> list[str]:
    """Countries of all organisations and units, by the code under which statistics list them."""
    members = (row["statistics_country"] or row["country"] for row in rows_of(NETWORK / "organisations.csv"))
    return sorted({*members, *(row["country"] for row in rows_of(NETWORK / "units.csv"))} - {""})


def country_codes(source: str) -> dict[str, str]:
    """Reviewed names of countries, as one source prints them."""
    rows = rows_of(NETWORK / "country_names.csv")
    return {row["name"].strip(): row["code"] for row in rows if row["source"] == source}


def coded(
    rows: Iterable[dict[str, str]], *, column: str, source: str, needed: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Pair each row of a needed country with its code; names that the table does not know are reported."""
    codes = country_codes(source)
    unknown = set()
    for row in rows:
        name = row[column].strip()
        if name not in codes:
            unknown.add(name)
        elif codes[name] in needed:
            yield codes[name], row
    if unknown:
        print(f"names that are not in country_names.csv: {', '.join(sorted(unknown))}", file=sys.stderr)


def estimate(row: dict[str, str]) -> str:
    """Quality of an IMF value: what lies after the country's last own figure is an estimate."""
    last = row["estimates_start_after"]
    return "actual" if last and int(row["year"]) <= int(last) else "estimate"


def carry_imf(folder: Path, needed: list[str]) -> list[Observation]:
    """GDP per person and the selected series, as printed."""
    found = []
    gdp = rows_of(folder / "gdp" / "imf_weo_apr2024_gdp_pc_ppp_2000_2023_tidy.csv")
    for code, row in coded(gdp, column="country", source="IMF-WEO", needed=needed):
        if value := row["gdp_pc_ppp_intl_dollar"].strip():
            at = (f"country:{code}", "imf.gdp_per_capita_ppp", row["year"])
            found.append(Observation(*at, value, estimate(row)))
    selected = rows_of(folder / "gdp" / "imf_weo_apr2024_selected_2010_2023_tidy.csv")
    for code, row in coded(selected, column="country", source="IMF-WEO", needed=needed):
        if value := row["value"].strip():
            found.append(Observation(f"country:{code}", IMF_SERIES[row["series"]], row["year"], value, estimate(row)))
    return found + derive_imf(found)


def derive_imf(found: list[Observation]) -> list[Observation]:
    """The logarithm of GDP per person and the five-year means, each from values that are carried themselves."""
    by_key = {(row.subject, row.indicator, row.period): row for row in found}
    derived = []
    for subject in sorted({row.subject for row in found}):
        for last in DERIVED_UP_TO:
            derived += _derived(subject, last, by_key)
    return derived


def _derived(subject: str, last: int, by_key: dict[tuple[str, str, str], Observation]) -> Iterator[Observation]:
    if gdp := by_key.get((subject, "imf.gdp_per_capita_ppp", str(last))):
        value = f"{math.log10(float(gdp.value)):.4f}"
        at = (subject, "imf.gdp_per_capita_ppp_log10", str(last))
        yield Observation(*at, value, "derived", "", f"decimal logarithm of {gdp.value} ({gdp.quality})")
    for base in ("imf.investment", "imf.inflation"):
        years = [by_key.get((subject, base, str(year))) for year in range(last - 4, last + 1)]
        if all(years):
            values = [row.value for row in years if row]
            mean = (sum(map(Decimal, values)) / len(values)).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
            at = (subject, f"{base}_mean5", f"{last - 4}/{last}")
            yield Observation(*at, str(mean), "derived", "", f"mean of {'; '.join(values)}")


def carry_egov(folder: Path, needed: list[str], year: int) -> list[Observation]:
    """The e-government index and its parts; the region column is wrong in places and is not read."""
    path = folder / "egov" / f"EGOV_DATA_{year}.csv"
    if not path.exists():
        print(f"{path.name} is not there: what was carried stays")
        return [Observation(**row) for row in rows_of(OBSERVATIONS / f"un-egov-{year}.csv")]
    table = rows_of(path)
    country, rank = (next(name for name in names if name in table[0]) for names in (UN_COUNTRY, UN_RANK))
    found = []
    for code, row in coded(table, column=country, source="UN-EGOV", needed=needed):
        for indicator, names in UN_COLUMNS.items():
            if value := next(row[name] for name in names if name in row).strip():
                note = f"rank {row[rank]} of 193" if indicator == "un.egdi" else ""
                at = (f"country:{code}", indicator, row["Survey Year"])
                found.append(Observation(*at, value, "actual", "country table", note))
    return found


def carry_green(folder: Path) -> tuple[list[Observation], list[Absence]]:
    """Green areas of the cities that matching.csv accepts, by the source's own code of the city."""
    book = openpyxl.load_workbook(folder / "eurostat" / "unhabitat_green_areas_1990_2020.xlsx")
    printed = {row[1]: row for row in book["Data"].iter_rows(min_row=2, values_only=True) if row[1]}
    found, absent = [], []
    for match in rows_of(OBSERVATIONS / "matching.csv"):
        if match["source"] != GREEN or not match["subject"]:
            continue
        row = printed[match["source_code"]]
        if (row[2], row[0]) != (match["source_name"], match["source_country"]):
            raise SystemExit(f"matching.csv: {match['source_code']} is {row[2]!r} of {row[0]!r} in the source")
        record = str(row[13]).rsplit(",", 1)[-1].strip()
        for column, indicator, year in GREEN_COLUMNS:
            if not row[column]:
                reason = "the source prints 0 where it has no figure"
                absent.append(Absence(match["subject"], indicator, str(year), reason))
                continue
            value = str(Decimal(repr(row[column])).quantize(Decimal("0.01"), ROUND_HALF_EVEN))
            at = (match["subject"], indicator, str(year))
            note = (
                match["note"] if match["decision"] != "unit" else ""
            )  # why a unit is in says nothing about its figure
            found.append(Observation(*at, value, "actual", f"Data, record {record}", note))
    return found + derive_green(found), absent


def derive_green(found: list[Observation]) -> list[Observation]:
    """Change of the green share from 1990 to 2020, from the two rounded values."""
    shares = {(row.subject, row.period): row for row in found if row.indicator == "unhabitat.green_share"}
    derived = []
    for subject in sorted({row.subject for row in found}):
        first, last = shares.get((subject, "1990")), shares.get((subject, "2020"))
        if first and last:
            change = str(Decimal(last.value) - Decimal(first.value))
            at = (subject, "unhabitat.green_share_change", "1990/2020")
            derived.append(Observation(*at, change, "derived", last.page, f"{last.value} less {first.value}"))
    return derived


def absences(found: list[Observation], needed: list[str]) -> list[Absence]:
    """Every country, indicator and run of years for which the sources have no figure."""
    expected = [
        ("imf.gdp_per_capita_ppp", range(2000, 2024)),
        *((code, range(2010, 2024)) for code in IMF_SERIES.values()),
    ]
    expected += [(code, range(year, year + 1)) for code in UN_COLUMNS for year in UN_YEARS]
    have = {(row.subject, row.indicator, row.period) for row in found}
    absent = []
    for country in needed:
        for indicator, years in expected:
            subject = f"country:{country}"
            gaps = [year for year in years if (subject, indicator, str(year)) not in have]
            if not gaps:
                continue
            if indicator.startswith("un."):
                reason = "not a member state of the United Nations, so not in the Survey"
            elif len(gaps) == len(years):
                reason = "the source prints no value for this country"
            else:
                reason = "the source prints no value for these years"
            absent += [Absence(subject, indicator, period, reason) for period in spans(gaps)]
    return absent


def spans(years: list[int]) -> Iterator[str]:
    """Runs of consecutive years, as `2010` or `2010/2013`."""
    runs: dict[int, list[int]] = defaultdict(list)
    for place, year in enumerate(years):
        runs[year - place].append(year)
    for run in runs.values():
        yield str(run[0]) if len(run) == 1 else f"{run[0]}/{run[-1]}"


def carry(folder: Path, out: Path) -> None:
    """Carry every source of `folder` over into files under `out`, with the list of what is absent."""
    needed = needed_countries()
    carried = carry_imf(folder, needed)
    write_rows(out / f"{IMF}.csv", Observation, carried)
    for year in UN_YEARS:
        egov = carry_egov(folder, needed, year)
        write_rows(out / f"un-egov-{year}.csv", Observation, egov)
        carried += egov
    green, missing = carry_green(folder)
    write_rows(out / f"{GREEN}.csv", Observation, green)
    matches = rows_of(OBSERVATIONS / "matching.csv")
    for source in carry_city_figures.SOURCES:
        own = [match for match in matches if match["source"] == source.code]
        figures, silent = carry_city_figures.carried_from(folder, source, own)
        write_rows(out / f"{source.code}.csv", Observation, [Observation(*row) for row in figures])
        missing += [Absence(*row) for row in silent]
    write_rows(out / "absent.csv", Absence, absences(carried, needed) + missing)


if __name__ == "__main__":
    reference = Path(os.environ.get("WEGO_REFERENCE_DATA", NETWORK.parents[2] / "shared" / "data"))
    if not reference.is_dir():
        raise SystemExit(f"no reference data at {reference}: set WEGO_REFERENCE_DATA")
    carry(reference, OBSERVATIONS)
