"""Journey 4, in Korean: a city applies on a phone, is accepted and admitted, is invoiced a year later, and pays."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.browsing import DESKTOP, PHONE, width_of
from tests.journeys.joining import PASSWORD

pytestmark = pytest.mark.browser

MailTo = Callable[[str], tuple[str, str]]
Look = Callable[[Any], None]
SEOUL = ZoneInfo("Asia/Seoul")  # where the network has its days
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
ADDRESS, CITY, IN_ENGLISH = "jihun@hanbit.example", "한빛시(가상)", "Hanbit City (made up)"
CHOSEN = {"subkind": "city_level", "signs_as": "head", "aims": "networking"}
WRITTEN = {
    "name_ko": CITY,
    "latitude": "36.5",
    "longitude": "127.3",
    "population": "412000",
    "population_year": "2024",
    "representative_name": "이가상",
    "representative_post": "시장",
    "contact_name": "김지훈",
    "motivation": "교류를 위하여 가입하고자 합니다.",
}
ATTACHED = {"population_evidence": "population.pdf", "form_signed": "signed-form.pdf"}


def test_from_the_form_to_the_receipt(new_page: Any, step_in: Any, mail_to: MailTo, axe: Any, tmp_path: Path):
    applicant, office, scripted = new_page(PHONE, javascript=False), new_page(DESKTOP), new_page(PHONE)

    def look(page: Any) -> None:
        """The page fits a phone and breaks no rule of accessibility (a tool that wants scripts)."""
        assert width_of(page) <= PHONE["width"], page.url
        scripted.context.clear_cookies()
        scripted.context.add_cookies(page.context.cookies())
        scripted.goto(page.url)
        axe(scripted)

    step_in(office, "Sena Demo")
    office.wait_for_url("**/office/")

    apply(applicant, mail_to, look, tmp_path)
    accept(office)
    assert_associate(applicant, mail_to, look)
    decided_on = decide(office, tmp_path)
    assert_admitted(applicant, mail_to, look)

    # Whoever becomes full on a day owes from the next calendar year: on the day's own year's run the city is free.
    first_year = (decided_on + timedelta(days=1)).year + 1
    quoted = quote(office, first_year - 1)
    assert (quoted["outcome"], str(first_year) in quoted["why"]) == ("free", True)
    office.get_by_role("button", name="회비 부과 취소").click()
    office.get_by_text("회비 부과를 취소했습니다.").wait_for()
    assert quote(office, first_year)["outcome"] == "due"
    number = issue_and_mail(office)

    amount = assert_invoiced(applicant, mail_to, look, number, first_year)
    record_payment(office, number)
    assert_paid(applicant, look, number, amount)


# --- the applicant ----------------------------------------------------------------------------------------------------
def apply(page: Any, mail_to: MailTo, look: Look, folder: Path) -> None:
    """From the public page to the submitted application."""
    page.goto("/ko/join/")
    page.get_by_role("link", name="회비 안내").wait_for()
    look(page)
    page.get_by_label("귀 기관의 명칭").fill(CITY)
    page.get_by_label("국가 또는 지역").select_option("KR")
    page.get_by_role("button", name="등록 여부 확인").click()
    look(page)
    page.locator("#found ~ p a.primary, section p.actions a.primary").first.click()

    page.get_by_label("이메일", exact=True).fill(ADDRESS)
    page.get_by_label("지방 정부").check()
    page.get_by_label("영문 명칭").fill(IN_ENGLISH)
    page.get_by_label("국가 또는 지역").select_option("KR")
    look(page)
    page.get_by_role("button", name="링크 받기").click()
    page.get_by_role("heading", name="이메일을 확인해 주십시오").wait_for()

    _subject, text = mail_to(ADDRESS)
    page.goto(re.search(r"http://localhost:\d+/ko/join/link/\S+", text).group())  # type: ignore[union-attr]
    page.locator("[name=name]").fill("김지훈")
    page.locator("[name=password]").fill(PASSWORD)
    look(page)
    page.get_by_role("button", name="계정을 만들고 시작").click()

    look(page)
    page.get_by_role("link", name=re.compile("부터 계속$")).click()
    look(page)
    while "/sections/" in page.url:
        fill_in(page, folder)
        page.get_by_role("button", name="저장하고 계속").click()
    look(page)
    assert_printed(page, page.get_by_role("link", name="서명용 신청서 내려받기"), CITY)
    page.get_by_role("button", name="신청서 제출").click()
    page.get_by_text("사무국이 신청서를 검토하고 있습니다.").wait_for()
    assert "사무국 검토 중" in mail_to(ADDRESS)[0]


def fill_in(page: Any, folder: Path) -> None:
    """What this section asks, of what the city has to say."""
    for code, choice in CHOSEN.items():
        for option in page.locator(f"[name={code}][value={choice}]").all():
            option.check()
    for code, words in WRITTEN.items():
        for field in page.locator(f"[name={code}]").all():
            field.fill(words)
    for code, name in ATTACHED.items():
        for field in page.locator(f"[name={code}]").all():
            (folder / name).write_bytes(PDF)
            field.set_input_files(folder / name)


def assert_associate(page: Any, mail_to: MailTo, look: Look) -> None:
    page.reload()
    page.get_by_text("준회원은 회비를 납부하지 않습니다.").wait_for()
    page.get_by_text("집행위원회").first.wait_for()
    assert "수리됨" in mail_to(ADDRESS)[0]
    look(page)


def assert_admitted(page: Any, mail_to: MailTo, look: Look) -> None:
    page.reload()
    page.get_by_text("귀 기관은 의결 기구의 결정에 따라 회원이 되었습니다.").wait_for()
    assert "승인되었습니다" in mail_to(ADDRESS)[1]
    look(page)
    page.get_by_role("link", name="청구서 수신자 지정").click()
    page.locator("main [name=email]").fill(ADDRESS)
    assert page.locator("main [name=language]").input_value() == "ko"
    page.get_by_role("button", name="청구 담당 연락처 저장").click()
    page.get_by_text("다음 청구서부터 이곳으로 보냅니다.").wait_for()
    page.goto("/ko/my/membership/")
    assert "정회원" in page.locator("dl.facts").inner_text()
    look(page)


def assert_invoiced(page: Any, mail_to: MailTo, look: Look, number: str, year: int) -> str:
    """By mail, on the page of dues, on the page of money, and printed: the amount and why."""
    subject, text = mail_to(ADDRESS)
    assert number in subject
    assert f"{year}" in subject
    page.goto("/ko/my/dues/")
    assert page.locator("tr", has_text=number).locator("th").inner_text() == f"{year}"
    look(page)

    page.goto("/ko/my/money/")
    page.locator("tr", has_text=number).wait_for()
    look(page)
    page.goto(re.search(r"http://localhost:\d+/ko/my/money/\S+", text).group())  # type: ignore[union-attr]
    look(page)
    amount = page.locator("dl.keys dd").first.inner_text()
    why = page.locator("#why + ol").inner_text()
    assert amount in text
    assert re.search(r"412,000", why)
    assert_printed(page, page.get_by_role("link", name="청구서 PDF"), number, amount, f"{year}년 회비", CITY)
    return str(amount)


def assert_paid(page: Any, look: Look, number: str, amount: str) -> None:
    page.goto("/ko/my/money/")
    assert "납부 완료" in page.locator("tr", has_text=number).inner_text()
    look(page)
    receipt = page.locator("a[href*='/receipts/']")
    assert_printed(page, receipt, receipt.inner_text(), amount)
    page.goto("/ko/my/dues/")
    assert page.locator("tr", has_text=number).locator("td").last.inner_text() == "0 USD"


# --- the secretariat --------------------------------------------------------------------------------------------------
def accept(page: Any) -> None:
    page.goto("/ko/office/admissions/")
    page.get_by_role("row").filter(has_text=IN_ENGLISH).get_by_role("link").first.click()
    page.get_by_role("link", name="signed-form.pdf").wait_for()
    page.get_by_role("link", name="신청 수리").click()
    assert page.get_by_label("위도").input_value() == "36.5"
    page.get_by_role("button", name="미리 보기").click()
    page.get_by_text(ADDRESS).wait_for()
    page.get_by_role("button", name="신청 수리").click()
    page.get_by_text("오늘부터 준회원이며").wait_for()


def decide(page: Any, folder: Path) -> date:
    """The item stands on the agenda by itself; the body's decision is recorded with its day and paper."""
    today = datetime.now(SEOUL).date()
    page.goto("/ko/office/governance/agenda/")
    row = page.get_by_role("row").filter(has_text=CITY)
    assert "집행위원회" in row.inner_text()
    row.get_by_role("link", name="결정 기록").click()
    page.get_by_label("승인됨").check()
    page.get_by_label("결정일").fill(today.isoformat())
    minutes = folder / "minutes.pdf"
    minutes.write_bytes(PDF)
    page.locator("[name=paper]").set_input_files(minutes)
    page.get_by_role("button", name="결정 기록").click()
    page.get_by_role("link", name="minutes.pdf").wait_for()
    return today


