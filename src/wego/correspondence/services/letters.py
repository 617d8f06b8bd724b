"""Letters of the network: drafted, reviewed, approved with a number, every version of the text kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core import audit, languages, state
from wego.core.audit import Actor
from wego.core.number_series import take_numbers
from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.correspondence.models import (
    Contact,
    ExternalOrganisation,
    Letter,
    LetterCounter,
    LetterSeries,
    LetterVersion,
)
from wego.correspondence.queries.letters import letterhead_of, post_of, writers_of
from wego.correspondence.services.letter_texts import many_lines, one_line
from wego.members.models import Organisation

# Lines of a letter, cut where they are longer than the register holds.
LONGEST = {"correspondent": 200, "correspondent_post": 300, "salutation": 150, "subject": 200, "their_number": 80}


class LetterRefused(RuleError):
    """The letter cannot be written, approved or sent so; the message says why."""


@transaction.atomic
def draft_letter(
    *,
    series: LetterSeries,
    language: str,
    subject: str,
    by: Actor | None,
    at: datetime,
    is_demonstration: bool = False,
    **facts: Any,
) -> Letter:
    """Begin a letter. What is known of the contact fills in what was left empty."""
    if series.kind != LetterSeries.Kind.SENT:
        raise LetterRefused(_("Choose a series of letters sent."))
    today = timezone.localdate(at)
    letter = Letter(series=series, status=Letter.Status.DRAFT, dated_on=today, year=today.year)
    letter.written_by_key = by.key if by else None
    letter.is_demonstration = is_demonstration
    write_facts(letter, {"language": language, "subject": subject, **facts})
    letter.save()
    _keep_version(letter, by=by, at=at)
    audit.record("letter.drafted", letter, by=by, at=at, label=label_of(letter), after={"series": series.code})
    return letter


@transaction.atomic
def change_letter(*, letter_id: int, by: Actor | None, at: datetime, **facts: Any) -> Letter:
    """Change a draft; a text that is another one is another version."""
    letter = locked_letter(letter_id)
    if letter.status != Letter.Status.DRAFT:
        raise LetterRefused(_("Only a draft can be changed. A letter in review must first be returned to its writer."))
    write_facts(letter, facts)
    letter.save()
    version = _keep_version(letter, by=by, at=at)
    audit.record("letter.changed", letter, by=by, at=at, label=label_of(letter), after={"version": version})
    return letter


@transaction.atomic
def submit_letter(*, letter_id: int, by: Actor | None, at: datetime) -> Letter:
    """Hand a draft to somebody else for review."""
    letter = locked_letter(letter_id)
    if not letter.body:
        raise LetterRefused(_("The letter has no text yet."))
    _refuse_letterhead(letter)
    state.move(letter, Letter.Status.IN_REVIEW)
    letter.remark = ""
    letter.save()
    _record("letter.submitted", letter, by=by, at=at)
    return letter


@transaction.atomic
def return_letter(*, letter_id: int, remark: str, by: Actor | None, at: datetime) -> Letter:
    """Give a letter back to its writer, with what is to be changed."""
    letter = locked_letter(letter_id)
    if letter.status != Letter.Status.IN_REVIEW:
        raise LetterRefused(_("This letter is not in review."))
    state.move(letter, Letter.Status.DRAFT)
    letter.remark = many_lines(remark)
    letter.save()
    _record("letter.returned", letter, by=by, at=at)
    return letter


@transaction.atomic
def approve_letter(*, letter_id: int, by: Actor, at: datetime) -> Letter:
    """Approve what somebody else has written: it gets the next number of its series and is not changed any more."""
    letter = locked_letter(letter_id)
    if by.key in writers_of(letter):
        raise LetterRefused(_("You wrote this letter. Someone else must approve it."))
    state.move(letter, Letter.Status.APPROVED)
    head = _refuse_letterhead(letter)
    letter.sender, letter.sender_lines, letter.signatory = head.name, head.lines, head.signatory
    letter.dated_on = timezone.localdate(at)
    letter.approved_by_key, letter.approved_at = by.key, at
    give_number(letter)
    letter.save()
    _record("letter.approved", letter, by=by, at=at)
    return letter


@transaction.atomic
def withdraw_letter(*, letter_id: int, by: Actor | None, at: datetime) -> Letter:
    """Set a draft aside: it keeps its versions and never gets a number."""
    letter = locked_letter(letter_id)
    state.move(letter, Letter.Status.WITHDRAWN)
    letter.save()
    _record("letter.withdrawn", letter, by=by, at=at)
    return letter


def give_number(letter: Letter) -> None:
    """A step of approving and of filing: the next number of its series in the year of its date. The caller saves."""
    letter.year = letter.dated_on.year
    [letter.sequence] = take_numbers(LetterCounter, series=letter.series, year=letter.year)
    letter.number = letter.series.number_text(letter.year, letter.sequence)


def write_facts(letter: Letter, facts: Mapping[str, Any]) -> None:
    """A step of drafting, changing and filing: what was typed, made whole from what is known of the contact."""
    given = dict(facts)
    given.setdefault("language", letter.language)
    contact: Contact | None = given.get("contact")
    _refuse_two(given.get("organisation"), given.get("external"))
    if contact:
        given = _from_contact(contact, given)
    elif not given.get("correspondent") and (party := given.get("organisation") or given.get("external")):
        given["correspondent"] = party.name.in_language(given["language"])
    for name in LONGEST:
        if name in given:
            given[name] = one_line(str(given[name] or ""))[: LONGEST[name]]
    if "body" in given:
        given["body"] = many_lines(given["body"])
    if "matter" in given:
        matter: Reference | None = given.pop("matter")
        about = (matter.kind, matter.id, matter.label[:300]) if matter else ("", "", "")
        letter.matter_kind, letter.matter_id, letter.matter_label = about
    for name, value in given.items():
        setattr(letter, name, value)
    if not letter.correspondent:
        raise LetterRefused(_("Choose a contact, a member or a partner, or enter a name."))
    if not letter.subject:
        raise LetterRefused(_("Enter the subject."))


def _from_contact(contact: Contact, given: dict[str, Any]) -> dict[str, Any]:
    language = given["language"]
    post = post_of(contact)
    name = contact.name_native if contact.name_native and language != languages.SOURCE else contact.name
    known: dict[str, Any] = {
        "correspondent": name,
        "salutation": contact.salutation.get(language) or name,
        "email": contact.email,
    }
    if post:
        at = post.at.name.in_language(language)
        known["correspondent_post"] = f"{post.title.in_language(language)}, {at}"
        if not (given.get("organisation") or given.get("external")):
            known["organisation"], known["external"] = post.organisation, post.external
    return given | {name: value for name, value in known.items() if not given.get(name)}


def _refuse_two(organisation: Organisation | None, external: ExternalOrganisation | None) -> None:
    if organisation and external:
        raise LetterRefused(_("Choose one organisation: either a member, or a partner or prospect."))


def _refuse_letterhead(letter: Letter) -> Any:
    head = letterhead_of(letter.series, letter.language)
    if not head.is_whole:
        raise LetterRefused(
            _(
                "The letterhead has no name or signatory in this language: %(language)s. Choose another language, or "
                "have them added to letters.yaml."
            )
            % {"language": languages.name_of(letter.language)}
        )
    return head


def _keep_version(letter: Letter, *, by: Actor | None, at: datetime) -> int:
    """The number of the version in force; a new one where the text is another."""
    last = letter.versions.first()
    text = (letter.subject, letter.salutation, letter.body)
    if last and (last.subject, last.salutation, last.body) == text:
        return last.number
    number = (letter.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    LetterVersion.objects.create(
        letter=letter,
        number=number,
        subject=letter.subject,
        salutation=letter.salutation,
        body=letter.body,
        written_by_key=by.key if by else None,
        written_at=at,
    )
    return number


def locked_letter(letter_id: int) -> Letter:
    return Letter.objects.select_for_update(of=("self",)).select_related("series").get(pk=letter_id)


def label_of(letter: Letter) -> str:
    """For the trail, which keeps no names: a subject may hold one."""
    return letter.number or f"#{letter.pk}"


def _record(action: str, letter: Letter, *, by: Actor | None, at: datetime) -> None:
    audit.record(action, letter, by=by, at=at, label=label_of(letter), after={"status": letter.status})
