"""The platform's addresses and one bare page beside them: signed in, one query, fifty rows in a plain list."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from wego.config.urls import urlpatterns as platform
from wego.members.models import Organisation

LIST = engines["django"].from_string("<ul>{% for row in rows %}<li>{{ row.name }}</li>{% endfor %}</ul>")


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LIST.render({"rows": Organisation.objects.all()[:50]}, request))


urlpatterns = [*platform, path("bare/", bare)]
