"""The public page on which anybody checks a seal, by code, by QR or by the file itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.form_tokens import repeatable
from wego.core.seals.forms import CheckForm
from wego.core.seals.qr import address_of, qr_picture
from wego.core.seals.queries import CODE_LENGTH, UNKNOWN, SealCheck, check_code, check_file, read_code


@repeatable("it looks something up and keeps nothing")
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file, and say what is known of it."""
    form = CheckForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, code = form.cleaned_data["file"], read_code(form.cleaned_data["code"])
        if file is not None:
            return _answer(request, check_file(file.read()), file.name or "")
        if len(code) == CODE_LENGTH and code.isascii() and code.isalnum():
            return redirect("seals:seal", code)
        form.add_error("code", _("A code has twenty letters and digits. Compare it with the document."))
    return render(request, "seals/verify.html", {"form": form})


@require_safe
def seal(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a code: where a QR picture leads."""
    return _answer(request, check_code(code), code)


def _answer(request: HttpRequest, check: SealCheck, asked: str) -> HttpResponse:
    facts = {"check": check, "seal": check.seal, "asked": asked, "network": settings.WAGTAIL_SITE_NAME}
    if check.seal:
        address = address_of(check.seal)
        label, page = check.seal.described
        facts |= {"label": label, "page": page, "address": address, "picture": qr_picture(address, address)}
    return render(request, "seals/seal.html", facts, status=404 if check.state == UNKNOWN else 200)
