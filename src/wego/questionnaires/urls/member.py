"""Addresses of what is done around a response, whatever flow answers it."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from wego.core.acts.act import Act
from wego.questionnaires import acts, round_acts


def _act(route: str, act: Act) -> URLPattern:
    """A stranger is asked to sign in, whatever is sent."""
    return path(route, login_required(act.view), name=act.name)


app_name = "my_answers"
urlpatterns = [
    _act("<int:pk>/assign/", acts.ANSWERS_ASSIGN),
    _act("<int:pk>/ask/", acts.OUTSIDE_ASK),
    _act("assignments/<int:pk>/withdraw/", acts.ASSIGNMENT_WITHDRAW),
    _act("outside/<int:pk>/accept/", acts.OUTSIDE_ACCEPT),
    _act("outside/<int:pk>/return/", acts.OUTSIDE_RETURN),
    _act("outside/<int:pk>/withdraw/", acts.OUTSIDE_WITHDRAW),
    _act("mandates/<slug:slug>/grant/", acts.MANDATE_GRANT),
    _act("mandates/<int:pk>/revoke/", acts.MANDATE_REVOKE),
    _act("rounds/<int:pk>/<slug:slug>/extension/", round_acts.EXTENSION_ASK),
]
