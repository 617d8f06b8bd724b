"""Documents of an organisation have room for so much together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.factories import make_user
from tests.members.factories import make_organisation
from wego.core.files import UploadRefused
from wego.records.models import Evidence
from wego.records.services.evidence import keep_evidence

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a plan"


def keep(organisation: Any, user: Any) -> Evidence:
    return keep_evidence(SimpleUploadedFile("plan.pdf", PDF), ["pdf"], organisation, by=user, at=AT)


def test_what_an_organisation_may_store_has_an_end(settings: Any) -> None:
    settings.WEGO_UPLOAD_QUOTA = 2 * len(PDF)
    seoul, user = make_organisation("Seoul"), make_user()
    keep(seoul, user)
    keep(seoul, user)

    with pytest.raises(UploadRefused, match="Ask the secretariat"):
        keep(seoul, user)

    keep(make_organisation("Busan"), user)
    assert Evidence.objects.filter(organisation=seoul).count() == 2
