"""Addresses of the outbox in the office."""

from django.urls import URLPattern, path

from wego.portal import mails

app_name = "office_mail"
urlpatterns: list[URLPattern] = [
    path("mails/", mails.mail_list, name="list"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
]
