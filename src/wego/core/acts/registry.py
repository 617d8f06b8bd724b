"""Every act on many by its name: what is carried out in the background finds its act here."""

from __future__ import annotations

from typing import Any

BULK_ACTS: dict[str, Any] = {}  # name -> BulkAct
