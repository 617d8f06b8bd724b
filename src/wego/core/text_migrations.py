"""A step of migrations: the columns of a text, one for each language, become one column keyed by language, and back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RemoveField
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED


class JoinColumns(Operation):
    """Fill `column` of a table from columns by language. In SQL alone: no models are built for it."""

    def __init__(self, table: str, column: str, by_language: Mapping[str, str]) -> None:
        self.table, self.column, self.by_language = table, column, dict(by_language)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        parts = ", ".join(f"'{language}', NULLIF({column}, '')" for language, column in self.by_language.items())
        joined = {
            "sqlite": f"json_patch('{{}}', json_object({parts}))",  # which drops what is null
            "postgresql": f"jsonb_strip_nulls(jsonb_build_object({parts}))",
        }[schema_editor.connection.vendor]
        _update(schema_editor, f"UPDATE {self.table} SET {self.column} = {joined}")  # noqa: S608

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        part = {"sqlite": "json_extract({0}, '$.\"{1}\"')", "postgresql": "{0} ->> '{1}'"}
        read = part[schema_editor.connection.vendor]
        given = ", ".join(
            f"{column} = COALESCE({read.format(self.column, language)}, '')"
            for language, column in self.by_language.items()
        )
        _update(schema_editor, f"UPDATE {self.table} SET {given}")  # noqa: S608

    def describe(self) -> str:
        return f"{self.table}.{self.column} holds {', '.join(self.by_language.values())}"


def _update(schema_editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    """Change rows; what PostgreSQL would look at when the transaction ends is looked at now, or columns cannot go."""
    schema_editor.execute(statement, params=None)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class RemoveColumn(RemoveField):
    """Remove a text's column of one language. Undone, it comes back empty, for `JoinColumns` to fill."""

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
        field.default = ""
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        field.default = NOT_PROVIDED


def columns_of(name: str) -> dict[str, str]:
    """The columns of a text as they were called before texts were keyed by language."""
    return {"en": f"{name}_en", "ko": f"{name}_ko", "zh-hans": f"{name}_zh"}
