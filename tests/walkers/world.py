"""Two cities with one of everything that belongs to a city, and one person of every role."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.factories import make_role, make_user
from tests.finance.banking.bringing import begin_long_import, bring
from tests.governance.factories import decide, make_meeting
from tests.questionnaires.factories import make_draft_version
from wego.accounts.models import NetworkRole, User
from wego.admissions.models import Application
from wego.admissions.queries import QUESTIONNAIRES
from wego.admissions.services.departures import give_notice
from wego.assessment.queries import framework_in_force
from wego.assessment.services.diagnoses import start_diagnosis, submit_diagnosis
from wego.cityindex.models import Edition
from wego.cityindex.services.drafts import begin_draft, edit_draft
from wego.cityindex.services.participation import join_draft, request_correction
from wego.core.absences.models import Absence
from wego.core.acts.runs import begin_bulk_run
from wego.core.dated_tasks.services import add_task
from wego.core.outbox import ComposedMail, queue_text
from wego.core.personal_links.models import PersonalLink
from wego.core.personal_links.queries import digest_of
from wego.core.references import Reference
from wego.core.seals.models import Seal, SigningKey
from wego.correspondence.links import CONFIRMATION_LINK
from wego.correspondence.mailing_text import stop_token, survey_token
from wego.correspondence.models import Certificate, ExternalOrganisation, LetterSeries, MailingKind, MailingRecipient
from wego.correspondence.services.contacts import add_contact
from wego.correspondence.services.letter_files import attach_file
from wego.correspondence.services.letters import draft_letter
from wego.correspondence.services.mailings import begin_mailing
from wego.correspondence.services.surveys import add_question, begin_survey
from wego.dues.services.decisions import grant_concession
from wego.dues.services.runs import begin_run
from wego.finance.banking.models import BankLine
from wego.finance.banking.services import preview_statement
from wego.finance.services.allocations import allocate_payment
from wego.finance.services.credits import credit_invoice
from wego.finance.services.invoicing import DraftLine, InvoiceDraft, issue_invoice
from wego.finance.services.payments import record_payment, refund
from wego.governance.models import Body
from wego.governance.services.agendas import put_on_agenda
from wego.members.models import Affiliation, ApiKey, Invitation, Organisation
from wego.members.services.profiles import RETURNED, propose_profile_change
from wego.networks.models import RegionalOffice
from wego.questionnaires.links import OUTSIDE_LINK
from wego.questionnaires.models import (
    Answer,
    AnswerMandate,
    AnswerTask,
    OutsideAnswer,
    OutsideRequest,
    Questionnaire,
    Response,
    RoundExtension,
)
from wego.questionnaires.services.rounds import open_round
from wego.records.models import Evidence
from wego.records.services.imports import begin_import, run_import

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
DOCUMENT = b"%PDF-1.7 a plan"
STATEMENT = b"date,amount,currency,account,payer,reference,bank_reference\n2026-11-19,70.00,USD,A1,A bank,dues,B1\n"
ROLES = (
    "stranger",
    "nobody",
    "juror",
    "trainee",
    "delegate",
    "contributor",
    "officer",
    "unproven",
    "secretariat",
)
# Roles of the office beside the secretariat's: they are asked for the office alone.
OFFICE_ROLES = ("treasurer", "auditor", "regional-office")
# None of these has a permission of the office, as an officer has none: the quick run walks there as an officer, the
# whole run as each.
OUTSIDERS = ("nobody", "juror", "trainee", "delegate", "contributor")
# To a city's own things these two are as anybody without a post there.
WITHOUT_A_POST = ("juror", "trainee")
REQUIRED = {"city_population": 1_000_000, "city_transport": "own"}


def few(roles: Iterable[str], *, alike: Container[str] = OUTSIDERS) -> list[Any]:
    """Roles to walk as: those that are alike there (in the office, outsiders) in the whole run only."""
    return [pytest.param(role, marks=pytest.mark.whole if role in alike else ()) for role in roles]


@dataclass
class World:
    """The people by role, and the numbers and slugs with which addresses are written."""

    people: dict[str, User] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    other: dict[str, Any] = field(default_factory=dict)


def make_world() -> World:
    """Everybody belongs to Seoul, where anybody belongs to a city; Kathmandu is the other city."""
    world = World()
    office = make_office()
    world.own, world.other = _city("seoul") | office, _city("kathmandu") | office
    world.own |= _index(world.own)
    world.other |= {"correction": world.own["correction"]}
    seoul = Organisation.objects.get(slug="seoul")
    for role in OFFICE_ROLES:
        person = world.people[role] = make_user(f"{role}@office.example")
        make_role(person, role, "africa" if role == "regional-office" else "")
    for role in ROLES[1:]:
        person = world.people[role] = make_user(f"{role}@city.example")
        if role in Affiliation.Role.values:
            Affiliation.objects.create(user=person, organisation=seoul, role=role, starts_on=date(2026, 1, 1))
        elif role in NetworkRole.Role.values or role == "unproven":
            make_role(person, "secretariat" if role == "unproven" else role)
    return world


def _city(slug: str) -> dict[str, Any]:
    """A draft with a file, a submitted diagnosis, an officer, an invitation and a proposed profile."""
    city = Organisation.objects.get(slug=slug)
    officer = make_user(f"first-officer@{slug}.example")
    post = Affiliation.objects.create(user=officer, organisation=city, role="officer", starts_on=date(2026, 1, 1))
    invitation = Invitation.objects.create(
        organisation=city,
        email=f"new@{slug}.example",
        role="officer",
        link=PersonalLink.objects.create(
            kind="members.invitation",
            digest=digest_of(f"token-of-{slug}"),
            allowed_uses=1,
            made_at=AT,
            expires_at=datetime(2099, 1, 1, tzinfo=UTC),
        ),
        invited_by=officer,
        invited_at=AT,
    )
    proposed = {"website": f"https://{slug}.example"}
    change = propose_profile_change(organisation_id=city.pk, proposed=proposed, by=officer, at=AT)
    return (
        _money(city)
        | _membership(city, officer)
        | _certificate(city)
        | _together(city, draft := _response(city, 2026, officer), officer)
        | {
            "city": slug,
            "draft": draft,
            "submitted": submit_diagnosis(response_id=_response(city, 2025, officer), by=officer, at=AT).response_id,
            "evidence": Evidence.objects.get(organisation=city, title="2026.pdf").pk,
            "paper": _paper(city, officer).pk,
            "post": post.pk,
            "invitation": invitation.pk,
            "token": f"token-of-{slug}",
            "key": _key(city),
            "change": change.pk,
            "person": officer.pk,
            "organisation": city.pk,
        }
    )


def _key(city: Organisation) -> int:
    """A key of one of the city's systems."""
    given = {"digest": city.slug, "ending": "abcd", "made_at": AT, "expires_on": date(2099, 1, 1)}
    return ApiKey.objects.create(organisation=city, name="GIS", scopes=["facts.write"], **given).pk


