"""Two at once: whoever has begun four applications begins the fifth once."""

from __future__ import annotations

import pytest

from tests.admissions.factories import MARCH, begin, prepare
from tests.finance.test_at_once import at_once
from tests.members.factories import make_region
from tests.questionnaires.factories import make_person
from wego.accounts.models import User
from wego.admissions.services.applications import MOST_DRAFTS, start_application

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def test_the_limit_of_drafts_holds_at_once() -> None:
    person = make_person("han@newtown.example")
    prepare()
    for number in range(MOST_DRAFTS - 1):
        begin(by=person, name=f"Newtown {number}")
    given = {"kind": "local_government", "country": "KR", "region": make_region(), "at": MARCH}

    def start(name: str) -> None:
        start_application(name=name, by=User.objects.get(pk=person.pk), **given)

    outcomes = at_once(lambda: start("Fifth"), lambda: start("Sixth"), lambda: start("Seventh"))

    assert outcomes == ["ApplicationRefused", "ApplicationRefused", "done"]
    assert person.applications.count() == MOST_DRAFTS
