"""The platform's addresses and one bare page beside them: signed in, one query, fifty rows in a plain list."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from wego.config.urls import urlpatterns as platform
from wego.core.office import office_page
from wego.members.models import Organisation

LIST = engines["django"].from_string("<ul>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ul>")


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LIST.render({"rows": Organisation.objects.all()[:50]}, request))


@login_required
def bare_office(request: HttpRequest) -> HttpResponse:
    """The office's frame around nothing."""
    return office_page(request, "office/base.html", "Bare", {})


urlpatterns = [path("bare/", bare), path("en/office/bare/", bare_office), *platform]