def _together(city: Organisation, draft: int, officer: User) -> dict[str, Any]:
    """A section of the draft with a colleague, a question answered by somebody outside, a mandate."""
    task = add_task(title="A section", about=Reference("", "", ""), due_on=date(2099, 1, 1), by=officer, at=AT)
    asked = OutsideRequest.objects.create(
        response_id=draft,
        questions=["city_population"],
        name="A Meter",
        body="Water",
        email=f"water@{city.slug}.example",
        language="en",
        due_on=date(2099, 1, 1),
        status="answered",
        asked_by=officer,
        asked_at=AT,
        answered_at=AT,
    )
    asked.link = PersonalLink.objects.create(
        kind=OUTSIDE_LINK.code,
        digest=digest_of(f"outside-{city.slug}"),
        subject_kind=asked._meta.label,
        subject_id=str(asked.pk),
        allowed_uses=1,
        made_at=AT,
        expires_at=datetime(2099, 1, 1, tzinfo=UTC),
    )
    asked.save()
    OutsideAnswer.objects.create(request=asked, question="city_population", round=1, value=1000)
    mandate = AnswerMandate.objects.create(
        organisation=city, granted_by=officer, granted_at=AT, ends_on=date(2099, 1, 1)
    )
    return {
        "assignment": AnswerTask.objects.create(response_id=draft, section="city", task=task).pk,
        "outside": asked.pk,
        "outside_token": f"outside-{city.slug}",
        "mandate": mandate.pk,
    }


