"""One search over every noun: each says in `<app>/search.py` what it is found by, who sees it and where it is."""

from wego.core.search.kinds import SEARCH_KINDS, SearchKind, declare, in_every_language

__all__ = ["SEARCH_KINDS", "SearchKind", "declare", "in_every_language"]
