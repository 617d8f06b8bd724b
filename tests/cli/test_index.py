"""`wego index` as people and programs call it."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from wego.cli import index
from wego.engines import composite

METHOD = """\
name = "Small index"

[[element]]
code = "x"
parent = "P"

[[element]]
code = "y"
parent = "P"
weight = 3.0

[[element]]
code = "z"
parent = "Q"
direction = -1

[[element]]
code = "P"
parent = "Index"

[[element]]
code = "Q"
parent = "Index"

[[element]]
code = "Index"
"""
DATA = """\
unit,x,group:region,y,z
a,0,north,10,4
b,5,north,NA,3
"c, the third",10,south,20,2
d,10,,30,0
"""


class Folder:
    """A folder with a method and its data, and the command run on them."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.capsys = path, capsys
        self.method, self.data, self.out = path / "method.toml", path / "data.csv", path / "out"
        self.write(METHOD, DATA)

    def write(self, method: str, data: str | bytes) -> None:
        self.method.write_text(method, encoding="utf-8")
        self.data.write_bytes(data if isinstance(data, bytes) else data.encode())

    def run(self, *words: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser("wego")
        index.add_parser(parser.add_subparsers(required=True))
        args = parser.parse_args(["index", *map(str, words)])
        status = args.run(args)
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def build(self, *words: object, out: str = "out") -> tuple[int, str, str]:
        return self.run("build", self.method, self.data, "--out", self.path / out, *words)

    def table(self, name: str) -> list[list[str]]:
        with (self.path / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def entries(self) -> set[str]:
        return {entry.name for entry in self.path.iterdir()}


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    return Folder(tmp_path, capsys)


# build


def test_build_writes_results_in_the_datas_order(folder):
    status, _, _ = folder.build()

    assert status == 0
    assert folder.table("out/results.csv") == [
        ["unit", "rank", "Index", "P", "Q"],
        ["a", "4", "0.0", "0.0", "0.0"],
        ["b", "3", "37.5", "50.0", "25.0"],
        ["c, the third", "2", "56.25", "62.5", "50.0"],
        ["d", "1", "100.0", "100.0", "100.0"],
    ]


def test_build_writes_every_step_and_no_robustness_without_draws(folder):
    folder.build()

    assert sorted(str(path.relative_to(folder.out)) for path in folder.out.rglob("*.*")) == [
        "method.json",
        "results.csv",
        "steps/imputed.csv",
        "steps/normalised.csv",
        "steps/screened.csv",
        "steps/treated.csv",
    ]
    assert folder.table("out/steps/screened.csv")[:3] == [
        ["unit", "x", "y", "z"],
        ["a", "0.0", "10.0", "4.0"],
        ["b", "5.0", "", "3.0"],
    ]
    assert folder.table("out/steps/normalised.csv")[2] == ["b", "50.0", "", "25.0"]


def test_build_records_the_method_as_run(folder):
    folder.build("--draws", 5, "--seed", 9)

    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))

    assert record["method"]["name"] == "Small index"
    assert record["method"]["element"][1] == {"code": "y", "parent": "P", "weight": 3.0, "direction": 1}
    assert record["method"]["normalise"] == {"method": "minmax", "low": 0.0, "high": 100.0}
    assert record["data"]["sha256"] == hashlib.sha256(DATA.encode()).hexdigest()
    assert (record["seed"], record["draws"]) == (9, 5)
    assert set(record["versions"]) == {"wego", "python", "numpy"}


def test_build_lists_the_units_left_out(folder):
    folder.write(METHOD + "[screen]\nmin_share = 0.7\n", DATA)

    status, out, _ = folder.build()

    assert status == 0
    assert [row[0] for row in folder.table("out/results.csv")] == ["unit", "a", "c, the third", "d"]
    assert "Left out by screening: b" in out
    record = json.loads((folder.out / "method.json").read_text(encoding="utf-8"))
    assert record["left_out"] == [{"unit": "b", "share": 2 / 3}]


def test_build_imputes_by_a_group_column(folder):
    folder.write(METHOD + '[impute]\nmethod = "group_mean"\nby = "region"\n', DATA)

    folder.build()

    assert folder.table("out/steps/imputed.csv")[2] == ["b", "5.0", "10.0", "3.0"]


