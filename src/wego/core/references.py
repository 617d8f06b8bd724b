"""A pointer upward: kind, id and label of something in an app that this one may not import."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Reference:
    """What is pointed at: `kind` is `app.Model`, `label` what people read even when the thing is gone."""

    kind: str
    id: str
    label: str

    @classmethod
    def to(cls, thing: models.Model) -> Reference:
        return cls(thing._meta.label, str(thing.pk), str(thing))
