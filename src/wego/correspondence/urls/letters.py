"""Addresses of letters and certificates in the office."""

from django.urls import URLPattern, path

from wego.correspondence.acts import letters as acts
from wego.correspondence.acts.certificates import CERTIFICATE_ISSUE
from wego.correspondence.listings.letters import CERTIFICATES, LETTERS
from wego.correspondence.office import letters as office

app_name = "office_letters"
urlpatterns: list[URLPattern] = [
    path("letters/", LETTERS.view, name="letters"),
    acts.LETTER_DRAFT.path("letters/write/"),
    acts.LETTER_FILE.path("letters/file/"),
    path("letters/<int:pk>/", office.letter, name="letter"),
    path("letters/<int:pk>/letter.pdf", office.letter_as_pdf, name="letter_as_pdf"),
    acts.LETTER_CHANGE.path("letters/<int:pk>/change/"),
    acts.LETTER_ATTACH.path("letters/<int:pk>/attach/"),
    acts.LETTER_SUBMIT.path("letters/<int:pk>/submit/"),
    acts.LETTER_WITHDRAW.path("letters/<int:pk>/withdraw/"),
    acts.LETTER_RETURN.path("letters/<int:pk>/return/"),
    acts.LETTER_APPROVE.path("letters/<int:pk>/approve/"),
    acts.LETTER_SEND.path("letters/<int:pk>/send/"),
    path("letters/files/<int:pk>/", office.attachment, name="attachment"),
    acts.LETTER_DETACH.path("letters/files/<int:pk>/remove/"),
    path("certificates/", CERTIFICATES.view, name="certificates"),
    CERTIFICATE_ISSUE.path("certificates/issue/"),
    path("certificates/<int:pk>/certificate.pdf", office.certificate_as_pdf, name="certificate_as_pdf"),
]
