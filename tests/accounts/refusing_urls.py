"""The platform's addresses and one that refuses everybody."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path

from wego.config.urls import handler403
from wego.config.urls import urlpatterns as platform


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [*platform, *i18n_patterns(path("refuse/", refuse))]
__all__ = ["handler403", "urlpatterns"]
