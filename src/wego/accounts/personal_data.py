"""What this app keeps of people: for the register of personal data."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.users.models import UserProfile

from wego.accounts.models import NetworkRole, RoleRules, User
from wego.core.models import (
    AuditEntry,
    BulkRun,
    Comment,
    ConsentEntry,
    DatedTask,
    Mail,
    PersonalLink,
    SealRevocation,
    SearchEntry,
    TextState,
)
from wego.core.personal_data import ACTS, TEXTS, Erasure, Ground, PersonalKind, PersonalRecord

ACCOUNT = PersonalKind(
    "account",
    _("Name, e-mail addresses, language, time zone"),
    _("to know who acts for an organisation, and to write to you in your language and your time"),
    _("until you change or erase them"),
    Erasure.REMOVED,
)
SIGN_IN = PersonalKind(
    "sign_in",
    _(
        "Password (only a fingerprint of it), passkeys (only their public half), secrets of the authenticator app and"
        " recovery codes (encrypted), the link to your organisation's sign-in"
    ),
    _("to let you in and nobody else"),
    _("until you change, remove or erase them"),
    Erasure.REMOVED,
)
ROLES = PersonalKind(
    "roles",
    _("Roles in the network and posts at organisations, with their dates"),
    _("to know what you may do, and who answered for an organisation when"),
    _("the dates stay, your name until you erase it"),
    Erasure.UNNAMED,
    Ground.RECORDS,
)
SESSIONS = PersonalKind(
    "sessions",
    _("Sessions: time, IP address and browser of each sign-in"),
    _("so that you can see and end them"),
    ngettext_lazy("until you sign out, at most %(days)s day", "until you sign out, at most %(days)s days", "days")
    % {"days": settings.SESSION_COOKIE_AGE // 86400},
    Erasure.REMOVED,
)
MAILS = PersonalKind(
    "mails",
    _("Mails: the address, the subject and the text"),
    _("so that nothing is lost, and none is sent twice"),
    _("the text for two months, the address for two years"),
    Erasure.REMOVED,
)
LOG = PersonalKind(
    "log",
    _("Security log: the IP addresses from which sign-ins failed"),
    _("to notice attacks"),
    _("as long as the operator of the server keeps its logs"),
    Erasure.UNNAMED,
    Ground.RECORDS,
)

CONSENTS = PersonalKind(
    "consents",
    _("What you agreed to and what you withdrew: for what, when, and the words that you read"),
    _("to do what you agreed to and nothing more, and to be able to show it"),
    _(
        "what you agreed to ends when you withdraw it; that you once agreed stays, after an erasure under a key that"
        " leads to no name"
    ),
    Erasure.UNNAMED,
    Ground.CONSENT,
)
TASKS = PersonalKind(
    "tasks",
    _("Tasks of which you are the owner"),
    _("to show them to you and to remind you once"),
    _("until somebody else becomes their owner"),
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
            AuditEntry: ("actor_key",),
            BulkRun: ("begun_by",),
            Comment: ("author_key", "resolved_by_key"),
            DatedTask: ("done_by_key",),
            Mail: ("asked_by_key",),
            SealRevocation: ("revoked_by_key",),
            TextState: ("set_by_key",),
        },
    ),
    PersonalRecord(TEXTS, {Comment: ("text",), SealRevocation: ("reason",)}),
    PersonalRecord(CONSENTS, {ConsentEntry: ("person_key",)}),
    PersonalRecord(TASKS, {DatedTask: ("owner_key",)}),
    PersonalRecord(LOG, {}),
)
