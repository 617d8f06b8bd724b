"""What each web process of `wego serve` runs: the application, for as long as the server that started it lives."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time

from django.conf import settings

from wego.config import wsgi
from wego.config.commands.gateway import Bounds, gateway

THREADS = 8
application = gateway(wsgi.application, Bounds(settings.WEGO_REQUEST_LIMIT), threads=THREADS)
GRACE = 2.0


def _end_with_server() -> None:
    """A server that was killed could not stop its web processes; they notice, and free the port."""
    server = multiprocessing.parent_process()
    if server is None:
        return
    multiprocessing.connection.wait([server.sentinel])
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


threading.Thread(target=_end_with_server, daemon=True).start()
