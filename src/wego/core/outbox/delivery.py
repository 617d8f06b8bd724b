"""Sending: each mail once, whatever the mail server does and whenever the worker dies.

A mail is taken by one update of its row, so that two workers never send the same. Until its text is handed over nothing
has gone, and it is simply tried again. From then on only the mail server's answer says whether it has gone; without one
the mail is marked as uncertain and goes again only by somebody's decision.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db.models import F

from wego.core.encryption import box
from wego.core.models import Mail
from wego.core.outbox.kinds import ComposedMail, kind_of
from wego.core.time_zones import reading_mail

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

# After so many tries the next comes after so long; a mail server is not known to be back before somebody has knocked.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15))
PAUSES_OF_ADDRESS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240))
# How long a mail server that says “not now” of an address is asked again (RFC 5321, 4.5.4.1: four to five days).
PATIENCE = timedelta(days=5)
# How long a mail that cannot be written, for a fault of the platform's own, waits for its mending.
PATIENCE_WITH_US = timedelta(days=1)
# One run lasts no longer, so that other work of the worker gets its turn, and the worker is not taken for stopped.
LONGEST_RUN = 20.0
# After a mail server did not answer, a new mail does not knock again at once; the worker would do nothing but wait.
AWAY_FOR = timedelta(seconds=30)
_AWAY = "core.outbox.server_away_until"

# Answers below are for now (RFC 5321, 4.2.1); with this one the server closes the line.
FOR_GOOD, CLOSING = 500, 421


class TakenOver(Exception):
    """Another worker has taken the mail for left behind: this one lets go before anything has gone."""


def is_server_away(at: datetime) -> bool:
    """Whether the mail server did not answer just now."""
    until = cache.get(_AWAY)
    return until is not None and at < until


def send_due(*, clock: Clock) -> bool:
    """Send what is due, for a while; whether more is left that can go at once."""
    settle_cut_off(clock())
    ends = time.monotonic() + LONGEST_RUN
    while Mail.objects.due(clock()).exists():
        if time.monotonic() >= ends:
            return True
        if not _send_over_one_line(clock, ends):
            return False
    return False


def settle_cut_off(at: datetime) -> None:
    """What a worker that has gone had begun: what was handed over is uncertain, the rest is sent again."""
    left = Mail.objects.cut_off(at)
    error = "the worker was cut off"
    left.filter(handed_over_at=None).update(status=Mail.Status.WAITING, next_try_at=at, last_error=error)
    left.filter(is_secret=True).update(status=Mail.Status.UNCERTAIN, last_error=error, body="")
    left.update(status=Mail.Status.UNCERTAIN, last_error=error)


def _send_over_one_line(clock: Clock, ends: float) -> int:
    """Send over one connection until nothing is due, the time is up or the line is gone; how many were dealt with."""
    line = get_connection()
    try:
        line.open()
    except OSError as error:  # SMTPException is one
        logger.warning("mails wait, the mail server does not answer: %s", error)
        _close(line)
        cache.set(_AWAY, clock() + AWAY_FOR, AWAY_FOR.total_seconds())
        _put_all_off(clock(), error)
        return 0
    dealt_with = 0
    try:
        while time.monotonic() < ends and (mail := _take(clock())):
            _send(mail, line, clock)
            dealt_with += 1
    except OSError as error:  # the line is gone; what was on it has been settled
        logger.warning("the line to the mail server is gone: %s", error)
    finally:
        _close(line)
    return dealt_with


def _close(line: Any) -> None:
    try:
        line.close()
    except OSError:  # there is nobody left to take leave of
        logger.debug("the mail server did not say goodbye", exc_info=True)


def _take(at: datetime) -> Mail | None:
    """The next mail, now this worker's; None where nothing is due."""
    while (number := Mail.objects.due(at).values_list("pk", flat=True).first()) is not None:
        taken = Mail.objects.filter(pk=number, status=Mail.Status.WAITING).update(
            status=Mail.Status.SENDING, begun_at=at, handed_over_at=None, tries=F("tries") + 1
        )
        if taken:
            return Mail.objects.get(pk=number)
    return None


def _send(mail: Mail, line: Any, clock: Clock) -> None:
    """Send one mail that is this worker's. Raises where the line can carry no other."""
    try:
        message = _message(mail, clock())
    except Exception as error:  # a template, a page that is gone: one mail's fault holds up no other
        logger.exception("mail %s cannot be written", mail.pk)
        if clock() - mail.queued_at > PATIENCE_WITH_US:
            _settle(mail, Mail.Status.FAILED, last_error=f"it cannot be written: {error}"[:500])
        else:
            _put_off(mail, f"it cannot be written: {error}", clock())
        return
    if message is None:
        _settle(mail, Mail.Status.DROPPED, last_error="what it says no longer holds")
        return
    message.connection = line
    _tell_before_handing_over(line, mail, clock)
    try:
        is_taken = message.send()
    except TakenOver:
        # The server waits for a text that will not come: the line ends here.
        raise ConnectionAbortedError("another worker has taken the mail") from None
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:
        _refused(mail, error, clock())
    except OSError as error:
        _line_gone(mail, line, error, clock())
        raise
    else:
        if is_taken:
            _settle(mail, Mail.Status.SENT, sent_at=clock(), last_error="")
        else:
            _settle(mail, Mail.Status.FAILED, last_error="it has no address")


