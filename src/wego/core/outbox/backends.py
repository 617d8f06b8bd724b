"""How mails leave: by SMTP, never with a password in the open; or into files that their owner alone can read."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.filebased import EmailBackend as DjangoFileBackend
from django.core.mail.backends.smtp import EmailBackend as DjangoSmtpBackend

END_OF_TEXT = b"\r\n.\r\n"


class _Line:
    """The talk with a mail server, which knows whether a mail may have been taken."""

    before_text: Callable[[], None] | None = None
    may_have_gone = False

    def mail(self, *arguments: Any, **options: Any) -> Any:
        self.may_have_gone = False
        return super().mail(*arguments, **options)  # type: ignore[misc]

    def data(self, text: Any) -> Any:
        if self.before_text:
            self.before_text()
        return super().data(text)  # type: ignore[misc]

    def send(self, text: Any) -> None:
        super().send(text)  # type: ignore[misc]
        # Without its last line a server must not take a text, so what breaks before has not gone.
        if isinstance(text, bytes) and text.endswith(END_OF_TEXT):
            self.may_have_gone = True


class _PlainLine(_Line, smtplib.SMTP):
    pass


class _SecureLine(_Line, smtplib.SMTP_SSL):
    pass


class SmtpBackend(DjangoSmtpBackend):
    """Django's, which says when a mail's text is about to go and whether it may have gone."""

    before_handing_over: Callable[[], None] | None = None

    @property
    def connection_class(self) -> Any:
        return _SecureLine if self.use_ssl else _PlainLine

    @property
    def may_have_gone(self) -> bool:
        return isinstance(self.connection, _Line) and self.connection.may_have_gone

    def open(self) -> bool | None:
        if self.username and not (self.use_tls or self.use_ssl):
            raise ImproperlyConfigured("a password for the mail server is never sent without TLS")
        is_new = super().open()
        if isinstance(self.connection, _Line):
            self.connection.before_text = lambda: self.before_handing_over() if self.before_handing_over else None
        return is_new


class FileBackend(DjangoFileBackend):
    """Mails as files of the data directory: links in them open accounts, so nobody else on the machine reads them."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        Path(self.file_path).chmod(0o700)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self.stream = os.fdopen(os.open(self._get_filename(), flags, 0o600), "ab")
        return True