def test_build_with_draws_writes_rank_intervals(folder):
    status, _, _ = folder.build("--draws", 400, "--seed", 1)

    assert status == 0
    rows = folder.table("out/robustness.csv")
    assert rows[0] == ["unit", "rank", "rank_mean", "rank_median", "rank_q5", "rank_q95", "rank_low", "rank_high"]
    assert [row[:2] for row in rows[1:]] == [["a", "4"], ["b", "3"], ["c, the third", "2"], ["d", "1"]]
    for row in rows[1:]:
        low, high = int(row[6]), int(row[7])
        assert low <= float(row[4]) <= float(row[3]) <= float(row[5]) <= high


def test_build_is_the_same_bytes_again_and_other_bytes_by_another_seed(folder):
    folder.write(METHOD + "[uncertainty]\nlevels = [1, 2]\n", DATA)
    for out, seed in (("one", 3), ("two", 3), ("three", 4)):
        folder.build("--draws", 50, "--seed", seed, out=out)

    def everything(out: str) -> dict[str, bytes]:
        root = folder.path / out
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.*")}

    assert everything("one") == everything("two")
    assert everything("one")["results.csv"] == everything("three")["results.csv"]
    assert everything("one")["method.json"] != everything("three")["method.json"]


def test_build_takes_the_place_of_an_earlier_build_only(folder):
    folder.build("--draws", 5)
    folder.write(METHOD.replace("Small", "Other"), DATA)

    status, _, _ = folder.build()

    assert status == 0
    assert "Other index" in (folder.out / "method.json").read_text(encoding="utf-8")
    assert not (folder.out / "robustness.csv").exists()
    assert folder.entries() == {"method.toml", "data.csv", "out"}


def test_build_leaves_a_folder_with_other_files_alone(folder):
    folder.out.mkdir()
    (folder.out / "thesis.txt").write_text("mine")

    status, _, err = folder.build()

    assert status == 1
    assert "thesis.txt" in err
    assert [path.name for path in folder.out.iterdir()] == ["thesis.txt"]


def test_build_refuses_a_file_in_the_place_of_the_folder(folder):
    folder.out.write_text("a file")

    status, _, err = folder.build()

    assert (status, err.count("\n")) == (1, 1)
    assert folder.out.read_text() == "a file"


def test_build_refuses_a_folder_below_a_file_before_it_computes(folder, monkeypatch):
    monkeypatch.setattr(composite, "build", None)

    status, _, err = folder.build(out="data.csv/deep/out")

    assert status == 1
    assert "data.csv is not a folder (another --out)" in err


def test_build_looks_no_deeper_into_a_strangers_folder(folder, monkeypatch):
    (folder.out / "steps" / "of" / "dance").mkdir(parents=True)
    looked = []
    monkeypatch.setattr(Path, "rglob", lambda path, pattern: looked.append(path) or iter(()))

    status, _, err = folder.build()

    assert (status, looked) == (1, [])
    assert "steps/of" in err


def test_build_makes_the_folders_above(folder):
    status, _, _ = folder.build(out="deep/er/out")

    assert status == 0
    assert (folder.path / "deep/er/out/results.csv").exists()


def test_build_says_in_json_what_it_did(folder):
    status, out, _ = folder.build("--json", "--draws", 3)

    said = json.loads(out)
    assert status == 0
    assert (said["name"], said["units"], said["ranked"], said["left_out"]) == ("Small index", 4, 4, [])
    assert (said["draws"], said["seed"]) == (3, 0)
    assert all((folder.out / name).is_file() for name in said["files"])


