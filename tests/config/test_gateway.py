"""A request is read before it takes a thread: whoever stalls is answered 408 and holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from wego.config.commands.gateway import Bounds, environ_of, gateway

QUICK = Bounds(most_bytes=1000, idle=0.05, first=0.1, pace=4096, bodies=20, send=0.05)


class Protocol:
    """A connection that brings these parts, and then stalls or ends; it keeps what it is answered."""

    def __init__(self, *parts: bytes, stalls: bool = False, pause: float = 0, takes: bool = True) -> None:
        self.parts, self.stalls, self.pause, self.takes = parts, stalls, pause, takes
        self.status, self.headers, self.content = 0, [], b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            await asyncio.sleep(self.pause)
            yield part
        if self.stalls:
            await asyncio.sleep(60)

    def response_bytes(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        self.status, self.headers, self.content = status, headers, content

    def response_str(self, status: int, headers: list[tuple[str, str]], content: str) -> None:
        self.response_bytes(status, headers, content.encode())

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Protocol:
        self.response_bytes(status, headers, b"")
        return self

    async def send_bytes(self, part: bytes) -> None:
        if not self.takes:
            await asyncio.sleep(60)
        self.content += part


def scope(method: str = "POST", path: str = "/", **headers: Any) -> Any:
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    return SimpleNamespace(
        method=method,
        path=path,
        query_string="q=%EC",
        server="127.0.0.1:8000",
        client="[::1]:5000",
        http_version="1.1",
        scheme="http",
        headers=SimpleNamespace(items=lambda: named),
    )


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    content = environ["wsgi.input"].read()
    start_response("200 OK", [("Length", str(environ.get("CONTENT_LENGTH", "none")))])
    return [content[:2], content[2:]]


def ask(*protocols: Protocol, application: Any = echo, bounds: Bounds = QUICK, **headers: str) -> None:
    """All at once, on a gateway with two threads."""

    async def all_of_them() -> None:
        answer = gateway(application, bounds, threads=2)
        await asyncio.gather(*[answer(scope(**headers), protocol) for protocol in protocols])

    asyncio.run(all_of_them())


def test_what_is_sent_is_read_whole() -> None:
    client = Protocol(b"ab", b"cd", b"ef")

    ask(client, content_length="6")

    assert (client.status, client.content, client.headers) == (200, b"abcdef", [("Length", "6")])


def test_whoever_stalls_holds_up_nobody() -> None:
    stalling = [Protocol(b"half", stalls=True) for _ in range(10)]
    quick = Protocol(b"whole")

    ask(*stalling, quick, content_length="5")

    assert {client.status for client in stalling} == {408}
    assert quick.content == b"whole"


def test_whoever_sends_a_byte_now_and_then_is_answered_too() -> None:
    client = Protocol(*[b"x"] * 50, pause=0.02)

    ask(client, content_length="50")

    assert client.status == 408


def test_too_much_is_refused_though_no_length_was_said() -> None:
    client = Protocol(*[b"x" * 300] * 4)

    ask(client, transfer_encoding="chunked")

    assert client.status == 413


def test_too_many_bodies_at_once_are_turned_away() -> None:
    clients = [Protocol(b"half", stalls=True) for _ in range(3)]

    ask(*clients, bounds=Bounds(most_bytes=1000, idle=0.05, bodies=2), content_length="9")

    assert sorted(client.status for client in clients) == [408, 408, 503]


def test_a_request_without_a_body_is_not_waited_for() -> None:
    client = Protocol(stalls=True)

    ask(client)

    assert (client.status, client.content) == (200, b"")


class Streamed:
    """As Django's streaming answers."""

    streaming = True

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Iterable[bytes]:
        return iter([b"one ", b"two ", b"three"])

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(("takes", "content"), [(True, b"one two three"), (False, b"")])
def test_an_answer_in_pieces_goes_as_it_is_made_and_waits_for_nobody(takes: bool, content: bytes) -> None:
    answer = Streamed()

    def application(_environ: dict[str, Any], start_response: Any) -> Streamed:
        start_response("200 OK", [])
        return answer

    client = Protocol(takes=takes)
    ask(client, application=application)

    assert client.content == content
    assert answer.closed


def test_headers_as_django_reads_them() -> None:
    named = [
        ("host", "wego.example"),
        ("content-type", "text/plain"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-forwarded-for", "1.1.1.1"),
        ("x_forwarded_for", "6.6.6.6"),  # not the proxy's
        ("accept", "a"),
        ("accept", "b"),
    ]
    asked = scope(path="/en/서울/")
    asked.headers = SimpleNamespace(items=lambda: named)

    environ = environ_of(asked)

    assert environ["PATH_INFO"].encode("latin-1").decode() == "/en/서울/"
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"], environ["CONTENT_TYPE"]) == (
        "a=1; b=2",
        "a,b",
        "text/plain",
    )
    assert (environ["HTTP_X_FORWARDED_FOR"], environ["REMOTE_ADDR"]) == ("1.1.1.1", "::1")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("127.0.0.1", "8000")
