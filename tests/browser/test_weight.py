"""What a visitor on a slow line has to fetch, and that nothing needs scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browsing import DESKTOP, PHONE
from tests.walkers.test_weight import FIRST_VISIT, KB, PAGE, SCRIPTED, SECOND_VISIT, WEIGHED

pytestmark = pytest.mark.browser

# The quick run visits these alone, and weighs all of them as the server sends them (tests/walkers/test_weight.py).
HEAVY = ("", "members/map/", "index/pilot-2024/", "index/pilot-2024/weights/")


@dataclass
class Line:
    """What came over the line, as it was sent: compressed, with headers."""

    page: Any
    kinds: dict[str, str] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: self.kinds.update({event["requestId"]: event["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda event: self.received.update({event["requestId"]: int(event["encodedDataLength"])}),
        )

    def visit(self, path: str) -> tuple[int, int]:
        """Bytes of the page itself, and of everything."""
        self.received.clear()
        self.page.goto(path, wait_until="networkidle")
        pages = [size for number, size in self.received.items() if self.kinds.get(number) == "Document"]
        assert len(pages) == 1, self.kinds
        return pages[0], sum(self.received.values())


@pytest.mark.parametrize(
    "path", [path if path in HEAVY else pytest.param(path, marks=pytest.mark.whole) for path in WEIGHED]
)
def test_a_public_page_is_light(path: str, new_page: Any):
    # Korean takes the most bytes to say the same.
    line = Line(new_page(PHONE))

    page, first = line.visit(f"/ko/{path}")
    _page, second = line.visit(f"/ko/{path}")

    assert page > KB, "measured at all"
    assert (page <= PAGE, first <= FIRST_VISIT, second <= SECOND_VISIT) == (True, True, True), (page, first, second)


@pytest.mark.parametrize(
    "path", [path if path in SCRIPTED else pytest.param(path, marks=pytest.mark.whole) for path in WEIGHED]
)
def test_a_public_page_says_the_same_without_scripts(path: str, reader: Any):
    # Buttons for passkeys need scripts, and are shown only with them.
    plain, scripted = (reader(DESKTOP, javascript=javascript) for javascript in (False, True))

    texts = []
    for page in (plain, scripted):
        page.goto(f"/en/{path}")
        texts.append(page.get_by_role("main").inner_text().split())

    if path == "accounts/login/":
        assert set(texts[0]) <= set(texts[1])
    else:
        assert texts[0] == texts[1]


def test_finding_a_member_needs_no_scripts(new_page: Any):
    page = new_page(PHONE, javascript=False)
    page.goto("/en/members/")

    page.get_by_role("searchbox").fill(" kathMANDÚ")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("main").get_by_role("link", name="Kathmandu").first.click()

    assert page.url.endswith("/en/members/kathmandu/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Kathmandu")
