"""Every method of the engine has words of its own, for any edition and not only for the pilot."""

from __future__ import annotations

from wego.cityindex import wording
from wego.engines import composite


def test_no_method_is_without_words():
    assert wording.IMPUTED.keys() == composite.IMPUTERS.keys()
    assert wording.TREATED.keys() == composite.TREATERS.keys()
    assert wording.NORMALISED.keys() == wording.SHORT.keys() == composite.NORMALISERS.keys()
    assert wording.AGGREGATED.keys() == composite.AGGREGATORS.keys()
