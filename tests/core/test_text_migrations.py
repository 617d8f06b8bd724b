"""Columns of a text become one keyed by language, and come apart again as they were."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from wego.core.text_migrations import JoinColumns, columns_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Editor:
    """What the step needs of Django's schema editor, which does not work within a test's transaction."""

    connection = connection

    def execute(self, sql: str, params: Any = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


def rows(columns: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM some_text ORDER BY name_en")
        return list(cursor.fetchall())


def test_columns_are_joined_without_empty_ones_and_parted_again() -> None:
    editor: Any = Editor()
    kind = "jsonb" if connection.vendor == "postgresql" else "text"
    editor.execute(f"CREATE TABLE some_text (name_en text, name_ko text, name_zh text, name {kind})")
    editor.execute("INSERT INTO some_text VALUES ('Assembly', '총회', '', NULL), ('It''s \"so\"', '', '大会', NULL)")
    before = rows("name_en, name_ko, name_zh")
    step = JoinColumns("some_text", "name", columns_of("name"))

    step.database_forwards("core", editor, None, None)  # type: ignore[arg-type]
    joined = [json.loads(name) if isinstance(name, str) else name for (name,) in rows("name")]
    editor.execute("UPDATE some_text SET name_ko = '', name_zh = ''")
    step.database_backwards("core", editor, None, None)  # type: ignore[arg-type]

    assert joined == [{"en": "Assembly", "ko": "총회"}, {"en": 'It\'s "so"', "zh-hans": "大会"}]
    assert rows("name_en, name_ko, name_zh") == before
