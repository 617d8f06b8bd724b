"""Made-up applicants for a demonstration: one that is writing, one that waits for the secretariat.

Neither is a member, so neither stands in the public directory beside real members.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from wego.accounts.services.demonstration import cast_member
from wego.admissions.models import Application
from wego.admissions.queries import QUESTIONNAIRES, region_of
from wego.admissions.services.applications import start_application, submit_application
from wego.engines.questions import Answer
from wego.members.models import Organisation
from wego.questionnaires.models import Response
from wego.questionnaires.queries import questionnaire_in_force
from wego.questionnaires.services.answers import save_answers

COUNTRY = "KR"
# The smallest page that a reader of PDF opens: the scan of a signed form that nobody signed.
_SCAN = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 53>>stream
BT /F 12 Tf 40 100 Td (Made up for the demonstration) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
ANSWERS: dict[str, Answer] = {
    "subkind": "city_level",
    "name_ko": "데모밸리 (가상)",
    "latitude": 36.35,
    "longitude": 127.4,
    "population": 412000,
    "population_year": 2024,
    "signs_as": "head",
    "representative_name": "Noor Demo",
    "representative_post": "Mayor (made up)",
    "contact_name": "Noor Demo",
    "aims": ["networking", "training"],
    "motivation": "Sample data for the demonstration.",
}


@transaction.atomic
def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Make two applicants with their applications; run twice, the second changes nothing."""
    region = region_of(COUNTRY)
    questionnaire = questionnaire_in_force(QUESTIONNAIRES[Organisation.Kind.LOCAL_GOVERNMENT])
    if region is None or questionnaire is None or Application.objects.filter(is_demonstration=True).exists():
        return
    kind = Organisation.Kind.LOCAL_GOVERNMENT.value
    writing = cast_member(post="applicant", name="Ha-eun Demo", language="ko", at=at)
    waiting = cast_member(post="applicant-waiting", name="Noor Demo", language="en", at=at)
    facts: dict[str, Any] = {"kind": kind, "country": COUNTRY, "region": region, "is_demonstration": True}
    start_application(name="Demo Harbour (made up)", by=writing, at=at, **facts)
    begun = start_application(
        name="Demo Valley (made up)", by=waiting, at=at - timedelta(days=rng.randint(3, 9)), **facts
    )
    response = Response.objects.get(pk=begun.response_id)
    save_answers(
        response_id=response.pk,
        given=ANSWERS,
        base_revision=response.revision,
        by=waiting,
        at=at - timedelta(days=2),
        uploads={"form_signed": SimpleUploadedFile("signed-form.pdf", _SCAN)},
    )
    submit_application(application_id=begun.pk, by=waiting, at=at - timedelta(days=1))
