"""Settings of the tests: a throw-away data directory, quick passwords, tasks at once."""

import os
import tempfile

os.environ.setdefault("WEGO_DATA_DIR", tempfile.mkdtemp(prefix="wego-tests-"))

from wego.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
