"""Addresses to which threads of comments, and consents, are sent."""

from django.urls import include, path

from wego.core.comments.acts import COMMENT_RESOLVE, COMMENT_WRITE
from wego.core.consents.acts import CONSENT_GIVE, CONSENT_WITHDRAW

for_comments = [
    COMMENT_WRITE.path("<str:kind>/<str:thing_id>/add/"),
    COMMENT_RESOLVE.path("<int:pk>/resolve/"),
]
for_consents = [
    CONSENT_GIVE.path("<str:purpose>/<str:about_id>/give/"),
    CONSENT_WITHDRAW.path("<int:pk>/withdraw/"),
]
urlpatterns = [
    path("comments/", include((for_comments, "comments"))),
    path("consents/", include((for_consents, "consents"))),
]
