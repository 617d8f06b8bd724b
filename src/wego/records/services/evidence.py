"""Documents that bear out what an organisation says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.files import CheckedUpload, UploadRefused, check_upload
from wego.members.models import Organisation
from wego.records.models import Evidence


def keep_evidence(
    file: UploadedFile, accept: Collection[str], organisation: Organisation, *, by: User | None, at: datetime
) -> Evidence:
    """Store an uploaded file as the organisation's evidence, for the act that cites it. Raises UploadRefused.

    Nobody (`by`) uploaded it who has an account where somebody outside was asked for it.
    """
    checked: CheckedUpload = check_upload(file, accept)
    held = Evidence.objects.filter(organisation=organisation).aggregate(bytes=Sum("size"))["bytes"] or 0
    if held + checked.size > settings.WEGO_UPLOAD_QUOTA:
        raise UploadRefused(
            _("The files of %(name)s already take up the maximum of %(limit)s. Ask the secretariat for more space.")
            % {"name": organisation.name, "limit": filesizeformat(settings.WEGO_UPLOAD_QUOTA)}
        )
    file.name = checked.stored_name
    return Evidence.objects.create(
        organisation=organisation,
        title=checked.name,
        file=file,
        media_type=checked.media_type,
        size=checked.size,
        sha256=checked.sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
