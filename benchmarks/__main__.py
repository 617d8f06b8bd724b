"""`make bench`: every benchmark of this folder as a table of ratios against a named limit of the same run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

# Seconds and MiB unless the name says otherwise.
COLUMNS = ("name", "measured", "limit", "ratio", "memory")
WIDTHS = (76, 8, 8, 8, 6)


def modules(names: list[str]) -> Iterator[str]:
    """The benchmark modules asked for; all of them if none is named."""
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        if not names or path.stem in names:
            yield path.stem


def shown(value: object) -> str:
    """Three digits say enough; words stay words."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def main(names: list[str]) -> int:
    """Each module in a process of its own: a platform is set up once a process, and memory is one's own."""
    asked = list(modules(names))
    if len(asked) == 1:
        return table(asked[0])
    return max(subprocess.run([sys.executable, "-m", "benchmarks", name], check=False).returncode for name in asked)


def table(name: str) -> int:
    """Run one module and print each row as it comes: some take minutes, and what is measured must not be lost."""
    module = import_module(f"benchmarks.{name}")
    print(f"\n## {name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
    rows = ([shown(row.get(column, "")) for column in COLUMNS] for row in module.rows())
    for cells in chain([COLUMNS, ["-" * width for width in WIDTHS]], rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
