"""The database at one moment, taken while people write, and put back: SQLite by its own copy, PostgreSQL by COPY."""

from __future__ import annotations

import sqlite3
import zipfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from wego.config.commands import archive as archives
from wego.config.commands.prerequisites import Refused

SQLITE = "database/wego.sqlite3"
TABLE = "database/{}.copy"
# Not taken and never put back: passing notes of the cache, which are pickled and would run what they hold; sessions,
# so that nobody is signed in by an archive; background tasks, which name what is to be run. Jobs resume what waits.
LEFT_OUT = ("core_shared_note", "django_session", "usersessions_usersession", "django_tasks_database_dbtaskresult")


def applied_migrations() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationExecutor(connection).loader.applied_migrations)


# --- taking ---------------------------------------------------------------------------------------------------------
def take(writer: archives.Writer, folder: Path) -> None:
    """Write the database into an archive; `folder` takes what must lie on disk meanwhile."""
    take_postgresql(writer) if connection.vendor == "postgresql" else take_sqlite(writer, folder)


def take_sqlite(writer: archives.Writer, folder: Path) -> None:
    copy = folder / ".snapshot.partial"
    copy.unlink(missing_ok=True)
    try:
        source = f"file:{connection.settings_dict['NAME']}?mode=ro"
        # One step over all pages reads one moment of the write-ahead log; writers go on meanwhile.
        with closing(sqlite3.connect(source, uri=True)) as live, closing(sqlite3.connect(copy)) as still:
            live.backup(still, pages=-1)
            still.execute("PRAGMA journal_mode=DELETE")
            found = still.execute("PRAGMA quick_check").fetchone()[0]
            _leave_out(still)
        if found != "ok":
            raise Refused(f"the database is damaged: {found}", "restore the last backup")
        writer.add(SQLITE, copy)
    finally:
        copy.unlink(missing_ok=True)


def _leave_out(database: sqlite3.Connection) -> None:
    """Empty what is left out, and overwrite it."""
    database.execute("PRAGMA secure_delete=ON")
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in LEFT_OUT:
        if table in there:
            database.execute(f"DELETE FROM {table}")  # noqa: S608
    database.commit()


def take_postgresql(writer: archives.Writer) -> None:
    import psycopg

    with psycopg.connect(**_parameters()) as own:
        own.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # every table as of one moment
        own.read_only = True
        for table, columns in _tables(own).items():
            with (
                writer.part(TABLE.format(table)) as part,
                own.cursor().copy(_copy(table, columns, "TO STDOUT")) as rows,
            ):
                part.write(("\t".join(columns) + "\n").encode())
                for chunk in rows:
                    if table not in LEFT_OUT:
                        part.write(chunk)


def _parameters() -> dict[str, Any]:
    wanted = connection.get_connection_params()
    return {
        name: wanted[name] for name in ("dbname", "user", "password", "host", "port", "options") if wanted.get(name)
    }


def _tables(own: Any) -> dict[str, list[str]]:
    """Every table with the columns that are stored rather than computed."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = own.execute(
        "SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t "
        "USING (table_schema, table_name) WHERE table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
        "AND c.is_generated = 'NEVER' ORDER BY c.table_name, c.ordinal_position"
    )
    for table, column in rows:
        found[table].append(column)
    return dict(found)


def _copy(table: str, columns: list[str], direction: str) -> Any:
    from psycopg import sql

    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), names, sql.SQL(direction))


# --- putting back ---------------------------------------------------------------------------------------------------
def refuse_unfit(manifest: archives.Manifest) -> None:
    """Refuse an archive that this database or this version cannot take."""
    if manifest.vendor != connection.vendor:
        raise Refused(
            f"the archive holds a {manifest.vendor} database and the settings name {connection.vendor}",
            "set or unset DATABASE_URL to match",
        )
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise Refused(
            f"the archive was made by wego {manifest.wego}, which has migrations unknown here ({unknown[0]})",
            "restore with that version or a later one",
        )


def refuse_over_data() -> None:
    """Refuse to restore over a database in which somebody has written something."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in ("core_auditentry", "accounts_user", "members_organisation"):
            if table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    raise Refused("the database holds data", "restore into an empty database or data directory")


def clear() -> None:
    """Remove what a restore that was broken off has put into the database; SQLite's file is replaced whole anyway."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")


def put_back_sqlite(archive: zipfile.ZipFile) -> None:
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    partial = target.with_suffix(".partial")
    archives.extract(archive, SQLITE, partial, within=target.parent)
    with closing(sqlite3.connect(partial)) as database:
        _leave_out(database)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    partial.replace(target)


def put_back_postgresql(archive: zipfile.ZipFile, manifest: archives.Manifest) -> None:
    """Lay the tables as they were when the archive was made, then fill them in one transaction."""
    import psycopg
    from psycopg import sql

    executor = MigrationExecutor(connection)
    recorded = {(app, name) for app, name in manifest.migrations}
    ahead = set(executor.loader.applied_migrations) - recorded
    if ahead:
        raise Refused("the database is ahead of the archive", "restore into a database without tables")
    graph = executor.loader.graph
    known = recorded & set(graph.nodes)  # migrations that a squashed one replaces are recorded beside it
    leaves = [
        node
        for node in sorted(known)
        if not any(child.key in known and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(leaves)
    connection.close()
    with psycopg.connect(**_parameters()) as own:
        tables = _tables(own)
        every = sql.SQL(", ").join(map(sql.Identifier, tables))
        own.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(every))
        for table in tables:
            with archive.open(TABLE.format(table)) as part:
                columns = part.readline().decode().rstrip("\n").split("\t")
                with own.cursor().copy(_copy(table, columns, "FROM STDIN")) as rows:
                    while table not in LEFT_OUT and (chunk := part.read(archives.CHUNK)):
                        rows.write(chunk)
        _restart_sequences(own, tables)


def _restart_sequences(own: Any, tables: dict[str, list[str]]) -> None:
    """New rows get numbers after the restored ones."""
    from psycopg import sql

    for table, columns in tables.items():
        for column in columns:
            sequence = own.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column]).fetchone()[0]
            if sequence:
                highest = sql.SQL("SELECT setval(%s, GREATEST(MAX({}), 1), MAX({}) IS NOT NULL) FROM {}")
                name = sql.Identifier(column)
                own.execute(highest.format(name, name, sql.Identifier(table)), [sequence])
