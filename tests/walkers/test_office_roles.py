"""Every list and act of the office names a permission; a reader finds no act, a treasurer none of governance, and a
regional office its region alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import resolve

import wego.config.urls  # noqa: F401  # whoever has an address is declared then
from tests.walkers.addresses import OFFICE_PAGES
from tests.walkers.test_urls import session, told
from tests.walkers.world import World
from wego.accounts.authorization import Permission
from wego.assessment.models import Diagnosis
from wego.core.acts.act import ACTS
from wego.core.acts.registry import BULK_ACTS
from wego.core.listings import LISTINGS
from wego.members.models import Organisation

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'(?:href|action)="(/en/office/[^"?#]*)')
PARTS = {"mails_about"}  # of pages which each let their own readers in
OWN = {"/office/", "/office/login/", "/office/logout/", "/office/account/"}  # of everybody who comes in


def office_paths(world: World) -> dict[str, Any]:
    """Every address of the office by what answers there, with the secretariat's answer."""
    cases = [case for case in OFFICE_PAGES if case.path.startswith("/office/") and case.path not in OWN]
    return {f"/en{case.path}".format(**world.own): case.own["secretariat"] for case in cases}


def does(path: str) -> Any:
    """The act at an address, if there is one."""
    acts = {**ACTS, **{act.address: act for act in BULK_ACTS.values()}}
    return acts.get(resolve(path).view_name)


def test_every_list_and_act_of_the_office_names_a_permission() -> None:
    lists = {one.name: one.allowed for one in LISTINGS.values() if one.is_office and not one.name.startswith("tests")}
    acts = {
        one.address: one.allowed for one in (*ACTS.values(), *BULK_ACTS.values()) if getattr(one, "is_office", True)
    }
    acts = {address: allowed for address, allowed in acts.items() if not address.startswith("tests:")}

    lists = {name: allowed for name, allowed in lists.items() if name not in PARTS}
    named = {name for name, allowed in {**lists, **acts}.items() if isinstance(allowed, Permission)}
    assert set(lists) | set(acts) == named
    assert [name for name, allowed in lists.items() if not allowed.is_seeing] == []
    assert [address for address, allowed in acts.items() if allowed.is_seeing] == []


def test_an_auditor_opens_every_page_of_the_office_and_finds_no_act(world: World) -> None:
    client = session(world, "auditor")
    answers, leading, forms = {}, {}, []
    for path, answer in office_paths(world).items():
        if answer == 405:  # asked for by POST, in test_acts.py
            continue
        act = does(path)
        found = client.get(path)
        expected = answer if act is None else 403
        if told(found) != expected:
            answers[path] = told(found)
        if found.status_code == 200 and not found.streaming and "html" in found["Content-Type"]:
            page = found.content.decode()
            links = {link for link in LINKS.findall(page) if does(link)}
            leading.update({path: links} if links else {})
            if 'name="form_token"' in page.split("<main", 1)[-1]:
                forms.append(path)

    assert answers == {
        "/en/office/runs/{bulk_run}/".format(**world.own): 403,  # of an act
        "/en/office/questionnaires/drafts/{made}/trial/".format(**world.own): 403,  # which is answered
        "/en/office/questionnaires/drafts/{made}/trial/sections/first/".format(**world.own): 403,
    }
    assert (leading, forms) == ({}, [])


def test_a_treasurer_acts_on_money_and_not_on_governance(world: World) -> None:
    """What somebody may is what the permission of each act says; test_acts.py posts the others and is refused."""
    person, client = world.people["treasurer"], session(world, "treasurer")

    may = {address.partition(":")[0] for address, act in ACTS.items() if act.is_office and act.allowed(person)}

    # Money, and what everybody in the office may: hand over one's work and say when one is away.
    assert may == {"office_finance", "office_bank", "office_dues", "office_mail", "office_work", "office_absences"}
    asked = {
        "agenda/": 200,
        "agenda/add/": 403,
        "decisions/": 200,
        "agenda/{item}/decision/": 403,
        "meetings/plan/": 403,
    }
    paths = {f"/en/office/governance/{path}".format(**world.own): answer for path, answer in asked.items()}
    paths |= {"/en/office/people/": 403, "/en/office/translations/": 403, "/en/office/images/": "on"}
    assert {path: told(client.get(path)) for path in paths} == paths


def test_a_regional_office_sees_the_members_of_its_region_alone(world: World) -> None:
    """The world's is Africa's; its two cities lie in Asia."""
    client = session(world, "regional-office")
    shown = client.get("/en/office/organisations/?size=200").context["listing"].page.object_list
    own = Organisation.objects.filter(region__code="africa")

    assert {one.pk for one in shown} == set(own.values_list("pk", flat=True))
    assert "/en/office/organisations/" in (home := client.get("/en/office/").content.decode())
    assert not [part for part in ("money", "dues", "people", "mails", "governance") if f"/en/office/{part}/" in home]
    assert client.get("/en/office/diagnoses/").context["listing"].count == 0
    assert Diagnosis.objects.exists()
    refused = {
        "/office/members/profile-changes/{change}/": 404,
        "/my/rights/{city}/": 404,
        "/my/diagnosis/{submitted}/report/": 404,
        "/my/money/{city}/statement/": 404,
        "/my/money/invoices/{invoice}/": 404,
        "/my/dues/{city}/": 404,
        "/my/organisations/{city}/colleagues/": 404,
        "/office/money/": 403,
        "/office/admissions/": 403,
        "/office/members/standing/": 403,
    }
    assert {path: told(client.get(f"/en{path}".format(**world.own))) for path in refused} == refused
    assert told(client.get("/en/my/rights/accra/")) == 200
