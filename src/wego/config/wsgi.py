"""The WSGI application that a server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wego.config.settings")
application = get_wsgi_application()
# Every page's modules are loaded now, not while the first visitor waits.
get_resolver().url_patterns  # noqa: B018
