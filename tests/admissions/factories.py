"""Applications and their people for tests: required fields only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.governance.factories import make_body
from tests.members.factories import make_region
from tests.questionnaires.factories import make_person, make_questionnaire, make_secretary
from wego.accounts.models import User
from wego.admissions.models import Application
from wego.admissions.queries import QUESTIONNAIRES, item_kind, values_given
from wego.admissions.services.applications import accept_application, start_application, submit_application
from wego.datafiles import read_yaml
from wego.governance.models import Decision
from wego.governance.queries import decision_in_force
from wego.members.models import Organisation
from wego.questionnaires.models import Questionnaire, Response
from wego.questionnaires.services.answers import save_answers

FOLDER = Path(__file__).parents[2] / "networks" / "wego" / "questionnaires"
MARCH = datetime(2016, 3, 7, 9, tzinfo=UTC)
LATER = datetime(2016, 3, 9, 9, tzinfo=UTC)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

COMPLETE: dict[str, Any] = {
    "subkind": "city_level",
    "name_en": "Newtown",
    "name_ko": "뉴타운",
    "website": "newtown.example",
    "latitude": 37.1,
    "longitude": 127.2,
    "population": 970000,
    "population_year": 2015,
    "signs_as": "head",
    "representative_name": "Han Demo",
    "representative_post": "Mayor",
    "contact_name": "Kim Demo",
    "aims": ["networking", "voice"],
    "motivation": "To learn and to share.",
}


def load_questionnaire(kind: str = "local_government") -> Questionnaire:
    """The shipped questionnaire of a kind; loaded once."""
    code = QUESTIONNAIRES[kind]
    found = Questionnaire.objects.filter(code=code).first()
    return found or make_questionnaire(read_yaml(FOLDER / f"{code}.yaml").data)


def prepare(kind: str = "local_government") -> None:
    """What an application needs around it."""
    make_body()
    make_region(countries=["KR", "JP"])
    load_questionnaire(kind)


def begin(by: User | None = None, **fields: Any) -> Application:
    """An application that is begun."""
    kind = fields.get("kind", "local_government")
    prepare(kind)
    given = {"kind": kind, "name": "Newtown", "country": "KR", "region": make_region(), "at": MARCH, **fields}
    return start_application(by=by or make_person("han@newtown.example"), **given)


def answer(application: Application, **changes: Any) -> None:
    """Complete answers with the signed form."""
    response = Response.objects.get(pk=application.response_id)
    values = {**COMPLETE, "name_en": application.organisation.name.source, **changes}
    report = save_answers(
        response_id=response.pk,
        given={code: value for code, value in values.items() if value is not None},
        base_revision=response.revision,
        by=application.applicant,
        at=application.started_at,
        uploads={"form_signed": SimpleUploadedFile("form.pdf", PDF)},
    )
    assert not report.refused
    assert not report.conflicts


def submitted(**fields: Any) -> Application:
    """An application with the secretariat."""
    application = begin(**fields)
    answer(application)
    return submit_application(application_id=application.pk, by=application.applicant, at=MARCH)


def accepted(secretary: User | None = None, **fields: Any) -> Application:
    """An application of an associate, before the body."""
    application = submitted(**fields)
    return accept(application, secretary)


def accept(application: Application, secretary: User | None = None, at: datetime = LATER) -> Application:
    by = secretary or User.objects.filter(email="lee@network.example").first() or make_secretary()
    return accept_application(application_id=application.pk, latitude=37.1, longitude=127.2, by=by, at=at)


DECIDED_ON = date(2016, 10, 13)


def approval_of(application: Application) -> Decision | None:
    """The decision in force that makes the applicant a member."""
    return decision_in_force(application.reference, item_kind(application))


def figures_submitted(organisation: Organisation) -> dict[str, Any]:
    """Population or staff as the organisation's latest accepted application gives them, with their years."""
    accepted = (Application.Status.ACCEPTED, Application.Status.APPROVED, Application.Status.NOT_APPROVED)
    last = organisation.applications.filter(status__in=accepted).select_related("response").order_by("-pk").first()
    values = values_given(last) if last else {}
    names = ("population", "population_year", "staff", "staff_year")
    return {name: values[name] for name in names if name in values}
