"""One-time tokens in forms: what a form makes is made once, however often the form arrives.

Every form that posts carries a token beside Django's own (see `csrf_token` in `templatetags/ui`). A view that makes
something says `@once`: the token is spent in the transaction that makes it. A double click, a reload, going back and
sending again, or a retry on a slow line brings the same token, and leads to where the first one led. A view that may
be told the same twice says `@repeatable("why")`; tests/config/test_forms.py finds a view that says neither.

A token is signed and names nobody, so that nothing is kept for a page that is only looked at.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.messages import constants as levels
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.context_processors import csrf
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wego.core.models import SpentToken

View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])

FIELD = "form_token"
GOOD_FOR = timedelta(days=14)  # as long as a session
NOT_TYPED = (FIELD, "csrfmiddlewaretoken")
_signer = signing.TimestampSigner(salt="wego.core.form_tokens")


def new_token() -> str:
    return _signer.sign(secrets.token_urlsafe(12))


def once(view: View) -> View:
    """Makes something: whatever arrives a second time with the same token makes nothing more."""

    @wraps(view)
    def taken_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        digest = _digest(request)
        if digest is None:
            text = _("The page you sent was more than two weeks old or incomplete. Nothing was done.")
            return _send_again(request, text)
        with transaction.atomic():
            known = _spend(digest, content := _content(request))
            if known is None:
                response = view(request, *args, **kwargs)
                _settle(digest, request, response)
                return response
        if known.content != content:
            text = _("You sent this form before, with different entries. The entries below were not processed.")
            return _send_again(request, text, first=known.location)
        messages.info(request, _("This was already sent. Nothing was done twice."))
        return redirect(known.location)

    taken_once.takes_forms = "once"  # type: ignore[attr-defined]
    return taken_once


def repeatable(why: str) -> Callable[[AnyView], AnyView]:
    """Told the same twice, it is as if told once; `why` says by what."""

    def mark(view: AnyView) -> AnyView:
        view.takes_forms = why  # type: ignore[attr-defined]
        return view

    return mark


def forget_spent_tokens(at: datetime) -> None:
    """Forget tokens that nobody can send any more: they were made before they were spent."""
    SpentToken.objects.filter(spent_at__lt=at - GOOD_FOR).delete()


def _digest(request: HttpRequest) -> str | None:
    """The token's name in the table, for this address; None where it is no token of ours or too old."""
    try:
        drawn = _signer.unsign(request.POST.get(FIELD, ""), max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return hashlib.sha256(f"{drawn} {request.path}".encode()).hexdigest()


def form_made_at(request: HttpRequest) -> datetime:
    """When the page was shown on which the form stood; now, where nothing says so."""
    made = request.POST.get(FIELD, "").split(_signer.sep)[1:2]
    try:
        return datetime.fromtimestamp(signing.b62_decode(made[0]), UTC)
    except (IndexError, ValueError, OverflowError, OSError):
        return timezone.now()


def _content(request: HttpRequest) -> str:
    """What was typed and chosen, as one digest."""
    files = [(name, file.name, file.size) for name, several in request.FILES.lists() for file in several]
    return hashlib.sha256(repr((list(typed_in(request)), files)).encode()).hexdigest()


def typed_in(request: HttpRequest) -> Iterator[tuple[str, list[Any]]]:
    """What a person put into a form: without the tokens."""
    for name, values in sorted(request.POST.lists()):
        if name not in NOT_TYPED:
            yield name, values


def page_of_form(request: HttpRequest, *, otherwise: str = "") -> str:
    """The page on which the form stood: many forms are sent to an address that shows none."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if is_ours else otherwise or request.get_full_path()


def _spend(digest: str, content: str) -> SpentToken | None:
    """Spend the token; where it is spent already, what is known of it. Whoever comes second waits for the first."""
    try:
        with transaction.atomic():
            SpentToken.objects.create(digest=digest, content=content, spent_at=timezone.now())
    except IntegrityError:
        return SpentToken.objects.get(digest=digest)
    return None


def _settle(digest: str, request: HttpRequest, response: HttpResponseBase) -> None:
    """Note where it led; where nothing was made, since the form or a rule said no, the token is good again."""
    spent = SpentToken.objects.filter(digest=digest)
    said = getattr(messages.get_messages(request), "_queued_messages", [])
    is_refused = any(message.level >= levels.ERROR for message in said)
    if 300 <= response.status_code < 400 and not is_refused:
        spent.update(location=response["Location"])
    else:
        spent.delete()


def _send_again(request: HttpRequest, text: str, *, first: str = "") -> HttpResponse:
    """Everything that was typed once more, with a new token and a button. No password and no file is sent back."""
    hidden = getattr(request, "sensitive_post_parameters", ())
    facts = {
        "text": text,
        "page": page_of_form(request),
        "first": first,
        "typed": [(name, value) for name, values in typed_in(request) if name not in hidden for value in values],
        "passwords": [name for name, _values in typed_in(request) if name in hidden],
        "files": [(name, file.name) for name, several in request.FILES.lists() for file in several],
        **csrf(request),
    }
    return render(request, "core/send_again.html", facts, status=422)
