"""An organisation's own facts, under /my/facts/."""

from django.urls import path

from wego.records import views

app_name = "my_facts"
urlpatterns = [path("<slug:slug>/", views.own_facts, name="facts")]
