"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from wego.accounts.models import NetworkRole, RoleRules, User
from wego.core.models import (
    Absence,
    Assignment,
    AuditEntry,
    BulkRun,
    Comment,
    ConsentEntry,
    DatedTask,
    Mail,
    Opening,
    PersonalLink,
    SealRevocation,
    SearchEntry,
    TextState,
)
from wego.core.personal_data import ACTS, TEXTS, Erasure, Ground, PersonalKind, PersonalRecord


def _until_signed_out() -> str:
    days = settings.SESSION_COOKIE_AGE // 86400
    return ngettext("until you sign out, at most %(days)s day", "until you sign out, at most %(days)s days", days) % {
        "days": days
    }


ACCOUNT = PersonalKind(
    "account",
    _("Name, e-mail addresses, language, time zone"),
    _("to know who acts for an organisation, and to write to you in your language and time zone"),
    _("until you change or erase them"),
    Erasure.REMOVED,
)
SIGN_IN = PersonalKind(
    "sign_in",
    _(
        "Password (stored only as a hash), passkeys (only the public key), authenticator app secret and "
        "recovery codes (encrypted), the link to your organisation's sign-in"
    ),
    _("to let only you in"),
    _("until you change, remove or erase them"),
    Erasure.REMOVED,
)
ROLES = PersonalKind(
    "roles",
    _("Roles in the network and positions at organisations, with their dates"),
    _("to know what you may do, and who represented an organisation when"),
    _("the dates remain; your name remains until you erase it"),
    Erasure.UNNAMED,
    Ground.RECORDS,
)
SESSIONS = PersonalKind(
    "sessions",
    _("Sessions: time, IP address and browser of each sign-in"),
    _("so that you can see and end them, and the secretariat can help if you are locked out"),
    lazy(_until_signed_out, str)(),
    Erasure.REMOVED,
)
MAILS = PersonalKind(
    "mails",
    _("E-mails: address, subject and text"),
    _("so that no e-mail is lost or sent twice"),
    _("the text for two months, the address for two years"),
    Erasure.REMOVED,
)
LOG = PersonalKind(
    "log",
    _("Security log: IP addresses of failed sign-ins"),
    _("to detect attacks"),
    _("as long as the server operator keeps its logs"),
    Erasure.UNNAMED,
    Ground.RECORDS,
)
NOTES = PersonalKind(
    "notes",
    _("Notes and tasks of the secretariat about you, with author and time"),
    _("to know what was agreed with you"),
    _("until you erase your account"),
    Erasure.REMOVED,
    Ground.RECORDS,
)
CONSENTS = PersonalKind(
    "consents",
    _("Your consents and withdrawals: purpose, time and the wording shown to you"),
    _("to do only what you agreed to, and to be able to prove your consent"),
    _(
        "what you agreed to ends when you withdraw it; the record of your consent remains, after an "
        "erasure under a key that leads to no name"
    ),
    Erasure.UNNAMED,
    Ground.CONSENT,
)
TASKS = PersonalKind(
    "tasks",
    _("Tasks you own"),
    _("to show them to you and to remind you once"),
    _("until someone else becomes their owner"),
    Erasure.REMOVED,
)
OPENINGS = PersonalKind(
    "openings",
    _("In the back office: which item you opened last, and when"),
    _("so that colleagues see who is looking at the same item"),
    _("three months"),
    Erasure.REMOVED,
)
ABSENCES = PersonalKind(
    "absences",
    _("In the back office: days of your absences, your deputy, and whose deputy you are; never the reason"),
    _("so that the deputy gets your work and the e-mails about it"),
    _("a year after the absence"),
    Erasure.REMOVED,
)

RECORDS = (
    PersonalRecord(
        ACCOUNT,
        {
            User: ("email", "name", "language", "time_zone"),
            EmailAddress: ("user", "email"),
            UserProfile: ("user",),
            SearchEntry: ("titles", "text"),
        },
    ),
    PersonalRecord(SIGN_IN, {User: ("password",), Authenticator: ("user", "data"), SocialAccount: ("user", "uid")}),
    PersonalRecord(ROLES, {NetworkRole: ("user",)}),
    PersonalRecord(SESSIONS, {UserSession: ("user", "ip", "user_agent")}),
    PersonalRecord(MAILS, {Mail: ("recipient", "subject", "body"), PersonalLink: ("address",)}),
    PersonalRecord(
        ACTS,
        {
            RoleRules: ("published_by",),
            Assignment: ("owner_key", "given_by_key"),
            AuditEntry: ("actor_key",),
            BulkRun: ("begun_by",),
            Comment: ("author_key", "resolved_by_key"),
            DatedTask: ("done_by_key",),
            Mail: ("asked_by_key",),
            SealRevocation: ("revoked_by_key",),
            TextState: ("set_by_key",),
        },
    ),
    PersonalRecord(TEXTS, {Assignment: ("note",), Comment: ("text",), SealRevocation: ("reason",)}),
    PersonalRecord(CONSENTS, {ConsentEntry: ("person_key",)}),
    PersonalRecord(TASKS, {DatedTask: ("owner_key",)}),
    PersonalRecord(NOTES, {}),  # comments by others and tasks, found by what they are about
    PersonalRecord(OPENINGS, {Opening: ("person_key",)}),
    PersonalRecord(ABSENCES, {Absence: ("person_key", "deputy_key")}),
    PersonalRecord(LOG, {}),
)
