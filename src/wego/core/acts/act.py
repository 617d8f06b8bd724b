"""One act on one subject: its page says what will happen, asks what has to be known, and does it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wego.core.access import require
from wego.core.acts.last_change import last_change_by_another
from wego.core.form_tokens import form_made_at, once, page_of_form, typed_in
from wego.core.models import Mail
from wego.core.office import Trail, Words, office_page
from wego.core.outbox.previews import mails_of
from wego.core.rules import RuleError
from wego.core.state import WrongState

ACTS: dict[str, Act] = {}  # every act by its address; tests/walkers/test_acts.py walks them


class TypedConfirmation(forms.Form):
    """For what is final: the name of what it is done to, typed."""

    confirmation = forms.CharField(max_length=200)

    def __init__(self, *args: Any, wanted: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted = wanted
        self.fields["confirmation"].label = _("Type “%(name)s” to confirm") % {"name": wanted}

    def clean_confirmation(self) -> str:
        typed = str(self.cleaned_data["confirmation"]).strip()
        if typed.casefold() != self.wanted.casefold():
            raise forms.ValidationError(_("This is not “%(name)s”. Nothing was done.") % {"name": self.wanted})
        return typed


# What every act shares that stands on a member's own pages: what it may be done to, its `subject` says.
OF_MEMBERS: dict[str, Any] = {
    "is_office": False,
    "allowed": lambda user: user.is_authenticated,
    "guards": [login_required],
}


def _all_valid(asked: Sequence[forms.BaseForm]) -> bool:
    """Each is looked at, so that everything that is wrong is said at once."""
    return sum(not form.is_valid() for form in asked) == 0


@dataclass(frozen=True, kw_only=True)
class Act:
    """What can be done with one subject.

    `subject` fetches it from what the reader sees (else 404), or refuses with a `RuleError` where it has gone; what
    makes something new has none. `allowed` says who may; `is_possible` whether the act is offered as things stand (the
    service refuses all the same). `service` is called with `key` (the subject's number), the form's values or what
    `values` makes of them, and who and when. An act
    without a form that is not final is one button; any other has a page, which tells by `explains` what will happen.
    `typed` names what must be typed first. Once done it leads to `leads_to` (of the subject and what the service gave),
    else to `back`; a button leads back to the page on which it stands. `preview` says what will happen before it does:
    one looks at it, then confirms. A form of which `is_form_hidden` is filled in by the page on which the act's button
    stands, and has no page of its own. `template` extends `acts/office.html` where the page shows more of the subject.
    `guards` are put around the view: `reauthentication_required`.
    """

    name: str
    address: str  # its URL's name
    label: Words  # on the button, over the page, on the button there
    said: Words  # once it is done
    service: Callable[..., Any]
    allowed: Callable[[Any], bool]
    allowed_on: Callable[[Any, Any], bool] = lambda user, subject: True  # with this subject
    key: str = ""
    subject: Callable[..., Any] = lambda user: None
    wording: Callable[[Any], Words] | None = None  # the label, where it is of the subject
    form: Callable[..., forms.BaseForm] | None = None
    initial: Callable[[Any], dict[str, Any]] = lambda subject: {}
    asked: Callable[[Any, Mapping[str, str]], dict[str, Any]] = lambda subject, asked: {}  # what the address fills in
    form_facts: Callable[[Any], dict[str, Any]] = lambda subject: {}  # what the form is made with
    values: Callable[[Any, dict[str, Any]], dict[str, Any]] = lambda subject, given: given
    explains: Callable[[Any], Sequence[Words]] = lambda subject: ()
    is_possible: Callable[[Any], bool] = lambda subject: True
    is_final: bool = False
    typed: Callable[[Any], str] | None = None
    args: Callable[[Any], Sequence[Any]] = lambda subject: [] if subject is None else [subject.pk]
    title: Callable[[Any], Words] = lambda subject: "" if subject is None else str(subject)
    back: Callable[[Any], str] = lambda subject: ""
    leads_to: Callable[[Any, Any], str] | None = None
    guards: Sequence[Callable[..., Any]] = ()
    blamed: str = ""  # the field beside which a refusal is said; without one it is said over the page
    above: Callable[[Any], Trail] = lambda subject: ()
    template: str = ""
    is_office: bool = True
    is_warning: bool = False  # its button takes something away
    is_form_hidden: bool = False  # its form is filled in by the page on which its button stands
    preview: Callable[[Any, dict[str, Any]], Sequence[Words]] | None = None  # what it will do, said before it is done
    shows_mails: bool = False  # and every mail that it will send, as its reader will see it
    told: Callable[[Any], Words] | None = None  # what is said once it is done, where it is of what the service gave

    def __post_init__(self) -> None:
        if self.address in ACTS:
            raise ValueError(f"an act at {self.address!r} exists already")
        ACTS[self.address] = self

    @property
    def has_page(self) -> bool:
        asks = self.form is not None and not self.is_form_hidden
        return asks or self.is_final or self.typed is not None

    @property
    def has_preview(self) -> bool:
        return self.preview is not None or self.shows_mails

    def is_offered(self, user: Any, subject: Any = None) -> bool:
        """Whether the reader finds it on the page of its subject."""
        return self.allowed(user) and self.allowed_on(user, subject) and self.is_possible(subject)

    def label_for(self, subject: Any) -> Words:
        return self.wording(subject) if self.wording else self.label

    def url(self, subject: Any = None) -> str:
        return reverse(self.address, args=list(self.args(subject)))

    def path(self, route: str) -> URLPattern:
        return path(route, self.view, name=self.name)

    def form_for(self, subject: Any, **initial: Any) -> forms.BaseForm:
        """The form as it stands on the page of the subject."""
        assert self.form is not None
        # Hidden fields have no labels, and stand on a page many times.
        how = {"auto_id": False} if self.is_form_hidden else {}
        return self.form(initial={**self.initial(subject), **initial}, **self.form_facts(subject), **how)

    @property
    def view(self) -> Callable[..., HttpResponseBase]:
        def view(request: HttpRequest, **named: Any) -> HttpResponseBase:
            return self.respond(request, **named)

        guarded = once(view)
        for guard in self.guards:
            guarded = guard(guarded)
        if self.guards and self.is_office:  # elsewhere strangers are asked to sign in
            guarded = self._for_the_allowed(guarded)
        return guarded if self.has_page else require_POST(guarded)

    def _for_the_allowed(self, guarded: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        """Nobody proves who they are to be refused then; a stranger is asked to sign in."""

        @wraps(guarded)
        def view(request: HttpRequest, **named: Any) -> HttpResponseBase:
            require(self.allowed(request.user) or not request.user.is_authenticated)
            return guarded(request, **named)

        return view

    def respond(self, request: HttpRequest, **named: Any) -> HttpResponseBase:
        """The page of the act; posted, the act itself."""
        require(self.allowed(request.user))
        try:
            subject = self.subject(request.user, **named)
        except RuleError as refusal:
            return self._refused_at_once(request, str(refusal))
        require(self.allowed_on(request.user, subject))
        given = request.POST if request.method == "POST" else None
        files = request.FILES if request.method == "POST" else None
        form = None
        if self.form:
            initial = {**self.initial(subject), **self.asked(subject, request.GET)}
            form = self.form(given, files, initial=initial, **self.form_facts(subject))
        typed = TypedConfirmation(given, wanted=self.typed(subject)) if self.typed else None
        asked = [one for one in (form, typed) if one is not None]
        said: Sequence[Words | Mail] = ()
        if request.method == "POST" and _all_valid(asked):
            values = self.values(subject, form.cleaned_data if form else {})
            if self.has_preview and request.POST.get("step") != "confirm":
                said = self._previewed(request, subject, form, values)
            elif (answer := self._done(request, subject, form, values)) is not None:
                return answer
        if not self.has_page:
            for form in asked:
                for errors in form.errors.values():
                    messages.error(request, " ".join(map(str, errors)))
            return redirect(self._place(request, subject))
        return self._page(request, subject, form, typed, said)

    def _previewed(
        self, request: HttpRequest, subject: Any, form: forms.BaseForm | None, values: dict[str, Any]
    ) -> Sequence[Words | Mail]:
        """What it will do; nothing where it is refused or what was entered does not go together, which is said."""
        try:
            said: list[Words | Mail] = (
                list(self.preview(subject, form.cleaned_data if form else {})) if self.preview else []
            )
            if self.shows_mails:
                mails = self._called(partial(mails_of, self.service), request, subject, values)
                return [*said, *(mails or [_("No e-mail is sent.")])]
            return said
        except forms.ValidationError as refusal:
            if form is None:
                raise
            form.add_error(None, refusal)
        except RuleError as refusal:
            self._refuse(request, form, self._reason(request, subject, refusal))
        return ()

    def _called(self, service: Callable[..., Any], request: HttpRequest, subject: Any, values: dict[str, Any]) -> Any:
        key = {self.key: subject.pk} if self.key and isinstance(subject, Model) else {}
        return service(by=request.user, at=timezone.now(), **key, **values)

    def _reason(self, request: HttpRequest, subject: Any, refusal: RuleError) -> str:
        """Why it is refused; where another has acted meanwhile, who and when, whatever the rule is called."""
        if not isinstance(subject, Model):
            return str(refusal)
        is_stale = isinstance(refusal, WrongState) or not self.is_possible(subject)
        since = None if is_stale else form_made_at(request)
        return f"{refusal} {last_change_by_another(subject, request.user, since=since)}".strip()

    def _done(
        self, request: HttpRequest, subject: Any, form: forms.BaseForm | None, values: dict[str, Any]
    ) -> HttpResponseBase | None:
        try:
            made = self._called(self.service, request, subject, values)
        except RuleError as refusal:
            self._refuse(request, form, self._reason(request, subject, refusal))
            return None
        if said := str(self.told(made) if self.told else self.said):
            messages.success(request, said)
        return redirect(self.leads_to(subject, made) if self.leads_to else self._place(request, subject))

    def _place(self, request: HttpRequest, subject: Any) -> str:
        """Where one goes on: a button leads back to the page on which it stands."""
        back = self.back(subject) or request.path
        return back if self.has_page else page_of_form(request, otherwise=back)

    def _refuse(self, request: HttpRequest, form: forms.BaseForm | None, why: str) -> None:
        """Beside the form, or beside the field that is to blame; what was typed stands in it still."""
        if form is not None:
            form.add_error(self.blamed or None, why)
        else:
            messages.error(request, why)

    def _refused_at_once(self, request: HttpRequest, why: str) -> HttpResponseBase:
        """What the act is about has gone, or is dealt with: said in words, with everything that was typed."""
        typed = [value for _name, values in typed_in(request) for value in values if value]
        home = reverse("wagtailadmin_home" if self.is_office else "portal:my")
        facts = {"why": why, "typed": typed, "page": page_of_form(request, otherwise=home)}
        if self.is_office:
            answer = office_page(request, "acts/refused_in_office.html", self.label, facts)
        else:
            answer = render(request, "acts/refused.html", {**facts, "title": self.label})
        answer.status_code = 409
        return answer

    def _page(
        self,
        request: HttpRequest,
        subject: Any,
        form: forms.BaseForm | None,
        typed: forms.BaseForm | None,
        previewed: Sequence[Words | Mail] = (),
    ) -> HttpResponseBase:
        facts = {
            "act": self,
            "subject": subject,
            "label": self.label_for(subject),
            "subject_title": self.title(subject),
            "explains": self.explains(subject),
            "form": form,
            "typed": typed,
            "previewed": previewed,
            "back": self.back(subject),
        }
        above = [*self.above(subject), *([(self.back(subject), title)] if (title := self.title(subject)) else [])]
        if self.is_office:
            return office_page(
                request, self.template or "acts/office.html", self.label_for(subject), facts, above=above
            )
        return render(request, self.template or "acts/page.html", {**facts, "above": above})
