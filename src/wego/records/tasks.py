"""Background work of the record: load by number, call one service."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django_tasks import task

from wego.core.background import carry_out
from wego.records.services import imports


@task()
def read_facts(import_id: int) -> None:
    """Read a file of facts, or record it once it is accepted."""
    carry_out(
        partial(imports.run_import, import_id=import_id),
        note=lambda failure: imports.note_import_failure(import_id=import_id, failure=failure),
    )


def resume_fact_imports(at: datetime) -> None:
    """A periodic job: take up files of facts whose worker has gone."""
    for one in imports.stalled_fact_imports(at=at):
        read_facts.enqueue(one.pk)
