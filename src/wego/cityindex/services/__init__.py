"""Writes of the index: loading an edition, which computes it."""

from wego.cityindex.services.loading import load_cityindex

__all__ = ["load_cityindex"]