def _index(own: dict[str, Any]) -> dict[str, Any]:
    """A draft of an edition in which both cities take part, one of them with a correction."""
    pilot = Edition.objects.get(code="pilot-2024")
    draft = begin_draft(code="next", figures_of=2024, name="Next", based_on_id=pilot.pk, by=None, at=AT)
    day = AT.date()
    window = {"corrections_from": day - timedelta(days=9), "corrections_until": day + timedelta(days=9000)}
    edit_draft(draft_id=draft.pk, words={}, **window, by=None, at=AT)
    for slug in ("kathmandu", "seoul"):
        city = Organisation.objects.get(slug=slug)
        taking_part = join_draft(draft_id=draft.pk, organisation_id=city.pk, by=None, at=AT)
    correction = request_correction(
        participation_id=taking_part.pk,
        indicator_code="un.losi",
        value=Decimal("0.9"),
        period="2024",
        grounds="Our portal is assessed anew.",
        document=SimpleUploadedFile("plan.pdf", DOCUMENT, "application/pdf"),
        by=User.objects.get(pk=own["person"]),
        at=AT,
    )
    return {"correction": correction.pk}


def _money(city: Organisation) -> dict[str, Any]:
    """An invoice half credited, and paid in part, with a receipt."""
    line = DraftLine({"en": "Membership fee 2016"}, Decimal(7000))
    draft = InvoiceDraft(city, 2016, "USD", [line], issued_on=date(2016, 5, 2), due_on=date(2016, 6, 30))
    invoice = issue_invoice(draft, by=None, at=AT)
    note = credit_invoice(invoice_id=invoice.pk, reason="Half a year", amount=Decimal(3500), by=None, at=AT)
    payment = record_payment(
        received_on=date(2016, 6, 1), amount=Decimal(3500), currency="USD", organisation_id=city.pk, by=None, at=AT
    )
    used = allocate_payment(payment_id=payment.pk, invoice_id=invoice.pk, amount=Decimal(1000), by=None, at=AT)
    over = record_payment(
        received_on=date(2016, 6, 2), amount=Decimal(50), currency="USD", organisation_id=city.pk, by=None, at=AT
    )
    owed = refund(payment_id=over.pk, amount=Decimal(20), reason="Paid twice", by=None, at=AT)
    return {
        "invoice": invoice.number,
        "note": note.number,
        "receipt": payment.receipt.number,
        "payment": over.pk,
        "refund": owed.pk,
        "allocation": used.pk,
    }


def _membership(city: Organisation, officer: User) -> dict[str, Any]:
    """An application that is begun, and a notice to leave."""
    departure = give_notice(organisation_id=city.pk, reason="Budget", by=officer, at=AT)
    return {"application": _application(city, officer).pk, "departure": departure.pk}


def _paper(city: Organisation, officer: User) -> Evidence:
    """What an officer handed in for something else than a questionnaire, such as a correction or the dues."""
    return Evidence.objects.create(
        organisation=city,
        title="officers.pdf",
        readers=Evidence.Readers.OFFICERS,
        file=f"evidence/officers/{city.slug}.pdf",
        media_type="application/pdf",
        size=len(DOCUMENT),
        sha256="0" * 64,
        uploaded_by=officer,
        uploaded_at=AT,
    )


def _application(city: Organisation, officer: User) -> Application:
    questionnaire = Questionnaire.objects.get(code=QUESTIONNAIRES[city.kind])
    response = Response.objects.create(
        organisation=city, questionnaire=questionnaire, year=2015, started_by=officer, started_at=AT, changed_at=AT
    )
    return Application.objects.create(
        organisation=city, kind=city.kind, response=response, applicant=officer, started_at=AT
    )


