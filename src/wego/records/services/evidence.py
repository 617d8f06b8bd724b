"""Documents that bear out what an organisation says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from wego.accounts.models import User
from wego.core.files import CheckedUpload, check_upload
from wego.members.models import Organisation
from wego.records.models import Evidence


def keep_evidence(
    file: UploadedFile, accept: Collection[str], organisation: Organisation, *, by: User, at: datetime
) -> Evidence:
    """Store an uploaded file as the organisation's evidence, for the act that cites it. Raises UploadRefused."""
    checked: CheckedUpload = check_upload(file, accept)
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
