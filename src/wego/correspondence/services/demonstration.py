"""Made-up contacts, letters, a mailing and a survey for the demonstration; sample people are never written to."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from wego.accounts.models import User
from wego.correspondence.models import Contact, ExternalOrganisation, MailingKind
from wego.correspondence.services.contacts import add_contact
from wego.correspondence.services.demonstration_letters import make_letters, make_survey
from wego.correspondence.services.mailing_delivery import prepare_mailing
from wego.correspondence.services.mailings import begin_mailing, submit_mailing, write_mailing
from wego.members.models import Organisation

MAYOR = {"en": "Mayor", "ko": "시장", "zh-hans": "市长"}
PROTOCOL = {"en": "Head of protocol", "ko": "의전과장", "zh-hans": "礼宾处处长"}
# Name, in its own script, language, member, title, kind, form of address.
PEOPLE = [
    ("Haneul Kang", "강하늘", "ko", "seoul", MAYOR, "head", {"en": "Dear Mayor Kang", "ko": "강하늘 시장님께"}),
    ("Bora Yoon", "윤보라", "ko", "seoul", PROTOCOL, "protocol", {"en": "Dear Ms Yoon", "ko": "윤보라 과장님께"}),
    ("Anil Thapa", "", "en", "kathmandu", MAYOR, "head", {"en": "Dear Mayor Thapa"}),
    ("Lin Qiao", "林桥", "zh-hans", "chengdu", PROTOCOL, "protocol", {"en": "Dear Mr Lin", "zh-hans": "尊敬的林处长"}),
]
SUBJECT = {"en": "Your contact persons for the coming year", "ko": "내년도 담당자 확인 요청"}
BODY = {
    "en": "{salutation},\n\nplease tell us who will represent {organisation} next year.\n\nThe secretariat",
    "ko": "{salutation}\n\n내년도 {organisation} 담당자를 알려 주시기 바랍니다.\n\n사무국 드림",
}


def make_demonstration(*, at: datetime, rng: random.Random) -> None:
    """Five people without an account, letters, a survey, a mailing that waits for a second person; done once."""
    if Contact.objects.filter(is_demonstration=True).exists():
        return
    known = Organisation.objects.in_bulk(field_name="slug")
    for name, native, language, slug, title, kind, salutation in PEOPLE:
        if slug not in known:  # a network without such a member has no such people
            continue
        add_contact(
            name=name,
            name_native=native,
            language=language,
            kind=kind,
            salutation=salutation,
            email=f"{name.split()[0].lower()}@{slug}.example",
            organisation=known[slug],
            title=title,
            starts_on=date(at.year - rng.randint(1, 3), 7, 1),
            is_demonstration=True,
            by=None,
            at=at,
        )
    if partner := ExternalOrganisation.objects.filter(relation="partner").order_by("code").first():
        title = {"en": "Adviser", "ko": "자문관", "zh-hans": "顾问"}
        add_contact(
            name="Maria Keller",
            kind="speaker",
            language="en",
            email="keller@partner.example",
            external=partner,
            title=title,
            is_demonstration=True,
            by=None,
            at=at,
        )
    _make_mailing(at)
    make_letters(at)
    make_survey(at)


def _make_mailing(at: datetime) -> None:
    writer = User.objects.filter(is_demonstration=True, network_roles__role="programme-officer").first()
    asks = MailingKind.objects.filter(can_be_stopped=False).order_by("-code").first()
    if writer is None or asks is None:
        return
    mailing = begin_mailing(title="Contact persons", kind=asks, audience="members", by=writer, at=at)
    write_mailing(
        mailing_id=mailing.pk,
        title=mailing.title,
        kind=asks,
        subject=SUBJECT,
        body=BODY,
        reply_due_on=at.date() + timedelta(days=21),
        by=writer,
        at=at,
    )
    submit_mailing(mailing_id=mailing.pk, by=writer, at=at)
    prepare_mailing(mailing_id=mailing.pk, clock=lambda: at)
