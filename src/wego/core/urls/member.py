"""Addresses to which threads of comments, and consents, are sent."""

from django.urls import include, path

from wego.core.comments import views as comments
from wego.core.consents import views as consents

for_comments = [
    path("<str:kind>/<str:thing_id>/add/", comments.comment_write, name="write"),
    path("<int:pk>/resolve/", comments.comment_resolve, name="resolve"),
]
for_consents = [
    path("<str:purpose>/<str:about_id>/give/", consents.consent_give, name="give"),
    path("<int:pk>/withdraw/", consents.consent_withdraw, name="withdraw"),
]
urlpatterns = [
    path("comments/", include((for_comments, "comments"))),
    path("consents/", include((for_consents, "consents"))),
]
