"""`wego index build` with pairs, sensitivity, a workbook, several years, and runs that were stopped."""

from __future__ import annotations

import csv
import io
import json
import signal
import sys
import time
from functools import partial

import numpy as np
import openpyxl
import pytest

from tests.cli.test_index import DATA, METHOD, Folder
from wego.cli import index_progress
from wego.cli.index_progress import Kept, ProgressReporter, Stopped, stopping_between
from wego.engines import composite


@pytest.fixture
def folder(tmp_path, capsys):
    return Folder(tmp_path, capsys)


@pytest.fixture(autouse=True)
def ctrl_c():
    """SIGINT as in a terminal: tests that a shell started in the background have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


YEARS = """\
unit,time,x,y,z
a,2020,0,10,4
b,2020,5,NA,3
d,2020,10,30,0
a,2021,5,10,4
b,2021,20,20,3
d,2021,10,30,0
"""


# pairs and sensitivity


def test_pairs_say_who_is_ahead_and_who_is_tied(folder):
    status, _, _ = folder.build("--draws", 60, "--pairs")

    assert status == 0
    names = ["a", "b", "c, the third", "d"]
    rows = folder.table("out/pairs.csv")
    assert rows[0] == ["unit", *names]
    ahead = np.array([[float(cell or "nan") for cell in row[1:]] for row in rows[1:]])
    np.testing.assert_allclose((ahead + ahead.T)[~np.eye(4, dtype=bool)], 1.0)
    assert ahead[3, 0] == 1.0
    ties = folder.table("out/ties.csv")
    assert ties[0] == ["unit", "rank", "groups"]
    assert [row[:2] for row in ties[1:]] == [[names[0], "4"], [names[1], "3"], [names[2], "2"], [names[3], "1"]]
    assert ties[4][2].split()[0] == "1"


def test_pairs_without_draws_are_refused(folder):
    status, _, err = folder.build("--pairs")

    assert (status, err) == (1, "--pairs: there are no draws (--draws N too)\n")


def test_sensitivity_writes_the_indices_of_what_varies(folder):
    folder.write(METHOD + "[uncertainty]\nnormalise = ['minmax', 'rank']\n", DATA)

    status, out, _ = folder.build("--sensitivity", 40)

    assert status == 0
    rows = folder.table("out/sensitivity.csv")
    assert rows[0] == ["factor", "first", "first_q5", "first_q95", "total", "total_q5", "total_q95"]
    assert [row[0] for row in rows[1:]] == ["weights", "normalise"]
    assert "normalise: first order" in out
    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert record["sensitivity_runs"] == 160
    assert not (folder.out / "robustness.csv").exists()


def test_sensitivity_where_nothing_varies_is_refused_and_writes_nothing(folder):
    folder.write(METHOD + "[uncertainty]\nweights = 0.0\n", DATA)

    status, _, err = folder.build("--sensitivity", 40)

    assert status == 1
    assert "method.toml:27: uncertainty: no variation between simulations" in err
    assert not folder.out.exists()


def test_the_number_of_threads_changes_no_byte(folder):
    for out, threads in (("one", 1), ("two", 3)):
        folder.build("--draws", 50, "--pairs", "--sensitivity", 20, "--xlsx", "--threads", threads, out=out)

    for path in (folder.path / "one").rglob("*.*"):
        assert path.read_bytes() == (folder.path / "two" / path.relative_to(folder.path / "one")).read_bytes(), path


# the workbook


def test_the_report_holds_results_and_analysis(folder):
    folder.write(METHOD, DATA.replace('"c, the third"', "=1+1"))

    status, _, _ = folder.build("--draws", 20, "--pairs", "--sensitivity", 20, "--xlsx")

    assert status == 0
    book = openpyxl.load_workbook(io.BytesIO((folder.out / "report.xlsx").read_bytes()))
    assert book.sheetnames[:4] == ["Results", "Ranks over draws", "Ahead", "Sensitivity"]
    results = list(book["Results"].iter_rows(values_only=True))
    assert results[0] == ("unit", "rank", "Index", "P", "Q")
    assert results[3][:3] == ("=1+1", 2, 56.25)
    assert book["Results"]["A4"].data_type == "s"
    assert book["Normalised"]["C3"].value is None
    assert ["x", "y"] in [[row[0], row[1]] for row in [("x", "y")]]
    assert {row[0] for row in book["Weights"].iter_rows(min_row=2, values_only=True)} == {
        "x",
        "y",
        "z",
        "P",
        "Q",
        "Index",
    }


def test_the_report_is_the_same_bytes_a_while_later(folder):
    folder.build("--xlsx", out="one")
    time.sleep(1.1)  # a workbook's own clock counts seconds
    folder.build("--xlsx", out="two")

    assert (folder.path / "one/report.xlsx").read_bytes() == (folder.path / "two/report.xlsx").read_bytes()


# several years


def test_years_are_built_together(folder):
    folder.write(METHOD, YEARS)

    status, out, _ = folder.build()

    assert status == 0
    assert "2020: 3 of 3 units ranked" in out
    rows = folder.table("out/results.csv")
    assert rows[0] == ["unit", "time", "rank", "Index", "P", "Q"]
    assert [row[:3] for row in rows[1:3]] == [["a", "2020", "3"], ["b", "2020", "2"]]
    assert folder.table("out/steps/normalised.csv")[5] == ["b", "2021", "100.0", "50.0", "25.0"]
    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert set(record["left_out"]) == {"2020", "2021"}


def test_times_may_be_days(folder):
    folder.write(METHOD, YEARS.replace(",2020,", ",20200630,").replace(",2021,", ",20200701,"))

    _, out, _ = folder.build("--json")

    assert list(json.loads(out)["years"]) == ["20200630", "20200701"]
    assert [row[1] for row in folder.table("out/results.csv")[3:5]] == ["20200630", "20200701"]


def test_years_answer_in_json(folder):
    folder.write(METHOD, YEARS)

    _, out, _ = folder.build("--json")

    assert json.loads(out)["years"] == {"2020": {"units": 3, "ranked": 3}, "2021": {"units": 3, "ranked": 3}}


@pytest.mark.parametrize(
    ("method", "data", "expected"),
    [
        (METHOD, YEARS.replace("b,2021", "a,2021"), "data.csv:6: unit: 'a' appears twice in 2021 (first in line 5)"),
        (
            METHOD,
            YEARS.replace("b,2021", "a,2021.0"),
            ("data.csv:6: unit: 'a' appears twice in 2021 (first in line 5)"),
        ),
        (METHOD, YEARS.replace("b,2021", "b,soon"), "data.csv:6: time: 'soon' of b is not a time"),
        (METHOD + "[treat]\nmethod = 'log'\n", YEARS, "data.csv:2: a, x, 2020: 0 has no logarithm"),
    ],
)
def test_years_are_refused_with_their_place(folder, method, data, expected):
    folder.write(method, data)

    status, _, err = folder.build()

    assert status == 1
    assert expected in err
    assert not folder.out.exists()


def test_years_are_drawn_alike_and_every_table_says_the_year(folder):
    folder.write(METHOD + "[uncertainty]\nlevels = [1, 2]\nnormalise = ['minmax', 'rank']\n", YEARS + "e,2021,1,2,3\n")

    status, _, _ = folder.build("--draws", 50, "--pairs", "--sensitivity", 10, "--xlsx")

    assert status == 0
    robustness = folder.table("out/robustness.csv")
    assert robustness[0][:4] == ["unit", "time", "rank", "rank_mean"]
    results = folder.table("out/results.csv")
    assert [row[:3] for row in robustness] == [row[:3] for row in results]
    pairs = folder.table("out/pairs.csv")
    assert pairs[0] == ["unit", "time", "a", "b", "d", "e"]
    assert pairs[1][:3] == ["a", "2020", ""]
    assert pairs[1][5] == ""  # not there in 2020
    assert len(pairs) == 8
    assert folder.table("out/ties.csv")[0] == ["unit", "time", "rank", "groups"]
    assert [row[:2] for row in folder.table("out/sensitivity.csv")] == [
        ["factor", "time"],
        ["weights", "2020"],
        ["normalise", "2020"],
        ["weights", "2021"],
        ["normalise", "2021"],
    ]
    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert (record["draws"], record["sensitivity_runs"]) == (50, 40)
    book = openpyxl.load_workbook(io.BytesIO((folder.out / "report.xlsx").read_bytes()))
    assert [cell.value for cell in book["Ranks over draws"][1]][:3] == ["unit", "time", "rank"]
    assert [cell.value for cell in book["Indicators"][5]][:2] == ["x", "2021"]
    assert folder.entries() == {"method.toml", "data.csv", "out"}


def test_one_year_drawn_is_that_year_of_the_panel_where_scales_are_fixed(folder):
    posts = "[normalise]\nmethod = 'goalposts'\n"
    method = METHOD.replace('parent = "P"\n', 'parent = "P"\nfrom = 0\nto = 40\n')
    method = method.replace("direction = -1\n", "direction = -1\nfrom = 0\nto = 10\n")
    folder.write(method + posts, YEARS)
    folder.build("--draws", 40, "--seed", 2)
    folder.write(
        method + posts,
        "\n".join(line.replace(",2021", "") for line in YEARS.splitlines() if "2020" not in line).replace("time,", ""),
    )
    folder.build("--draws", 40, "--seed", 2, out="one")

    of_panel = [[row[0], *row[2:]] for row in folder.table("out/robustness.csv") if row[1] == "2021"]

    assert of_panel == folder.table("one/robustness.csv")[1:]


def test_a_stopped_run_of_years_goes_on_and_ends_in_the_same_bytes(folder, monkeypatch):
    folder.write(METHOD, YEARS)
    folder.build("--draws", 400, "--seed", 3, out="whole")

    interrupted(folder, monkeypatch, 100)
    status, _, err = folder.build("--draws", 400, "--seed", 3)

    assert status == 0
    assert "draws of 2020 of an unfinished run" in err
    for name in ("robustness.csv", "method.json"):
        assert (folder.out / name).read_bytes() == (folder.path / "whole" / name).read_bytes()
    assert folder.entries() == {"method.toml", "data.csv", "out", "whole"}


def test_the_record_of_years_says_how_the_weights_were_found(folder):
    folder.write(METHOD + "[weights]\nmethod = 'equal'\n", YEARS)

    folder.build()

    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert record["weights"] == {"method": "equal"}


def test_checking_years(folder):
    folder.write(METHOD, YEARS.replace("a,2021,5,10,4\nb,2021,20", "a,2021,10,10,4\nb,2021,10"))

    status, out, _ = folder.run("check", folder.method, folder.data)

    assert status == 0
    assert "x, 2021: the indicator is 10 for every unit" in out


def test_comparing_years_is_refused(folder):
    folder.write(METHOD, YEARS)
    folder.build()

    status, _, err = folder.run("compare", folder.out, folder.out)

    assert status == 1
    assert "holds several years" in err


def test_a_column_time_may_be_an_indicator(folder):
    folder.write(METHOD.replace('code = "z"', 'code = "time"'), DATA.replace(",z\n", ",time\n"))

    status, _, _ = folder.build()

    assert status == 0
    assert folder.table("out/results.csv")[0] == ["unit", "rank", "Index", "P", "Q"]


# weights found from the data


def test_the_record_says_how_the_weights_were_found_and_what_they_are(folder):
    folder.write(METHOD + "[weights]\nmethod = 'equal'\n", DATA)

    folder.build()

    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert record["weights"] == {"method": "equal"}
    assert record["method"]["element"][1]["weight"] == 1.0


# stopped and gone on with


def interrupted(folder, monkeypatch, after, *words, of="robustness_of"):
    """A run of 400 draws that Ctrl-C stops once so many are done."""
    real = getattr(composite, of)

    def stopping(*args, progress, **kwargs):
        def stop(work):
            if work.done >= after:
                signal.raise_signal(signal.SIGINT)
            progress(work)

        return real(*args, progress=stop, cells_per_block=4 * 50, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(composite, of, stopping)
        with pytest.raises(KeyboardInterrupt):
            folder.build(*(words or ("--draws", 400)), "--seed", 3, "--threads", 1)
    return folder.capsys.readouterr().err


def test_a_stopped_run_goes_on_and_ends_in_the_same_bytes(folder, monkeypatch):
    folder.build("--draws", 400, "--seed", 3, out="whole")

    said = interrupted(folder, monkeypatch, 100)
    assert "stopped after 100 draws" in said
    assert (folder.path / ".out.draws.npz").exists()
    status, _, err = folder.build("--draws", 400, "--seed", 3)

    assert status == 0
    assert "going on after 100 draws" in err
    for name in ("robustness.csv", "method.json"):
        assert (folder.out / name).read_bytes() == (folder.path / "whole" / name).read_bytes()
    assert not (folder.path / ".out.draws.npz").exists()


def test_a_stopped_sensitivity_goes_on_too(folder, monkeypatch):
    words = ("--draws", 50, "--sensitivity", 200)
    folder.build(*words, "--seed", 3, out="whole")

    said = interrupted(folder, monkeypatch, 250, *words, of="sensitivity")
    assert "stopped after 250 sensitivity" in said
    _, _, anew = folder.build("--draws", 50, "--sensitivity", 199, "--seed", 3, out="other")
    assert "going on" not in anew
    status, _, err = folder.build(*words, "--seed", 3)

    assert status == 0
    assert "going on after 250 sensitivity" in err
    for name in ("robustness.csv", "sensitivity.csv", "method.json"):
        assert (folder.out / name).read_bytes() == (folder.path / "whole" / name).read_bytes()
    assert folder.entries() == {"method.toml", "data.csv", "out", "whole", "other"}


def test_a_run_that_is_stopped_after_its_last_draw_stops_and_draws_none_again(folder, monkeypatch):
    real = composite.robustness_of

    def stopping(*args, **kwargs):
        found = real(*args, **kwargs)
        signal.raise_signal(signal.SIGINT)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(composite, "robustness_of", stopping)
        with pytest.raises(KeyboardInterrupt):
            folder.build("--draws", 400, "--seed", 3)
    status, _, err = folder.build("--draws", 400, "--seed", 3)

    assert status == 0
    assert "going on after 400 draws" in err


def test_what_runs_in_the_background_is_not_interrupted():
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    with stopping_between():
        signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_the_second_interruption_does_not_wait():
    def twice():
        with stopping_between():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as at_once:
        twice()

    assert not isinstance(at_once.value, Stopped)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("words", [("--draws", 400, "--seed", 4), ("--draws", 50, "--seed", 3)])
def test_another_run_does_not_go_on_with_it(folder, monkeypatch, words):
    interrupted(folder, monkeypatch, 100)

    _, _, err = folder.build(*words)

    assert "going on" not in err


def test_what_was_kept_and_spoilt_is_as_if_it_were_not_there(folder, monkeypatch):
    interrupted(folder, monkeypatch, 100)
    (folder.path / ".out.draws.npz").write_bytes(b"PK\x03\x04 half of it")

    status, _, err = folder.build("--draws", 400, "--seed", 3)

    assert status == 0
    assert "going on" not in err


@pytest.mark.parametrize(
    ("of", "words"), [("robustness_of", ("--draws", 1000)), ("sensitivity", ("--sensitivity", 500, "--seed", 0))]
)
def test_a_run_that_a_draw_refuses_leaves_nothing(folder, monkeypatch, of, words):
    # With the weights as given P is just above 0 for a; with most others it is not.
    method = METHOD.replace("weight = 3.0", "weight = 1.0") + (
        "[normalise]\nmethod = 'scale'\n"
        "[aggregate]\nby_level = ['arithmetic', 'geometric']\n"
        "[uncertainty]\nlevels = [1]\n"
    )
    method = method.replace('parent = "P"\n', 'parent = "P"\nfrom = 0\nto = 1\n')
    method = method.replace("direction = -1\n", "direction = 1\nfrom = 0\nto = 1\n")
    folder.write(method, "unit,x,y,z\na,10,-9.9999,1\nb,1,2,3\n")
    monkeypatch.setattr(index_progress, "KEPT_EVERY", 0.0)
    monkeypatch.setattr(composite, of, partial(getattr(composite, of), cells_per_block=2))

    status, _, err = folder.build(*words, "--threads", 1)

    assert status == 1
    assert "Index is a geometric mean, and P is -" in err
    assert folder.entries() == {"method.toml", "data.csv"}


def test_sensitivity_that_is_refused_is_refused_before_any_draw(folder, monkeypatch):
    folder.write(METHOD + "[uncertainty]\nweights = 0.0\n", DATA)
    monkeypatch.setattr(composite, "robustness_of", None)

    status, _, err = folder.build("--draws", 10, "--sensitivity", 10)

    assert status == 1
    assert "no variation between simulations" in err


def test_draws_among_nothing_are_doubtful(folder):
    folder.write(METHOD + "[uncertainty]\nweights = 0.0\n", DATA)

    status, _, err = folder.build("--draws", 10)

    assert status == 0
    assert "doubtful: " in err
    assert "no variation between simulations" in err


def test_time_left_is_reckoned_from_where_an_earlier_run_stopped(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Screen(False))
    clock = iter([0.0, 40.0])
    monkeypatch.setattr(index_progress, "monotonic", lambda: next(clock))
    progress = ProgressReporter("draws", 80)

    progress(90, 100)

    assert sys.stderr.getvalue() == "draws: 90 of 100 (90%), about 40 s left\n"


def test_a_long_run_is_kept_now_and_then(folder, monkeypatch):
    kept = Kept(folder.out, "draws", ["a method", 0], composite.DrawTally.from_arrays)
    tally = composite.DrawTally.empty(4, np.random.default_rng(0), pairs=True)
    tally.done = 7

    kept.offer(tally)
    assert kept.read() is None
    monkeypatch.setattr(index_progress, "KEPT_EVERY", 0.0)
    kept.offer(tally)

    found = kept.read()
    assert (found.done, found.state) == (7, tally.state)
    assert found.ahead.shape == (4, 4)


# how far


class Screen(io.StringIO):
    def __init__(self, is_screen):
        super().__init__()
        self.is_screen = is_screen

    def isatty(self):
        return self.is_screen


@pytest.mark.parametrize(
    ("is_screen", "expected"),
    [
        (True, "\rdraws: 50 of 100 (50%), about 40 s left\033[K\r\033[K"),
        (False, "draws: 50 of 100 (50%), about 40 s left\n"),
    ],
)
def test_progress_is_a_line_that_changes_or_one_in_a_log(monkeypatch, is_screen, expected):
    monkeypatch.setattr(sys, "stderr", Screen(is_screen))
    clock = iter([0.0, 0.5, 40.0, 40.1])
    monkeypatch.setattr(index_progress, "monotonic", lambda: next(clock))
    progress = ProgressReporter("draws")

    for done in (10, 50, 60):
        progress(done, 100)
    progress.close()

    assert sys.stderr.getvalue() == expected


def test_a_short_run_says_nothing_on_the_way(folder):
    _, _, err = folder.build("--draws", 50)

    assert err == ""


def test_tables_have_as_many_cells_in_every_row(folder):
    folder.build("--draws", 20, "--pairs", "--sensitivity", 20)

    for path in folder.out.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert len({len(row) for row in csv.reader(file)}) == 1, path
