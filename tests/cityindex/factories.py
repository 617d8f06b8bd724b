"""Small editions for tests: a folder as a network has it, of as many cities as a test needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.accounts.factories import make_user
from tests.members.factories import make_organisation, make_place, make_region
from wego.accounts.models import User
from wego.cityindex.models import Draft, Edition
from wego.cityindex.services import load_cityindex
from wego.cityindex.services.drafts import begin_draft, edit_draft
from wego.members.models import Affiliation, Organisation, Place
from wego.records.models import Indicator, Observation, Source

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PILLARS = {"things": ("own_a", "own_b"), "means": ("land_c",)}
COUNTRY = "land_c"  # the one indicator that belongs to the country
METHOD = """name = "Small index"
[[element]]
code = "index"
[[element]]
code = "things"
parent = "index"
[[element]]
code = "means"
parent = "index"
[[element]]
code = "own_a"
parent = "things"
weight = 3.0
from = 0.0
to = 10.0
factor = 100.0
[[element]]
code = "own_b"
parent = "things"
direction = -1
from = 0.0
to = 10.0
factor = 100.0
[[element]]
code = "land_c"
parent = "means"
from = 0.0
to = 10.0
factor = 100.0
[normalise]
method = "goalposts"
[uncertainty]
weights = 0.5
levels = [1, 2]
"""


def words(text: str) -> dict[str, str]:
    return {"en": text, "ko": f"{text} (ko)", "zh-hans": f"{text} (zh)"}


def definition(code: str, **changes: Any) -> dict[str, Any]:
    """An `edition.yaml` as plain data."""
    return {
        "code": code,
        "status": "pilot",
        "compiled_on": AT.date(),
        "figures_of": 2024,
        "name": words("Small index"),
        "summary": words("Three figures."),
        "reasons": {"too_few": words("Too few figures.")},
        "ranked_with": {"own_values": 1, "share": 0.5},
        "cautions": [{"code": "small", **words("It is small.")}],
        "pillars": [{"code": code, "name": words(code.title()), "why": words(f"Why {code}.")} for code in PILLARS],
        "indicators": [
            {"code": code, "pillar": pillar, "period": "2024", "why": words(f"Why {code}.")}
            for pillar, codes in PILLARS.items()
            for code in codes
        ],
        "left_out": [{"code": "unused", "why": words("It is not needed.")}],
        "choices": [{"code": "bounds", **words("Bounds are fixed.")}],
        **changes,
    }


def make_indicators() -> None:
    """The indicators of the small index and their source."""
    source = Source.objects.get_or_create(code="census", defaults={"title": "Census", "publisher": "Office"})[0]
    for code in (code for codes in PILLARS.values() for code in codes):
        Indicator.objects.get_or_create(
            code=code,
            defaults={
                "unit": "points",
                "level": Indicator.Level.COUNTRY if code == COUNTRY else Indicator.Level.CITY,
                "name": {"en": code.title(), "ko": f"{code} (ko)", "zh-hans": f"{code} (zh)"},
                "decimals": 1,
                "source": source,
            },
        )


# slug -> (a, b, c); None is missing.
Figures = Mapping[str, tuple[float | None, float | None, float | None]]
THREE: Figures = {"ayton": (9.0, 1.0, 8.0), "beeville": (5.0, 5.0, 8.0), "ceeford": (1.0, None, 8.0)}


def many(count: int) -> Figures:
    """That many cities, all different."""
    return {f"city-{n:05d}": (10 * (n + 1) / (count + 1), (n * 7 % 11) / 1.1, 8.0) for n in range(count)}


def make_cities(figures: Figures, *, country: str = "KR") -> None:
    """The cities: every second one a member, the others places."""
    make_region("asia-pacific", countries=[country])
    for number, slug in enumerate(figures):
        if number % 2:
            make_place(slug.title(), country, slug=slug)
        else:
            make_organisation(slug.title(), country, slug=slug, place=make_place(slug.title(), country, slug=slug))


def write_edition(network: Path, figures: Figures = THREE, *, code: str = "small", **changes: Any) -> Path:
    """An edition's folder under `index/` of a network folder; `listed` names cities without a rank."""
    folder = network / "index" / code
    folder.mkdir(parents=True, exist_ok=True)
    listed: tuple[str, ...] = changes.pop("listed", ())
    (folder / "method.toml").write_text(changes.pop("method", METHOD))
    (folder / "edition.yaml").write_text(
        yaml.safe_dump(definition(code, **changes), allow_unicode=True, sort_keys=False)
    )
    codes = [code for codes in PILLARS.values() for code in codes]
    data = [",".join(["unit", *codes, "group:region"])]
    values = ["unit,indicator,value,level,source,period,subject,quality,page,note"]
    for slug, row in figures.items():
        data.append(",".join([slug, *("" if value is None else str(value) for value in row), "asia-pacific"]))
        for indicator, value in zip(codes, row, strict=True):
            if value is not None:
                level, subject = ("country", "country:KR") if indicator == COUNTRY else ("city", subject_of(slug))
                values.append(f"{slug},{indicator},{value},{level},census,2024,{subject},actual,p. 1,")
    (folder / "data.csv").write_text("\n".join(data) + "\n")
    (folder / "values.csv").write_text("\n".join(values) + "\n")
    rows = [f"{slug},{subject_of(slug)},too_few,0,0,," for slug in listed]
    (folder / "listed.csv").write_text(
        "\n".join(["unit,subject,reason,own_values,values,measured_in,note", *rows]) + "\n"
    )
    return folder


