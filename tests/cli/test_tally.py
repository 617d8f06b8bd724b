"""`wego tally` and `wego verify-election` as INTERFACES fixes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wego.config.command import main
from wego.engines.tally import as_published, bundle_text, read_table


def tallied(capsys: pytest.CaptureFixture[str], path: Path, content: str, *words: str) -> tuple[int, str, str]:
    path.write_text(content)
    code = main(["tally", str(path), *words])
    answer = capsys.readouterr()
    return code, answer.out, answer.err


def test_one_document_with_every_key(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    code, out, err = tallied(
        capsys,
        tmp_path / "a.blt",
        '3 1\n3 1 0\n2 2 0\n2 3 2 0\n0\n"Ada"\n"Ben"\n"Cy"\n"T"\n',
        "--method",
        "irv",
        "--json",
    )

    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document.pop("explanation")[-1] == "No one else is elected whatever that decision is."
    assert document == {
        "winners": [],
        "carried": None,
        "valid": 7,
        "invalid": 0,
        "rounds": [
            {
                "round": 1,
                "votes": {"Ada": "3.00000", "Ben": "2.00000", "Cy": "2.00000"},
                "elected": [],
                "excluded": [],
                "exhausted": "0.00000",
            }
        ],
        "tie": ["Ben", "Cy"],
    }


def test_words_for_people(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    code, out, _err = tallied(
        capsys, tmp_path / "m.csv", "choice\nyes\nyes\nno\n", "--method", "two_thirds", "--roll", "3"
    )

    assert code == 0
    assert out.splitlines()[0] == "carried"
    assert out.splitlines()[-1] == "  Yes is at least two thirds of the 3 votes on the roll: carried."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "choice\nyes\nmaybe\n", "a.csv:3: 'maybe' cannot be voted for (write yes, no, abstain)"),
        ("a.blt", '1 1\n-1 1 0\n0\n"A"\n', "a.blt:2: the weight -1 is below zero (write a number from 0"),
        ("a.csv", "choice\n", "a.csv: there are no ballots ("),
        ("a.txt", "", "a.txt: is no file of ballots by its name ("),
    ],
)
def test_a_refusal_names_the_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: str, said: str
):
    code, out, err = tallied(capsys, tmp_path / name, content, "--method", "majority", "--json")

    assert (code, out) == (1, "")
    assert err.startswith(f"{tmp_path}/{said}")


@pytest.mark.parametrize(
    "words", [["--method", "two_thirds"], ["--method", "borda"], ["--method", "stv", "--seats", "0"]]
)
def test_wrong_usage(tmp_path: Path, words: list[str]):
    with pytest.raises(SystemExit) as exit_:
        main(["tally", str(tmp_path / "a.csv"), *words])

    assert exit_.value.code == 2


def test_a_published_vote_is_verified_and_a_changed_byte_noticed(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    path = tmp_path / "vote.json"
    ballots = read_table("1,2\nAda,Ben\nAda,\nBen,\n")
    voters = [{"id": "seoul", "name": "Seoul", "votes": 5}]
    text = bundle_text(as_published(title="T", voters=voters, ballots=ballots, method="irv", with_ballots=True))
    path.write_text(text)

    assert main(["verify-election", str(path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["holds"], document["not_recomputed"], document["result"]["winners"]) == (True, [], ["Ada"])

    path.write_text(text.replace('"Seoul"', '"Seoux"'))
    assert main(["verify-election", str(path)]) == 1
    faults = capsys.readouterr().err.splitlines()
    assert [fault.split(": ")[1] for fault in faults] == ["roll", "bundle"]

    path.write_text("[]")
    assert main(["verify-election", str(path)]) == 1
    assert "take the file as it was published" in capsys.readouterr().err
