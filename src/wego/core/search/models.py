"""The tables of the search: what can be found, and every place at which one can begin to read its names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

PIECE = 8  # letters; what is longer is looked up by its first letters, and then read whole


class SearchEntry(models.Model):
    """One thing that can be found. It says no more of it than the thing itself, and goes with it."""

    kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    key = models.CharField(max_length=100)  # what its address bears
    titles = models.JSONField(default=dict)  # by language
    text = models.TextField()  # every spelling, folded, set apart by |

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["kind", "thing_id"]
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="searchentry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SearchPiece(models.Model):
    """A folded name read from one of its letters on: what stands amid a name is the beginning of one of its pieces.

    So the middle of a name is found by a range of an index on either database, in any script.
    """

    kind = models.CharField(max_length=40)
    piece = models.CharField(max_length=PIECE)  # by code points on both databases: see the migration
    thing_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("name fragment")
        verbose_name_plural = _("name fragments")
        constraints = [models.UniqueConstraint(fields=["kind", "piece", "thing_id"], name="searchpiece_once")]
        indexes = [models.Index(fields=["kind", "thing_id"], name="searchpiece_of_thing")]

    def __str__(self) -> str:
        return self.piece
