"""What somebody gives to be checked: a code, or a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazystr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.form_fields import CodeInput


def _most() -> str:
    limit = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return _("The file is read but not stored. At most %(limit)s.") % {"limit": limit}


class CheckForm(forms.Form):
    """One of the two."""

    code = forms.CharField(
        label=gettext_lazy("Code of the seal"),
        required=False,
        max_length=60,
        widget=CodeInput,
        help_text=gettext_lazy("Twenty letters and digits, printed beside the QR code."),
    )
    file = forms.FileField(label=gettext_lazy("Or upload the file"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = lazystr(_most())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("code") and given.get("file") is None:
            self.add_error("code", _("Enter the code, or choose the file."))
        file = given.get("file")
        if file is not None and file.size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            self.add_error("file", _("The file is too large to be checked here. Enter its code instead."))
        return given
