"""Documents of an organisation: given once, read by whom it decides, replaced, blacked out, removed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.accounts.factories import make_role, make_user
from tests.members.factories import make_organisation
from tests.records.factories import make_fact
from wego.accounts.models import RoleType
from wego.core.files import UploadRefused
from wego.core.models import AuditEntry
from wego.members.models import Affiliation
from wego.records.models import Evidence
from wego.records.queries.evidence import (
    current_evidence,
    evidence_visible_to,
    readable_form,
    seen_of,
    usable_evidence,
    uses_of,
    versions_of,
)
from wego.records.services.evidence import (
    EvidenceRefused,
    add_evidence,
    edit_evidence,
    keep_evidence,
    redact_evidence,
    remove_due_evidence,
    remove_evidence,
    replace_evidence,
    share_evidence,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a plan"
DETAILS = {"kind": "plan", "issuer": "City council", "language": "ko", "issued_on": date(2025, 1, 1)}


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def a_file(content: bytes = PDF, name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keep(organisation: Any, user: Any) -> Evidence:
    return keep_evidence(a_file(), ["pdf"], organisation, by=user, at=AT)


def add(organisation: Any, user: Any, content: bytes = PDF, **details: Any) -> Evidence:
    return add_evidence(organisation_id=organisation.pk, file=a_file(content), by=user, at=AT, **details)


def make_affiliation(user: Any, organisation: Any, *, role: str) -> None:
    Affiliation.objects.create(user=user, organisation=organisation, role=role, starts_on=date(2026, 1, 1))


def files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def test_what_an_organisation_may_store_has_an_end(settings: Any) -> None:
    settings.WEGO_UPLOAD_QUOTA = 2 * len(PDF)
    seoul, user = make_organisation("Seoul"), make_user()
    keep(seoul, user)
    keep(seoul, user)

    with pytest.raises(UploadRefused, match="Ask the secretariat"):
        keep(seoul, user)

    keep(make_organisation("Busan"), user)
    assert Evidence.objects.filter(organisation=seoul).count() == 2


# --- one act each -----------------------------------------------------------------------------------------------------
def test_a_document_is_added_with_what_it_is() -> None:
    seoul, user = make_organisation("Seoul"), make_user()

    made = add(seoul, user, **DETAILS, valid_until=date(2030, 1, 1))

    assert (made.title, made.readers, made.sha256[:6]) == ("plan.pdf", "verifiers", made.sha256[:6])
    assert (made.kind, made.issuer, made.language) == ("plan", "City council", "ko")
    line = AuditEntry.objects.get()
    assert (line.action, line.actor_key, line.after["valid_until"]) == ("evidence.added", user.key, "2030-01-01")


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({"valid_until": date(2026, 2, 1)}, "has expired"),
        ({"keep_until": date(2026, 2, 1)}, "in the past"),
        ({"issued_on": date(2026, 4, 1)}, "in the future"),
        ({"issued_on": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}, "has expired"),
    ],
)
def test_add_evidence_refuses_days_that_cannot_be(details: dict[str, Any], why: str, media: Path) -> None:
    with pytest.raises(EvidenceRefused, match=why):
        add(make_organisation("Seoul"), make_user(), **details)

    assert (Evidence.objects.count(), files(media)) == (0, 0)


def test_the_same_file_is_not_given_twice(media: Path) -> None:
    seoul, user = make_organisation("Seoul"), make_user()
    add(seoul, user, title="Strategy")

    with pytest.raises(EvidenceRefused, match="“Strategy”"):
        add(seoul, user)

    add(make_organisation("Busan"), user)
    assert (Evidence.objects.count(), files(media)) == (2, 2)


@pytest.mark.parametrize(
    ("name", "content"),
    [("plan.pdf", b"<html>"), ("plan.exe", PDF), ("plan.pdf", b""), ("../../etc/passwd", PDF), ("plan.html", b"<p>")],
)
def test_add_evidence_refuses_what_no_upload_may_be(name: str, content: bytes, media: Path) -> None:
    with pytest.raises(UploadRefused):
        add_evidence(organisation_id=make_organisation().pk, file=a_file(content, name), by=make_user(), at=AT)

    assert files(media) == 0


def test_a_hostile_name_becomes_a_harmless_one() -> None:
    file = a_file(name="..\\..\\<b>\u202e pl\x00an.pdf")

    made = add_evidence(organisation_id=make_organisation().pk, file=file, by=make_user(), at=AT)

    assert made.title == "_b_ pl an.pdf"
    assert "plan" not in made.file.name


def test_a_description_is_edited_with_what_was_before() -> None:
    made = add(make_organisation(), make_user(), **DETAILS)

    edit_evidence(evidence_id=made.pk, by=make_user("b@c.example"), at=AT, **DETAILS | {"title": "Plan", "kind": "law"})

    made.refresh_from_db()
    line = AuditEntry.objects.latest("pk")
    assert (made.title, made.file_name) == ("Plan", "Plan.pdf")
    assert (line.before, line.after) == ({"title": "plan.pdf", "kind": "plan"}, {"title": "Plan", "kind": "law"})


def test_a_new_version_takes_the_place_of_the_former(media: Path) -> None:
    seoul, user = make_organisation(), make_user()
    former = add(seoul, user, **DETAILS, title="Plan", readers="members")

    made = replace_evidence(
        evidence_id=former.pk, file=a_file(b"%PDF-1.7 anew"), issued_on=None, valid_until=None, by=user, at=AT
    )

    assert versions_of(made) == [former]
    assert list(current_evidence(Evidence.objects.all())) == [made]
    assert (made.title, made.kind, made.readers, made.issued_on) == ("Plan", "plan", "members", None)
    with pytest.raises(EvidenceRefused, match="newer version"):
        edit_evidence(evidence_id=former.pk, by=user, at=AT, title="x")
    with pytest.raises(EvidenceRefused, match="newer version"):
        remove_evidence(evidence_id=former.pk, by=user, at=AT)
    assert files(media) == 2


def test_a_redacted_copy_closes_the_original() -> None:
    seoul, user = make_organisation(), make_user()
    original = add(seoul, user, readers="public")

    copy = redact_evidence(evidence_id=original.pk, file=a_file(b"%PDF black"), readers="public", by=user, at=AT)

    original.refresh_from_db()
    assert (original.readers, copy.readers, copy.redacts) == ("verifiers", "public", original)
    with pytest.raises(EvidenceRefused, match="redacted copy already"):
        redact_evidence(evidence_id=original.pk, file=a_file(b"%PDF b"), readers="public", by=user, at=AT)
    with pytest.raises(EvidenceRefused, match="has a redacted copy"):
        share_evidence(evidence_id=original.pk, readers="members", keep_until=None, by=user, at=AT)
    with pytest.raises(EvidenceRefused, match="This is a redacted copy"):
        replace_evidence(evidence_id=copy.pk, file=a_file(b"%PDF b"), issued_on=None, valid_until=None, by=user, at=AT)


def test_a_redacted_copy_is_for_others() -> None:
    original = add(make_organisation(), make_user())

    with pytest.raises(EvidenceRefused, match="for everyone or for the members"):
        redact_evidence(
            evidence_id=original.pk, file=a_file(b"%PDF b"), readers="verifiers", by=make_user("b@c.example"), at=AT
        )


def test_who_reads_it_holds_for_former_versions_too() -> None:
    user = make_user()
    former = add(make_organisation(), user, readers="public")
    made = replace_evidence(
        evidence_id=former.pk, file=a_file(b"%PDF-1.7 anew"), issued_on=None, valid_until=None, by=user, at=AT
    )

    share_evidence(evidence_id=made.pk, readers="officers", keep_until=date(2027, 1, 1), by=user, at=AT)

    assert set(Evidence.objects.values_list("readers", "keep_until")) == {("officers", date(2027, 1, 1))}


# --- removed ----------------------------------------------------------------------------------------------------------
def test_what_is_removed_leaves_its_line(media: Path, django_capture_on_commit_callbacks: Any) -> None:
    user = make_user()
    made = add(make_organisation(), user)
    redact_evidence(evidence_id=made.pk, file=a_file(b"%PDF black"), readers="public", by=user, at=AT)

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence_id=made.pk, by=user, at=AT)

    [left] = Evidence.objects.all()
    assert (left.pk, left.title, left.removed_at, left.file.name, files(media)) == (made.pk, "plan.pdf", AT, "", 0)
    with pytest.raises(EvidenceRefused, match="was removed"):
        remove_evidence(evidence_id=made.pk, by=user, at=AT)


def test_what_is_in_use_is_not_removed() -> None:
    user, seoul = make_user(), make_organisation("Seoul")
    made = add(seoul, user)
    make_fact(organisation=seoul, evidence=made, page="12")

    with pytest.raises(EvidenceRefused, match="is in use"):
        remove_evidence(evidence_id=made.pk, by=user, at=AT)

    [use] = uses_of([made])[made.pk]
    assert (use.label, use.page, use.url) == ("test.people 2024", "12", "/en/figures/test.people/seoul/")


def test_what_is_due_is_removed_once_by_the_daily_job(media: Path, django_capture_on_commit_callbacks: Any) -> None:
    user, seoul = make_user(), make_organisation("Seoul")
    due = add(seoul, user, keep_until=date(2026, 3, 1))
    make_fact(organisation=seoul, evidence=due)
    add(seoul, user, b"%PDF-1.7 kept", keep_until=date(2026, 3, 2))

    with django_capture_on_commit_callbacks(execute=True):
        remove_due_evidence(datetime(2026, 3, 1, 9, tzinfo=UTC))
        assert files(media) == 2
        remove_due_evidence(datetime(2026, 3, 2, 9, tzinfo=UTC))
        remove_due_evidence(datetime(2026, 3, 2, 10, tzinfo=UTC))

    assert files(media) == 1
    assert [line.actor_key for line in AuditEntry.objects.filter(action="evidence.removed")] == [None]
    assert due.observations.count() == 1


# --- who reads it -----------------------------------------------------------------------------------------------------
READERS = ("public", "members", "verifiers", "officers")
SEES = {
    "stranger": {"public"},
    "nobody": {"public"},
    "officer": set(READERS),
    "contributor": {"public", "members", "verifiers"},
    "delegate": {"public", "members"},
    "other officer": {"public", "members"},
    "secretariat": set(READERS),
    "regional office": {"public", "members", "verifiers"},
    "regional office elsewhere": {"public", "members"},
    "juror": {"public", "members"},
}


@pytest.mark.parametrize("who", SEES)
def test_who_reads_which_document(who: str) -> None:
    seoul = make_organisation("Seoul")
    for readers in READERS:
        add(seoul, None, f"%PDF-1.7 {readers}".encode(), readers=readers)
    reader: Any = AnonymousUser() if who == "stranger" else make_user("reader@x.example")
    if who in ("officer", "contributor", "delegate"):
        make_affiliation(reader, seoul, role=who)
    elif who == "other officer":
        make_affiliation(reader, make_organisation("Busan"), role="officer")
    elif who in ("secretariat", "juror"):
        make_role(reader, who)
    elif who.startswith("regional"):
        RoleType.objects.create(
            code="regional-office", kind=RoleType.Kind.REGION, permissions=["questionnaires.see_responses"]
        )
        region = seoul.region.code if who == "regional office" else "elsewhere"
        make_role(reader, "regional-office", region)
    reader.has_used_second_factor = True

    assert set(evidence_visible_to(reader).values_list("readers", flat=True)) == SEES[who]


def test_a_confidential_document_of_another_city_is_not_there() -> None:
    made = add(make_organisation("Seoul"), make_user())
    officer = make_user("officer@busan.example")
    make_affiliation(officer, make_organisation("Busan"), role="officer")
    client = Client()
    client.force_login(officer)

    answers = [client.get(f"/en/documents/{made.pk}/{part}").status_code for part in ("", "file/")]
    answers += [client.get(f"/en/my/documents/{made.pk}/{act}/").status_code for act in ("edit", "share", "remove")]

    assert answers == [404] * 5


def test_others_get_the_redacted_copy_and_verifiers_the_original() -> None:
    seoul, user = make_organisation("Seoul"), make_user()
    original = add(seoul, user)
    copy = redact_evidence(evidence_id=original.pk, file=a_file(b"%PDF black"), readers="public", by=user, at=AT)
    verifier = make_user("v@office.example")
    make_role(verifier, "secretariat")
    verifier.has_used_second_factor = True

    assert readable_form(original, seen_of(AnonymousUser(), [original])) == copy
    assert readable_form(original, seen_of(verifier, [original])) == original
    assert Client().get(f"/en/documents/{original.pk}/").status_code == 404
    assert "redacted copy" in Client().get(f"/en/documents/{copy.pk}/").content.decode()
    assert Client().get(f"/en/documents/{copy.pk}/file/").getvalue() == b"%PDF black"


def test_what_has_expired_cannot_be_chosen() -> None:
    seoul, user = make_organisation("Seoul"), make_user()
    make_affiliation(user, seoul, role="officer")
    Evidence.objects.filter(pk=add(seoul, user).pk).update(valid_until=date(2020, 1, 1))
    valid = add(seoul, user, b"%PDF-1.7 valid", valid_until=date(2999, 1, 1))

    assert list(usable_evidence(user, seoul)) == [valid]


# --- pages ------------------------------------------------------------------------------------------------------------
def test_an_officer_goes_through_the_life_of_a_document() -> None:
    seoul, officer = make_organisation("Seoul"), make_user()
    make_affiliation(officer, seoul, role="officer")
    client = Client()
    client.force_login(officer)

    client.post("/en/my/documents/seoul/add/", {"file": a_file(), "title": "Plan", "kind": "plan", "language": "ko"})
    made = Evidence.objects.get()
    client.post(f"/en/my/documents/{made.pk}/share/", {"readers": "members", "keep_until": "2999-01-01"})
    client.post(f"/en/my/documents/{made.pk}/redact/", {"file": a_file(b"%PDF black"), "readers": "public"})
    client.post(f"/en/my/documents/{made.pk}/replace/", {"file": a_file(b"%PDF anew"), "valid_until": "2999-01-01"})
    newer = Evidence.objects.get(replaces=made)
    refused = client.post(f"/en/my/documents/{newer.pk}/edit/", {"title": "Plan", "valid_until": "2001-01-01"})
    client.post(f"/en/my/documents/{newer.pk}/remove/")

    assert "has expired" in refused.content.decode()
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == [
        *("evidence.added", "evidence.shared", "evidence.redacted", "evidence.replaced"),
        *["evidence.removed"] * 3,
    ]
    assert client.get("/en/my/documents/seoul/").status_code == 200
    assert "was removed on" in client.get(f"/en/documents/{newer.pk}/").content.decode()
    assert client.get(f"/en/documents/{newer.pk}/file/").status_code == 404


def test_a_fact_shows_what_bears_it_out_as_the_reader_may_see() -> None:
    seoul, officer = make_organisation("Seoul"), make_user()
    make_affiliation(officer, seoul, role="officer")
    original = add(seoul, officer, title="Staff list")
    make_fact(organisation=seoul, evidence=original, page="12")
    client = Client()
    client.force_login(officer)

    def shown(reader: Client) -> str:
        return reader.get("/en/figures/test.people/seoul/").content.decode()

    own, before = shown(client), shown(Client())
    redact_evidence(evidence_id=original.pk, file=a_file(b"%PDF b", "Black.pdf"), readers="public", by=officer, at=AT)
    after = shown(Client())

    assert ">Staff list</a>" in own
    assert "page 12" in own
    assert ("Staff list" in before, "a document that is not public" in before) == (False, True)
    assert (">Black.pdf</a>" in after, "Staff list" in after) == (True, False)
