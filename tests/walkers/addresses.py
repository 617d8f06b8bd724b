"""Every address of the platform and who gets what there: a new address fails the walk until it is listed here.

Answers are an HTTP status or where one is sent: "in" to sign in, "factor" to the second factor, "prove" to prove once
more who one is, "on" to another page.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.walkers.world import ROLES

Answer = int | str


def everybody(answer: Answer = 200, **special: Answer) -> dict[str, Answer]:
    """One answer for all roles but those named."""
    return dict.fromkeys(ROLES, answer) | special


def signed_in(answer: Answer = 200, **special: Answer) -> dict[str, Answer]:
    return everybody(answer, stranger="in") | special


PUBLIC = everybody()
SIGNED_IN = signed_in()
PROVE = signed_in("prove")  # one's own, and asked for the password once more
ARRIVED = everybody("on", stranger=200, unproven="factor")  # for strangers; others are sent to their pages
ON_THE_WAY = everybody("on", stranger="in", unproven="factor")  # in the middle of signing in
CLOSED = everybody(404)
ACTS = everybody(405)  # only POST, see `test_what_acts`
SIGNED_IN_ACTS = signed_in(405)
OFFICE = everybody(403, stranger="in", unproven="factor", secretariat=200)
OFFICE_ACTS = OFFICE | {"secretariat": 405}
# What is a city's: for those who do not belong to it there is no such page.
MANAGERS = signed_in(404, officer=200, secretariat=200)
WRITERS = signed_in(404, officer=200, contributor=200, secretariat=403)
READERS = signed_in(404, officer=200, contributor=200, secretariat=200)
SENT_TO_REPORT = signed_in(404, officer="on", contributor="on", secretariat="on")
OWN_PEOPLE = signed_in(404, officer=200, contributor=200, delegate=200, secretariat=200)
APPLICANTS = signed_in(404, officer=200, contributor=200, delegate=200)
LEAVERS = signed_in(404, officer=200, contributor=403, delegate=403)
NO_OTHERS = signed_in(404)
UNSAID = signed_in(404, officer="on", secretariat="on")  # the secretariat has not entered what the format asks for
OTHERS_UNSAID = signed_in(404, secretariat="on")
OTHERS_WRITERS = signed_in(404, secretariat=403)
OTHERS = signed_in(404, secretariat=200)
OTHERS_REPORT = signed_in(404, secretariat="on")


@dataclass(frozen=True)
class Case:
    """An address and its answers, for Seoul's (`world.own`) and, where they differ, another city's (`world.other`)."""

    path: str
    own: dict[str, Answer]
    others: dict[str, Answer] | None = None


# Without a language.
BARE = [
    Case("/", everybody("on")),
    Case("/healthz", PUBLIC),
    Case("/api/v1/", CLOSED),
    Case("/api/v1/openapi.json", PUBLIC),
    Case("/api/v1/docs", PUBLIC),
    Case("/api/v1/organisations", PUBLIC),
    Case("/api/v1/organisations/seoul", PUBLIC),
    Case("/api/v1/regions", PUBLIC),
    Case("/api/v1/regional-offices", PUBLIC),
    Case("/api/v1/partners", PUBLIC),
    Case("/api/v1/editions", PUBLIC),
    Case("/api/v1/diagnoses", PUBLIC),
    Case("/api/v1/responses", PUBLIC),
    Case("/api/v1/indicators", PUBLIC),
    Case("/api/v1/indicators/un.losi", PUBLIC),
    Case("/api/v1/facts", PUBLIC),
    Case("/api/v1/index/editions", PUBLIC),
    Case("/api/v1/index/editions/pilot-2024", PUBLIC),
    Case("/api/v1/index/editions/pilot-2024/results", PUBLIC),
    Case("/api/v1/index/editions/pilot-2024/listed", PUBLIC),
    Case("/api/v1/index/editions/pilot-2024/changes", PUBLIC),
    Case("/api/v1/index/editions/pilot-2024/units/seoul", PUBLIC),
    # Nobody has set up single sign-on here.
    Case("/pay/stripe/notice/", ACTS),
    Case("/sso/oidc/login/", CLOSED),
    Case("/sso/oidc/login/callback/", CLOSED),
]

# Under each language's prefix: what the public reads.
PUBLIC_PAGES = [
    "/",
    "/contact/",
    "/about/",
    "/search/",
    "/members/",
    "/members/map/",
    "/members/compare/2016/2022/",
    "/members/{city}/",
    "/index/",
    "/index/pilot-2024/",
    "/index/pilot-2024/method/",
    "/index/pilot-2024/weights/",
    "/index/pilot-2024/explore/",
    "/index/pilot-2024/by/un.losi/",
    "/index/pilot-2024/files/data.csv",
    "/index/pilot-2024/report.pdf",
    "/index/pilot-2024/bundle.zip",
    "/index/pilot-2024/edition.xlsx",
    "/index/pilot-2024/values.parquet",
    "/index/pilot-2024/changes/",
    "/index/pilot-2024/{city}/",
    "/verify/",
    "/figures/",
    "/figures/imf.gdp_per_capita_ppp/",
    "/figures/place.population/{city}/",
    "/activator/",
    "/activator/mobility/",
    "/networks/offices/",
    "/partners/",
    "/contacts/{contact_token}/",  # whoever holds the link
    "/surveys/{survey_token}/",  # whoever got the e-mail
    "/answers/{outside_token}/",  # whoever holds the link
    "/mailings/stop/{stop_token}/",  # whoever got the e-mail
    "/dues/",
    "/dues/2016/",
    "/join/",
    "/join/sent/",
    "/join/known/{city}/",
    "/accounts/privacy/",
]

SIGNING_IN = [
    Case("/accounts/login/", ARRIVED),
    Case("/accounts/signup/", ARRIVED),  # says that accounts open by invitation
    Case("/accounts/login/code/confirm/", ON_THE_WAY),
    Case("/accounts/2fa/authenticate/", ON_THE_WAY),
    Case("/accounts/2fa/webauthn/login/", ON_THE_WAY),
    Case("/accounts/logout/", everybody(200, stranger="on")),
    Case("/accounts/inactive/", PUBLIC),
    Case("/accounts/password/reset/", PUBLIC),
    Case("/accounts/password/reset/done/", PUBLIC),
    Case("/accounts/password/reset/key/1-set-password/", PUBLIC),  # a link that is worth nothing, and says so
    Case("/accounts/password/reset/key/done/", PUBLIC),
    Case("/accounts/confirm-email/", PUBLIC),
    Case("/accounts/confirm-email/worthless/", PUBLIC),
    Case("/accounts/sso/login/cancelled/", PUBLIC),
    Case("/accounts/sso/login/error/", everybody(401)),
    Case("/accounts/sso/signup/", everybody("in")),
    Case("/my/join/{token}/", PUBLIC),  # whoever holds the link; see tests/members
    Case("/my/join/worthless/", CLOSED),
]

ACCOUNT = [
    Case("/my/", SIGNED_IN),
    Case("/accounts/", SIGNED_IN),
    Case("/accounts/data/", PROVE),
    Case("/accounts/erasure/", PROVE),
    Case("/accounts/second-factor/", SIGNED_IN),
    Case("/accounts/email/", SIGNED_IN),
    Case("/accounts/reauthenticate/", SIGNED_IN),
    Case("/accounts/password/change/", SIGNED_IN),
    Case("/accounts/password/set/", signed_in("on")),  # these people have one
    Case("/accounts/sso/", SIGNED_IN),
    Case("/accounts/sessions/", SIGNED_IN),
    Case("/accounts/2fa/", SIGNED_IN),
    Case("/accounts/2fa/reauthenticate/", PROVE),
    Case("/accounts/2fa/totp/activate/", PROVE),
    Case("/accounts/2fa/totp/deactivate/", signed_in(404)),  # these people have none
    Case("/accounts/2fa/recovery-codes/", signed_in(404)),
    Case("/accounts/2fa/recovery-codes/download/", signed_in(404)),
    Case("/accounts/2fa/recovery-codes/generate/", PROVE),
    Case("/accounts/2fa/webauthn/", SIGNED_IN),
    Case("/accounts/2fa/webauthn/add/", PROVE),
    Case("/accounts/2fa/webauthn/reauthenticate/", PROVE),
    Case("/accounts/2fa/webauthn/keys/1/remove/", PROVE),
    Case("/accounts/2fa/webauthn/keys/1/edit/", PROVE),
]

MEMBERS = [
    Case("/my/colleagues/", SIGNED_IN | {"officer": "on"}),
    Case("/my/organisations/{city}/colleagues/", MANAGERS, OTHERS),
    Case("/my/affiliations/{post}/end/", MANAGERS, OTHERS),
    Case(
        "/my/organisations/{city}/profile/",
        signed_in(403, unproven="factor", officer=200),
        signed_in(403, unproven="factor"),
    ),
    Case("/my/profile-changes/{change}/withdraw/", ACTS),
    Case("/my/invitations/{invitation}/resend/", ACTS),
    Case("/my/invitations/{invitation}/withdraw/", ACTS),
    Case("/my/invitations/{invitation}/accept/", ACTS),
    Case("/my/organisations/{city}/keys/", MANAGERS, OTHERS),
    Case("/my/organisations/{city}/keys/new/", signed_in(404, officer=200, secretariat=403), OTHERS_WRITERS),
    Case("/my/keys/{key}/revoke/", MANAGERS, OTHERS),
]

DIAGNOSES = [
    Case("/my/diagnosis/", SIGNED_IN),
    Case("/my/diagnosis/start/{city}/", SIGNED_IN_ACTS),
    Case("/my/diagnosis/{draft}/", READERS, OTHERS),
    Case("/my/diagnosis/{submitted}/", SENT_TO_REPORT, OTHERS_REPORT),
    Case("/my/diagnosis/{draft}/sections/mobility/", WRITERS, OTHERS_WRITERS),
    Case("/my/diagnosis/{draft}/questions/city_population/", READERS, OTHERS),
    Case("/my/diagnosis/{draft}/evidence/{evidence}/", READERS, OTHERS),
    Case("/my/diagnosis/{draft}/check/", READERS, OTHERS),
    Case("/my/diagnosis/{draft}/confirm/", WRITERS, OTHERS_WRITERS),
    Case("/my/diagnosis/{submitted}/answers/", READERS, OTHERS),
    Case("/my/diagnosis/{draft}/submit/", SIGNED_IN_ACTS),
    Case("/my/diagnosis/{draft}/report/", signed_in(404)),
    Case("/my/diagnosis/{submitted}/report/", READERS, OTHERS),
    Case("/my/diagnosis/{submitted}/report.pdf", READERS, OTHERS),
    Case("/my/diagnosis/{submitted}/reopen/", SIGNED_IN_ACTS),
    Case("/my/diagnosis/{submitted}/publish/", SIGNED_IN_ACTS),
    Case("/my/diagnosis/{draft}/people/", READERS, OTHERS),
    Case("/my/diagnosis/{draft}/spreadsheet/", WRITERS, OTHERS_WRITERS),
    Case("/my/diagnosis/{draft}/spreadsheet.xlsx", WRITERS, OTHERS_WRITERS),
    Case("/my/answers/{draft}/assign/", WRITERS, OTHERS_WRITERS),
    Case("/my/answers/{draft}/ask/", WRITERS, OTHERS_WRITERS),
    Case("/my/answers/assignments/{assignment}/withdraw/", SIGNED_IN_ACTS),
    Case("/my/answers/outside/{outside}/accept/", WRITERS, OTHERS_WRITERS),
    Case("/my/answers/outside/{outside}/return/", WRITERS, OTHERS_WRITERS),
    Case("/my/answers/outside/{outside}/withdraw/", SIGNED_IN_ACTS),
    Case("/my/answers/mandates/{city}/grant/", LEAVERS, NO_OTHERS),
    Case("/my/answers/mandates/{mandate}/revoke/", SIGNED_IN_ACTS),
]

MEMBERSHIP = [
    Case("/join/start/", everybody(200, secretariat=403)),  # it decides, and applies for nobody
    Case("/join/link/worthless/", CLOSED),
    Case("/my/membership/", SIGNED_IN),
    # An application that is begun is its people's alone.
    Case("/my/membership/{application}/", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/sections/organisation/", APPLICANTS | {"delegate": 403}, NO_OTHERS),
    Case("/my/membership/{application}/questions/name_en/", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/evidence/1/", signed_in(404)),
    Case("/my/membership/{application}/check/", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/confirm/", APPLICANTS | {"delegate": 403}, NO_OTHERS),
    Case("/my/membership/{application}/answers/", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/people/", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/spreadsheet/", APPLICANTS | {"delegate": 403}, NO_OTHERS),
    Case("/my/membership/{application}/spreadsheet.xlsx", APPLICANTS | {"delegate": 403}, NO_OTHERS),
    Case("/my/membership/{application}/form.pdf", APPLICANTS, NO_OTHERS),
    Case("/my/membership/{application}/submit/", ACTS),
    Case("/my/membership/{application}/withdraw/", APPLICANTS | {"delegate": 403, "contributor": 403}, NO_OTHERS),
    Case("/my/membership/organisations/{city}/apply/", ACTS),
    Case("/my/membership/organisations/{city}/leave/", LEAVERS, NO_OTHERS),
    Case(
        "/my/membership/departures/{departure}/",
        signed_in(404, officer=200, contributor=200, delegate=200, secretariat=200),
        OTHERS,
    ),
    Case("/my/membership/departures/{departure}/retract/", ACTS),
]

MONEY = [
    Case("/my/dues/", SIGNED_IN | {"officer": "on"}),
    Case("/my/dues/{city}/", MANAGERS, OTHERS),
    Case("/my/facts/{city}/", OWN_PEOPLE, OTHERS),
    Case("/my/dues/{city}/figures/1/document/", signed_in(404)),
    Case("/my/rights/{city}/", signed_in(404, officer=200, contributor=200, delegate=200, secretariat=200), OTHERS),
    Case(
        "/my/rights/{city}/2025/", signed_in(404, officer=200, contributor=200, delegate=200, secretariat=200), OTHERS
    ),
    Case(
        "/my/rights/{city}/2025.pdf",
        signed_in(404, officer=200, contributor=200, delegate=200, secretariat=200),
        OTHERS,
    ),
    Case("/my/index/", SIGNED_IN),
    Case("/my/index/next/{city}/", signed_in(404, officer=200), NO_OTHERS),
    Case("/my/index/next/{city}/correct/un.losi/", signed_in(404, officer=200), NO_OTHERS),
    Case("/my/index/next/{city}/join/", ACTS),
    Case("/my/index/next/{city}/leave/", ACTS),
    Case("/my/index/next/{city}/confirm/", ACTS),
    Case("/my/certificates/{city}/", MANAGERS, OTHERS),
    Case("/my/certificates/{city}/issue/", MANAGERS, OTHERS),
    Case("/my/certificates/{city}/{certificate}.pdf", MANAGERS, OTHERS),
    Case("/my/money/", SIGNED_IN),
    Case("/my/money/credit-notes/{note}.pdf", MANAGERS, OTHERS),
    Case("/my/money/invoices/{invoice}/", MANAGERS, OTHERS),
    Case("/my/money/invoices/{invoice}/invoice.pdf", MANAGERS, OTHERS),
    Case("/my/money/invoices/{invoice}/invoice.xml", UNSAID, OTHERS_UNSAID),
    Case("/my/money/invoices/{invoice}/pay/", ACTS),
    Case("/my/money/credit-notes/{note}.xml", UNSAID, OTHERS_UNSAID),
    Case("/my/money/receipts/{receipt}.pdf", MANAGERS, OTHERS),
    Case("/my/money/{city}/statement/", MANAGERS, OTHERS),
    Case("/my/money/{city}/contact/", MANAGERS, OTHERS),
]

OFFICE_PAGES = [
    Case("/office/money/bank/statements/sample.csv", OFFICE),
    Case("/office/admissions/", OFFICE),
    Case("/office/admissions/to-decide/", OFFICE),
    Case("/office/admissions/to-decide/propose/", OFFICE),
    Case("/office/admissions/{applied}/", OFFICE),
    Case("/office/admissions/{applied}/accept/", OFFICE),
    Case("/office/admissions/{applied}/return/", OFFICE),
    Case("/office/admissions/{applied}/decline/", OFFICE),
    Case("/office/admissions/{applied}/again/", OFFICE_ACTS),
    Case("/office/admissions/{applied}/evidence/1/", OFFICE | {"secretariat": 404}),
    Case("/office/admissions/leaving/", OFFICE),
    Case("/office/admissions/leaving/propose/", OFFICE),
    Case("/office/admissions/leaving/{departure}/retract/", OFFICE_ACTS),
    Case("/office/admissions/changes/", OFFICE),
    Case("/office/admissions/changes/rename/", OFFICE),
    Case("/office/admissions/changes/merge/", OFFICE),
    Case("/office/admissions/changes/split/", OFFICE),
    Case("/office/dues/", OFFICE),
    Case("/office/dues/begin/", OFFICE),
    Case("/office/dues/{run}/", OFFICE),
    Case("/office/dues/{run}/confirm/", OFFICE),
    Case("/office/dues/{run}/drop/", OFFICE_ACTS),
    Case("/office/dues/{run}/resume/", OFFICE_ACTS),
    Case("/office/dues/simulator/", OFFICE),
    Case("/office/dues/readings/", OFFICE),
    Case("/office/dues/readings/2023/", OFFICE),
    Case("/office/dues/concessions/", OFFICE),
    Case("/office/dues/concessions/grant/", OFFICE),
    Case("/office/dues/concessions/{concession}/withdraw/", OFFICE_ACTS),
    Case("/office/governance/agenda/", OFFICE),
    Case("/office/governance/agenda/add/", OFFICE),
    Case("/office/governance/agenda/{item}/", OFFICE),
    Case("/office/governance/agenda/{item}/meeting/", OFFICE),
    Case("/office/governance/agenda/{item}/later/", OFFICE_ACTS),
    Case("/office/governance/agenda/{item}/withdraw/", OFFICE),
    Case("/my/tasks/999999/done/", ACTS),
    Case("/my/calendar/worthless/calendar.ics", CLOSED),
    Case("/my/calendar/address/", ACTS),
    Case("/my/calendar/address/revoke/", ACTS),
    Case("/my/comments/admissions.Application/{applied}/add/", ACTS),
    Case("/my/comments/999999/resolve/", ACTS),
    Case("/my/consents/members.contact_person/999999/give/", ACTS),
    Case("/my/consents/999999/withdraw/", ACTS),
    Case("/office/governance/agenda/{item}/follow-up/", OFFICE),
    Case("/office/governance/agenda/{item}/decision/", OFFICE),
    Case("/office/governance/decisions/", OFFICE),
    Case("/office/governance/decisions/{decision}/revoke/", OFFICE),
    Case("/office/governance/decisions/{decision}/paper/", OFFICE),
    Case("/office/governance/meetings/", OFFICE),
    Case("/office/governance/meetings/plan/", OFFICE),
    Case("/office/governance/meetings/999999/hold/", OFFICE_ACTS),
    Case("/office/governance/meetings/calendar.ics", OFFICE),
    Case("/office/governance/meetings/{meeting}/", OFFICE),
    Case("/office/governance/meetings/{meeting}/calendar.ics", OFFICE),
    Case("/office/governance/meetings/{meeting}/cancel/", OFFICE),
    Case("/office/governance/bodies/", OFFICE),
    Case("/office/money/", OFFICE),
    Case("/office/money/invoices/", OFFICE),
    Case("/office/money/invoices/{invoice}/", OFFICE),
    Case("/office/money/invoices/{invoice}/payment/", OFFICE),
    Case("/office/money/invoices/{invoice}/use-credit/USD/", OFFICE_ACTS),
    Case("/office/money/invoices/{invoice}/mail/", OFFICE_ACTS),
    Case("/office/money/invoices/{invoice}/remind/", OFFICE_ACTS),
    Case("/office/money/invoices/{invoice}/credit/", OFFICE),
    Case("/office/money/invoices/{invoice}/write-off/", OFFICE),
    Case("/office/money/allocations/{allocation}/reverse/", OFFICE),
    Case("/office/money/payments/", OFFICE),
    Case("/office/money/payments/{payment}/", OFFICE),
    Case("/office/money/payments/{payment}/payer/", OFFICE),
    Case("/office/money/payments/{payment}/refund/", OFFICE),
    Case("/office/money/payments/{payment}/cancel/", OFFICE),
    Case("/office/money/refunds/", OFFICE),
    Case("/office/money/refunds/{refund}/", OFFICE),
    Case("/office/money/refunds/{refund}/paid-out/", OFFICE),
    Case("/office/money/overdue/", OFFICE),
    Case("/office/money/unsent/", OFFICE),
    Case("/office/money/unsent/mail/", OFFICE_ACTS),
    Case("/office/money/credits/", OFFICE),
    Case("/office/money/ageing/", OFFICE),
    Case("/office/money/opening-arrears/", OFFICE),
    Case("/office/money/opening-arrears/enter/", OFFICE),
    Case("/office/money/journal/", OFFICE),
    Case("/office/money/months/", OFFICE),
    Case("/office/money/months/2016-03/close/", OFFICE),
    Case("/office/money/years/2016/close/", OFFICE),
    Case("/office/money/settings/", OFFICE),
    Case("/office/money/settings/account/", OFFICE),
    Case("/office/money/settings/rate/", OFFICE),
    Case("/office/money/sender/", OFFICE),
    Case("/office/money/sender/enter/", OFFICE),
    Case("/office/money/sender/address/", OFFICE),
    Case("/office/money/bank/", OFFICE),
    Case("/office/money/bank/lines/{line}/", OFFICE),
    Case("/office/money/bank/lines/{line}/confirm/", OFFICE_ACTS),
    Case("/office/money/bank/lines/{line}/match/", OFFICE),
    Case("/office/money/bank/lines/{line}/unmatch/", OFFICE),
    Case("/office/money/bank/lines/{line}/set-aside/", OFFICE),
    Case("/office/money/bank/lines/{line}/take-up/", OFFICE_ACTS),
    Case("/office/money/bank/lines/{line}/take-back/", OFFICE_ACTS),
    Case("/office/money/bank/lines/{line}/refund-returned/", OFFICE_ACTS),
    Case("/office/money/bank/transactions/", OFFICE),
    Case(
        "/office/money/bank/transactions/undo/", OFFICE | {"secretariat": "on", "treasurer": "on"}
    ),  # nobody was chosen
    Case("/office/money/bank/statements/", OFFICE),
    Case("/office/money/bank/imports/{import}/", OFFICE),
    Case("/office/money/bank/imports/{import}/resume/", OFFICE_ACTS),
    Case("/office/money/bank/previews/{preview}/", OFFICE),
    Case("/office/money/bank/previews/{preview}/accept/", OFFICE_ACTS),
    Case("/office/money/bank/previews/{preview}/drop/", OFFICE_ACTS),
    Case("/office/money/bank/previews/{preview}/resume/", OFFICE_ACTS),
    Case("/office/money/bank/statements/{statement}/", OFFICE),
    Case("/office/money/bank/statements/{statement}/file/", OFFICE),
    Case("/office/", OFFICE),
    Case("/office/login/", everybody("in")),
    Case("/office/logout/", everybody(200, stranger="on")),
    Case("/office/account/", everybody("on")),
    Case("/verify/AAAAAAAAAAAAAAAAAAAA/", CLOSED),
    Case("/office/tasks/", OFFICE),
    Case("/office/tasks/{task}/assign/", OFFICE),
    Case("/office/tasks/{task}/done/", OFFICE_ACTS),
    Case("/office/work/", OFFICE),
    Case("/office/work/admissions.Application/{applied}/assign/", OFFICE),
    Case("/office/work/admissions.Application/{applied}/take/", OFFICE_ACTS),
    Case("/office/absences/", OFFICE),
    Case("/office/absences/enter/", OFFICE),
    Case("/office/absences/{absence}/end/", OFFICE_ACTS),
    Case("/office/seals/", OFFICE),
    Case("/office/seals/key/", OFFICE),
    Case("/office/seals/{seal}/revoke/", OFFICE),
    Case("/office/translations/", OFFICE),
    Case("/office/translations/members.organisation.name/ko/", OFFICE),
    Case("/office/translations/members.organisation.name/ko/{organisation}/", OFFICE),
    Case("/office/search/", OFFICE),
    Case("/office/mails/", OFFICE),
    Case("/office/mails/{mail}/", OFFICE),
    Case("/office/mails/{mail}/again/", OFFICE),
    Case("/office/mails/{mail}/returned/", OFFICE),
    Case("/office/mails/{mail}/aside/", OFFICE_ACTS),
    Case("/office/people/", OFFICE),
    Case("/office/people/add/", OFFICE | {"secretariat": "prove"}),
    Case("/office/people/{person}/", OFFICE),
    Case("/office/people/{person}/tasks/add/", OFFICE),
    Case("/office/people/{person}/roles/", OFFICE | {"secretariat": "prove"}),
    Case("/office/people/{person}/roles/1/end/", OFFICE_ACTS),
    Case("/office/people/{person}/way-in/", OFFICE_ACTS),
    Case("/office/people/{person}/second-factor/", OFFICE | {"secretariat": "prove"}),
    Case("/office/people/{person}/erasure/", OFFICE | {"secretariat": "prove"}),
    Case("/office/organisations/", OFFICE),
    Case("/office/organisations/edit/{organisation}/", OFFICE),
    Case("/office/organisations/{organisation}/", OFFICE),
    Case("/office/organisations/{organisation}/task/", OFFICE),
    Case("/office/members/standing/", OFFICE | {"secretariat": "on"}),  # nobody was chosen
    Case("/office/runs/{bulk_run}/", OFFICE),
    Case("/office/offices/", OFFICE),
    Case("/office/offices/open/", OFFICE),
    Case("/office/offices/{office}/close/", OFFICE),
    Case("/office/members/care/", OFFICE),
    Case("/office/contacts/", OFFICE),
    Case("/office/contacts/add/", OFFICE),
    Case("/office/contacts/{contact}/", OFFICE),
    Case("/office/contacts/{contact}/change/", OFFICE),
    Case("/office/contacts/{contact}/ask/", OFFICE_ACTS),
    Case("/office/contacts/{contact}/delete/", OFFICE),
    Case("/office/contacts/{contact}/posts/add/", OFFICE),
    Case("/office/contacts/posts/{contact_post}/end/", OFFICE),
    Case("/office/mailings/", OFFICE),
    Case("/office/mailings/begin/", OFFICE),
    Case("/office/mailings/{mailing}/", OFFICE),
    Case("/office/mailings/{mailing}/text/", OFFICE),
    Case("/office/mailings/{mailing}/audience/", OFFICE),
    Case("/office/mailings/{mailing}/audience/choose/", OFFICE_ACTS),
    Case("/office/mailings/{mailing}/submit/", OFFICE_ACTS),
    Case("/office/mailings/{mailing}/approve/", OFFICE),
    Case("/office/mailings/{mailing}/return/", OFFICE),
    Case("/office/mailings/{mailing}/withdraw/", OFFICE_ACTS),
    Case("/office/mailings/{mailing}/resume/", OFFICE_ACTS),
    Case("/office/mailings/{mailing}/remind/", OFFICE_ACTS),
    Case("/office/mailings/recipients/{recipient}/", OFFICE),
    Case("/office/mailings/recipients/{recipient}/reply/", OFFICE),
    Case("/office/mailings/recipients/{recipient}/reply/undo/", OFFICE_ACTS),
    Case("/office/surveys/", OFFICE),
    Case("/office/surveys/begin/", OFFICE),
    Case("/office/surveys/{survey}/", OFFICE),
    Case("/office/surveys/{survey}/questions/add/", OFFICE),
    Case("/office/surveys/questions/{question}/remove/", OFFICE_ACTS),
    Case("/office/surveys/{survey}/open/", OFFICE_ACTS),
    Case("/office/surveys/{survey}/close/", OFFICE),
    Case("/office/letters/", OFFICE),
    Case("/office/letters/write/", OFFICE),
    Case("/office/letters/file/", OFFICE),
    Case("/office/letters/{letter}/", OFFICE),
    Case("/office/letters/{letter}/letter.pdf", OFFICE),
    Case("/office/letters/{letter}/change/", OFFICE),
    Case("/office/letters/{letter}/attach/", OFFICE),
    Case("/office/letters/{letter}/submit/", OFFICE_ACTS),
    Case("/office/letters/{letter}/withdraw/", OFFICE),
    Case("/office/letters/{letter}/return/", OFFICE),
    Case("/office/letters/{letter}/approve/", OFFICE),
    Case("/office/letters/{letter}/send/", OFFICE),
    Case("/office/letters/files/{letter_file}/", OFFICE),
    Case("/office/letters/files/{letter_file}/remove/", OFFICE_ACTS),
    Case("/office/certificates/", OFFICE),
    Case("/office/certificates/issue/", OFFICE),
    Case("/office/certificates/{certificate_key}/certificate.pdf", OFFICE),
    Case("/office/partners/", OFFICE),
    Case("/office/partners/add/", OFFICE),
    Case("/office/partners/{partner}/", OFFICE),
    Case("/office/partners/{partner}/change/", OFFICE),
    Case("/office/partners/{partner}/member/", OFFICE),
    Case("/office/plans/start/{organisation}/", OFFICE),
    Case("/office/runs/{bulk_run}/resume/", OFFICE_ACTS),
    Case("/office/members/profile-changes/", OFFICE),
    Case("/office/members/profile-changes/{change}/", OFFICE),
    Case("/office/members/profile-changes/{change}/approve/", OFFICE_ACTS),
    Case("/office/members/profile-changes/{change}/return/", OFFICE),
    Case("/office/members/inconsistencies/", OFFICE),
    Case("/office/members/contact/", OFFICE),
    Case("/office/members/contact/change/", OFFICE),
    Case("/office/diagnoses/", OFFICE),
    Case("/office/diagnoses/regions/", OFFICE),
    Case("/office/index-editions/", OFFICE),
    Case("/office/index-editions/edition/pilot-2024/", OFFICE),
    Case("/office/index-editions/edition/pilot-2024/correct/", OFFICE),
    Case("/office/index-editions/edition/pilot-2024/withdraw/", OFFICE),
    Case("/office/index-editions/drafts/new/", OFFICE),
    Case("/office/index-editions/drafts/next/", OFFICE),
    Case("/office/index-editions/drafts/next/basics/", OFFICE),
    Case("/office/index-editions/drafts/next/framework/", OFFICE),
    Case("/office/index-editions/drafts/next/names/", OFFICE),
    Case("/office/index-editions/drafts/next/texts/", OFFICE),
    Case("/office/index-editions/drafts/next/method/", OFFICE),
    Case("/office/index-editions/drafts/next/lay-out/", OFFICE_ACTS),
    Case("/office/index-editions/drafts/next/publish/", OFFICE),
    Case("/office/index-editions/drafts/next/drop/", OFFICE),
    Case("/office/index-editions/drafts/next/cities/", OFFICE),
    Case("/office/index-editions/drafts/next/cities/invite/", OFFICE_ACTS),
    Case("/office/index-editions/drafts/next/cities/remind/", OFFICE_ACTS),
    Case("/office/index-editions/drafts/next/cities/preview/", OFFICE_ACTS),
    Case("/office/index-editions/drafts/next/folder/", OFFICE | {"secretariat": 404}),  # not laid out yet
    Case("/office/index-editions/corrections/", OFFICE),
    Case("/office/index-editions/corrections/{correction}/", OFFICE),
    Case("/office/index-editions/corrections/{correction}/answer/", OFFICE),
    Case("/office/index-editions/corrections/{correction}/document/", OFFICE),
]

PAGES = [
    *[Case(path, PUBLIC) for path in PUBLIC_PAGES],
    *SIGNING_IN,
    *ACCOUNT,
    *MEMBERS,
    *DIAGNOSES,
    *MEMBERSHIP,
    *MONEY,
    *OFFICE_PAGES,
]

# What acts on a city's own things, with who may: everybody else is told that there is no such thing, or refused.
CITY_ACTS = {
    "/my/organisations/{city}/profile/": 403,
    "/my/profile-changes/{change}/withdraw/": 403,
    "/my/organisations/{city}/colleagues/": 404,
    "/my/affiliations/{post}/end/": 404,
    "/my/invitations/{invitation}/resend/": 404,
    "/my/invitations/{invitation}/withdraw/": 404,
    "/my/invitations/{invitation}/accept/": 404,
    "/my/organisations/{city}/keys/new/": 404,
    "/my/keys/{key}/revoke/": 404,
    "/my/diagnosis/start/{city}/": 404,
    "/my/diagnosis/{draft}/sections/city/": 404,
    "/my/diagnosis/{draft}/confirm/": 404,
    "/my/diagnosis/{draft}/submit/": 404,
    "/my/diagnosis/{submitted}/reopen/": 404,
    "/my/diagnosis/{submitted}/publish/": 404,
    "/my/answers/{draft}/assign/": 404,
    "/my/answers/assignments/{assignment}/withdraw/": 404,
    "/my/answers/outside/{outside}/accept/": 404,
    "/my/answers/mandates/{mandate}/revoke/": 404,
    "/my/membership/{application}/sections/organisation/": 404,
    "/my/membership/{application}/confirm/": 404,
    "/my/membership/{application}/submit/": 404,
    "/my/membership/{application}/withdraw/": 404,
    "/my/membership/organisations/{city}/apply/": 404,
    "/my/membership/organisations/{city}/leave/": 404,
    "/my/membership/departures/{departure}/retract/": 404,
    "/my/money/invoices/{invoice}/pay/": 404,
    "/my/money/{city}/contact/": 404,
    "/my/certificates/{city}/issue/": 404,
    "/my/dues/{city}/": 404,
}

# Of these a city's other people see the page, so that they are refused rather than told that it is not there.
SEEN_BY_DELEGATES = {
    "/my/answers/mandates/{mandate}/revoke/",
    "/my/membership/{application}/sections/organisation/",
    "/my/membership/{application}/confirm/",
    "/my/membership/{application}/submit/",
    "/my/membership/{application}/withdraw/",
    "/my/membership/organisations/{city}/apply/",
    "/my/membership/organisations/{city}/leave/",
    "/my/membership/departures/{departure}/retract/",
}

# Wagtail's own pages behind the office's gate, by the first part of their address.
WAGTAIL = {
    "",
    "api",
    "block-preview",
    "bulk",
    "choose-anchor-link",
    "choose-email-link",
    "choose-external-link",
    "choose-page",
    "choose-phone-link",
    "collections",
    "dismissibles",
    "documents",
    "editing-sessions",
    "images",
    "jsi18n",
    "pages",
    "reports",
    "snippets",
    "sprite",
    "tag-autocomplete",
}
# Closed to everybody: see tests/accounts/test_one_way_in.py.
WAGTAIL_CLOSED = {
    "account",
    "api-tokens",
    "failwhale",
    "groups",
    "login",
    "logout",
    "password_reset",
    "test404",
    "users",
    "workflows",
}
