"""The database's shape: what is pending, bringing it up to date, and an empty one laid quickly."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder

from wego.config.commands.prerequisites import Refused
from wego.core.search.index import rebuild


def pending() -> list[str]:
    """Migrations that the code has and the database has not."""
    if _files() <= set(MigrationRecorder(connection).applied_migrations()):
        return []  # known by their names alone: to read them all takes a fifth of a second
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def need_current() -> None:
    """Refuse to work on a database that waits for migrations."""
    waiting = pending()
    if waiting:
        raise Refused(f"the database waits for {len(waiting)} migrations (first {waiting[0]})", "run: wego migrate")


def migrate() -> list[str]:
    """Bring the database up to date; answers the migrations that were applied."""
    applied = pending()
    executor = MigrationExecutor(connection)
    # Django renders every model related to the one that a migration changes. With other people's packages first, ours
    # are not rendered along two hundred times.
    theirs = [node for node in executor.loader.graph.leaf_nodes() if not _is_ours(executor.loader.get_migration(*node))]
    if executor.migration_plan(theirs):
        executor.migrate(theirs)
    call_command("migrate", verbosity=0, interactive=False)
    if applied:  # migrations write past the index of the search
        rebuild()
    return applied


def _files() -> set[tuple[str, str]]:
    """Every migration that lies beside the code: app and name."""
    found = set()
    for app in apps.get_app_configs():
        package, _is_set = MigrationLoader.migrations_module(app.label)
        try:
            folders = import_module(package).__path__ if package else []
        except ModuleNotFoundError:
            continue
        found |= {(app.label, module.name) for module in iter_modules(folders) if module.name[0] not in "_~"}
    return found


def _is_ours(migration: Migration) -> bool:
    return type(migration).__module__.startswith("wego.")


def fingerprint() -> str:
    """Tells one shape of the database from another: every migration file of every app, byte for byte."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        try:
            folder = Path(import_module(f"{app.name}.migrations").__file__ or "").parent
        except ModuleNotFoundError:
            continue
        for path in sorted(folder.glob("*.py")):
            digest.update(f"{app.label}/{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def lay_empty(keep: Path) -> None:
    """Lay an empty, migrated SQLite database where the settings want it.

    Migrating from nothing takes half a minute, so the empty file is kept in `keep` until a migration changes.
    """
    target = Path(connection.settings_dict["NAME"])
    kept = keep / f"empty-{fingerprint()}.sqlite3"
    if kept.exists():
        shutil.copyfile(kept, target)
        return
    migrate()
    for old in keep.glob("empty-*.sqlite3"):
        old.unlink()
    connection.close()
    partial = kept.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(kept)
