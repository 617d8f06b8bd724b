"""Message catalogues without gettext's programs: `compile`, `update [APP …]` and `check`.

Every package under src/wego keeps its own strings in `locale/{ko,zh_Hans}/LC_MESSAGES/django.po`;
`config/overrides` holds words of other people's packages that they leave untranslated, and is only checked.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django.conf
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "wego"
LANGUAGES = ("ko", "zh_Hans")
OVERRIDES = SOURCE / "config" / "overrides"
KEYWORDS = {
    name + lazy: spec
    for name, spec in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
} | {"_": None, "gettext_noop": None}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
PLACEHOLDER = re.compile(
    r"%\((?P<name>[^)]*)\)(?P<kind>[#0\- +]*[\d.]*[a-zA-Z])|%(?P<plain>[a-zA-Z])|\{(?P<field>\w*)\}"
)


@dataclass(frozen=True)
class Fault:
    """One string of one catalogue that a reader would stumble over."""

    path: Path
    text: str
    what: str

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 80 else f"{self.text[:77]}…"
        return f"{self.path.relative_to(ROOT)}: “{shown}”: {self.what}"


def packages() -> list[Path]:
    return sorted(path.parent for path in SOURCE.glob("*/__init__.py"))


def po_path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def catalogue_files() -> list[Path]:
    return sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")) + sorted(OVERRIDES.glob("*/LC_MESSAGES/django.po"))


# --- extraction -----------------------------------------------------------------------------------------------------
def extracted(package: Path) -> Catalog:
    """Every string that a package's modules and templates show."""
    if not django.conf.settings.configured:
        django.conf.settings.configure()
    catalogue = Catalog(charset="utf-8")
    for path in sorted([*package.rglob("*.py"), *(package / "templates").rglob("*.*")]):
        if "migrations" in path.parts:
            continue
        where = path.relative_to(ROOT).as_posix()
        for _line, ids, comments, context in _strings(path):
            catalogue.add(ids, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalogue


def _strings(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What templatize blanks out keeps its indent, at which Python's tokeniser would take offence.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], strip_comment_tags=True)
    return ((line, ids, comments, context) for line, ids, comments, context in found if ids)


# --- update ---------------------------------------------------------------------------------------------------------
def update(names: Iterable[str], tidy: bool) -> None:
    """Bring the catalogues up to the sources; a string that left is kept as obsolete unless `tidy`."""
    for package in packages():
        if names and package.name not in names:
            continue
        template = extracted(package)
        if not len(template):
            continue
        for language in LANGUAGES:
            path = po_path(package / "locale", language)
            catalogue = read(path) if path.exists() else Catalog(locale=language, charset="utf-8", fuzzy=False)
            _bring_back(catalogue, template)
            catalogue.update(template, no_fuzzy_matching=True)
            text = _written(catalogue, language, tidy)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                print(f"updated {path.relative_to(ROOT)}")


def _bring_back(catalogue: Catalog, template: Catalog) -> None:
    """A string that left and has returned has its translation again."""
    for key, message in list(catalogue.obsolete.items()):
        if template.get(_key(message), message.context):
            catalogue.add(message.id, message.string, context=message.context)
            del catalogue.obsolete[key]


def _written(catalogue: Catalog, language: str, tidy: bool) -> str:
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, omit_header=True, include_lineno=False, sort_output=True, ignore_obsolete=tidy
    )
    return HEADER.format(language=language) + buffer.getvalue().decode().strip() + "\n"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


# --- compile --------------------------------------------------------------------------------------------------------
def compile_all(*, only_stale: bool = False) -> int:
    """Write the `.mo` beside every `.po`; answers how many were written."""
    written = 0
    for path in catalogue_files():
        target = path.with_suffix(".mo")
        if only_stale and target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        buffer = io.BytesIO()
        write_mo(buffer, read(path))
        partial = target.with_name(f".{target.name}.partial")
        partial.write_bytes(buffer.getvalue())
        partial.replace(target)
        written += 1
    return written


# --- check ----------------------------------------------------------------------------------------------------------
def check(names: Iterable[str] = ()) -> list[Fault]:
    """Every string that lacks, is fuzzy, loses a placeholder, or is said differently in two packages."""
    faults: list[Fault] = []
    said: dict[tuple[str, str | None, str], tuple[str, Path]] = {}
    for package in packages():
        template = extracted(package)
        for language in LANGUAGES:
            path = po_path(package / "locale", language)
            try:
                catalogue = read(path) if path.exists() else Catalog(locale=language)
            except PoFileError as error:
                faults.append(Fault(path, "", f"cannot be read: {error}"))
                continue
            wanted = not names or package.name in names
            for message in template:
                if not message.id:
                    continue
                known = catalogue.get(_key(message), message.context)
                found = list(_message_faults(path, message, known))
                faults += found if wanted else []
                if known and not found:
                    faults += _disagreement(said, language, path, known) if wanted else []
    for language in LANGUAGES:
        path = po_path(OVERRIDES, language)
        for message in read(path) if path.exists() and not names else ():
            if message.id:
                faults += _message_faults(path, message, message)
                faults += _disagreement(said, language, path, message)
    return faults


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else message.id


def _texts(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _message_faults(path: Path, message: Message, known: Message | None) -> Iterator[Fault]:
    text = _key(message)
    if known is None:
        yield Fault(path, text, "is missing (run tools/catalogues.py update)")
    elif known.fuzzy:
        yield Fault(path, text, "is fuzzy")
    elif not all(_texts(known.string)) or not known.string:
        yield Fault(path, text, "is not translated")
    elif isinstance(message.id, tuple) != isinstance(known.id, tuple):
        yield Fault(path, text, "is a plural in one place and none in the other")
    else:
        # The plural form names everything; a singular may leave the number out.
        wanted = placeholders(_texts(message.id)[-1])
        for string in _texts(known.string):
            if placeholders(string) != wanted:
                yield Fault(path, text, f"has placeholders {placeholders(string)}, not {wanted}")
            elif "%%" in string and "%" not in text:
                yield Fault(path, text, "has %%, which is shown as it is: nothing is filled in here; write %")


def placeholders(text: str) -> list[str]:
    """The names (or kinds, where they bear no name) that a text wants filled in."""
    found = [match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))]
    return sorted(
        {name for name in found if len(name) > 2} | {f"{kind} ×{found.count(kind)}" for kind in found if len(kind) == 2}
    )


