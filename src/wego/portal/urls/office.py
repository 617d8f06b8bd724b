"""Addresses of the outbox, the search, the seals, the tasks, assigned work, absences and translations in the office."""

from django.urls import URLPattern, URLResolver, include, path

from wego.portal import absences, assignments, mails, seals, search_pages, tasks, translations

of_mails: list[URLPattern] = [
    path("mails/", mails.MAILS.view, name="list"),
    path("mails/<int:pk>/", mails.mail, name="mail"),
    mails.MAIL_SEND_AGAIN.path("mails/<int:pk>/again/"),
    mails.MAIL_BOUNCED.path("mails/<int:pk>/returned/"),
    mails.MAIL_SET_ASIDE.path("mails/<int:pk>/aside/"),
]
of_seals: list[URLPattern] = [
    path("seals/", seals.seal_list, name="list"),
    seals.KEY_REPLACE.path("seals/key/"),
    seals.SEAL_REVOKE.path("seals/<int:pk>/revoke/"),
]
of_translations: list[URLPattern] = [
    path("translations/", translations.overview, name="overview"),
    path("translations/<str:noun>/<slug:language>/", translations.waiting_texts, name="waiting"),
    translations.TEXT_TRANSLATE.path("translations/<str:noun>/<slug:language>/<int:pk>/"),
]
of_search: list[URLPattern] = [path("search/", search_pages.office_search, name="search")]
of_tasks: list[URLPattern] = [
    path("tasks/", tasks.TASKS.view, name="list"),
    tasks.TASK_ASSIGN.path("tasks/<int:pk>/assign/"),
    tasks.TASK_COMPLETE.path("tasks/<int:pk>/done/"),
]
of_work: list[URLPattern] = [
    path("work/", assignments.WORK.view, name="list"),
    assignments.WORK_ASSIGN.path("work/<str:kind>/<int:pk>/assign/"),
    assignments.WORK_TAKE.path("work/<str:kind>/<int:pk>/take/"),
]
of_absences: list[URLPattern] = [
    path("absences/", absences.ABSENCES.view, name="list"),
    absences.ABSENCE_ENTER.path("absences/enter/"),
    absences.ABSENCE_END.path("absences/<int:pk>/end/"),
]
urlpatterns: list[URLResolver] = [
    path("", include((of_absences, "office_absences"))),
    path("", include((of_work, "office_work"))),
    path("", include((of_mails, "office_mail"))),
    path("", include((of_search, "office_search"))),
    path("", include((of_seals, "office_seals"))),
    path("", include((of_tasks, "office_tasks"))),
    path("", include((of_translations, "office_translations"))),
]
