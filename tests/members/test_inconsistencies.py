"""Rules that find inconsistencies: each is found on rows that show it and not on rows that were mended."""

from typing import Any

import pytest

from wego.members.inconsistencies import RULES, Lists, is_found

ORGANISATIONS = {
    "manila": {"slug": "manila", "kind": "local_government", "country": "PH", "name_ko": "마닐라", "name_zh": "马尼拉"},
    "takum": {"slug": "takum", "kind": "local_government", "country": "NG", "name_ko": "타쿰", "name_zh": "塔库姆"},
    "kigali": {"slug": "kigali", "kind": "local_government", "country": "RW", "name_ko": "키갈리", "name_zh": "基加利"},
    "nitda": {"slug": "nitda", "kind": "institution", "country": "NG", "name_ko": "개발원", "name_zh": "开发署"},
}


def lists(**changed: dict[str, str]) -> Lists:
    """Three members and a body in 2022, with cells of some rows changed."""
    rows: list[dict[str, str]] = [
        {
            "slug": "manila",
            "region": "asia",
            "in_ko": "1",
            "in_zh": "1",
            "printed_ko": "마닐라",
            "printed_zh": "马拉尼",
        },
        {"slug": "takum", "region": "africa", "in_ko": "1", "in_zh": "1", "printed_ko": "타쿰", "printed_zh": "塔基"},
        {"slug": "kigali", "region": "africa", "in_ko": "0", "in_zh": "1", "printed_ko": "", "printed_zh": "塔基"},
        {"slug": "nitda", "region": "", "in_ko": "0", "in_zh": "1", "printed_ko": "", "printed_zh": "开发署"},
    ]
    return Lists(
        organisations=ORGANISATIONS,
        editions={"2022": [{**row, **changed.get(row["slug"], {})} for row in rows], "2016": [{"slug": "manila"}]},
        network={"contact": {"phone": {"printed": [{"value": "1"}, {"value": "2"}, {"value": "2"}]}}},
    )


MENDED: list[tuple[dict[str, Any], dict[str, dict[str, str]]]] = [
    (
        {
            "rule": "count",
            "edition": "2022",
            "region": "africa",
            "column": "in_ko",
            "expect_stated": 2,
            "expect_rows": 1,
        },
        {"kigali": {"in_ko": "1"}},
    ),
    (
        {
            "rule": "count",
            "edition": "2022",
            "region": "africa",
            "column": "printed_zh",
            "distinct": True,
            "expect_stated": 2,
            "expect_rows": 1,
        },
        {"kigali": {"printed_zh": "基加利"}},
    ),
    (
        {"rule": "absent_from", "edition": "2022", "column": "in_ko", "kind": "local_government", "slugs": ["kigali"]},
        {"kigali": {"in_ko": "1"}},
    ),
    (
        {
            "rule": "names_differ",
            "edition": "2022",
            "slug": "manila",
            "column": "printed_zh",
            "printed": "马拉尼",
            "kept": "马尼拉",
        },
        {"manila": {"printed_zh": "马尼拉"}},
    ),
    (
        {"rule": "sides_differ", "edition": "2022", "slug": "takum", "printed_ko": "타쿰", "printed_zh": "塔基"},
        {"takum": {"printed_zh": "塔库姆"}},
    ),
    (
        {
            "rule": "shared_form",
            "edition": "2022",
            "column": "printed_zh",
            "printed": "塔基",
            "slugs": ["takum", "kigali"],
        },
        {"takum": {"printed_zh": "塔库姆"}},
    ),
    (
        {
            "rule": "value_wrong",
            "edition": "2022",
            "slug": "takum",
            "column": "region",
            "printed": "africa",
            "right": "asia",
        },
        {"takum": {"region": "asia"}},
    ),
    (
        {"rule": "listed", "slugs": ["takum"], "in": ["2022"], "not_in": ["2016"]},
        {"takum": {"slug": "manila"}},
    ),
]


@pytest.mark.parametrize(("rule", "mended"), MENDED, ids=lambda value: value.get("rule", ""))
def test_a_rule_is_found_until_the_rows_are_mended(rule: dict[str, Any], mended: dict[str, dict[str, str]]):
    assert is_found([rule], lists())
    assert not is_found([rule], lists(**mended))


def test_a_count_that_equals_what_is_stated_is_no_inconsistency():
    rule = {"rule": "count", "edition": "2022", "kind": "institution", "expect_stated": 1, "expect_rows": 1}

    assert not is_found([rule], lists())


def test_variants_counts_different_forms():
    assert is_found([{"rule": "variants", "key": "contact.phone", "least": 2}], lists())
    assert not is_found([{"rule": "variants", "key": "contact.phone", "least": 3}], lists())


def test_an_entry_is_found_when_all_its_rules_are():
    document = {"rule": "document", "documents": ["KO16"]}
    gone = {"rule": "listed", "slugs": ["takum"], "in": ["2016"], "not_in": []}

    assert is_found([document], lists())
    assert not is_found([document, gone], lists())


def test_an_unknown_rule_is_refused():
    with pytest.raises(KeyError, match="cuont"):
        is_found([{"rule": "cuont"}], lists())


def test_every_rule_is_tried_here():
    tried = {rule["rule"] for rule, _ in MENDED} | {"variants", "document"}

    assert tried == set(RULES)
