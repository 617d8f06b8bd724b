"""Django's settings, all read from the environment: see docs/reference/settings.md."""

from __future__ import annotations

from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from wego.config import environment as env
from wego.datafiles import network_folder

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]

WEGO_DATA_DIR = Path(env.text("WEGO_DATA_DIR", "var")).resolve()
WEGO_NETWORK = network_folder()
# A data directory marked by `wego demo` holds made-up people: it says so on every page and offers the role page.
WEGO_DEMONSTRATION = (WEGO_DATA_DIR / "demonstration").is_file()

DEBUG = env.flag("WEGO_DEBUG")
SECRET_KEY = env.text("WEGO_SECRET_KEY") or env.kept_secret(WEGO_DATA_DIR)
ALLOWED_HOSTS = env.words("WEGO_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("WEGO_ORIGINS")
WEGO_BASE_URL = env.text("WEGO_BASE_URL", "http://localhost:8000").rstrip("/")
_SECURE = WEGO_BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "wego.config",
    "wego.portal",
    "wego.cityindex",
    "wego.assessment",
    "wego.admissions",
    "wego.dues",
    "wego.governance",
    "wego.networks",
    "wego.entitlements",
    "wego.finance",
    "wego.questionnaires",
    "wego.correspondence",
    "wego.records",
    "wego.members",
    "wego.accounts",
    "wego.core",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "ninja",  # its description page, from our own files
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "wego.core.security.security_headers",
    "wego.config.health.middleware",  # before hosts are looked at: it is asked by address
    "wego.core.request_limits.middleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "wego.core.chinese_spacing.middleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "wego.core.plain_text.plain_input",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "wego.core.time_zones.middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wego.accounts.second_factor.middleware",
]

ROOT_URLCONF = "wego.config.urls"
WSGI_APPLICATION = "wego.config.wsgi.application"

FILTERS_EMPTY_CHOICE_LABEL = _("all")
FORM_RENDERER = "wego.core.forms.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wego.core.context_processors.page",
                "wego.accounts.context_processors.demo_login_link",
            ],
            "builtins": ["wego.core.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- database: SQLite beside the data out of the box, PostgreSQL by DATABASE_URL ------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{WEGO_DATA_DIR / 'wego.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A write transaction takes its lock at the start, so two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Counts of attempts to sign in and used one-time codes: every process and machine must see the same, so they are
    # kept in the database (core.SharedNote).
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_shared_note",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Drawn charts, by content: kept on disk, since drawing takes a tenth of a second.
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": WEGO_DATA_DIR / "cache" / "charts",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Parts of public pages (core.fragment_cache): each process its own, since their key says whether they still hold.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- people ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["wego.accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "wego.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a change to how somebody signs in is told to that person
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[WeGO] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _SECURE else "http"
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_PREVENT_ENUMERATION = "strict"  # nobody learns whether an address has an account
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("WEGO_BEHIND_PROXY") else 0
ACCOUNT_FORMS = {"reset_password": "wego.accounts.auth_forms.ForgottenPasswordForm"}
MFA_ADAPTER = "wego.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "wego.accounts.auth_forms.AddPasskeyForm",
    "edit_webauthn": "wego.accounts.auth_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "WeGO"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# Single sign-on: one OpenID Connect provider, which must return to <base>/sso/oidc/login/callback/.
SOCIALACCOUNT_ADAPTER = "wego.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": env.openid_apps()}}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:my"
LOGOUT_REDIRECT_URL = "portal:home"
SESSION_ENGINE = "wego.accounts.session_store"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
if _SECURE:  # no neighbouring host can plant them: the browser takes them from this host alone, by https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "wego.core.errors.form_refused"
SECURE_HSTS_SECONDS = 31536000 if _SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("WEGO_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- languages and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# The network's languages: those in which its reviewed files give every text, and those offered besides.
WEGO_FILE_LANGUAGES = env.languages(WEGO_NETWORK)
_OFFERED = dict.fromkeys([*WEGO_FILE_LANGUAGES, *env.languages(WEGO_NETWORK, "further_languages", ())])
_NAMES = {code: LANG_INFO[code]["name"] for code in _OFFERED}
LANGUAGES = [(code, _(name)) for code, name in _NAMES.items()]  # Django's own catalogues translate them
# Words that other people's packages leave untranslated on pages that we use; our own words are in each app.
LOCALE_PATHS = [SOURCE / "config" / "overrides"]
USE_I18N = True
USE_TZ = True
# What is stored is UTC; a day begins where the network has its seat.
TIME_ZONE = env.time_zone(WEGO_NETWORK)
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "wego.config.formats"

# --- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = WEGO_DATA_DIR / "static"
MEDIA_ROOT = WEGO_DATA_DIR / "files"
MEDIA_URL = "/files/"  # never served by address: files go through views that ask who may see them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Tables of the office have a field for each cell: a framework of 120 rows has 1,300. Read before any view can be asked,
# so for all; what bounds the work of reading is the size above.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WEGO_UPLOAD_LIMIT = env.number("WEGO_UPLOAD_LIMIT_MB", 20) * 1024 * 1024
# One request: a page may take several files. Strangers send at most DATA_UPLOAD_MAX_MEMORY_SIZE.
WEGO_REQUEST_LIMIT = 4 * WEGO_UPLOAD_LIMIT + DATA_UPLOAD_MAX_MEMORY_SIZE
# All files of one organisation together; whoever begins an application can fill no disk.
WEGO_UPLOAD_QUOTA = env.number("WEGO_UPLOAD_QUOTA_MB", 1000) * 1024 * 1024

# --- mail -----------------------------------------------------------------------------------------------------------
# smtp://user:password@host:587 ; empty: mails are written as files into the data directory
globals().update(env.mail("WEGO_MAIL_URL", WEGO_DATA_DIR / "mail"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("WEGO_MAIL_FROM", "WeGO platform <noreply@localhost>")

# --- background work ------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- online payment: off while there is no secret ---------------------------------------------------------------------
WEGO_STRIPE_SECRET = env.text("WEGO_STRIPE_SECRET")
WEGO_STRIPE_WEBHOOK_SECRET = env.text("WEGO_STRIPE_WEBHOOK_SECRET")
WEGO_STRIPE_ADDRESS = env.text("WEGO_STRIPE_ADDRESS", "https://api.stripe.com")

# --- the office -----------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "WeGO"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nobody's address is told to a picture service
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILADMIN_BASE_URL = WEGO_BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False  # nothing here is moderated by it, and its addresses are closed
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv", "txt"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("WEGO_LOG_LEVEL", "WARNING")},
}
