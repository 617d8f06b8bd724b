"""What an indicator is found by: its name, and what its topics are called, with the other words for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wego.core.search import SearchKind
from wego.records.models import Indicator, Visibility


def indicators_visible_to(user: Any) -> QuerySet[Indicator]:
    """All but those whose facts are given for one purpose alone: they have no page."""
    return Indicator.objects.exclude(visibility=Visibility.PURPOSE)


def _topic_words(indicator: Indicator) -> Iterator[str]:
    for topic in indicator.topics.all():
        yield from topic.name.texts.values()
        for words in topic.synonyms.values():
            yield from words


INDICATOR = SearchKind(
    code="indicator",
    model=Indicator,
    label=_("Indicators"),
    titles=lambda one: one.name.texts,
    spellings=_topic_words,
    is_found=lambda one: one.visibility != Visibility.PURPOSE,
    is_found_by_words=True,
    visible_to=indicators_visible_to,
    reads=("code", "name", "visibility"),
    key="code",
    address=lambda entry: reverse("records:indicator", args=[entry.key]),
)
