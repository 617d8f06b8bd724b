"""Loading a network folder into every app that keeps some of it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction

from wego.accounts.services.loading import load_accounts
from wego.assessment.services.loading import load_assessment
from wego.cityindex.services.loading import load_cityindex
from wego.core import audit
from wego.core.loading import LoadReport
from wego.correspondence.services.loading import load_correspondence
from wego.dues.services.loading import load_dues
from wego.entitlements.services.loading import load_entitlements
from wego.finance.services.loading import load_finance
from wego.governance.services.loading import load_governance
from wego.members.services.loading import load_members
from wego.networks.services.loading import load_networks
from wego.questionnaires.services.loading import load_questionnaires
from wego.records.services.loading import load_records


class Loader(Protocol):
    """One app's part: refuses with DataFaults before it writes anything."""

    def __call__(self, folder: Path, *, at: datetime) -> LoadReport: ...


# In the order in which one builds on the other.
LOADERS: dict[str, Loader] = {
    "accounts": load_accounts,
    "members": load_members,
    "records": load_records,
    "questionnaires": load_questionnaires,
    "correspondence": load_correspondence,
    "finance": load_finance,
    "entitlements": load_entitlements,
    "governance": load_governance,
    "networks": load_networks,
    "dues": load_dues,
    "assessment": load_assessment,
    "cityindex": load_cityindex,
}


def load_network(folder: Path, *, at: datetime, say: Callable[[str], None] = lambda words: None) -> LoadReport:
    """Load every app's part in one transaction; raises DataFaults, and then nothing has changed."""
    whole = LoadReport()
    with transaction.atomic():
        for app, load in LOADERS.items():
            report = load(folder, at=at)
            say(f"{app}: {report.added} added, {report.changed} changed, {report.left} left")
            whole.added += report.added
            whole.changed += report.changed
            whole.left += report.left
            whole.inconsistencies += report.inconsistencies
        if whole.added or whole.changed:
            know_the_sizes()
            after = {"added": whole.added, "changed": whole.changed, "left": whole.left}
            audit.note("network.loaded", folder.name, by=None, at=at, after=after)
    return whole


def know_the_sizes() -> None:
    """Tell PostgreSQL at once how large the tables have become; its own rounds come later, and until then it joins
    thousands of rows as if there were none.

    Our own tables by name: without names, tables that all databases of the server share would be locked until the
    transaction ends.
    """
    if connection.vendor == "postgresql":
        tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))
