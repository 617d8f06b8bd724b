"""What was typed and could not be saved, since the session had ended or a colleague had submitted: kept, shown again,
saved by the person."""

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
from django.utils.translation import gettext_lazy

from wego.core.form_tokens import NOT_TYPED

KEY = "typed_before_sign_in"
MOST_CHARACTERS = 60_000  # an anonymous session is no store
KEPT_FOR = timedelta(hours=12)
SESSION_ENDED, RESPONSE_CLOSED = "session ended", "response closed"
SAID_AGAIN = {
    SESSION_ENDED: gettext_lazy(
        "Your session had ended. Your entries are below but not saved yet; choose any files again."
    ),
    RESPONSE_CLOSED: gettext_lazy(
        "What you typed before the answers were submitted is below but not saved yet; choose any files again."
    ),
}


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
    if _keep(request, SESSION_ENDED):
        messages.info(request, _("You were signed out. What you typed is safe: sign in, check it and save it."))
    else:
        messages.warning(
            request, _("You were signed out, and what you typed is too long to be kept. Go back and copy it first.")
        )


def keep_refused(request: HttpRequest) -> None:
    """Put aside what was sent to a response that a colleague had submitted meanwhile."""
    if _keep(request, RESPONSE_CLOSED):
        messages.info(
            request,
            _(
                "What you typed was not saved. It is kept here for 12 hours: if an officer reopens the answers, open "
                "this section again to see it."
            ),
        )


def _keep(request: HttpRequest, why: str) -> bool:
    """Whether it could be kept: an anonymous session is no store."""
    typed = request.POST.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) > MOST_CHARACTERS:
        return False
    request.session[KEY] = {"path": request.path, "typed": text, "at": timezone.now().isoformat(), "why": why}
    return True


def take_typed(request: HttpRequest) -> QueryDict | None:
    """What was typed on this very page and could not be saved; once, and with a word about why."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    if timezone.now() - datetime.fromisoformat(kept["at"]) > KEPT_FOR:
        return None
    messages.warning(request, str(SAID_AGAIN[kept.get("why", SESSION_ENDED)]))
    return QueryDict(kept["typed"], mutable=True)
