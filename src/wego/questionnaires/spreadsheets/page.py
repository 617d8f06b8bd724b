"""A response's spreadsheet as it comes in: what the file would change, and taking over what is ticked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from wego.accounts.models import User
from wego.core.files import check_upload
from wego.core.rules import RuleError
from wego.questionnaires.models import Response
from wego.questionnaires.services.answers import SaveReport, save_answers
from wego.questionnaires.spreadsheets.comparison import FilePreview, payload_of, preview_of
from wego.questionnaires.spreadsheets.reader import SpreadsheetRefused, read_answer_file

ENDINGS = ("xlsx", "csv")
GOOD_FOR = timedelta(days=1)
_SALT = "wego.questionnaires.spreadsheets.preview"


class PreviewRefused(RuleError):
    """What was looked at cannot be taken over any more; the message says why."""


def looked_at(response: Response, upload: UploadedFile | None, by: User) -> tuple[FilePreview, str]:
    """What an uploaded file would change, and the signed form of it that comes back when it is accepted. Nothing is
    stored before. Raises UploadRefused or SpreadsheetRefused."""
    if upload is None:
        raise SpreadsheetRefused(_("Choose a file first."))
    checked = check_upload(upload, ENDINGS)
    preview = preview_of(response, read_answer_file(upload.read(), checked.ending))
    kept = {"response": response.pk, "by": by.pk, "answers": payload_of(preview)}
    return preview, signing.dumps(kept, salt=_SALT, compress=True)


def accept_file(*, response: Response, signed: str, chosen: list[str], by: User, at: datetime) -> SaveReport:
    """Take over what was ticked of a file, as it was looked at. What changed online since then is not overwritten."""
    try:
        kept: dict[str, Any] = signing.loads(signed, salt=_SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        kept = {}
    if kept.get("response") != response.pk or kept.get("by") != by.pk:
        raise PreviewRefused(_("This preview is no longer valid. Upload the file again."))
    taken = {code: kept["answers"][code] for code in chosen if code in kept["answers"]}
    if not taken:
        raise PreviewRefused(_("No answer is ticked. Nothing was changed."))
    return save_answers(
        response_id=response.pk,
        given={code: value for code, (value, _remark, _base) in taken.items()},
        remarks={code: remark for code, (_value, remark, _base) in taken.items() if remark is not None},
        base_revision=0,
        bases={code: base for code, (_value, _remark, base) in taken.items()},
        by=by,
        at=at,
    )
