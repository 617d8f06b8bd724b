"""What is done with letters: drafted, reviewed, approved, sent; filed when they come in."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wego.core.acts.act import Act
from wego.core.office import Trail
from wego.correspondence.forms.letters import (
    AttachmentForm,
    IncomingForm,
    LetterChangeForm,
    LetterForm,
    LetterReturnForm,
    SendForm,
)
from wego.correspondence.models import Letter, LetterAttachment
from wego.correspondence.permissions import can_approve_letters, can_write_letters
from wego.correspondence.queries.letters import attachments_visible_to, letters_visible_to, writers_of
from wego.correspondence.services.letter_files import attach_file, detach_file, file_letter
from wego.correspondence.services.letter_mails import send_letter
from wego.correspondence.services.letters import (
    approve_letter,
    change_letter,
    draft_letter,
    return_letter,
    submit_letter,
    withdraw_letter,
)

_KEPT = ("contact", "organisation", "external", "language", "correspondent", "correspondent_post", "salutation")


def page_of_letter(letter: Letter) -> str:
    return reverse("office_contacts:letter", args=[letter.pk])


def above_letter(_letter: Any = None) -> Trail:
    return [(reverse("office_contacts:letters"), _("Letters"))]


def _letter(user: Any, pk: int) -> Letter:
    return get_object_or_404(letters_visible_to(user).select_related("series", "organisation"), pk=pk)


def _attachment(user: Any, pk: int) -> LetterAttachment:
    return get_object_or_404(attachments_visible_to(user).select_related("letter"), pk=pk)


def _in(*statuses: str) -> Any:
    return lambda letter: letter.status in statuses


def _given(letter: Letter) -> dict[str, Any]:
    given = {name: getattr(letter, name) for name in (*_KEPT, "email", "subject", "body")}
    return given | {"matter": f"{letter.matter_kind}:{letter.matter_id}" if letter.matter else ""}


_ACT = partial(Act, allowed=can_write_letters, above=above_letter)
_ON_LETTER = partial(_ACT, subject=_letter, key="letter_id", back=page_of_letter)
_REVIEW = partial(
    _ON_LETTER,
    allowed=can_approve_letters,
    is_possible=_in(Letter.Status.IN_REVIEW),
    allowed_on=lambda user, letter: True,
)

LETTER_DRAFT = _ACT(
    name="letter_draft",
    address="office_contacts:letter_draft",
    label=gettext_lazy("Write a letter"),
    said=gettext_lazy("Draft saved."),
    service=draft_letter,
    form=LetterForm,
    initial=lambda nothing: {"language": get_language() or "en"},
    explains=lambda nothing: [_("The letter gets its number when someone else approves it.")],
    back=lambda nothing: reverse("office_contacts:letters"),
    leads_to=lambda nothing, letter: page_of_letter(letter),
)
LETTER_FILE = _ACT(
    name="letter_file",
    address="office_contacts:letter_file",
    label=gettext_lazy("File a letter received"),
    said=gettext_lazy("Letter filed."),
    service=file_letter,
    form=IncomingForm,
    initial=lambda nothing: {"language": get_language() or "en", "received_on": timezone.localdate()},
    back=lambda nothing: reverse("office_contacts:letters"),
    leads_to=lambda nothing, letter: page_of_letter(letter),
)
LETTER_CHANGE = _ON_LETTER(
    name="letter_change",
    address="office_contacts:letter_change",
    label=gettext_lazy("Change"),
    said=gettext_lazy("Draft saved."),
    service=change_letter,
    form=LetterChangeForm,
    form_facts=lambda letter: {"known_matter": letter.matter},
    initial=_given,
    is_possible=_in(Letter.Status.DRAFT),
)
LETTER_ATTACH = _ON_LETTER(
    name="letter_attach",
    address="office_contacts:letter_attach",
    label=gettext_lazy("Attach a file"),
    said=gettext_lazy("File attached."),
    service=attach_file,
    form=AttachmentForm,
    blamed="file",
    is_possible=_in(Letter.Status.DRAFT),
)
LETTER_DETACH = _ACT(
    name="letter_detach",
    address="office_contacts:letter_detach",
    label=gettext_lazy("Remove"),
    said=gettext_lazy("File removed."),
    service=detach_file,
    subject=_attachment,
    key="attachment_id",
    back=lambda attached: page_of_letter(attached.letter),
    is_possible=lambda attached: attached.letter.status == Letter.Status.DRAFT,
    is_warning=True,
)
LETTER_SUBMIT = _ON_LETTER(
    name="letter_submit",
    address="office_contacts:letter_submit",
    label=gettext_lazy("Submit for review"),
    said=gettext_lazy("Submitted for review."),
    service=submit_letter,
    is_possible=_in(Letter.Status.DRAFT),
)
LETTER_WITHDRAW = _ON_LETTER(
    name="letter_withdraw",
    address="office_contacts:letter_withdraw",
    label=gettext_lazy("Withdraw the draft"),
    said=gettext_lazy("Draft withdrawn."),
    service=withdraw_letter,
    explains=lambda letter: [_("The draft stays in the register, without a number.")],
    is_final=True,
    is_warning=True,
    is_possible=_in(Letter.Status.DRAFT),
)
LETTER_RETURN = _REVIEW(
    name="letter_return",
    address="office_contacts:letter_return",
    label=gettext_lazy("Return to the writer"),
    said=gettext_lazy("Returned to the writer."),
    service=return_letter,
    form=LetterReturnForm,
)
LETTER_APPROVE = _REVIEW(
    name="letter_approve",
    address="office_contacts:letter_approve",
    label=gettext_lazy("Approve"),
    said=gettext_lazy("Letter approved."),
    service=approve_letter,
    is_final=True,
    explains=lambda letter: [
        _("The letter gets the next number of its series and today’s date. It can no longer be changed."),
    ],
    allowed_on=lambda user, letter: user.key not in writers_of(letter),
)
LETTER_SEND = _ON_LETTER(
    name="letter_send",
    address="office_contacts:letter_send",
    label=gettext_lazy("Send"),
    said=gettext_lazy("Letter sent."),
    service=send_letter,
    form=SendForm,
    initial=lambda letter: {
        "way": Letter.Way.EMAIL if letter.email else Letter.Way.POST,
        "email": letter.email,
        "sent_on": timezone.localdate(),
    },
    explains=lambda letter: [_("An e-mail carries the letter as PDF, with its attachments.")],
    is_possible=_in(Letter.Status.APPROVED),
)