def make_office() -> dict[str, Any]:
    """What belongs to no city: a run of dues, a concession, a meeting, an item and a decision on it, a statement."""
    run = begin_run(year=2017, issued_on=date(2017, 5, 2), due_on=date(2017, 6, 30), by=None, at=AT)
    organisation = Organisation.objects.get(slug="seoul")
    body = Body.objects.get(code="executive-committee")
    titles = {"en": "A matter", "ko": "안건", "zh-hans": "议题"}
    facts: dict[str, Any] = {"body_code": body.code, "kind": "other", "titles": titles, "by": None, "at": AT}
    item = put_on_agenda(year=2026, subject=Reference("", "1", "x"), **facts)
    decision = decide(put_on_agenda(year=2016, subject=Reference("", "2", "x"), **facts))
    concession = grant_concession(
        organisation_id=organisation.pk,
        year=2018,
        kind="waiver",
        reason="Host",
        decision=Reference.to(decision),
        by=None,
        at=AT,
    )
    round_ = open_round(
        name={"en": "A round", "ko": "답변 수집", "zh-hans": "一次征集"},
        questionnaire_code="losi",
        year=2018,
        opens_at=AT - timedelta(days=9),
        closes_at=AT + timedelta(days=9000),
        time_zone="Asia/Seoul",
        by=None,
        at=AT,
    )
    RoundExtension.objects.create(
        round=round_,
        organisation=organisation,
        until=AT + timedelta(days=9001),
        reason="Elections",
        status="asked",
        asked_at=AT,
    )
    many = begin_bulk_run(act="standing_decide", given="", back="/", subjects=[organisation], by=None, at=AT)
    held = {
        "office": RegionalOffice.objects.get(code="chengdu").pk,
        "bulk_run": many.pk,
        "run": run.pk,
        "concession": concession.pk,
        "round": round_.pk,
        "item": item.pk,
        "applied": _applied(),
        "mail": _mail(run),
        "meeting": make_meeting(body, "A session to come").pk,
        "made": make_draft_version().pk,
        "version": Questionnaire.objects.get(code="application-corporation").pk,
    }
    return (
        held | _bank() | _decided() | _contact() | _letter() | {"seal": _seal(), "task": _task(), "absence": _absence()}
    )


def _letter() -> dict[str, Any]:
    """A draft with a file that goes with it, written by somebody else."""
    writer = make_user("letters@office.example")
    city = Organisation.objects.get(slug="seoul")
    facts: dict[str, Any] = {"language": "en", "subject": "An invitation", "body": "Words.", "organisation": city}
    letter = draft_letter(series=LetterSeries.objects.get(code="letters"), **facts, by=writer, at=AT)
    file = SimpleUploadedFile("plan.pdf", DOCUMENT, "application/pdf")
    attached = attach_file(letter_id=letter.pk, file=file, by=writer, at=AT)
    return {"letter": letter.pk, "letter_file": attached.pk}


def _certificate(city: Organisation) -> dict[str, Any]:
    """A certificate, without the work of setting and sealing it."""
    series = LetterSeries.objects.get(kind="certificate")
    one = Certificate(
        series=series,
        year=2026,
        sequence=city.pk,
        number=series.number_text(2026, city.pk),
        kind="membership",
        organisation=city,
        language="en",
        issued_on=AT.date(),
        statement="{}",
        sha256=f"{city.pk:064d}",
    )
    one.file.save("certificate.pdf", ContentFile(DOCUMENT), save=False)
    one.save()
    return {"certificate": one.number, "certificate_key": one.pk}


def _contact() -> dict[str, Any]:
    """A mayor without an account, her post, the link that asks her once a year, and a partner."""
    organisation = Organisation.objects.get(slug="seoul")
    facts = {"name": "A Mayor", "kind": "head", "email": "mayor@city.example", "organisation": organisation}
    contact = add_contact(**facts, title={"en": "Mayor"}, by=None, at=AT)
    PersonalLink.objects.create(
        kind=CONFIRMATION_LINK.code,
        digest=digest_of("token-of-the-mayor"),
        subject_kind=contact._meta.label,
        subject_id=str(contact.pk),
        allowed_uses=1,
        made_at=AT,
        expires_at=datetime(2099, 1, 1, tzinfo=UTC),
    )
    writer = make_user("writer@office.example")
    kind = MailingKind.objects.get(code="news")
    mailing = begin_mailing(title="News", kind=kind, audience="contacts", by=writer, at=AT)
    recipient = MailingRecipient.objects.create(mailing=mailing, address="mayor@city.example", name="A", language="en")
    facts = {"title": {"en": "What next?"}, "intro": {}, "is_anonymous": False, "closes_on": None}
    survey = begin_survey(**facts, by=writer, at=AT)
    question = {"kind": "text", "label": {"en": "Anything?"}, "options": {}}
    return {
        "survey": survey.pk,
        "question": add_question(survey_id=survey.pk, **question, by=writer, at=AT).pk,
        "survey_token": survey_token(survey.pk, recipient),
        "mailing": mailing.pk,
        "recipient": recipient.pk,
        "stop_token": stop_token(recipient),
        "contact": contact.pk,
        "contact_post": contact.posts.get().pk,
        "contact_token": "token-of-the-mayor",
        "partner": ExternalOrganisation.objects.get(code="itu").pk,
    }


