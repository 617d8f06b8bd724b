"""Steps by which tables that were there before became definitions with versions."""

from __future__ import annotations

import json
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from wego.core.definitions.content import digest_of


class DataStep(Operation):
    """A step that changes rows by plain SQL; it asks for no models, which Django would build anew."""

    reduces_to_sql = False
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        with schema_editor.connection.cursor() as cursor:
            self.write(cursor, schema_editor.connection)
            if schema_editor.connection.vendor == "postgresql":  # which alters no table that waits for its checks
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """What is written can stay."""

    def write(self, cursor: Any, connection: Any) -> None:
        """Change the rows."""
        raise NotImplementedError


class DigestsAnew(DataStep):
    """Takes the digest of each definition as `digest_of` takes it today."""

    def write(self, cursor: Any, connection: Any) -> None:
        cursor.execute(f"SELECT id, definition FROM {self.table}")  # noqa: S608 - a table of ours
        rows = [(digest_of(_read(definition)), key) for key, definition in cursor.fetchall()]
        cursor.executemany(f"UPDATE {self.table} SET sha256 = %s WHERE id = %s", rows)  # noqa: S608


class Successors(DataStep):
    """Says of each version that is no longer in force which one superseded it: that of the same code that is."""

    def write(self, cursor: Any, connection: Any) -> None:
        cursor.execute(f"SELECT id, code, is_in_force FROM {self.table}")  # noqa: S608
        rows = cursor.fetchall()
        last = {code: key for key, code, is_in_force in rows if is_in_force}
        former = [(last[code], key) for key, code, is_in_force in rows if not is_in_force and code in last]
        cursor.executemany(f"UPDATE {self.table} SET superseded_by_id = %s WHERE id = %s", former)  # noqa: S608


def _read(definition: Any) -> Any:
    return json.loads(definition) if isinstance(definition, str) else definition
