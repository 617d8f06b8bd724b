"""Counting votes: ballots read and checked, eight methods in exact numbers, and a published vote counted again."""

from wego.engines.tally.ballots import BallotFault, Ballots, BallotsRefused, Rank, Ranking, Weight
from wego.engines.tally.blt import read_blt
from wego.engines.tally.bundle import (
    BundleCheck,
    BundleVerification,
    Malformed,
    as_published,
    bundle_text,
    hash_of,
    sorted_ballots,
    verify_bundle,
)
from wego.engines.tally.counting import METHODS, MOTIONS, NEEDS_ROLL, CannotCount, count
from wego.engines.tally.outcome import Outcome, Round, as_document, english
from wego.engines.tally.preflib import PREFLIB, read_preflib
from wego.engines.tally.table import read_table

__all__ = [
    "METHODS",
    "MOTIONS",
    "NEEDS_ROLL",
    "PREFLIB",
    "BallotFault",
    "Ballots",
    "BallotsRefused",
    "BundleCheck",
    "BundleVerification",
    "CannotCount",
    "Malformed",
    "Outcome",
    "Rank",
    "Ranking",
    "Round",
    "Weight",
    "as_document",
    "as_published",
    "bundle_text",
    "count",
    "english",
    "hash_of",
    "read_blt",
    "read_preflib",
    "read_table",
    "sorted_ballots",
    "verify_bundle",
]
