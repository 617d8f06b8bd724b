"""Denomination, screening, imputation, treatment in detail and panels of years against the reference, to 1e-9."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from wego.engines.composite import Method, Panel, build, build_years
from wego.engines.composite.arrays import moments
from wego.engines.composite.imputation import ImputationInput, constant, imputed, latest, linear
from wego.engines.composite.screening import keep, nonzero_share, present_share
from wego.engines.composite.treatment import treated

RAW = "pipeline_B_raw_default/Raw.csv"
DENOMINATORS = ("Area", "Energy", "GDP", "Population")


def same(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def panel_of(asem, sheet, beside=()):
    codes = [element["code"] for element in asem.elements() if "direction" in element]
    return Panel(sheet.units, (*codes, *beside), sheet.columns([*codes, *beside]))


def given(asem, name, columns):
    """Columns of a file whose first columns are texts, with its units in their order."""
    records = sorted(asem.records(name), key=lambda row: (row["Time"], row["uCode"]))
    values = [[float("nan" if row[c] in ("NA", "") else row[c]) for c in columns] for row in records]
    return records, np.array(values)


# Denomination


def test_denomination(asem):
    expected = asem.sheet("pipeline_A_example/Denominated.csv")
    described = {row["iCode"]: row["Denominator"] for row in asem.records("input/ASEM_iMeta.csv")}
    elements = [
        {**element, "denominator": described[element["code"]]}
        if described.get(element["code"], "NA") != "NA"
        else element
        for element in asem.elements()
    ]
    codes = [element["code"] for element in elements if "direction" in element]
    records, values = given(asem, "input/ASEM_iData.csv", [*codes, *DENOMINATORS])
    used = [c for c in DENOMINATORS if c in described.values()]
    keep_columns = [n for n, code in enumerate([*codes, *DENOMINATORS]) if code in codes or code in used]
    panel = Panel(tuple(row["uCode"] for row in records), (*codes, *used), values[:, keep_columns])

    result = build(panel, Method.from_mapping({"element": elements, "treat": {"method": "winsorise_then_log"}}))

    assert result.units == expected.units
    same(result.stages.screened, expected.columns(result.codes))
    same(result.scores, asem.sheet("pipeline_C_denom_default/Aggregated.csv").columns(result.aggregates))


# The reference's first pipeline whole: it imputes before it screens


def test_imputed_before_screened_nobody_is_left_out(asem):
    imputed_sheet, screened = (asem.sheet(f"pipeline_A_example/{step}.csv") for step in ("Imputed", "Screened"))

    kept = keep(imputed_sheet.values, min_share=0.9)

    assert kept.all()
    assert screened.units == imputed_sheet.units
    same(screened.columns(imputed_sheet.codes), imputed_sheet.values)


# Screening


@pytest.mark.parametrize("share", ["byNA_0.9", "byNAandzeros_0.95_0.95"])
def test_screening_in_detail(asem, share):
    raw = asem.sheet(RAW)
    records = asem.records(f"screen/raw_{share}_summary.csv")
    removed = {row["uCode"] for row in asem.records(f"screen/raw_{share}_removed.csv")}
    zeros = 0.95 if "zeros" in share else 0.0

    kept = keep(raw.values, min_share=0.95 if zeros else 0.9, min_nonzero=zeros)

    assert [row["uCode"] for row in records] == list(raw.units)
    same(present_share(raw.values), [float(row["Dat_Avail"]) for row in records])
    same(nonzero_share(raw.values), [float(row["Non_Zero"]) for row in records])
    assert {unit for unit, keeps in zip(raw.units, kept, strict=True) if not keeps} == removed
    assert kept.tolist() == [row["Included"] == "TRUE" for row in records]


# Imputation by row and across years


@pytest.mark.parametrize(
    ("method", "over", "file"),
    [
        ("row_mean", "siblings", "row_i_mean_normfirst_level2"),
        ("row_median", "siblings", "row_i_median_normfirst_level2"),
        ("row_mean", "all", "row_i_mean_normfirst_all"),
    ],
)
def test_imputation_by_row(asem, method, over, file):
    raw, expected = asem.sheet(RAW), asem.sheet(f"impute/{file}.csv")
    elements = {element["code"]: element for element in asem.elements()}
    frame = ImputationInput(
        raw.values,
        directions=np.array([float(elements[code]["direction"]) for code in raw.codes]),
        families=[elements[code]["parent"] for code in raw.codes],
    )

    found, _ = imputed(frame, method=method, options={"over": over})

    same(found, expected.columns(raw.codes))


PANEL_METHODS = [
    ("panel_latest", lambda x, times: latest(x, max_time=None)),
    ("panel_latest_maxtime1", lambda x, times: latest(x, max_time=1.0)),
    ("panel_constant", lambda x, times: constant(x)),
    ("panel_linear", lambda x, times: linear(x, times=times)),
    ("panel_linear-constant", lambda x, times: linear(x, times=times)),
]


@pytest.mark.parametrize(("file", "fill"), PANEL_METHODS)
def test_imputation_across_years(asem, file, fill):
    codes = [code for code in asem.records(f"impute/{file}.csv")[0] if code not in ("uCode", "Time")]
    before, values = given(asem, "impute/panel_input_with_NAs.csv", codes)
    after, expected = given(asem, f"impute/{file}.csv", codes)
    times = np.array(sorted({float(row["Time"]) for row in before}))

    found = fill(values.reshape(len(times), -1, len(codes)), times)

    assert [(row["Time"], row["uCode"]) for row in before] == [(row["Time"], row["uCode"]) for row in after]
    same(found.reshape(expected.shape), expected)


# Treatment in detail

THRESHOLDS = {"skew": 2.0, "kurtosis": 3.5}
SECOND = {"combine": False, "then": "log_ct", "lambda": 0.0}
TREATMENTS = [
    ("Treat_default", {"max_points": 5, **THRESHOLDS, **SECOND}),
    ("Treat_winmax1", {"max_points": 1, **THRESHOLDS, **SECOND}),
    ("Treat_winmax1_combine", {"max_points": 1, **THRESHOLDS, **SECOND, "combine": True}),
    ("Treat_winmax1_logCTplus", {"max_points": 1, **THRESHOLDS, **SECOND, "then": "log_ct_plus"}),
    ("Treat_winmax2_skew1_kurt1", {"max_points": 2, "skew": 1.0, "kurtosis": 1.0, **SECOND}),
    ("Treat_boxcox_f2", {"max_points": 1, **THRESHOLDS, **SECOND, "then": "boxcox", "lambda": 0.5}),
]


@pytest.mark.parametrize(("file", "options"), TREATMENTS)
def test_treatment_in_detail(asem, file, options):
    raw, expected = asem.sheet(RAW), asem.sheet(f"treat/{file}.csv")
    details = asem.records(f"treat/{file}_dets.csv")
    logged = {row["uCode"]: row for row in asem.records(f"treat/{file}_points.csv")}

    found = treated(raw.values, method="winsorise_then_log", options=options)

    same(np.column_stack([one.values for one in found]), expected.columns(raw.codes))
    before = dict(zip(raw.codes, zip(*moments(raw.values.T.copy()), strict=True), strict=True))
    assert [row["iCode"] for row in details] == list(raw.codes)
    for row, one in zip(details, found, strict=True):
        code = row["iCode"]
        same(before[code], [float(row["check_SkewKurt0.Skew"]), float(row["check_SkewKurt0.Kurt"])])
        if row["check_SkewKurt0.Pass"] == "TRUE":
            assert one.action == "none"
        elif row.get("check_SkewKurt1.Pass") == "TRUE":
            assert (one.action, one.points) == ("winsorised", int(row["winsorise.nwin"]))
            after = np.column_stack(moments(one.values[np.newaxis]))[0]
            same(after, [float(row["check_SkewKurt1.Skew"]), float(row["check_SkewKurt1.Kurt"])])
            moved = {unit for unit in raw.units if logged[unit][code] in ("winhi", "winlo")}
            column = raw.column(code)
            differs = (one.values != column) & ~np.isnan(column)
            assert {unit for unit, other in zip(raw.units, differs, strict=True) if other} == moved
        else:
            assert options["then"] in one.action


def test_quick_treatment(asem):
    raw, expected = asem.sheet(RAW), asem.sheet("treat/qTreat_winmax1_1.5_3.csv")

    options = {"max_points": 1, "skew": 1.5, "kurtosis": 3.0, **SECOND}
    found = treated(raw.values, method="winsorise_then_log", options=options)

    same(np.column_stack([one.values for one in found]), expected.columns(raw.codes))


@pytest.mark.parametrize(
    ("file", "options"),
    [
        ("winsorise_winmax5_2_3.5", {"max_points": 5, **THRESHOLDS}),
        ("winsorise_winmax2_1_1", {"max_points": 2, "skew": 1.0, "kurtosis": 1.0}),
        ("winsorise_nolimit_1_1", {"max_points": 51, "skew": 1.0, "kurtosis": 1.0}),
        ("winsorise_force_winmax3", {"max_points": 3, "skew": 0.0, "kurtosis": -1e9}),
    ],
)
def test_the_points_that_winsorising_moves(asem, file, options):
    raw = asem.sheet(RAW)
    logged = asem.records(f"treat/{file}_points.csv")

    found = treated(raw.values, method="winsorise", options=options)

    for code, one, column in zip(raw.codes, found, raw.values.T, strict=True):
        if one.doubt:
            continue  # would become constant, and stays as it was by definition
        present = ~np.isnan(column)
        up, down = (one.values < column) & present, (one.values > column) & present
        assert {row["uCode"] for row in logged if row[code] == "winhi"} >= {
            unit for unit, moved in zip(raw.units, up, strict=True) if moved
        }
        assert {row["uCode"] for row in logged if row[code] == "winlo"} >= {
            unit for unit, moved in zip(raw.units, down, strict=True) if moved
        }
        assert one.points == sum(row[code] != "" for row in logged)


@pytest.mark.parametrize(("file", "method"), [("log_CT", "log_ct"), ("log_CT_orig", "log_ct_orig")])
def test_logarithms_touch_every_point(asem, file, method):
    raw = asem.sheet(RAW)
    logged = asem.records(f"treat/{file}_points.csv")

    found = treated(raw.values, method=method, options={})

    for code, one in zip(raw.codes, found, strict=True):
        assert (one.action == method) == all(row[code] == file for row in logged)


def test_the_side_that_log_ct_plus_draws_in(asem):
    raw = asem.sheet(RAW)
    row = asem.records("treat/log_CT_plus_points.csv")[0]
    skewness, _ = moments(raw.values.T.copy())

    for code, skew in zip(raw.codes, skewness, strict=True):
        assert row[code] == ("log_CT" if skew > 0.0 else "log_CT_neg")


# Panels of years


def series(asem, step):
    records = asem.records(f"pipeline_P_purse/{step}.csv")
    codes = [code for code in records[0] if code not in ("Time", "uCode")]
    found = {}
    for time in sorted({row["Time"] for row in records}):
        rows = [row for row in records if row["Time"] == time]
        values = [[float("nan" if row[code] == "NA" else row[code]) for code in codes] for row in rows]
        found[float(time)] = (tuple(row["uCode"] for row in rows), codes, np.array(values))
    return found


def test_five_years_treated_each_for_itself_and_normalised_together(asem):
    screened = series(asem, "Screened")
    method = Method.from_mapping({"element": asem.elements(), "treat": {"method": "winsorise_then_log"}})
    panels = {}
    for time, (units, codes, values) in screened.items():
        order = [codes.index(code) for code in method.tree.indicators]
        panels[time] = Panel(units, method.tree.indicators, values[:, order])

    found = build_years(panels, method)

    assert list(found) == [2018.0, 2019.0, 2020.0, 2021.0, 2022.0]
    for step, of in (
        ("Treated", lambda result: (result.codes, result.stages.treated)),
        ("Normalised", lambda result: (result.codes, result.normalised)),
        ("Aggregated", lambda result: (result.aggregates, result.scores)),
    ):
        expected = series(asem, step)
        for time, result in found.items():
            units, codes, values = expected[time]
            names, array = of(result)
            assert units == result.units
            same(array, values[:, [codes.index(name) for name in names]])


def test_the_panel_screens_each_year_for_itself(asem):
    codes = [element["code"] for element in asem.elements() if "direction" in element]
    records, values = given(asem, "input/ASEM_iData_p.csv", codes)
    panels = {}
    for time in sorted({row["Time"] for row in records}):
        rows = [n for n, row in enumerate(records) if row["Time"] == time]
        panels[float(time)] = Panel(tuple(records[n]["uCode"] for n in rows), tuple(codes), values[rows])
    method = Method.from_mapping({"element": asem.elements(), "screen": {"min_share": 0.9}})

    found = build_years(panels, replace(method))

    for time, (units, _, _) in series(asem, "Screened").items():
        assert found[time].units == units
