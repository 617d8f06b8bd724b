"""What the link at the end of a mailing opens: no more e-mails of this kind, said once and without an account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.correspondence.mailing_text import read_stop_token
from wego.correspondence.models import MailingKind
from wego.correspondence.services.mailing_replies import stop_mailings


@never_cache
@once
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look too."""
    found = read_stop_token(token)
    if found is None:
        raise Http404
    kind = get_object_or_404(MailingKind, pk=found[0])
    refusal = ""
    if request.method == "POST":
        try:
            stop_mailings(kind=kind, digest=found[1], at=timezone.now())
            return redirect(request.path)
        except RuleError as refused:
            refusal = str(refused)
    is_done = kind.stops.filter(digest=found[1]).exists()
    return render(request, "correspondence/stop.html", {"kind": kind, "is_done": is_done, "refusal": refusal})
