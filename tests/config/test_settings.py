"""Settings: all told, each refused in words where it cannot be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browsing import surroundings
from wego.config import environment

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "wego.config.settings"
READ = re.compile(
    r"(?:env\.\w+|\b_read|\btext|environ(?:\.get|\.pop|\.setdefault)?)[(\[]\s*\"((?:WEGO|DATABASE)_\w+)\""
)


def settings_read() -> set[str]:
    """Every setting that the sources, the tests and the tools read from the environment."""
    files = [path for folder in ("src", "tests", "tools", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    return {name for path in files for name in READ.findall(path.read_text())}


def settings_told() -> set[str]:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    return set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))


def test_every_setting_is_told_and_no_other():
    assert settings_read() >= {"WEGO_DATA_DIR", "DATABASE_URL", "WEGO_MAIL_URL", "WEGO_NETWORK"}
    assert settings_told() == settings_read()


def test_the_doctor_knows_every_setting():
    assert {name for name in settings_told() if name.startswith("WEGO_")} <= environment.known


@pytest.mark.parametrize("written", ["1", "true", "Yes", "ON"])
def test_yes(monkeypatch: pytest.MonkeyPatch, written: str):
    monkeypatch.setenv("WEGO_DEBUG", written)

    assert environment.flag("WEGO_DEBUG") is True


@pytest.mark.parametrize("written", ["0", "false", "No", "off"])
def test_no(monkeypatch: pytest.MonkeyPatch, written: str):
    monkeypatch.setenv("WEGO_DEBUG", written)

    assert environment.flag("WEGO_DEBUG", True) is False


def test_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEGO_DEBUG", "perhaps")

    with pytest.raises(environment.SettingRefused, match="WEGO_DEBUG='perhaps' is neither yes nor no"):
        environment.flag("WEGO_DEBUG")


@pytest.mark.parametrize("written", ["-1", "1.5", "many"])
def test_no_whole_number_is_refused(monkeypatch: pytest.MonkeyPatch, written: str):
    monkeypatch.setenv("WEGO_UPLOAD_LIMIT_MB", written)

    with pytest.raises(environment.SettingRefused, match="is not a whole number"):
        environment.number("WEGO_UPLOAD_LIMIT_MB", 20)


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEGO_HOSTS", " a.example, ,b.example ")

    assert environment.words("WEGO_HOSTS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://user:p%40ss@mail.example.org", ("mail.example.org", 587, "user", "p@ss", True, False)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, "", "", False, True)),
    ],
)
def test_a_mail_server(monkeypatch: pytest.MonkeyPatch, address: str, expected: tuple[object, ...]):
    monkeypatch.setenv("WEGO_MAIL_URL", address)

    mail = environment.mail("WEGO_MAIL_URL", Path("mail"))

    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(mail[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:many"])
def test_what_is_no_mail_server_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv("WEGO_MAIL_URL", address)

    with pytest.raises(environment.SettingRefused, match="WEGO_MAIL_URL is not a mail server"):
        environment.mail("WEGO_MAIL_URL", Path("mail"))


@pytest.mark.parametrize("address", ["wego", "mysql://host/wego", "://"])
def test_what_is_no_database_of_ours_is_refused(monkeypatch: pytest.MonkeyPatch, address: str):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(environment.SettingRefused, match="DATABASE_URL is no database of ours"):
        environment.database("DATABASE_URL", "sqlite:///x")


def test_the_secret_key_is_made_once_and_for_its_owner(tmp_path: Path):
    first = environment.kept_secret(tmp_path / "new")

    assert environment.kept_secret(tmp_path / "new") == first
    assert len(first) >= 50
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_day_begins_where_the_network_has_its_seat(tmp_path: Path):
    (tmp_path / "network.yaml").write_text("time_zone: America/Lima\n")

    assert environment.time_zone(tmp_path) == "America/Lima"
    assert environment.time_zone(tmp_path / "nowhere") == "UTC"


@pytest.mark.parametrize("said", ["time_zone: Nowhere/City", "time_zone: ../zone", "code: x", "[]"])
def test_a_zone_that_is_none_is_refused_with_its_file(said: str, tmp_path: Path):
    (tmp_path / "network.yaml").write_text(said)

    with pytest.raises(environment.SettingRefused, match=r"network\.yaml: time_zone"):
        environment.time_zone(tmp_path)


def test_a_mail_user_on_another_port_needs_starttls(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEGO_MAIL_URL", "smtp://user:secret@mail.example.org:25")

    assert environment.mail("WEGO_MAIL_URL", Path("mail"))["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://wego.example.org", ["__Host-sessionid", "__Host-csrftoken", True, True, 31536000, "/", None]),
        ("http://localhost:8000", ["sessionid", "csrftoken", False, False, 0, "/", None]),
    ],
)
def test_over_https_the_browser_takes_cookies_from_this_host_alone(address: str, expected: list[object]):
    """A name that begins with `__Host-` needs https, the path `/` and no domain (RFC 6265bis, 4.1.3.2)."""
    names = (
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_PATH",
        "SESSION_COOKIE_DOMAIN",
    )
    ask = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    surrounded = surroundings(WEGO_BASE_URL=address, WEGO_SECRET_KEY="k" * 50, DJANGO_SETTINGS_MODULE=SETTINGS)

    said = subprocess.run([sys.executable, "-c", ask], env=surrounded, capture_output=True, text=True, check=True)

    assert json.loads(said.stdout) == expected


def test_the_languages_are_the_networks(tmp_path: Path) -> None:
    (tmp_path / "network.yaml").write_text("languages: [en, ko]\nfurther_languages: [es]\n")

    assert environment.languages(tmp_path) == ["en", "ko"]
    assert environment.languages(tmp_path, "further_languages", ()) == ["es"]
    assert environment.languages(tmp_path / "nowhere") == ["en", "ko", "zh-hans"]
    assert environment.languages(tmp_path / "nowhere", "further_languages", ()) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [("en", "not a list"), ("[ko]", "lacks en"), ("[en, xx-klingon]", "'xx-klingon', not a language")],
)
def test_languages_that_nobody_has_words_for_are_refused(tmp_path: Path, said: str, words: str) -> None:
    (tmp_path / "network.yaml").write_text(f"languages: {said}\n")

    with pytest.raises(environment.SettingRefused, match=words):
        environment.languages(tmp_path)
