"""Addresses of contacts, partners, letters, mailings and surveys in the office."""

from django.urls import URLPattern, path

from wego.correspondence.acts import contacts as acts
from wego.correspondence.acts import letters as of_letters
from wego.correspondence.acts import mailings as of_mailings
from wego.correspondence.acts import surveys as of_surveys
from wego.correspondence.acts.certificates import CERTIFICATE_ISSUE
from wego.correspondence.listings.contacts import CONTACTS, EXTERNALS
from wego.correspondence.listings.letters import CERTIFICATES, LETTERS
from wego.correspondence.listings.mailings import MAILINGS
from wego.correspondence.listings.surveys import SURVEYS
from wego.correspondence.office import contacts as office
from wego.correspondence.office import letters, mailings, surveys

app_name = "office_contacts"
urlpatterns: list[URLPattern] = [
    path("contacts/", CONTACTS.view, name="contacts"),
    acts.CONTACT_ADD.path("contacts/add/"),
    path("contacts/<int:pk>/", office.contact, name="contact"),
    acts.CONTACT_CHANGE.path("contacts/<int:pk>/change/"),
    acts.CONTACT_ASK.path("contacts/<int:pk>/ask/"),
    acts.CONTACT_REMOVE.path("contacts/<int:pk>/delete/"),
    acts.POST_ADD.path("contacts/<int:pk>/posts/add/"),
    acts.POST_END.path("contacts/posts/<int:pk>/end/"),
    path("letters/", LETTERS.view, name="letters"),
    of_letters.LETTER_DRAFT.path("letters/write/"),
    of_letters.LETTER_FILE.path("letters/file/"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/letter.pdf", letters.letter_as_pdf, name="letter_as_pdf"),
    of_letters.LETTER_CHANGE.path("letters/<int:pk>/change/"),
    of_letters.LETTER_ATTACH.path("letters/<int:pk>/attach/"),
    of_letters.LETTER_SUBMIT.path("letters/<int:pk>/submit/"),
    of_letters.LETTER_WITHDRAW.path("letters/<int:pk>/withdraw/"),
    of_letters.LETTER_RETURN.path("letters/<int:pk>/return/"),
    of_letters.LETTER_APPROVE.path("letters/<int:pk>/approve/"),
    of_letters.LETTER_SEND.path("letters/<int:pk>/send/"),
    path("letters/files/<int:pk>/", letters.attachment, name="attachment"),
    of_letters.LETTER_DETACH.path("letters/files/<int:pk>/remove/"),
    path("certificates/", CERTIFICATES.view, name="certificates"),
    CERTIFICATE_ISSUE.path("certificates/issue/"),
    path("certificates/<int:pk>/certificate.pdf", letters.certificate_as_pdf, name="certificate_as_pdf"),
    path("mailings/", MAILINGS.view, name="mailings"),
    of_mailings.MAILING_BEGIN.path("mailings/begin/"),
    path("mailings/<int:pk>/", mailings.mailing, name="mailing"),
    of_mailings.MAILING_WRITE.path("mailings/<int:pk>/text/"),
    path("mailings/<int:pk>/audience/", mailings.audience, name="mailing_audience"),
    of_mailings.MAILING_AUDIENCE.path("mailings/<int:pk>/audience/choose/"),
    of_mailings.MAILING_SUBMIT.path("mailings/<int:pk>/submit/"),
    of_mailings.MAILING_APPROVE.path("mailings/<int:pk>/approve/"),
    of_mailings.MAILING_RETURN.path("mailings/<int:pk>/return/"),
    of_mailings.MAILING_WITHDRAW.path("mailings/<int:pk>/withdraw/"),
    of_mailings.MAILING_RESUME.path("mailings/<int:pk>/resume/"),
    of_mailings.MAILING_REMIND.path("mailings/<int:pk>/remind/"),
    path("mailings/recipients/<int:pk>/", mailings.preview, name="mailing_preview"),
    of_mailings.REPLY_NOTE.path("mailings/recipients/<int:pk>/reply/"),
    of_mailings.REPLY_FORGET.path("mailings/recipients/<int:pk>/reply/undo/"),
    path("surveys/", SURVEYS.view, name="surveys"),
    of_surveys.SURVEY_BEGIN.path("surveys/begin/"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    of_surveys.QUESTION_ADD.path("surveys/<int:pk>/questions/add/"),
    of_surveys.QUESTION_REMOVE.path("surveys/questions/<int:pk>/remove/"),
    of_surveys.SURVEY_OPEN.path("surveys/<int:pk>/open/"),
    of_surveys.SURVEY_CLOSE.path("surveys/<int:pk>/close/"),
    path("partners/", EXTERNALS.view, name="externals"),
    acts.EXTERNAL_ADD.path("partners/add/"),
    path("partners/<int:pk>/", office.external, name="external"),
    acts.EXTERNAL_CHANGE.path("partners/<int:pk>/change/"),
    acts.EXTERNAL_BECOME.path("partners/<int:pk>/member/"),
    acts.PLAN_START.path("plans/start/<int:pk>/"),
]
