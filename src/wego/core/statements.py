"""What only one of the two databases can be told in its own words, as a step of migrations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Statements(Operation):
    """A migration step in SQL, by vendor; `undo` is said before `do` too, so that the step can be taken again.

    It asks for no models, which Django would build anew for each `RunPython`: a quarter of a second.
    """

    def __init__(self, do: Mapping[str, Sequence[str]], undo: Mapping[str, Sequence[str]]) -> None:
        self.do, self.undo = do, undo

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        _say(schema_editor, self.undo)
        _say(schema_editor, self.do)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        _say(schema_editor, self.undo)


def _say(editor: BaseDatabaseSchemaEditor, statements: Mapping[str, Sequence[str]]) -> None:
    for statement in statements.get(editor.connection.vendor, ()):
        editor.execute(statement, params=None)
