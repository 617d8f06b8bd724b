"""Acts: a page or a button, something new, where it leads, what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import timezone

from tests.accounts.factories import make_user
from wego.core import audit
from wego.core.acts.act import ACTS, Act
from wego.core.form_tokens import FIELD, new_token
from wego.core.models import SpentToken
from wego.core.rules import RuleError

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    name = forms.CharField()

    def __init__(self, *args: Any, most: int = 9, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = most


@pytest.fixture
def make() -> Iterator[Any]:
    """Acts that write down what they were called with."""
    made: list[str] = []

    def act(**facts: Any) -> Act:
        given = {"label": "Add a parcel", "said": "Added.", "service": add, "allowed": lambda user: True}
        made.append(address := f"tests:act{len(made)}")
        return Act(name="parcel_add", address=address, is_office=False, **{**given, **facts})

    yield act
    for address in made:
        del ACTS[address]


def add(*, by: Any, at: Any, name: str = "") -> str:
    if name == "no":
        raise RuleError("Not this one.")
    return f"the parcel {name}"


def refuse(*, by: Any, at: Any, user_id: int, name: str) -> str:
    raise RuleError("Not this one.")


def ask(act: Act, method: str = "post", by: Any = None, **given: str) -> Any:
    request = getattr(RequestFactory(), method)("/parcels/add/", {FIELD: new_token(), **given})
    request.user, request._messages = by or make_user(), CookieStorage(request)
    request._dont_enforce_csrf_checks = True
    return act.view(request)


def test_what_makes_something_new_leads_to_it(make: Any) -> None:
    act = make(
        form=NameForm, leads_to=lambda subject, made: f"/{made.replace(' ', '-')}/", back=lambda subject: "/back/"
    )

    assert ask(act, name="A")["Location"] == "/the-parcel-A/"
    assert SpentToken.objects.count() == 1


def test_refused_it_stays_on_its_page_and_the_form_can_be_sent_again(make: Any) -> None:
    answer = ask(make(form=NameForm, back=lambda subject: "/back/"), name="no")

    assert answer.status_code == 200
    assert b'value="no"' in answer.content
    assert not SpentToken.objects.exists()


def test_one_that_asks_nothing_has_no_page(make: Any) -> None:
    button = make(back=lambda subject: "/back/")

    assert ask(button, "get").status_code == 405
    assert ask(button)["Location"] == "/back/"


def test_its_form_knows_the_subject_and_its_label_speaks_of_it(make: Any) -> None:
    act = make(
        form=NameForm,
        subject=lambda user: 7,
        form_facts=lambda subject: {"most": subject},
        wording=lambda subject: f"Add number {subject}",
    )

    page = ask(act, "get").content.decode()

    assert "<h1>Add number 7</h1>" in page


def test_a_guard_stands_before_it(make: Any) -> None:
    def closed(view: Any) -> Any:
        return lambda request: "proved first"

    assert ask(make(guards=[closed])) == "proved first"


def test_a_refusal_is_said_beside_the_field_that_is_to_blame(make: Any) -> None:
    page = ask(make(form=NameForm, blamed="name"), name="no").content.decode()

    assert page.index("Not this one.") > page.index("<form")


def test_who_comes_second_is_told_by_name_beside_the_form_whatever_the_rule_is_called(make: Any) -> None:
    parcel, first, reader = make_user(), make_user(name="Kim"), make_user()
    page = new_token()
    audit.record("parcel.sent", parcel, by=first, at=timezone.now())
    act = make(form=NameForm, subject=lambda user: parcel, key="user_id", service=refuse, back=lambda subject: "/back/")
    gone = make(form=NameForm, subject=lambda user: parcel, key="user_id", service=refuse)

    named = ask(act, by=reader, name="A parcel", **{FIELD: page}).content.decode()
    later = ask(act, by=reader, name="A parcel").content.decode()
    shown_later = replace(gone, address="tests:gone", is_possible=lambda subject: False)
    stale = ask(shown_later, by=reader, name="A parcel").content.decode()
    own = ask(shown_later, by=first, name="A parcel").content.decode()
    del ACTS["tests:gone"]

    for one in (named, stale):
        assert "Not this one. Last change: Kim, " in one.split("<form", 1)[1]
        assert 'value="A parcel"' in one
    assert "Not this one." in own
    assert "Last change" not in own
    assert "Not this one." in later


def test_it_may_be_allowed_on_some_only(make: Any) -> None:
    act = make(subject=lambda user: 7, allowed_on=lambda user, subject: subject != 7, is_possible=lambda one: one == 8)

    with pytest.raises(PermissionDenied):
        ask(act)
    assert [act.is_offered(None, number) for number in (7, 8, 9)] == [False, True, False]


def test_a_preview_says_what_will_happen_and_does_nothing_until_it_is_confirmed(make: Any) -> None:
    def preview(subject: Any, given: dict[str, Any]) -> list[str]:
        if given["name"] == "twice":
            raise forms.ValidationError({"name": "There is one already."})
        return [f"A parcel {given['name']} will be added."]

    act = make(form=NameForm, preview=preview, back=lambda subject: "/back/")

    looked = ask(act, name="A").content.decode()
    wrong = ask(act, name="twice").content.decode()
    before = SpentToken.objects.count()
    done = ask(act, name="A", step="confirm")

    assert "A parcel A will be added." in looked
    assert 'value="confirm"' in looked
    assert "There is one already." in wrong
    assert 'value="confirm"' not in wrong
    assert before == 0
    assert done["Location"] == "/back/"


def test_a_button_leads_back_to_the_page_on_which_it_stands(make: Any, rf: RequestFactory) -> None:
    act = make(back=lambda subject: "/back/")
    request = rf.post("/a/", {FIELD: new_token()}, headers={"Referer": "http://testserver/list/?page=2"})
    request.user, request._messages = make_user(), CookieStorage(request)
    request._dont_enforce_csrf_checks = True

    assert act.view(request)["Location"] == "http://testserver/list/?page=2"


def test_a_form_that_a_page_fills_in_has_no_page_of_its_own(make: Any) -> None:
    act = make(form=NameForm, is_form_hidden=True, back=lambda subject: "/back/")

    assert ask(act, "get").status_code == 405
    assert 'value="A"' in str(act.form_for(None, name="A"))
    assert " id=" not in str(act.form_for(None, name="A"))
    assert ask(act)["Location"] == "/back/"
    assert ask(act, name="A")["Location"] == "/back/"
