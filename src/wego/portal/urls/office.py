"""Addresses of the outbox, the seals and the translations in the office."""

from django.urls import URLPattern, URLResolver, include, path

from wego.portal import mails, seals, translations

of_mails: list[URLPattern] = [
    path("mails/", mails.mail_list, name="list"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
]
of_seals: list[URLPattern] = [
    path("seals/", seals.seal_list, name="list"),
    path("seals/key/", seals.key_replace, name="key_replace"),
    path("seals/<int:pk>/revoke/", seals.seal_revoke, name="revoke"),
]
of_translations: list[URLPattern] = [
    path("translations/", translations.overview, name="overview"),
    path("translations/<str:noun>/<slug:language>/", translations.waiting, name="waiting"),
    path("translations/<str:noun>/<slug:language>/<int:pk>/", translations.text_translate, name="text_translate"),
]
urlpatterns: list[URLResolver] = [
    path("", include((of_mails, "office_mail"))),
    path("", include((of_seals, "office_seals"))),
    path("", include((of_translations, "office_translations"))),
]
