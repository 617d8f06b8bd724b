"""Tables whose rows are only ever added, held so by the database itself on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class InsertOnly(Operation):
    """A migration step after which the database refuses to change or remove a row of `tables`.

    SQLite lays a table anew to alter it, and forgets this: a later step that alters one says `release` first, and
    this again afterwards.
    """

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            protect(schema_editor, table)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            release(schema_editor, table)

    def describe(self) -> str:
        return f"Rows are only added to {', '.join(self.tables)}"


def protect(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    release(editor, table)
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
