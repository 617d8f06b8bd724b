"""The fee schedules, under /dues/."""

from django.urls import path

from wego.dues.views import public

app_name = "dues_public"
urlpatterns = [
    path("", public.schedule, name="schedules"),
    path("<slug:code>/", public.schedule, name="schedule"),
]
