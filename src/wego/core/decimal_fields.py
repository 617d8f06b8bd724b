"""Decimals that come back from the database with every digit that went in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class ExactDecimalField(models.DecimalField):
    """A decimal that SQLite does not cut either.

    SQLite keeps decimals as binary numbers, and Django reads fifteen digits of them. Sources that compute in binary
    print up to seventeen: the shortest text of the number that is kept is the one that they print.
    """

    def get_internal_type(self) -> str:
        """Its own, so that Django's reading of fifteen digits is not put before ours."""
        return "ExactDecimalField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return models.DecimalField(max_digits=self.max_digits, decimal_places=self.decimal_places).db_type(connection)

    def from_db_value(self, value: Any, *_asked: Any) -> Decimal | None:
        return value if value is None or isinstance(value, Decimal) else Decimal(repr(value))
