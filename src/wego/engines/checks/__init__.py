"""Checks of facts as data: rules within a fact, across facts, against its own history and against like cities."""

from wego.engines.checks.findings import CheckBasis, CheckFinding, find
from wego.engines.checks.rules import EVERY, CheckKind, CheckOutcome, CheckSet, Rule, read_checks

__all__ = [
    "EVERY",
    "CheckBasis",
    "CheckFinding",
    "CheckKind",
    "CheckOutcome",
    "CheckSet",
    "Rule",
    "find",
    "read_checks",
]
