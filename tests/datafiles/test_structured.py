"""YAML, TOML and JSON with the line of every key, refused where they say one thing twice or nothing sensible."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wego.datafiles import DataFaults, Document, definition_path, key_text, read_json, read_toml, read_yaml


@pytest.fixture
def write(tmp_path: Path):
    def write(content: str | bytes, suffix: str = "yaml") -> Path:
        path = tmp_path / f"definition.{suffix}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(read, path: Path) -> list[str]:
    with pytest.raises(DataFaults) as refused:
        read(path)
    return [str(fault).removeprefix(str(path)) for fault in refused.value.faults]


def test_yaml_remembers_the_line_of_every_key(write):
    document = read_yaml(write("name: a\nsections:\n  - code: one\n    questions: []\n  - code: two\n"))

    assert document.data == {"name": "a", "sections": [{"code": "one", "questions": []}, {"code": "two"}]}
    assert document.line(("sections", 1, "code")) == 5
    assert document.line(("sections", 0, "questions")) == 4


def test_toml_that_goes_over_several_lines_is_no_header(write):
    content = 'name = """\n[open\n[[two\n"""\nlevels = [\n[1,\n2],\n]\n[table]\nkey = 1\n'

    document = read_toml(write(content, "toml"))

    assert document.data == {"name": "[open\n[[two\n", "levels": [[1, 2]], "table": {"key": 1}}
    assert document.line(("table", "key")) == 10


def test_a_fault_below_what_is_written_points_at_the_nearest_line(write):
    document = read_yaml(write("name: a\nsections:\n  - code: one\n"))

    assert str(document.fault(("sections", 0, "label", "ko"), "is missing", "say it")).endswith(
        "definition.yaml:3: sections[0].label.ko: is missing (say it)"
    )


def test_an_engines_faults_become_the_files(write):
    document = read_yaml(write("name: a\nscale: 3\n"))

    refused = document.refuse([(("scale",), "is odd", "give 2 or 4"), (("name",), "is short", "")])

    assert [fault.line for fault in refused.faults] == [2, 1]


def test_a_yaml_key_that_stands_twice_is_refused(write):
    assert refusal(read_yaml, write("a: 1\nb:\n  c: 1\n  c: 2\n")) == [
        ":4: b.c: appears twice (first in line 3) (keep one)"
    ]


@pytest.mark.parametrize("content", ["a: [1\n", "a:\n\t- 1\n", "a: !!python/object:os.system {}\n"])
def test_what_is_not_plain_yaml_is_refused_with_its_line(write, content: str):
    (fault,) = refusal(read_yaml, write(content))

    assert "is not YAML" in fault
    assert fault.split(":")[1].isdigit()


def test_an_empty_yaml_file_holds_nothing(write):
    assert read_yaml(write("# only words\n")).data is None


def test_toml_remembers_tables_and_keys(write):
    document = read_toml(
        write('name = "x"\n[[element]]\ncode = "a"\n\n[[element]]\ncode = "b"\n[screen]\nmin = 1\n', "toml")
    )

    assert document.data["element"][1]["code"] == "b"
    assert document.line(("element", 1, "code")) == 6
    assert document.line(("screen", "min")) == 8


@pytest.mark.parametrize("content", ["a = \n", "a = 1\na = 2\n", "[a]\n[a]\n"])
def test_broken_toml_is_refused(write, content: str):
    (fault,) = refusal(read_toml, write(content, "toml"))

    assert "is not TOML" in fault
    assert "line" in fault


def test_a_json_key_that_stands_twice_is_refused(write):
    assert refusal(read_json, write('{"a": 1, "a": 2}', "json")) == [": a: appears twice in one object (keep one)"]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_json_knows_no_such_number(write, word: str):
    assert refusal(read_json, write(f'{{"a": {word}}}', "json")) == [f": {word} is not JSON (give a number or null)"]


def test_broken_json_is_refused_with_its_line(write):
    (fault,) = refusal(read_json, write('{"a":\n 1,\n}', "json"))

    assert fault.startswith(":3: is not JSON")


@pytest.mark.parametrize("read", [read_yaml, read_toml, read_json])
def test_another_encoding_is_refused(write, read):
    assert refusal(read, write("a: 서울".encode("utf-16")))[0].endswith("is not UTF-8 (save the file as UTF-8)")


def test_key_paths_as_people_write_them():
    assert key_text(("sections", 0, "questions", 12, "label")) == "sections[0].questions[12].label"
    assert key_text(()) == ""


def test_an_unknown_definition_names_those_that_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "activator.yaml").touch()
    monkeypatch.setenv("WEGO_NETWORK", str(tmp_path))

    assert definition_path("frameworks", "activator") == tmp_path / "frameworks" / "activator.yaml"
    with pytest.raises(DataFaults, match=r"there is no other \(known: activator; or give a file\)"):
        definition_path("frameworks", "other")


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.text(st.characters(categories=["L", "N", "Zs"]), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


def keys(value: object, at: tuple[str | int, ...] = ()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*at, name)
            yield from keys(inner, (*at, name))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*at, number)
            yield from keys(inner, (*at, number))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.dictionaries(st.text("abcdef", min_size=1, max_size=4), plain, max_size=4))
def test_every_key_of_any_yaml_has_a_line(write, data: dict[str, object]):
    import yaml

    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=False)

    document = read_yaml(write(text))

    assert document.data == data
    lines = text.count("\n") + 1
    assert all(1 <= (document.line(key) or 0) <= lines for key in keys(data))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60))
@pytest.mark.parametrize("read", [read_yaml, read_toml, read_json])
def test_any_bytes_are_read_or_refused(write, read, content: bytes):
    with suppress(DataFaults):  # any other error fails the test
        assert isinstance(read(write(content)), Document)
