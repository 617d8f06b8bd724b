"""The register of personal data: no model is missing from it, and an erasure does to each field what it says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.db import models
from django.test import Client

from tests.walkers.world import AT, World
from wego.accounts.models import User
from wego.accounts.services import erase_person
from wego.core.folding import fold
from wego.core.models import Comment
from wego.core.outbox import ComposedMail, queue_text
from wego.core.outbox.services import KEPT_ADDRESSES, KEPT_TEXTS
from wego.core.personal_data import Erasure, kinds, records
from wego.finance.models import BillingContact
from wego.members.models import Affiliation, Organisation
from wego.members.services.affiliations import FORGET_AFTER
from wego.members.services.profiles import RETURNED

pytestmark = pytest.mark.django_db

OF_PEOPLE = {"email", "phone", "recipient", "post", "address"}
BY_PEOPLE = {"reason", "remark", "note", "text", "message", "grounds"}
# Fields that are called like a person's, and are none.
OTHERS = {
    "cityindex.EditionFile.text": "a file of figures",
    "core.BulkRow.reason": "words of the platform",
    "core.DatedTask.address": "of a page",
    "core.Mail.about_label": "of what the mail is about",
    "core.SharedNote.cache_key": "no person's",
    "finance.ElectronicAddress.address": "an organisation's, in a directory of organisations",
    "finance.Sender.address": "the network's own",
}


def personal_fields() -> set[str]:
    """By their types and names: what points to a person, an address, a free text by somebody."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("wego."):
            continue
        for field in model._meta.concrete_fields:
            is_pointer = field.related_model is User or (
                isinstance(field, models.UUIDField) and field.name.endswith("_key")
            )
            is_address = isinstance(field, models.EmailField | models.GenericIPAddressField) or field.name in OF_PEOPLE
            is_text = isinstance(field, models.TextField) and field.name in BY_PEOPLE
            if is_pointer or is_address or is_text:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def registered() -> set[str]:
    return {
        f"{model._meta.label}.{name}"
        for record in records()
        for model, names in record.fields.items()
        for name in names
    }


def test_every_field_of_a_person_is_in_the_register():
    assert personal_fields() - registered() - set(OTHERS) == set(), "declare it in the app's personal_data.py"
    assert len(registered()) > 60


def test_what_the_register_names_is_there():
    for record in records():
        for model, names in record.fields.items():
            assert set(names) <= {field.name for field in model._meta.concrete_fields}, model


@pytest.mark.parametrize("language", ["en", "ko", "zh-hans"])
def test_the_notice_says_every_kind_with_its_ground_and_what_an_erasure_does(language: str):
    page = Client().get(f"/{language}/accounts/privacy/").content.decode()

    assert page.count('<th scope="row">') == len(kinds())
    assert "PIPA Art. 15(1)4" in page or "제15조" in page or "第15条" in page
    assert language == "en" or "Reasons, remarks" not in page


def test_the_jobs_that_forget_keep_the_periods_that_the_notice_says():
    """“Three months”, “two months” and “two years”."""
    assert timedelta(days=90) == FORGET_AFTER
    assert (timedelta(days=60), timedelta(days=730)) == (KEPT_TEXTS, KEPT_ADDRESSES)


def leave_data(world: World) -> User:
    """One of everything that names the officer."""
    officer = world.people["officer"]
    seoul = Organisation.objects.get(slug="seoul")
    Affiliation.objects.filter(user=officer).update(post="Chief of the data team")
    BillingContact.objects.create(organisation=seoul, name=officer.name, email=officer.email, changed_at=AT)
    UserSession.objects.create(user=officer, ip="192.0.2.1", user_agent="A browser", session_key="k")
    queue_text(
        RETURNED,
        to=officer.email,
        language="en",
        letter=ComposedMail("About you", "Words"),
        about=seoul,
        by=officer,
        at=AT,
    )
    Comment.objects.create(
        subject_kind="x", subject_id="1", subject_label="x", author_key=officer.key, text="A remark", written_at=AT
    )
    return officer


def mentions(value: Any, traces: set[str]) -> bool:
    return any(trace in str(value).lower() for trace in traces)


def test_an_erasure_does_to_every_field_what_the_register_says(world: World):
    officer = leave_data(world)
    traces = {officer.email.lower(), fold(officer.email), officer.name.lower(), "chief of the data team", "192.0.2.1"}
    texts = {
        (model, name): model._default_manager.exclude(**{name: ""}).count()
        for record in records()
        if record.kind.erasure is Erasure.KEPT
        for model, names in record.fields.items()
        for name in names
    }
    pointing = {
        (model, name): pointers(model, name, officer)
        for record in records()
        if record.kind.erasure is Erasure.UNNAMED
        for model, names in record.fields.items()
        for name in names
    }
    named_before = {f"{model._meta.label}.{name}" for model, name, value in removed_values() if mentions(value, traces)}

    erase_person(user_id=officer.pk, by=officer, at=AT + timedelta(minutes=1))

    erased = User.objects.get(pk=officer.pk)
    assert {"accounts.User.email", "core.Mail.recipient", "finance.BillingContact.email"} <= named_before
    assert {"members.Affiliation.post", "core.SearchEntry.text"} <= named_before
    left = [(model, name, value) for model, name, value in removed_values() if mentions(value, traces)]
    assert left == []
    assert not EmailAddress.objects.filter(user=erased).exists()
    assert (erased.name, erased.email) == ("", f"{erased.key}@erased.invalid")
    assert {at: pointers(*at, erased) for at in pointing if pointing[at] > pointers(*at, erased)} == {}
    assert {(m, n): m._default_manager.exclude(**{n: ""}).count() for m, n in texts} == texts


def pointers(model: Any, name: str, person: User) -> int:
    """How many rows lead to this person."""
    value = person.key if name.endswith("_key") else person
    return model._default_manager.filter(**{name: value}).count()


def removed_values() -> list[tuple[Any, str, Any]]:
    """Every value of the fields of which the register says that an erasure removes them."""
    found = []
    for record in records():
        if record.kind.erasure is Erasure.REMOVED:
            for model, names in record.fields.items():
                for name in names:
                    if not model._meta.get_field(name).is_relation:
                        found += [(model, name, value) for value in model._default_manager.values_list(name, flat=True)]
    return found