@pytest.mark.parametrize(
    ("method", "data", "expected"),
    [
        (
            METHOD + "[normalise]\nmethod = 'minimax'\n",
            DATA,
            "method.toml:28: normalise.method: unknown method 'minimax'",
        ),
        (METHOD + "[screen]\nshare = 1\n", DATA, "method.toml:28: screen.share: unknown key 'share'"),
        (
            METHOD.replace("weight = 3.0", "weight = -3.0"),
            DATA,
            "method.toml:10: element[1].weight: weight of 'y' is -3.0",
        ),
        (METHOD.replace('parent = "Q"', 'parent = "R"'), DATA, "method.toml:14: element[2].parent: an orphan"),
        (METHOD + "[impute]\nmethod = 'group_mean'\nby = 'size'\n", DATA, "method.toml:29: impute.by: grouping 'size'"),
        (METHOD + "[normalise\n", DATA, "method.toml: is not TOML"),
        (METHOD, DATA.replace("unit,", "city,"), "data.csv:1: the first column is 'city'"),
        (METHOD, DATA.replace("10,4", "ten,4"), "data.csv:2: y: 'ten' of a is not a finite number"),
        (METHOD, DATA.replace("10,4", "nan,4"), "data.csv:2: y: 'nan' of a is not a finite number"),
        (METHOD, DATA.replace("10,4", "-inf,4"), "data.csv:2: y: '-inf' of a is not a finite number"),
        (METHOD, DATA.replace("10,4", "1_0,4"), "data.csv:2: y: '1_0' of a is not a finite number"),
        (METHOD, DATA.replace("\nb,", "\na,"), "data.csv:3: unit: 'a' appears twice (first in line 2)"),
        (METHOD, DATA.replace("\nb,", "\n,"), "data.csv:3: unit: is empty"),
        (METHOD, DATA.replace(",z\n", ",v\n"), "data.csv:1: v: the column is not an indicator of the method"),
        (METHOD, DATA.replace(",z\n", ",v\n"), "method.toml:13: element[2].code: indicator 'z' has no column"),
        (METHOD, DATA.replace(",z\n", ",y\n"), "data.csv:1: y: appears twice in the header"),
        (METHOD, "unit,x,y,z\na,1,2,3\nb,1,3,4\n", "data.csv:1: x: minmax cannot be computed: the range"),
        (METHOD + "[treat]\nmethod = 'log'\n", DATA, "data.csv:2: a, x: 0 has no logarithm"),
        (
            METHOD + "[aggregate]\nmethod = 'geometric'\n",
            DATA,
            "data.csv:2: a, x: P is a geometric mean, and x is 0 for a",
        ),
        (METHOD, b"unit,x,y,z\na\xff,1,2,3\n", "data.csv:2: byte 0xff is not UTF-8"),
        (METHOD, "unit,x,y,z\n", "data.csv:1: there are no units"),
        (METHOD, "", "data.csv:1: has no header"),
    ],
)
def test_build_refuses_with_file_line_and_key_and_writes_nothing(folder, method, data, expected):
    folder.write(method, data)

    status, out, err = folder.build("--draws", 10)

    assert (status, out) == (1, "")
    assert f"{folder.path}/{expected}" in err
    assert folder.entries() == {"method.toml", "data.csv"}


def test_build_names_what_is_wrong_in_both_files_at_once(folder):
    folder.write(METHOD.replace("weight = 3.0", "wieght = 3.0"), DATA.replace("10,4", "ten,4"))

    _, _, err = folder.build()

    assert [line.split(": ")[1] for line in err.splitlines()] == ["element[1].wieght", "y"]


def test_build_refuses_a_draw_that_cannot_be_computed_and_writes_nothing(folder):
    folder.write(METHOD + "[uncertainty]\naggregate = ['arithmetic', 'geometric']\n", DATA)

    status, _, err = folder.build("--draws", 10)

    assert status == 1
    assert "geometric mean" in err
    assert folder.entries() == {"method.toml", "data.csv"}


def test_a_file_that_is_not_there_is_refused(folder):
    folder.data.unlink()

    status, _, err = folder.build()

    assert status == 1
    assert "data.csv: cannot be read" in err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["build"],
        ["build", "m.toml", "d.csv"],
        ["build", "m.toml", "d.csv", "--out", "o", "--draws", "0"],
        ["build", "m.toml", "d.csv", "--out", "o", "--draws", "many"],
        ["build", "m.toml", "d.csv", "--out", "o", "--seed", "-1"],
        ["compare", "one"],
    ],
)
def test_wrong_usage_exits_with_two(folder, words):
    with pytest.raises(SystemExit) as raised:
        folder.run(*words)

    assert raised.value.code == 2


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["check", "--help"], ["compare", "--help"]])
def test_help_on_every_level_shows_an_example(folder, words):
    with pytest.raises(SystemExit) as raised:
        folder.run(*words)

    assert raised.value.code == 0
    assert "example:\n  wego index " in folder.capsys.readouterr().out


# check


def test_check_says_what_is_doubtful_and_ends_well(folder):
    folder.write(METHOD.replace("weight = 3.0", "weight = 0.0"), DATA)

    status, out, err = folder.run("check", folder.method, folder.data)

    assert (status, err) == (0, "")
    assert f"doubtful: {folder.path}/method.toml:10: element[1].weight: 'y' has weight 0 and has no effect" in out
    assert out.splitlines()[-1].startswith("0 wrong, ")
    assert folder.entries() == {"method.toml", "data.csv"}


