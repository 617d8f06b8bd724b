"""`make check`: format, lint, types, layers, translations, English, migrations, documentation, and what is kept out.

Every check runs, so that one round shows everything; the exit status is 1 if any of them found something.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LOCK_FILES = {
    "uv.lock",
    "poetry.lock",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "pylock.toml",
    "Pipfile.lock",
}
# Spelt in pieces, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org/", "files\\.python" + "hosted", "registry\\.npm" + "js", "/simple" + "/ "])
)
BINARY = {".png", ".svg", ".ico", ".xlsx", ".pdf"}

CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "types": [BIN / "mypy"],
    "layers": [BIN / "lint-imports", "--no-cache"],
    "translations": [sys.executable, "tools/catalogues.py", "check"],
    "wording": [sys.executable, "tools/wording.py"],
    "migrations": [sys.executable, "-m", "wego.config.manage", "makemigrations", "--check", "--dry-run"],
    "documentation": [sys.executable, "tools/docs.py"],
}


def main() -> int:
    failed = []
    with tempfile.TemporaryDirectory(prefix="wego-check-") as data_dir:
        surroundings = os.environ | {"WEGO_DATA_DIR": data_dir, "PYTHONPATH": str(ROOT)}
        for name, command in CHECKS.items():
            done = subprocess.run(
                [str(word) for word in command], cwd=ROOT, env=surroundings, capture_output=True, text=True
            )
            print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    if found := list(uncommittable()):
        failed.append("committed files")
        print("\n".join(found))
    print(f"committed files: {'FAILED' if found else 'ok'}")
    return 1 if failed else 0


def uncommittable() -> Iterator[str]:
    """Lock files, and texts that name a package registry: pins come with hashes and without addresses."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.name in LOCK_FILES:
            yield f"{name}: a lock file that carries download addresses; pin with hashes instead (make pins)"
        elif path.is_file() and path.suffix not in BINARY and REGISTRIES.search(path.read_text("utf-8", "replace")):
            yield f"{name}: names a package registry"


if __name__ == "__main__":
    sys.exit(main())