def subject_of(slug: str) -> str:
    kind = "org" if Organisation.objects.filter(slug=slug).exists() else "city"
    return f"{kind}:{slug}"


def make_observations(network: Path, code: str = "small") -> None:
    """Every value of an edition's folder in the record too."""
    seen = set()
    for line in (network / "index" / code / "values.csv").read_text().splitlines()[1:]:
        _unit, indicator, value, _level, _source, period, subject, quality, page, _note = line.split(",")
        if (subject, indicator) in seen:
            continue
        seen.add((subject, indicator))
        kind, _colon, name = subject.partition(":")
        whose: dict[str, Any] = {"country": name}
        if kind == "org":
            whose = {"organisation": Organisation.objects.get(slug=name)}
        elif kind == "city":
            whose = {"place": Place.objects.get(slug=name)}
        Observation.objects.create(
            indicator=Indicator.objects.get(code=indicator),
            source=Source.objects.get(code="census"),
            period=period,
            value=Decimal(value),
            quality=quality,
            page=page,
            recorded_at=AT,
            **whose,
        )


def make_edition(network: Path, figures: Figures = THREE, *, listed: tuple[str, ...] = (), **changes: Any) -> Edition:
    """A small edition in the database."""
    make_indicators()
    make_cities({**figures, **dict.fromkeys(listed, (None, None, None))})
    write_edition(network, figures, listed=listed, **changes)
    load_cityindex(network, at=AT)
    return Edition.objects.get(code=changes.get("code", "small"))


def make_asking_draft(network: Path, by: User) -> Draft:
    """A draft from a small edition, with the days for corrections set: Ayton and Ceeford are cities of the network."""
    edition = make_edition(network)
    make_observations(network)
    draft = begin_draft(code="next", figures_of=2024, name="Next index", based_on_id=edition.pk, by=by, at=AT)
    names = {"name": {"ko": "다음", "zh-hans": "下一个"}}
    window = {"corrections_from": date(2026, 3, 1), "corrections_until": date(2026, 3, 20)}
    edit_draft(draft_id=draft.pk, words=names, **window, by=by, at=AT)
    draft.refresh_from_db()
    return draft


def make_officer(slug: str, **fields: Any) -> User:
    """An officer of a city."""
    user, city = make_user(**fields), Organisation.objects.get(slug=slug)
    Affiliation.objects.create(user=user, organisation=city, role=Affiliation.Role.OFFICER, starts_on=AT.date())
    return user
