"""Addresses of what spans apps."""

from django.urls import path

from wego.portal import search_pages, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("contact/", views.contact, name="contact"),
    path("search/", search_pages.search, name="search"),
    path("about/", views.about, name="about"),
    path("my/", views.my, name="my"),
    path("my/tasks/<int:pk>/done/", views.task_complete, name="task_complete"),
]
