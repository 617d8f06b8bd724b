"""Mails of our own: text in the reader's language, sent once the act is safely written."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation


def send(template: str, *, to: str, language: str, facts: dict[str, Any]) -> None:
    """Send `<template>_subject.txt` and `<template>_message.txt` on commit.

    A mail server that does not answer is logged and undoes nothing: whoever acted can send again.
    """
    subject, message = _texts(template, language, facts)
    transaction.on_commit(partial(send_mail, subject, message, None, [to]), robust=True)


def written(template: str, *, to: str, language: str, facts: dict[str, Any]) -> EmailMessage:
    """The same mail, to be sent by whoever has to know whether it went."""
    subject, message = _texts(template, language, facts)
    return EmailMessage(subject, message, None, [to])


def _texts(template: str, language: str, facts: dict[str, Any]) -> tuple[str, str]:
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}_subject.txt", facts).split())
        message = render_to_string(f"{template}_message.txt", facts).strip() + "\n"
    return settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject, message
