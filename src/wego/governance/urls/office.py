"""Addresses of governance in the office."""

from django.urls import URLPattern, path

from wego.governance import acts
from wego.governance.listings import AGENDA, DECISIONS, MEETINGS
from wego.governance.office import pages

app_name = "office_governance"
urlpatterns: list[URLPattern] = [
    path("governance/agenda/", AGENDA.view, name="agenda"),
    acts.ITEM_ADD.path("governance/agenda/add/"),
    path("governance/agenda/<int:pk>/", pages.item, name="item"),
    acts.ITEM_SCHEDULE.path("governance/agenda/<int:pk>/meeting/"),
    acts.ITEM_CARRY_OVER.path("governance/agenda/<int:pk>/later/"),
    acts.ITEM_WITHDRAW.path("governance/agenda/<int:pk>/withdraw/"),
    acts.FOLLOW_UP_ADD.path("governance/agenda/<int:pk>/follow-up/"),
    acts.DECISION_RECORD.path("governance/agenda/<int:pk>/decision/"),
    path("governance/decisions/", DECISIONS.view, name="decision_list"),
    acts.DECISION_REVOKE.path("governance/decisions/<int:pk>/revoke/"),
    path("governance/decisions/<int:pk>/paper/", pages.paper, name="paper"),
    path("governance/meetings/", MEETINGS.view, name="meeting_list"),
    acts.MEETING_PLAN.path("governance/meetings/plan/"),
    path("governance/meetings/<int:pk>/", pages.meeting, name="meeting"),
    acts.MEETING_HOLD.path("governance/meetings/<int:pk>/hold/"),
    acts.MEETING_CANCEL.path("governance/meetings/<int:pk>/cancel/"),
    path("governance/meetings/calendar.ics", pages.meetings_calendar, name="meetings_calendar"),
    path("governance/meetings/<int:pk>/calendar.ics", pages.meeting_calendar, name="meeting_calendar"),
    path("governance/bodies/", pages.bodies, name="bodies"),
]
