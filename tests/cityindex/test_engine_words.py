"""What the engine says of a draft is said in the reader's language, with its numbers and codes."""

from __future__ import annotations

from django.utils import translation

from wego.cityindex.engine_words import fault_text
from wego.engines.composite import IndexFault
from wego.engines.messages import AnyOf, message


def test_a_fault_is_told_with_what_would_be_right():
    fault = IndexFault(message("unknown_key", name="'colour'"), message("one_of", names=("code", "parent")))

    assert fault_text(fault) == "unknown key 'colour'; one of code, parent"
    with translation.override("ko"):
        assert fault_text(fault) == "알 수 없는 항목: 'colour'; 다음 중 하나: code, parent"


def test_a_doubt_without_advice_is_told_alone():
    assert fault_text(IndexFault(message("no_rank"))) == "no score, so no rank"


def test_numbers_and_lists_are_written_as_the_reader_writes_them():
    doubt = IndexFault(message("key_unused", key="factor", count=12000, methods=AnyOf(("minmax", "zscore"))))

    with translation.override("ko"):
        assert fault_text(doubt) == "12,000개 행에 있으나 minmax 또는 zscore에서는 쓰이지 않는 항목입니다: factor"


def test_a_reason_within_a_message_has_its_own_words():
    fault = IndexFault(message("not_computable", method="minmax", reason=message("range_zero")))

    assert fault.message == "minmax cannot be computed: the range (maximum less minimum) is 0"
    with translation.override("zh-hans"):
        assert fault_text(fault) == "无法计算minmax：极差（最大值减最小值）为0"