def _message(mail: Mail, at: datetime) -> EmailMessage | None:
    """The mail as it goes out; None where it is too late or what it says no longer holds."""
    kind = kind_of(mail.kind)
    if not mail.recipient or (mail.good_until and at > mail.good_until):
        return None
    if kind and kind.compose:
        with reading_mail(mail.recipient):
            composed = kind.compose(mail)
        if composed is None:
            return None
        letter = composed
        if not mail.is_secret:  # what was said is kept for the office
            Mail.objects.filter(pk=mail.pk).update(subject=letter.subject[:300], body=letter.body)
    else:
        letter = ComposedMail(mail.subject, _opened(mail), kind.attach(mail) if kind and kind.attach else ())
    if not letter.body:
        raise LookupError(f"no app writes mails of the kind {mail.kind}")
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    message = EmailMessage(letter.subject, letter.body, None, [mail.recipient], headers=headers)
    for one in letter.attachments:
        message.attach(one.name, one.content, one.media_type)
    return message


def _opened(mail: Mail) -> str:
    if not (mail.is_secret and mail.body):
        return mail.body
    try:
        return box("mail").decrypt(mail.body.encode()).decode()
    except InvalidToken as error:
        raise LookupError("the platform's key has changed since it was written") from error


def _tell_before_handing_over(line: Any, mail: Mail, clock: Clock) -> None:
    """Write down, for good, that the text is about to go; a backend that cannot say when is told so at once."""

    def note() -> None:
        mine = Mail.objects.filter(pk=mail.pk, status=Mail.Status.SENDING, begun_at=mail.begun_at)
        if not mine.update(handed_over_at=clock()):
            raise TakenOver

    if hasattr(line, "before_handing_over"):
        line.before_handing_over = note
    else:
        note()


def _refused(mail: Mail, error: Exception, at: datetime) -> None:
    """The mail server has said no to this mail, for good or for now."""
    codes = _codes(error)
    is_for_good = all(code >= FOR_GOOD for code in codes) or at - mail.queued_at > PATIENCE
    logger.warning("mail %s was refused%s: %s", mail.pk, " for good" if is_for_good else "", codes)
    if is_for_good:
        _settle(mail, Mail.Status.FAILED, last_error=_words(error))
    else:
        _put_off(mail, _words(error), at, PAUSES_OF_ADDRESS)
    if CLOSING in codes and isinstance(error, OSError):
        raise error


def _line_gone(mail: Mail, line: Any, error: OSError, at: datetime) -> None:
    """No answer, or one that concerns more than this mail: tried again unless it may have gone."""
    has_answered = isinstance(error, SMTPResponseException)
    if not has_answered and getattr(line, "may_have_gone", True):
        _settle(mail, Mail.Status.UNCERTAIN, last_error=_words(error))
    else:
        _put_off(mail, _words(error), at)


def _put_off(mail: Mail, error: str, at: datetime, pauses: tuple[timedelta, ...] = PAUSES) -> None:
    _mine(mail).update(status=Mail.Status.WAITING, next_try_at=at + _pause(mail.tries, pauses), last_error=error[:500])


def _put_all_off(at: datetime, error: OSError) -> None:
    """Nothing can go: each mail that is due waits longer the more often it was tried. None is given up."""
    due = Mail.objects.due(at).order_by()
    for tries in sorted(set(due.values_list("tries", flat=True)), reverse=True):
        most = min(tries + 1, 1000)
        due.filter(tries=tries).update(tries=most, next_try_at=at + _pause(most, PAUSES), last_error=_words(error))


def _pause(tries: int, pauses: tuple[timedelta, ...]) -> timedelta:
    return pauses[min(max(tries, 1), len(pauses)) - 1]


def _settle(mail: Mail, status: Mail.Status, **facts: Any) -> None:
    """The mail's end, or what is known of it; a secret is not kept beyond it."""
    if mail.is_secret:
        facts["body"] = ""
    _mine(mail).update(status=status, **facts)


def _mine(mail: Mail) -> Any:
    """The row, while nobody has begun it again since."""
    return Mail.objects.filter(pk=mail.pk, begun_at=mail.begun_at)


def _codes(error: Exception) -> list[int]:
    """What the mail server answered; an address that is none is refused for good."""
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _said in error.recipients.values()]
    return [error.smtp_code if isinstance(error, SMTPResponseException) else FOR_GOOD]


def _words(error: Exception) -> str:
    """The mail server's own words, without its code's bytes."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(said)}" for code, said in error.recipients.values())[:500]
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"[:500]
    return (str(error) or type(error).__name__)[:500]


def _text(said: Any) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
