"""What Korean pages write otherwise than the libraries do: days, moments, names of countries."""

from __future__ import annotations

import datetime

from django.utils import translation
from django.utils.formats import date_format

from wego.core.countries import country_name
from wego.core.formats import day


def test_days_and_moments_are_written_as_korean_writes_them() -> None:
    with translation.override("ko"):
        assert day(datetime.date(2022, 12, 31)) == "2022년 12월 31일"
        assert date_format(datetime.datetime(2022, 12, 31, 23, 5), "DATETIME_FORMAT") == "2022년 12월 31일 오후 11:05"
    with translation.override("zh-hans"):
        assert day(datetime.date(2022, 12, 31)) == "2022年12月31日"


def test_countries_have_the_names_of_the_documents() -> None:
    assert [country_name(code, "ko") for code in ("PS", "ZA", "KR")] == ["팔레스타인", "남아프리카 공화국", "대한민국"]
    assert [country_name(code, "zh-hans") for code in ("PS", "MN")] == ["巴勒斯坦", "蒙古国"]
