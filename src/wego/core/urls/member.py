"""Addresses to which threads of comments are sent."""

from django.urls import path

from wego.core.comments import views

app_name = "comments"
urlpatterns = [
    path("<str:kind>/<str:thing_id>/add/", views.comment_write, name="write"),
    path("<int:pk>/resolve/", views.comment_resolve, name="resolve"),
]
