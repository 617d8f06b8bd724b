"""What a contact's link opens: what is kept, to be confirmed, put right, or taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from wego.core.form_tokens import once
from wego.core.rules import RuleError
from wego.correspondence.forms.contacts import ConfirmationForm
from wego.correspondence.models import Contact
from wego.correspondence.queries.contacts import contact_of_link, posts_of
from wego.correspondence.services.confirmations import confirm_contact, leave_posts, remove_oneself

_ASKED = ("name", "name_native", "email", "telephone", "language")
_WITHOUT_FORM = {"left", "remove"}


@never_cache
@once
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: mail programs look too."""
    found = contact_of_link(token)
    if found is None:
        raise Http404
    contact, link = found
    if not link.is_open(timezone.now()):
        return render(request, "correspondence/confirm.html", {"is_open": False}, status=410)
    form = ConfirmationForm(request.POST or None, initial={name: getattr(contact, name) for name in _ASKED})
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer in _WITHOUT_FORM or form.is_valid():
            try:
                said = _answer(answer, contact, link.pk, form)
            except RuleError as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, said)
                return redirect("portal:home")
    posts = posts_of(contact).filter(ends_on=None)
    facts = {"contact": contact, "posts": posts, "form": form, "is_open": True}
    return render(request, "correspondence/confirm.html", facts)


def _answer(answer: str, contact: Contact, link_id: int, form: ConfirmationForm) -> str:
    """Carry out what the contact says; the words for it."""
    which: dict[str, Any] = {"contact_id": contact.pk, "link_id": link_id, "at": timezone.now()}
    if answer == "left":
        leave_posts(**which)
        return _("Thank you. We have noted that you no longer hold this post.")
    if answer == "remove":
        remove_oneself(**which)
        return _("The information we held about you has been deleted.")
    confirm_contact(**which, facts=form.cleaned_data)
    return _("Thank you. Your information is up to date.")
