"""One archive of database and files: a ZIP with a manifest that names every part with its length and SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from wego.config.commands.prerequisites import Refused

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


@dataclass
class Manifest:
    """What an archive holds, and of which version of the platform."""

    made_at: str
    wego: str
    vendor: str
    migrations: list[list[str]]
    format: int = FORMAT
    parts: dict[str, dict[str, int | str]] = field(default_factory=dict)
    seal: str = ""  # by the key of whoever made it, over everything else here

    def sealed_by(self, key: bytes) -> str:
        facts = {name: value for name, value in asdict(self).items() if name != "seal"}
        return hmac.new(key, json.dumps(facts, sort_keys=True).encode(), hashlib.sha256).hexdigest()


class Writer:
    """Writes parts and counts them into the manifest."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest):
        self.archive = archive
        self.manifest = manifest

    @contextmanager
    def part(self, name: str) -> Iterator[Counted]:
        with self.archive.open(name, "w", force_zip64=True) as file:
            counted = Counted(file)
            yield counted
        self.manifest.parts[name] = {"bytes": counted.length, "sha256": counted.digest.hexdigest()}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source, self.part(name) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)


class Counted:
    """A file being written whose length and checksum are known at the end."""

    def __init__(self, file: IO[bytes]):
        self.file = file
        self.length = 0
        self.digest = hashlib.sha256()

    def write(self, chunk: bytes | bytearray | memoryview) -> None:
        self.file.write(chunk)
        self.length += len(chunk)
        self.digest.update(chunk)


@contextmanager
def writing(path: Path, manifest: Manifest, key: bytes) -> Iterator[Writer]:
    """An archive that appears under its name only when it is whole; readable by its owner only."""
    partial = path.with_name(f".{path.name}.partial")
    descriptor = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                writer = Writer(archive, manifest)
                yield writer
                manifest.seal = manifest.sealed_by(key)
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive every part of which has been read once and found as its manifest says."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _verified(archive, path)
            yield archive, manifest
    except FileNotFoundError:
        raise Refused(f"{path} is not there", "give an archive made by wego backup") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise _damaged(path, str(error)) from None


def _verified(archive: zipfile.ZipFile, path: Path) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise Refused(f"{path} holds no {MANIFEST}", "give an archive made by wego backup")
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (TypeError, ValueError) as error:
        raise _damaged(path, f"{MANIFEST}: {error}") from None
    if manifest.format != FORMAT:
        raise Refused(f"{path} is of format {manifest.format}, not {FORMAT}", "use the version of wego that made it")
    if sorted(names) != sorted([*manifest.parts, MANIFEST]):
        raise _damaged(path, "its parts are not those of its manifest")
    for name, facts in manifest.parts.items():
        if not is_plain(name):
            raise _damaged(path, f"{name} leads out of the data directory")
        digest, length = hashlib.sha256(), 0
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                digest.update(chunk)
                length += len(chunk)
        if (length, digest.hexdigest()) != (facts["bytes"], facts["sha256"]):
            raise _damaged(path, f"{name} is not as its checksum says")
    return manifest


def is_plain(name: str) -> bool:
    """Is every piece of a part's name the name of a file or folder below where it belongs?"""
    return not any(piece in ("", ".", "..") or "\\" in piece or "\0" in piece for piece in name.split("/"))


def extract(archive: zipfile.ZipFile, name: str, target: Path, *, within: Path) -> None:
    """Write one part to a file that lies within a folder, whatever its name says; for its owner alone."""
    if not target.resolve().is_relative_to(within.resolve()):
        raise Refused(f"{name} leads out of {within}", "this is no archive of wego backup")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.unlink(missing_ok=True)  # a file of the same name keeps its rights
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with archive.open(name) as source, os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(source, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _damaged(path: Path, how: str) -> Refused:
    return Refused(f"{path} is damaged: {how}", "take another copy; nothing has been touched")
