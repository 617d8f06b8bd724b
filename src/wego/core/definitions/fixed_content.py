"""What is published does not change, held so by the database itself on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CONTENT = ("code", "version", "sha256", "definition")


class FixedContent(Operation):
    """A migration step after which the database refuses another content under a version of `tables`.

    SQLite lays a table anew to alter it, and forgets this: it stands again after each such step.
    """

    def __init__(self, *tables: str) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            release(schema_editor, table)
            for statement in _protection(schema_editor.connection.vendor, table):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            release(schema_editor, table)

    def describe(self) -> str:
        return f"The content of {', '.join(self.tables)} is fixed"


def release(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    suffix = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER IF EXISTS {table}_fixed_content{suffix}", params=None)


def _protection(vendor: str, table: str) -> list[str]:
    columns = ", ".join(CONTENT)
    if vendor == "sqlite":
        differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in CONTENT)
        return [
            f"CREATE TRIGGER {table}_fixed_content BEFORE UPDATE OF {columns} ON {table} WHEN {differs} "
            f"BEGIN SELECT RAISE(ABORT, 'a version of {table} is published'); END"
        ]
    differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in CONTENT)
    return [
        "CREATE OR REPLACE FUNCTION refuse_other_content() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a version of % is published', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_fixed_content BEFORE UPDATE OF {columns} ON {table} FOR EACH ROW "
        f"WHEN ({differs}) EXECUTE FUNCTION refuse_other_content()",
    ]
