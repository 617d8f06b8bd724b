"""Files of facts and their rows: who sees them, and what a page shows of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wego.accounts.authorization import permitted_rows
from wego.records.models import FactImport, Observation, StagedFact
from wego.records.queries.facts import facts_in_force, facts_visible_to


def fact_imports_visible_to(user: Any) -> QuerySet[FactImport]:
    """Whoever sees the office's table of facts sees every file of facts, the latest first."""
    return permitted_rows(FactImport.objects.all(), user, "records.see_facts")


def rows_of_import(shown: FactImport) -> QuerySet[StagedFact]:
    """Its rows with what a page shows of them: what is refused first, then what changes."""
    return shown.rows.select_related("indicator", "source", "former", "former__source")


def table_of_facts(user: Any) -> QuerySet[Observation]:
    """The facts in force that a reader sees, as the long table lists them."""
    return facts_visible_to(user).filter(pk__in=facts_in_force().values("pk")).order_by("pk")
