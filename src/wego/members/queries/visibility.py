"""Who sees which organisation, written once: pages, exports, the map and the API all begin here."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from wego.accounts.authorization import has_permission, permitted_rows
from wego.core.comments import subjects as comment_subjects
from wego.core.numbers import whole_number
from wego.core.references import Reference
from wego.members.models import Organisation
from wego.members.queries.affiliations import organisations_of

M = TypeVar("M", bound=Model)
NEVER_A_MEMBER = ""
SEE_REGISTER = "members.see_register"


def organisations_visible_to(user: Any) -> QuerySet[Organisation]:
    """Whoever is or was a member is public; who is only registered is seen by the office and its own people."""
    # Said by exclusion: “one of these standings” would draw the database to an index that finds nearly every row.
    if not user.is_authenticated:
        return Organisation.objects.exclude(standing=NEVER_A_MEMBER)
    return permitted_rows(
        Organisation.objects.all(),
        user,
        SEE_REGISTER,
        own=lambda: ~Q(standing=NEVER_A_MEMBER) | Q(pk__in=organisations_of(user).values("pk")),
        region="region__code",
    )


def in_register_of(user: Any, rows: QuerySet[M], region: str = "organisation__region__code") -> QuerySet[M]:
    """Of what belongs to organisations, what the office's register shows somebody: all, or a region's."""
    return permitted_rows(rows, user, SEE_REGISTER, region=region)


def organisations_in_register_of(user: Any) -> QuerySet[Organisation]:
    """What the office's register shows somebody: all of it, or a regional office's own region."""
    return in_register_of(user, Organisation.objects.all(), region="region__code")


def _may_comment(user: Any) -> bool:
    return has_permission(user, "members.keep_register")


def _commented(user: Any, thing_id: str) -> Reference | None:
    """An organisation in the register: those who look after it there talk about it."""
    if not _may_comment(user) or whole_number(thing_id) is None:
        return None
    found = organisations_in_register_of(user).filter(pk=thing_id).first()
    return Reference.to(found) if found else None


COMMENTED = comment_subjects.declare(comment_subjects.CommentSubject("members.Organisation", _commented, _may_comment))
