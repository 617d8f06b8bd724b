"""Settings of the tests: a throw-away data directory, quick passwords, tasks at once."""

import atexit
import os
import shutil
import tempfile

if "WEGO_DATA_DIR" not in os.environ:
    os.environ["WEGO_DATA_DIR"] = tempfile.mkdtemp(prefix="wego-tests-")
    atexit.register(shutil.rmtree, os.environ["WEGO_DATA_DIR"], ignore_errors=True)

os.environ["XDG_CONFIG_HOME"] = os.path.join(os.environ["WEGO_DATA_DIR"], "config")  # of nobody's home

from wego.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since threads that share a database in memory lock each other out; nothing in it need outlive a crash.
    DATABASES["default"]["TEST"] = {"NAME": str(WEGO_DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
elif "TEST_DATABASE_TEMPLATE" in os.environ:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_DATABASE_TEMPLATE"]}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the server of static files wants it there
# Tests make rows that leave no audit line: what is kept of a page would outlive them.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
