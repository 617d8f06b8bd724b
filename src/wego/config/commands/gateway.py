"""Between granian and Django: a request is read whole before it takes a thread, within a time and a size.

Granian's own WSGI gateway reads in the worker's thread: eight visitors who send half a form and wait hold the site.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
IN_MEMORY = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """How long and how much is waited for."""

    most_bytes: int
    idle: float = 10.0  # seconds without a byte
    first: float = 20.0  # seconds in which nothing is said of the pace
    pace: float = 4096.0  # bytes a second that come on average, after that
    bodies: int = 64  # read at once
    send: float = 30.0  # seconds for one piece of an answer


class BodyLate(Exception):
    """The rest of the body did not come in time."""


class BodyTooLarge(Exception):
    """More has come than is taken."""


def gateway(
    application: Application, bounds: Bounds, *, threads: int
) -> Callable[[Any, Any], Coroutine[Any, Any, None]]:
    """The application as granian's RSGI calls it."""
    pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
    reading = asyncio.Semaphore(bounds.bodies)

    async def answer(scope: Any, protocol: Any) -> None:
        environ = environ_of(scope)
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                if has_body(environ):
                    if reading.locked():
                        return _refuse(protocol, 503, "The site is busy. Try again in a moment.\n")
                    async with reading:
                        environ["CONTENT_LENGTH"] = str(await read_body(protocol, body, bounds))
            except BodyLate:
                return _refuse(protocol, 408, "The request did not come in time.\n")
            except BodyTooLarge:
                return _refuse(protocol, 413, "The request is too large.\n")
            body.seek(0)
            environ["wsgi.input"] = body
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(pool, _run, application, environ, protocol, loop, bounds.send)
        return None

    return answer


def has_body(environ: dict[str, Any]) -> bool:
    length = environ.get("CONTENT_LENGTH", "")
    return "HTTP_TRANSFER_ENCODING" in environ or (length.isascii() and length.isdigit() and int(length) > 0)


async def read_body(chunks: Any, target: IO[bytes], bounds: Bounds) -> int:
    """Write what comes to a file; answers how much it was."""
    loop = asyncio.get_running_loop()
    begun, come, source = loop.time(), 0, aiter(chunks)
    while True:
        try:
            chunk = await asyncio.wait_for(anext(source), bounds.idle)
        except StopAsyncIteration:
            return come
        except TimeoutError:
            raise BodyLate from None
        come += len(chunk)
        since = loop.time() - begun
        if come > bounds.most_bytes:
            raise BodyTooLarge
        if since > bounds.first and come < bounds.pace * since:
            raise BodyLate
        target.write(chunk)


def environ_of(scope: Any) -> dict[str, Any]:
    """The request's line and headers as WSGI has them."""
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # X_Forwarded_For would read as the proxy's own X-Forwarded-For
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    return environ


def _run(application: Application, environ: dict[str, Any], protocol: Any, loop: Any, patience: float) -> None:
    """Answer one request, from its first query to its last, in one thread."""
    said: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
        said[:] = [int(status.split(" ", 1)[0]), headers]

    answered = application(environ, start)
    try:
        if getattr(answered, "streaming", False):
            _stream(answered, protocol.response_stream(*said), loop, patience)
        else:
            protocol.response_bytes(*said, b"".join(answered))
    finally:
        if hasattr(answered, "close"):
            answered.close()


def _stream(parts: Iterable[bytes], transport: Any, loop: Any, patience: float) -> None:
    async def send(part: bytes) -> None:
        await asyncio.wait_for(transport.send_bytes(part), patience)

    for part in parts:
        try:
            asyncio.run_coroutine_threadsafe(send(bytes(part)), loop).result()
        except Exception:  # whoever asked has gone, or takes nothing more
            return


def _refuse(protocol: Any, status: int, text: str) -> None:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
    protocol.response_str(status, headers, text)
