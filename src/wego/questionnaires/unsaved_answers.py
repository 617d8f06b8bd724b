"""What was typed into a page whose session had ended: kept through the sign-in, shown again, saved by the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from wego.core.form_tokens import NOT_TYPED

KEY = "typed_before_sign_in"
MOST_CHARACTERS = 60_000  # an anonymous session is no store
KEPT_FOR = timedelta(hours=12)


def signed_in_or_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `login_required`, but a form that was sent after the session had ended is not lost.

    Files cannot be kept: the page says that they have to be chosen again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            keep_typed(request)
        return redirect_to_login(request.get_full_path())

    return guarded


def keep_typed(request: HttpRequest) -> None:
    """Put what was sent into the session of whoever is about to sign in."""
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) <= MOST_CHARACTERS:
        request.session[KEY] = {"path": request.path, "typed": text, "at": timezone.now().isoformat()}
        messages.info(request, _("You were signed out. What you typed is safe: sign in, check it and save it."))
    else:
        messages.warning(
            request, _("You were signed out, and what you typed is too long to be kept. Go back and copy it first.")
        )


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was typed on this very page before the sign-in; once."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if timezone.now() - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        return None
    return QueryDict(kept["typed"], mutable=True)
