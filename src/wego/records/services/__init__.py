"""Writes of the record: loading of figures."""

from wego.records.services.loading import load_records

__all__ = ["load_records"]
