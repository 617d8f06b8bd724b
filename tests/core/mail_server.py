"""A mail server on the loopback that behaves as a test says: takes mails, refuses, hangs or dies at any point."""

from __future__ import annotations

import socketserver
import threading
import time
from email import message_from_bytes
from email.message import Message
from typing import Any

HANG = "hang"
DIE = "die"


class MailServer(socketserver.ThreadingTCPServer):
    """`behaviour` maps a point of the talk (greeting, ehlo, mail, rcpt, data, text, auth) to an answer, HANG or DIE.

    At `text` the mail has been taken already, whatever is answered after it. `pause` delays each point.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.behaviour: dict[str, str] = {}
        self.pause = 0.0
        self.said: list[str] = []
        self.taken: list[Message] = []
        self.is_over = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def recipients(self) -> list[str]:
        return [one["To"] for one in self.taken]

    def __enter__(self) -> MailServer:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_facts: Any) -> None:
        self.is_over.set()
        self.shutdown()
        self.server_close()


class _Over(Exception):
    """The server says nothing more on this line."""


class _Talk(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        try:
            self.answer("greeting", "220 test")
            while line := self.rfile.readline():
                self.server.said.append(line.decode().strip())
                self.follow(line.decode().strip())
        except (_Over, OSError):
            return

    def follow(self, line: str) -> None:
        word = line.split()[0].upper() if line else ""
        if word == "QUIT":
            self.say("221 bye")
            raise _Over
        if word == "DATA":
            if self.answer("data", "354 go on").startswith("354"):
                self.take()
        else:
            self.answer(word.lower(), "250 ok")

    def take(self) -> None:
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            more = self.rfile.readline()
            if not more:
                raise _Over
            text += more
        if not self.server.behaviour.get("text", "250").startswith(("4", "5")):
            self.server.taken.append(message_from_bytes(text[:-5]))
        self.answer("text", "250 taken")

    def answer(self, point: str, usual: str) -> str:
        said = self.server.behaviour.get(point, usual)
        time.sleep(self.server.pause)
        if said == HANG:
            self.server.is_over.wait(30)
            raise _Over
        if said == DIE:
            raise _Over
        self.say(said)
        return said

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