def _disagreement(
    said: dict[tuple[str, str | None, str], tuple[str, Path]], language: str, path: Path, known: Message
) -> Iterator[Fault]:
    """Catalogues are merged when the platform starts, so one text can have one translation only."""
    string = _texts(known.string)[0]
    first, where = said.setdefault((language, known.context, _key(known)), (string, path))
    if first != string:
        other = where.relative_to(SOURCE).parts[0]
        yield Fault(path, _key(known), f"is “{string}” here and “{first}” in {other} (agree, or give a context)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, epilog="example: tools/catalogues.py update members")
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("compile", help="write the .mo files")
    updating = acts.add_parser("update", help="extract strings into the .po files")
    updating.add_argument("apps", nargs="*", help="packages under src/wego (default: all)")
    updating.add_argument("--tidy", action="store_true", help="drop strings that left the sources")
    checking = acts.add_parser("check", help="refuse missing, fuzzy or broken translations")
    checking.add_argument("apps", nargs="*", help="packages under src/wego (default: all)")
    arguments = parser.parse_args()
    if arguments.act == "compile":
        print(f"{compile_all()} catalogues compiled")
    elif arguments.act == "update":
        update(arguments.apps, arguments.tidy)
    else:
        faults = check(arguments.apps)
        for fault in faults:
            print(fault, file=sys.stderr)
        return 1 if faults else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
