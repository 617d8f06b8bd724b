"""What moved since the edition before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wego.cityindex.models.editions import Unit


class Change(models.Model):
    """A ranked city's way from its place in the edition before, split by cause; see `engines.composite.change`.

    Places are won (above 0) or lost; the three sum to the difference of the ranks. None: not to be split.
    """

    unit = models.OneToOneField(Unit, models.CASCADE, related_name="change")
    before = models.ForeignKey(Unit, models.CASCADE, related_name="changes_after")
    score_before = models.FloatField(_("score before"))
    places_figures = models.FloatField(_("places due to its figures"), null=True)
    places_method = models.FloatField(_("places due to the method"), null=True)
    places_peers = models.FloatField(_("places due to other cities"), null=True)
    points_figures = models.FloatField(_("points by its figures"), null=True)
    points_method = models.FloatField(_("points by the method"), null=True)
    # Of each indicator before: the value, its period, and the points of the overall score; None where there was none.
    figures = models.JSONField(_("figures before"), default=dict)

    class Meta:
        verbose_name = _("change of a city between editions")
        verbose_name_plural = _("changes of cities between editions")
        ordering = ["unit"]

    def __str__(self) -> str:
        return str(self.unit)

    @property
    def places(self) -> int:
        """Places won (above 0) or lost."""
        assert self.before.rank is not None
        assert self.unit.rank is not None
        return self.before.rank - self.unit.rank

    @property
    def causes(self) -> list[float | None]:
        """Places by the city's figures, by the method, by what others did."""
        return [self.places_figures, self.places_method, self.places_peers]

    @property
    def is_clear(self) -> bool:
        """Do the two intervals lie apart, so that the draws tell the two ranks apart?"""
        (low, high), (low_before, high_before) = self.unit.interval, self.before.interval
        return high < low_before or high_before < low