def _seal() -> int:
    """Something sealed, without the work of making a key."""
    key = SigningKey.objects.create(fingerprint="f" * 64, public_pem="", first_used_at=AT)
    facts = {"kind": "tests", "subject_kind": "", "subject_id": "1", "subject_label": "A paper", "sealed_at": AT}
    return Seal.objects.create(code="B" * 20, sha256="0" * 64, signature_base64="", key=key, **facts).pk


def _task() -> int:
    """What nobody has taken up yet."""
    about = Reference("core.Thing", "1", "A thing")
    return add_task(title="A letter", about=about, due_on=AT.date(), by=None, at=AT).pk


def _absence() -> int:
    """Somebody who is away, and another who stands in."""
    away, deputy = (make_user(f"{name}@office.example") for name in ("away", "deputy"))
    facts = {"starts_on": AT.date(), "ends_on": date(2099, 1, 1), "entered_at": AT}
    return Absence.objects.create(person_key=away.key, deputy_key=deputy.key, **facts).pk


def _mail(about: Any) -> int:
    """A mail that waits."""
    letter, to = ComposedMail("A mail", "Words"), "nobody@city.example"
    return queue_text(RETURNED, to=to, language="en", letter=letter, about=about, by=None, at=AT).pk


def _bank() -> dict[str, Any]:
    """A statement of the bank with a line that nobody has assigned."""
    [statement] = bring(STATEMENT, at=AT).statements
    begun = begin_long_import(STATEMENT, "long.csv", at=AT)
    shown = preview_statement(file=SimpleUploadedFile("shown.csv", STATEMENT), by=None, at=AT)
    own = {"line": BankLine.objects.get().pk, "import": begun.pk, "preview": shown.pk}
    return {"statement": statement.pk, **own, "facts": _facts()}


def _facts() -> int:
    """A file of facts that waits to be accepted."""
    table = b"subject,indicator,period,value,source\ncountry:KR,imf.gdp_per_capita_ppp,2023,1,imf-weo-2024-04\n"
    begun = begin_import(file=SimpleUploadedFile("facts.csv", table), by=None, at=AT)
    return run_import(import_id=begun.pk, clock=lambda: AT).pk


def _decided() -> dict[str, Any]:
    """A decision with its paper."""
    titles = {"en": "Another matter", "ko": "안건", "zh-hans": "议题"}
    facts: dict[str, Any] = {"body_code": "executive-committee", "kind": "other", "titles": titles}
    item = put_on_agenda(year=2016, subject=Reference("", "3", "x"), by=None, at=AT, **facts)
    paper = SimpleUploadedFile("paper.pdf", DOCUMENT, "application/pdf")
    return {"decision": decide(item, paper=paper, reason_without_paper="").pk}


def _applied() -> int:
    """An application that waits for the secretariat."""
    city, officer = Organisation.objects.get(slug="accra"), make_user("officer@accra.example")
    application = _application(city, officer)
    application.status, application.submitted_at = Application.Status.SUBMITTED, AT
    application.save()
    return application.pk


def _response(city: Organisation, year: int, by: User) -> int:
    response = start_diagnosis(organisation_id=city.pk, framework=framework_in_force(), year=year, by=by, at=AT)
    given = {"state": Answer.State.GIVEN, "revision": 1, "answered_by": by, "answered_at": AT}
    for question, value in REQUIRED.items():
        Answer.objects.create(response=response, question=question, value=value, **given)
    file = Evidence.objects.create(
        organisation=city,
        title=f"{year}.pdf",
        file=f"evidence/{year}/{city.slug}.pdf",
        media_type="application/pdf",
        size=len(DOCUMENT),
        sha256="0" * 64,
        uploaded_by=by,
        uploaded_at=AT,
    )
    Answer.objects.create(response=response, question="gov_strategy_file", value=file.pk, evidence=file, **given)
    return response.pk