def quote(page: Any, year: int) -> dict[str, Any]:
    """Begin the run of a year: what it computes for the city."""
    page.goto("/ko/office/dues/")
    page.get_by_label("회비 연도").fill(str(year))
    page.get_by_role("button", name="회비 산정").click()
    page.get_by_role("button", name="회비 부과 취소").wait_for(timeout=60_000)
    return quoted(page)


def quoted(page: Any) -> dict[str, Any]:
    """What the run on this page says of the city, as it is exported."""
    answer = page.context.request.get(page.url.split("?")[0] + "?format=json")
    return next(row for row in answer.json()["items"] if row["organisation"] == CITY)


def issue_and_mail(page: Any) -> str:
    """Issue the run's invoices and mail the city's; answers its number."""
    page.get_by_role("link", name=re.compile(r"청구서 \d+건 발행")).click()
    page.get_by_role("button", name=re.compile(r"청구서 \d+건 발행")).click()
    page.get_by_text("완료", exact=True).wait_for(timeout=60_000)
    number = quoted(page)["invoice"]
    page.goto("/ko/office/money/unsent/")
    page.get_by_role("row").filter(has_text=number).get_by_role("button").click()
    page.get_by_text("청구서를 이메일로 보냈습니다.").wait_for()
    return str(number)


def record_payment(page: Any, number: str) -> None:
    page.goto(f"/ko/office/money/invoices/{number}/")
    page.get_by_role("button", name="납부 기록").click()
    page.get_by_text("납부를 기록했습니다.").wait_for()
    page.get_by_text("납부 완료").wait_for()


# --- both -------------------------------------------------------------------------------------------------------------
def assert_printed(page: Any, link: Any, *words: str) -> None:
    """The link leads to a PDF that bears these words, as far as a reader of PDF is at hand."""
    paper = page.context.request.get(link.get_attribute("href"))
    assert paper.headers["content-type"] == "application/pdf"
    if reader := shutil.which("pdftotext"):
        read = subprocess.run([reader, "-", "-"], input=paper.body(), capture_output=True, check=True).stdout.decode()
        assert [word for word in words if word not in read] == [], read
