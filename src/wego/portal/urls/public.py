"""Addresses of what spans apps."""

from django.urls import path

from wego.portal import calendar_feed, search_pages, views
from wego.portal.acts import TASK_COMPLETE

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("contact/", views.contact, name="contact"),
    path("search/", search_pages.search, name="search"),
    path("about/", views.about, name="about"),
    path("my/", views.my, name="my"),
    path("my/calendar/<str:token>/calendar.ics", calendar_feed.calendar_feed, name="calendar_feed"),
    calendar_feed.CALENDAR_ADDRESS_MAKE.path("my/calendar/address/"),
    calendar_feed.CALENDAR_ADDRESS_REVOKE.path("my/calendar/address/revoke/"),
    TASK_COMPLETE.path("my/tasks/<int:pk>/done/"),
]