def test_check_says_what_is_wrong_and_exits_with_one(folder):
    folder.write(METHOD + "[uncertainty]\naggregate = ['harmonic']\n", DATA)

    status, out, err = folder.run("check", folder.method, folder.data)

    assert status == 1
    assert "when chosen by [uncertainty]" in err
    assert not out.startswith("0 wrong")


def test_check_answers_in_json_right_or_wrong(folder):
    right, right_out, _ = folder.run("check", folder.method, folder.data, "--json")
    folder.write(METHOD + "[screen]\nshare = 1\n", DATA)
    wrong, wrong_out, wrong_err = folder.run("check", folder.method, folder.data, "--json")

    assert (right, json.loads(right_out)["wrong"]) == (0, [])
    assert wrong == 1
    assert [(fault["line"], fault["key"]) for fault in json.loads(wrong_out)["wrong"]] == [(28, "screen.share")]
    assert len(wrong_err.splitlines()) == 1


# compare


def test_compare_says_what_moved(folder):
    folder.build()
    folder.write(METHOD, DATA.replace("d,10,,30,0", "d,1,,30,9"))
    folder.build(out="later")

    status, out, _ = folder.run("compare", folder.out, folder.path / "later")

    assert status == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["a", "4", "4", "+0"] in lines
    assert ["d", "1", "3", "-2"] in lines
    assert "Biggest movers: d -2, b +1, c, the third +1" in out


def test_compare_in_json(folder):
    folder.build()
    folder.write(METHOD, DATA.replace("d,10,,30,0", "e,1,,30,9"))
    folder.build(out="later")

    status, out, _ = folder.run("compare", folder.out, folder.path / "later", "--json")

    said = json.loads(out)
    assert status == 0
    assert said["units"][0] == {"unit": "a", "first": 4, "second": 4, "change": 0}
    assert (said["only_first"], said["only_second"]) == (["d"], ["e"])
    assert said["spearman"] == pytest.approx(1.0)
    assert said["kendall"] == pytest.approx(1.0)


def test_compare_refuses_a_folder_without_results(folder):
    folder.build()

    status, _, err = folder.run("compare", folder.out, folder.path)

    assert status == 1
    assert "results.csv: cannot be read" in err


def test_compare_refuses_results_that_are_none(folder):
    folder.build()
    (folder.path / "results.csv").write_text("unit,rank\na,first\n")

    status, _, err = folder.run("compare", folder.out, folder.path)

    assert status == 1
    assert "results.csv:2: rank: 'first' is not a rank" in err


def test_compare_refuses_two_builds_without_a_common_unit(folder):
    folder.build()
    (folder.path / "results.csv").write_text("unit,rank\nz,1\n")

    status, _, err = folder.run("compare", folder.out, folder.path)

    assert status == 1
    assert "shares no ranked unit" in err


def test_the_parser_needs_neither_numpy_nor_django():
    # `wego --help` and every other command load this module: arrays are imported only where an index is computed.
    script = (
        "import sys, wego.cli.index; print([m for m in ('numpy', 'django', 'scipy', 'pandas') if m in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_a_group_named_na_is_namibia(folder):
    grouped = METHOD + "[impute]\nmethod = 'group_mean'\nby = 'region'\n"
    folder.write(grouped, "unit,x,group:region,y,z\na,0,NA,10,4\nb,5,NA,NA,3\nc,9,ZA,40,2\nd,1,ZA,20,0\n")

    status, _, _ = folder.build()

    assert status == 0
    imputed = {row[0]: row for row in folder.table("out/steps/imputed.csv")}
    assert float(imputed["b"][imputed["unit"].index("y")]) == 10.0


def test_a_name_is_the_same_composed_or_apart(folder):
    apart = unicodedata.normalize("NFD", DATA.replace("a,", "서울 São,", 1))
    folder.write(METHOD, apart + apart.splitlines()[1] + "\n")

    status, _, err = folder.build()

    assert status == 1
    assert "appears twice" in err
    folder.write(METHOD, apart)
    assert folder.build()[0] == 0
    assert folder.table("out/results.csv")[1][0] == unicodedata.normalize("NFC", "서울 São")
