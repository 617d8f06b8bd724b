"""Addresses of governance in the office."""

from django.urls import URLPattern, path

from wego.governance.office import pages

app_name = "office_governance"
urlpatterns: list[URLPattern] = [
    path("governance/agenda/", pages.agenda, name="agenda"),
    path("governance/agenda/add/", pages.item_add, name="item_add"),
    path("governance/agenda/<int:pk>/", pages.item, name="item"),
    path("governance/agenda/<int:pk>/meeting/", pages.item_schedule, name="item_schedule"),
    path("governance/agenda/<int:pk>/later/", pages.item_carry_over, name="item_carry_over"),
    path("governance/agenda/<int:pk>/withdraw/", pages.item_withdraw, name="item_withdraw"),
    path("governance/agenda/<int:pk>/follow-up/", pages.follow_up_add, name="follow_up_add"),
    path("governance/agenda/<int:pk>/decision/", pages.decision_record, name="decision_record"),
    path("governance/decisions/", pages.decision_list, name="decision_list"),
    path("governance/decisions/<int:pk>/revoke/", pages.decision_revoke, name="decision_revoke"),
    path("governance/decisions/<int:pk>/paper/", pages.paper, name="paper"),
    path("governance/meetings/", pages.meeting_list, name="meeting_list"),
    path("governance/meetings/<int:pk>/hold/", pages.meeting_hold, name="meeting_hold"),
    path("governance/meetings/calendar.ics", pages.meetings_calendar, name="meetings_calendar"),
    path("governance/meetings/<int:pk>/calendar.ics", pages.meeting_calendar, name="meeting_calendar"),
    path("governance/meetings/<int:pk>/cancel/", pages.meeting_cancel, name="meeting_cancel"),
    path("governance/bodies/", pages.bodies, name="bodies"),
]
