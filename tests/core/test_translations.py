"""How far a translation is: noted by services, by loads, and by translators, and what waits for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from tests.governance.factories import make_item
from tests.members.factories import make_organisation, make_region
from tests.questionnaires.factories import make_person
from wego.core.loading import LoadReport, upsert
from wego.core.models import AuditEntry, TextState
from wego.core.translations.queries import noun_of, waiting_by_noun, waiting_things
from wego.core.translations.services import TranslationRefused, translate_text
from wego.governance.models import AgendaItem
from wego.members.models import Organisation, Region
from wego.members.services.organisations import edit_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
NAMES = {"en": "Seoul", "ko": "서울", "zh-hans": "首尔"}


def edit(organisation: Organisation, **names: str) -> Organisation:
    given = {code.replace("_", "-"): name for code, name in names.items()}
    return edit_organisation(organisation_id=organisation.pk, values={"name": given}, by=None, at=AT)


def states() -> dict[tuple[str, str], str]:
    return {(row.field, row.language): row.state for row in TextState.objects.all()}


def translate(organisation: Organisation, **facts: Any) -> Any:
    given = {"kind": "members.organisation", "thing_id": organisation.pk, "field": "name", "language": "ko"}
    given |= {"text": "서울시", "source": "Seoul", "is_reviewed": False, "by": None, "at": AT, **facts}
    return translate_text(**given)


def test_what_is_typed_is_a_draft_and_what_its_source_left_behind_is_out_of_date() -> None:
    organisation = make_organisation(name_ko="서울", name_zh="首尔")
    assert states() == {}

    edit(organisation, en="Greater Seoul", ko="광역 서울")
    edit(organisation, en="Greatest Seoul")

    assert states() == {("name", "ko"): "outdated", ("name", "zh-hans"): "outdated"}
    assert TextState.objects.get(language="zh-hans").made_from == "Seoul"
    assert TextState.objects.get(language="ko").made_from == "Greater Seoul"
    edit(organisation, zh_hans="")
    assert states() == {("name", "ko"): "outdated"}


def test_a_title_typed_in_the_office_is_a_draft_and_one_put_together_is_not() -> None:
    make_item(titles={"en": "A matter", "ko": "안건"})
    assert states() == {}

    make_item(kind="merger", titles={"en": "A matter", "ko": "안건"}, is_typed=True)

    assert states() == {("title", "ko"): "draft"}
    assert AgendaItem.objects.count() == 2


def test_a_load_is_reviewed_and_leaves_behind_what_the_files_do_not_have(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("es", "Spanish")]
    region = make_region("africa", name={**dict.fromkeys(("en", "ko", "zh-hans"), "Africa"), "es": "África"})
    key = {"scheme": region.scheme, "code": region.code}
    TextState.objects.create(kind="members.region", thing_id=str(region.pk), field="name", language="ko", state="draft")

    upsert(LoadReport(), Region, key, {"name": {"en": "All Africa", "ko": "Africa", "zh-hans": "非洲"}})
    report = LoadReport()
    upsert(report, Region, key, {"name": {"en": "All Africa", "ko": "Africa", "zh-hans": "非洲"}})

    assert report.left == 1
    assert Region.objects.get().name.texts == {"en": "All Africa", "es": "África", "ko": "Africa", "zh-hans": "非洲"}
    assert states() == {("name", "es"): "outdated"}


def test_translate_text_puts_a_draft_in_place_and_marks_it_reviewed() -> None:
    organisation, person = make_organisation(), make_person("t@example.org")

    translate(organisation, by=person)
    assert states() == {("name", "ko"): "draft"}
    translate(organisation, by=person, is_reviewed=True)

    organisation.refresh_from_db()
    row = TextState.objects.get()
    assert (organisation.name.get("ko"), organisation.sort_ko) == ("서울시", "서울시")
    assert (row.state, row.set_by_key, row.set_at) == ("reviewed", person.key, AT)
    last = AuditEntry.objects.filter(action="text.translated").first()
    assert AuditEntry.objects.filter(action="text.translated").count() == 2
    assert (last.before, last.after) == ({"name_ko": "서울시"}, {"name_ko": "서울시", "state": "reviewed"})


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": " "}, "Enter the translation"),
        ({"source": "Busan"}, "changed in the meantime"),
        ({"language": "en"}, "nothing to translate"),
        ({"language": "fr"}, "nothing to translate"),
        ({"field": "slug"}, "nothing to translate"),
    ],
)
def test_translate_text_refuses(facts: dict[str, str], words: str) -> None:
    organisation = make_organisation()

    with pytest.raises(TranslationRefused, match=words):
        translate(organisation, **facts)

    assert not TextState.objects.exists()


def test_what_waits_is_counted_by_noun_and_language(django_assert_num_queries: Any) -> None:
    organisation = make_organisation(name_ko="서울")
    make_organisation("Busan", name_ko="부산", name_zh="釜山")
    edit(organisation, en="Greater Seoul")

    with django_assert_num_queries(17):
        found = {(one.noun.code, one.language): one for one in waiting_by_noun()}

    korean, chinese = (found["members.organisation.name", code] for code in ("ko", "zh-hans"))
    assert (korean.lacking, korean.drafts, korean.outdated) == (0, 0, 1)
    assert (chinese.lacking, chinese.drafts, chinese.outdated) == (1, 0, 0)
    noun = noun_of("members.organisation.name")
    assert noun is not None
    assert [list(waiting_things(noun, "ko", state)) for state in ("lacking", "draft", "outdated")] == [
        [],
        [],
        [organisation],
    ]
    assert list(waiting_things(noun, "zh-hans", "lacking")) == [organisation]
    with translation.override("ko"):
        assert "기관" in noun.label
