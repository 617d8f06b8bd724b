"""Comments: written and settled by those who see the thing, and by nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.accounts.factories import make_secretary, make_user
from tests.admissions.factories import submitted
from wego.accounts.queries import personal_data
from wego.core.comments.models import Comment
from wego.core.comments.queries import thread_of
from wego.core.comments.services import CommentRefused, resolve_comment, write_comment
from wego.core.models import AuditEntry
from wego.core.references import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
THING = Reference("core.Thing", "7", "A thing")


def test_write_and_resolve_with_a_line_each_and_no_words_in_the_trail() -> None:
    author, other = make_user(name="Han"), make_user(name="Kim")

    comment = write_comment(subject=THING, text=" Ask the mayor \n", by=author, at=AT)
    resolve_comment(comment_id=comment.pk, by=other, at=AT)

    [line] = thread_of(THING).lines
    assert (line.comment.text, line.author, line.resolved_by) == ("Ask the mayor", "Han", "Kim")
    trail = list(AuditEntry.objects.order_by("pk"))
    assert [entry.action for entry in trail] == ["comment.written", "comment.resolved"]
    assert "mayor" not in "".join(f"{entry.label}{entry.after}" for entry in trail)
    with pytest.raises(CommentRefused, match="already"):
        resolve_comment(comment_id=comment.pk, by=other, at=AT)


def test_write_comment_refuses_nothing_said() -> None:
    with pytest.raises(CommentRefused):
        write_comment(subject=THING, text=" ", by=make_user(), at=AT)


def test_what_a_person_wrote_is_in_the_person_s_file() -> None:
    author = make_user()
    write_comment(subject=THING, text="Ask the mayor", by=author, at=AT)
    write_comment(subject=THING, text="Asked", by=make_user(), at=AT)

    [said] = personal_data(author)["comments"]

    assert said == {"subject_label": "A thing", "written_at": AT, "text": "Ask the mayor", "resolved_at": None}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_costs_two_queries(rows: int, django_assert_num_queries: Any) -> None:
    for _row in range(rows):
        write_comment(subject=THING, text="Words", by=make_user(), at=AT)

    with django_assert_num_queries(2):
        assert len(thread_of(THING).lines) == rows


def test_the_office_talks_about_an_application_on_its_page(signed_in: Any) -> None:
    application = submitted()
    office = signed_in(make_secretary(name="Han"))
    page = f"/en/office/admissions/{application.pk}/"

    office.post(f"/en/my/comments/admissions.Application/{application.pk}/add/", {"text": "The <mayor> signed"})
    shown = office.get(page).content.decode()
    office.post(f"/en/my/comments/{Comment.objects.get().pk}/resolve/")

    assert "The &lt;mayor&gt; signed" in shown
    assert "resolved by" in office.get(page).content.decode()


def test_the_applicant_neither_reads_nor_writes_there(signed_in: Any) -> None:
    application = submitted()
    comment = write_comment(subject=application.reference, text="Doubtful", by=make_secretary(), at=AT)
    applicant = signed_in(application.applicant)

    written = applicant.post(f"/en/my/comments/admissions.Application/{application.pk}/add/", {"text": "x"})
    settled = applicant.post(f"/en/my/comments/{comment.pk}/resolve/")
    unknown = applicant.post("/en/my/comments/auth.User/1/add/", {"text": "x"})
    page = applicant.get(f"/en/my/membership/{application.pk}/").content.decode()

    assert [written.status_code, settled.status_code, unknown.status_code] == [404, 404, 404]
    assert "Doubtful" not in page
    assert Comment.objects.get().resolved_at is None
