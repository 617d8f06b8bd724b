"""Tables whose rows are only ever added, held so by the database itself on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def insert_only(table: str) -> migrations.RunPython:
    """A migration step after which the database refuses to change or remove a row of `table`."""
    return migrations.RunPython(
        lambda apps, editor: protect(editor, table), lambda apps, editor: release(editor, table)
    )


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for statement in _protection(editor.connection.vendor, table):
        editor.execute(statement, params=None)


def release(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for act in ("update", "delete"):
        suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{suffix}", params=None)


def _protection(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            for act in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        for act in ("update", "delete")
    ]
