"""Home and the pages that span apps."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html")


def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact.html")


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


@login_required
def my(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/my.html")
