"""What a download holds."""

from __future__ import annotations

from tempfile import NamedTemporaryFile
from typing import Any

import duckdb


def content(response: Any) -> bytes:
    """All of it; its file is closed, though not the response, which would close the test's database too."""
    found = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return found


def parquet(response: Any) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The types of a Parquet file's columns, and its rows by name."""
    with NamedTemporaryFile(suffix=".parquet") as file:
        file.write(content(response))
        file.flush()
        return read(file.name)


def read(path: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The same of a file; moments as text, in UTC."""
    with duckdb.connect() as base:
        base.execute("SET TimeZone = 'UTC'")
        kinds = {name: kind for name, kind, *_rest in base.execute("DESCRIBE FROM read_parquet(?)", [path]).fetchall()}
        moments = ", ".join(f'"{name}"::VARCHAR AS "{name}"' for name in kinds if kinds[name].startswith("TIMESTAMP"))
        shown = f"* REPLACE ({moments})" if moments else "*"
        rows = base.execute(f"SELECT {shown} FROM read_parquet(?)", [path]).fetchall()
    return kinds, [dict(zip(kinds, row, strict=True)) for row in rows]
