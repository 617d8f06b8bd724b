"""`make docs`: holds the documentation to the platform: no dead link, no setting or command left untold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from wego.config import command

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\b(?:text|flag|number|words|url|mail|database)\(\s*\"(WEGO_\w+|DATABASE_URL)\"")


def faults() -> Iterator[str]:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("networks/*/*.md")]:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            if not (page.parent / target.split("#")[0]).exists():
                yield f"{page.relative_to(ROOT)}: {target} leads nowhere"
    settings = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "src/wego").rglob("*.py")):
        for name in SETTING.findall(path.read_text(encoding="utf-8")):
            if name not in settings:
                yield f"docs/reference/settings.md does not tell of {name} ({path.relative_to(ROOT)})"
    commands = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    for name in [*command.FILE_COMMANDS, *command.UNBUILT_COMMANDS, *command.PLATFORM_COMMANDS]:
        if f"wego {name}" not in commands:
            yield f"docs/reference/commands.md does not tell of wego {name}"


if __name__ == "__main__":
    found = list(faults())
    print(
        "\n".join(found) or "The documentation begins at docs/README.md; every link, setting and command is in place."
    )
    sys.exit(bool(found))
