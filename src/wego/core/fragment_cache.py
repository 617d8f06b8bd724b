"""Parts of pages that are the same for every reader, kept until anything at all changes.

Every write leaves a line in the audit trail, so the trail's last number tells whether what was kept still holds. It is
read in the reader's own transaction; nothing has to be cleared, and no page is ever older than the last write.

On PostgreSQL a write may end after another that took a later number: while a line of the trail is under way, nothing
new is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextvars import ContextVar

from django.core.cache import caches
from django.db import connection
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from wego.core.models import AuditEntry

# Is nobody else's line in the trail under way? Whoever has written one holds this lock until the transaction ends. It
# is asked after the last number is read (a statement's picture of the rows is taken first), and not by transactions,
# which are numbered over all databases of a server.
QUIET = {
    "postgresql": "NOT EXISTS (SELECT FROM pg_locks WHERE relation = 'core_auditentry'::regclass"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid())"
}


# Within a part that is being made, another one asks no second time: what it keeps is kept for the same moment.
_within: ContextVar[tuple[int | None, bool] | None] = ContextVar("within", default=None)


def cached_fragment(make: Callable[[], str], *parts: object) -> SafeString:
    """The markup that `make` gives, made once for these parts, the language and the time zone in force.

    The parts name everything that the markup depends on beside what is stored: the address, the reader, the day.
    """
    known = _within.get() or _last_write()
    last, is_settled = known
    words = "\n".join(str(part) for part in (last, get_language(), get_current_timezone_name(), *parts))
    key = hashlib.sha256(words.encode()).hexdigest()
    store = caches["pages"]
    markup = store.get(key)
    if markup is None:
        token = _within.set(known)
        try:
            markup = str(make())
        finally:
            _within.reset(token)
        if is_settled:
            store.set(key, markup)
    return mark_safe(markup)  # noqa: S308  what our own templates rendered


def _last_write() -> tuple[int | None, bool]:
    """The trail's last number, and whether every write with a lower one has ended."""
    is_quiet = QUIET.get(connection.vendor, "TRUE")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT MAX(id) FROM {AuditEntry._meta.db_table}), {is_quiet}")  # noqa: S608
        last, is_settled = cursor.fetchone()
    return last, bool(is_settled)
