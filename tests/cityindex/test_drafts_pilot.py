"""The shipped pilot drafted again from the record is the pilot."""

from __future__ import annotations

import csv
import io
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from tests.accounts.factories import make_secretary
from tests.cityindex.conftest import FOLDER, LOADED_AT
from wego.accounts.models import User
from wego.cityindex.draft_validation import validate_draft
from wego.cityindex.models import Draft, Edition
from wego.cityindex.queries.drafts import files_of_draft, material_of
from wego.cityindex.services import drafts as services
from wego.cityindex.services.publication import lay_out_draft

pytestmark = pytest.mark.django_db
TODAY = LOADED_AT.date()


@pytest.fixture
def secretary() -> User:
    return make_secretary()


def table(text: str) -> list[dict[str, object]]:
    return [{name: number(cell) for name, cell in row.items()} for row in csv.DictReader(io.StringIO(text))]


def number(cell: str) -> object:
    """Figures by their value: the record does not keep how many noughts a source prints."""
    try:
        return Decimal(cell)
    except InvalidOperation:
        return cell


@pytest.mark.parametrize("code", ["pilot-2024", "pilot-2026"])
def test_a_draft_from_the_pilot_lays_out_the_pilot(code: str, pilot: Any, secretary: User):
    edition = Edition.objects.get(code=code)

    draft = services.begin_draft(
        code="again", figures_of=2024, name="Again", based_on_id=edition.pk, by=secretary, at=LOADED_AT
    )
    files = files_of_draft(material_of(draft), compiled_on=TODAY)

    for name in ("data.csv", "values.csv", "listed.csv"):
        kept = (FOLDER / "index" / code / name).read_text(encoding="utf-8")
        assert table(files[name]) == table(kept), name


@pytest.mark.parametrize("code", ["pilot-2024", "pilot-2026"])
def test_the_pilot_drafted_again_computes_the_same_ranks(code: str, pilot: Any, secretary: User):
    edition = Edition.objects.get(code=code)
    draft = services.begin_draft(
        code="again", figures_of=2024, name="Again", based_on_id=edition.pk, by=secretary, at=LOADED_AT
    )
    names = {"name": {"ko": "다시", "zh-hans": "再次"}}
    window = {"corrections_from": None, "corrections_until": None}
    services.edit_draft(draft_id=draft.pk, words=names, **window, by=secretary, at=LOADED_AT)

    validation = validate_draft(Draft.objects.get(pk=draft.pk), on=TODAY)
    again = lay_out_draft(draft_id=draft.pk, by=secretary, at=LOADED_AT)

    assert validation.problems == []
    facts = ("slug", "rank", "rank_q5", "rank_q95", "reason")
    assert list(again.units.values_list(*facts)) == list(edition.units.values_list(*facts))
