"""An act on many rows of a list: chosen, tried out, confirmed, and done one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wego.core.access import require
from wego.core.acts import tasks
from wego.core.acts.models import BulkRun
from wego.core.acts.registry import BULK_ACTS
from wego.core.acts.runs import begin_bulk_run, carry_out_bulk_run, try_out
from wego.core.background import Clock
from wego.core.form_tokens import FIELD, once
from wego.core.formats import figure
from wego.core.listings import Listing, ListPage
from wego.core.numbers import whole_number
from wego.core.office import Words, office_page

NAMED = 20  # so many are named on the page; the others are counted
TRIED = 500  # so many are tried out before it is confirmed
AT_ONCE = 20  # up to here nobody is sent to a page that waits
MOST = 20_000
SELECTION = ("row", "all")


@dataclass(frozen=True, kw_only=True)
class BulkAct:
    """What can be done with many rows of `listing` at once; each is one call of `service` with `key`, its number."""

    name: str
    address: str
    label: Words
    listing: Callable[[], Listing]  # asked later, since the listing names its acts
    service: Callable[..., Any]
    key: str
    allowed: Callable[[Any], bool]
    form: Callable[..., forms.Form]
    values: Callable[[dict[str, Any]], dict[str, Any]] = lambda given: given
    explains: Sequence[Words] = ()

    def __post_init__(self) -> None:
        if self.name in BULK_ACTS:
            raise ValueError(f"an act on many named {self.name!r} exists already")
        BULK_ACTS[self.name] = self

    @property
    def url(self) -> str:
        return reverse(self.address)

    def path(self, route: str) -> URLPattern:
        return path(route, once(self.respond), name=self.address.split(":")[-1])

    def chosen(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows that were ticked, or all that fit the list's filters; only what the reader sees."""
        found = ListPage(self.listing(), request).found
        if not isinstance(found, QuerySet):
            raise TypeError("acts on many need rows of the database")
        if request.GET.get("all"):
            return found
        ticked = [number for text in request.GET.getlist("row") if (number := whole_number(text)) is not None]
        return found.filter(pk__in=ticked)

    def respond(self, request: HttpRequest) -> HttpResponseBase:
        """Who was chosen and what is to be entered; then who would be refused; then it is done."""
        require(self.allowed(request.user))
        chosen = self.chosen(request)
        count, back = chosen.count(), self._list_address(request)
        if not 0 < count <= MOST:
            numbers = {"number": figure(count), "most": figure(MOST)}
            text = (
                _("Select at least one row first.")
                if not count
                else _("%(number)s rows are selected; at most %(most)s can be changed at once. Narrow the list first.")
                % numbers
            )
            messages.error(request, text)
            return redirect(back)
        form = self.form(request.POST if request.method == "POST" else None)
        facts: dict[str, Any] = {"act": self, "form": form, "back": back, "count": count}
        if request.method == "POST" and form.is_valid():
            if request.POST.get("step") == "confirm":
                return redirect("office_core:bulk_run", self._begin(request, chosen, back).pk)
            facts |= self._tried(request, chosen[:TRIED], self.values(form.cleaned_data))
        named = list(chosen[:NAMED])
        facts |= {"named": named, "others": count - len(named), "explains": self.explains}
        above = [(back, self.listing().title)]
        return office_page(request, "acts/bulk.html", self.label, facts, above=above)

    def _tried(self, request: HttpRequest, subjects: QuerySet[Any], values: dict[str, Any]) -> dict[str, Any]:
        tried = list(subjects)
        refused = try_out(self.service, tried, self.key, values, by=request.user, at=timezone.now())
        lines = [(str(one), refused[one.pk]) for one in tried if one.pk in refused]
        going = len(tried) - len(lines)
        said = ngettext("%(number)s can be done.", "%(number)s can be done.", going) % {"number": figure(going)}
        return {"is_tried": True, "tried": len(tried), "can": going, "said": said, "refused": lines}

    def _begin(self, request: HttpRequest, chosen: QuerySet[Any], back: str) -> BulkRun:
        given = request.POST.copy()
        for name in (FIELD, "csrfmiddlewaretoken", "step"):
            given.pop(name, None)
        facts = {"act": self.name, "given": given.urlencode(), "back": back}
        with transaction.atomic():
            run = begin_bulk_run(**facts, subjects=chosen, by=request.user, at=timezone.now())
            if run.total > AT_ONCE:
                language = translation.get_language() or "en"
                transaction.on_commit(partial(tasks.carry_out_bulk_run.enqueue, run.pk, language))
        return run if run.total > AT_ONCE else self.carry_out(run, clock=timezone.now)

    def carry_out(self, run: BulkRun, *, clock: Clock) -> BulkRun:
        """What is left of a run; what was entered is read once more, as the form reads it."""
        form = self.form(QueryDict(run.given))
        if not form.is_valid():
            raise ValueError(f"what was entered no longer holds: {form.errors.as_json()}")
        values = self.values(form.cleaned_data)
        how: dict[str, Any] = {"service": self.service, "key": self.key, "values": values}
        return carry_out_bulk_run(run_id=run.pk, **how, clock=clock, by=run.begun_by)

    def _list_address(self, request: HttpRequest) -> str:
        query = request.GET.copy()
        for name in SELECTION:
            query.pop(name, None)
        address = self.listing().url
        return f"{address}?{query.urlencode()}" if query else address


def bulk_run_page(request: HttpRequest, run: BulkRun) -> HttpResponse:
    """How far it is, what was done, who was left out and why."""
    act = BULK_ACTS[run.act]
    require(act.allowed(request.user))
    refused = list(run.rows.filter(outcome="refused"))
    is_working = run.status == BulkRun.Status.WORKING
    facts = {"act": act, "run": run, "refused": refused, "done": run.done - len(refused), "is_working": is_working}
    return office_page(request, "acts/bulk_run.html", act.label, facts, above=[(run.back, act.listing().title)])
