"""`make pins`: pins every requirement with its hashes, and without the address it came from."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
COMPILE = [
    "pip-compile",
    "--quiet",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-header",
    "--strip-extras",
    "--allow-unsafe",
    "--constraint",
    "requirements/oldest-python.txt",  # seen from the root, as the comments name it
]
# Nothing imports these: the font packages' finders (docs/decisions/0003), and what pip itself brings.
NOT_NEEDED = {"fontpkg", "fonttools", "justmytype", "pip", "setuptools"}
BUILD = "flit-core==4.2.0"


def blocks(text: str) -> dict[str, str]:
    """The requirements of a compiled file by name."""
    found = re.split(r"\n(?=[A-Za-z0-9._-]+==)", text.strip())
    return {re.match(r"[A-Za-z0-9._-]+", block)[0].lower(): block.rstrip() for block in found}  # type: ignore[index]


def compiled(*words: str, source: str = "pyproject.toml", given: str | None = None) -> dict[str, str]:
    target = REQUIREMENTS / ".compiling.txt"
    try:
        command = [str(Path(sys.executable).parent / COMPILE[0]), *COMPILE[1:], *words, "-o", str(target)]
        subprocess.run([*command, "-" if given else source], cwd=ROOT, check=True, text=True, input=given)
        return blocks(target.read_text(encoding="utf-8"))
    finally:
        target.unlink(missing_ok=True)


def write(name: str, pins: dict[str, str]) -> None:
    kept = [block for key, block in sorted(pins.items()) if key not in NOT_NEEDED]
    text = "\n".join(kept) + "\n"
    if re.search(r"https?://|file:", text) or str(ROOT) in text:
        raise SystemExit(f"{name}: an address or a path of this machine came through")
    (REQUIREMENTS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    run = compiled() | compiled(given=BUILD)
    write("run.txt", run)
    develop = compiled("--extra", "test", "--extra", "check", "--constraint", "requirements/run.txt")
    write("develop.txt", {name: block for name, block in develop.items() if name not in run})
