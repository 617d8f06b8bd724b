"""Checks of facts as data: rules within a fact, across facts, against its own history and against like cities."""

from wego.engines.checks.findings import Evidence, Finding, find
from wego.engines.checks.rules import EVERY, CheckSet, Kind, Outcome, Rule, read_checks

__all__ = ["EVERY", "CheckSet", "Evidence", "Finding", "Kind", "Outcome", "Rule", "find", "read_checks"]
