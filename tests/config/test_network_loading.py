"""`wego load`: whole or not at all, and twice is once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.config.conftest import Said
from wego.config.loading import know_the_sizes, load_network
from wego.datafiles import DataFaults

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
NETWORK = Path(__file__).resolve().parents[2] / "networks" / "wego"


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A network folder that a test may break."""
    return Path(shutil.copytree(NETWORK, tmp_path / "network"))


def counts() -> dict[str, int]:
    """Rows per table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.once
@pytest.mark.both_databases
@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_the_command_says_so(here: Callable[..., Said]):
    first = load_network(NETWORK, at=AT)
    rows = counts()

    said = json.loads(here("load", str(NETWORK), "--json").stdout)

    assert set(said) == {"added", "changed", "left", "inconsistencies"}
    assert first.added > 0
    assert (said["added"], said["changed"]) == (0, 0)
    assert said["left"] > 0
    assert counts() == rows
    assert all(set(each) == {"id", "where", "what", "decision"} for each in said["inconsistencies"])
    assert said["inconsistencies"] == [asdict(each) for each in first.inconsistencies]
    assert {f"D{number}" for number in [*range(1, 15), 22, 23]} <= {each["id"] for each in said["inconsistencies"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("organisations.csv", "slug", "slugg", "organisations.csv:1"),
        ("editions/2022.csv", "\n", "\nno-such-member,", "2022.csv:2"),
        ("indicators.yaml", "indicators:", "indikators:", "indicators.yaml"),
        ("editions.yaml", "2016", "2016\n  - [", "editions.yaml"),
    ],
)
def test_a_folder_with_a_fault_changes_nothing(network: Path, file: str, old: str, new: str, said: str):
    path = network / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    before = counts()

    with pytest.raises(DataFaults) as refused:
        load_network(network, at=AT)

    assert said in str(refused.value)
    assert counts() == before


@pytest.mark.once
@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_fault_in_the_last_part_undoes_the_first(network: Path):
    """Members come first and are written; the index, which comes last, is broken."""
    for method in (network / "index").rglob("*.toml"):
        method.write_text("broken = \n")
    before = counts()

    with pytest.raises(DataFaults):
        load_network(network, at=AT)

    assert counts() == before


@pytest.mark.django_db
def test_the_command_refuses_a_broken_folder(network: Path, here: Callable[..., Said]):
    (network / "organisations.csv").write_bytes("slug,이름\n".encode("cp949"))

    refused = here("load", str(network), "--json", status=1)

    assert "organisations.csv:1" in refused.stderr
    assert "save the file as UTF-8" in refused.stderr
    assert refused.stdout == ""


def test_the_command_refuses_what_is_no_folder(here: Callable[..., Said]):
    refused = here("load", "nowhere", status=1)

    assert "nowhere is not a folder" in refused.stderr


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.both_databases
def test_telling_the_sizes_locks_nothing_that_other_databases_share() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows the sizes by itself")

    know_the_sizes()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation::regclass FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation'"
            " AND database = 0 AND mode = 'ShareUpdateExclusiveLock'"
        )
        assert cursor.fetchall() == []
