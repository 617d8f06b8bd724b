"""Names of strangers: no address in them, and ordinary names of all the world pass."""

from __future__ import annotations

import pytest

from wego.core.names import NameRefused, holds_address, refuse_address


@pytest.mark.parametrize(
    "name",
    [
        "Win at www.casino", "http://x", "casino.com", "Visit CASINO.COM now", "free-money.ru/now", "a.b@c.example",
        "Seoul evil.co.kr", "ｃａｓｉｎｏ．ｃｏｍ", "casino。com", "cas\u200bino.com", "casino.com.", "mailto:x",
        "casino.ac", "casino.uk", "casino.su",
    ],
)  # fmt: skip
def test_an_address_is_refused(name: str):
    assert holds_address(name)
    with pytest.raises(NameRefused):
        refuse_address("Seoul", name)


@pytest.mark.parametrize(
    "name",
    [
        "Seoul", "서울특별시", "St. Gallen", "St.Gallen", "Acme Co.,Ltd.", "Acme Co.Ltd", "Washington, D.C.", "U.S.A.",
        "Kim, J.H.", "No. 5", "Prof.Kim", "S.A. de C.V.", "上海市。", "3.5 million", "O'Brien-Smith", "A.de Castro",
        "Version 2.0", "Ürümqi",
    ],
)  # fmt: skip
def test_ordinary_names_pass(name: str):
    assert not holds_address(name)
