"""Which indicator or question of one framework answers which of another: as data, with formulas and what differs."""

from wego.engines.crosswalks.formulas import Formula, FormulaFault, read_formula
from wego.engines.crosswalks.links import CrosswalkDefinition, Link, LinkEnd, read_crosswalk

__all__ = ["CrosswalkDefinition", "Formula", "FormulaFault", "Link", "LinkEnd", "read_crosswalk", "read_formula"]
