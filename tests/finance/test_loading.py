"""The terms of payment from a network folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.finance.factories import AT
from wego.datafiles import DataFaults, network_folder
from wego.finance.models import Terms
from wego.finance.queries.terms import terms_in_force
from wego.finance.services.loading import load_finance

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SOUND = "currency: EUR\npayment_days: 30\nreminder_days: [7, 14]\n"


def test_the_shipped_terms_load_and_load_again_without_change() -> None:
    first, second = load_finance(network_folder(), at=AT), load_finance(network_folder(), at=AT)

    assert (first.added, second.left) == (1, 1)
    assert (terms_in_force().payment_days, terms_in_force().reminder_days) == (60, [14, 45, 90])


def test_other_terms_take_their_place(tmp_path: Path) -> None:
    load_finance(network_folder(), at=AT)
    (tmp_path / "finance.yaml").write_text(SOUND)

    assert load_finance(tmp_path, at=AT).changed == 1
    assert Terms.objects.get().currency == "EUR"


def test_a_folder_without_terms_changes_nothing(tmp_path: Path) -> None:
    report = load_finance(tmp_path, at=AT)

    assert (report.added, report.changed, report.left) == (0, 0, 0)
    assert terms_in_force().payment_days == 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SOUND + "bank: 1\n", "finance.yaml:4"),
        (SOUND.replace("EUR", "XXQ"), "is not a currency"),
        (SOUND.replace("EUR", "DEM"), "is not a currency"),
        (SOUND.replace("EUR", "[EUR]"), "is not a currency"),
        (SOUND.replace("30", "0"), "not a number of days"),
        (SOUND.replace("30", "true"), "not a number of days"),
        (SOUND.replace("[7, 14]", "[14, 7]"), "not a schedule"),
        (SOUND.replace("[7, 14]", "soon"), "not a schedule"),
        (SOUND + "note: ours\n", "not given in every language"),
        (SOUND + "note: {en: ours}\n", "not given in every language"),
        ("- 1\n", "not a mapping"),
    ],
)
def test_broken_terms_are_refused_with_line_and_remedy(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "finance.yaml").write_text(text)

    with pytest.raises(DataFaults) as refusal:
        load_finance(tmp_path, at=AT)

    assert said in " ".join(map(str, refusal.value.faults))
    assert not Terms.objects.exists()
