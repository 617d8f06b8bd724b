"""Where the search lets apps hear that names were written, whatever wrote them."""

from __future__ import annotations

from wego.core.hooks import Hook

# receiver(kind, things): in the transaction that wrote them, and once a day for all.
names_written = Hook("search.names_written")
