"""Which faces print uses."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

# Noto Sans SC first: it has the wider Latin; Hangul comes from Noto Sans KR.
FAMILIES = ("Noto Sans SC", "Noto Sans KR", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans")
# Where each font package keeps its faces; of the Chinese, Japanese and Korean ones only those that are named above.
PACKAGES = {
    "justmytype_intl_cjk": ("fonts/ofl/notosanssc", "fonts/ofl/notosanskr"),
    "fontpkg_noto_sans": ("files",),
    "justmytype_intl_rtl": ("fonts/ofl",),
    "justmytype_intl_sea": ("fonts/ofl",),
    "justmytype_intl_south_asia": ("fonts/ofl",),
    "justmytype_intl_africa": ("fonts/ofl",),
}
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


@cache
def font_folders() -> tuple[str, ...]:
    """The folders that hold faces: the font packages that setup installs, then the system's."""
    folders = [*packaged_folders(), *(Path(folder) for folder in SYSTEM_FOLDERS)]
    return tuple(str(folder) for folder in folders if folder.is_dir())


def packaged_folders() -> list[Path]:
    """The folders of the font packages that are installed."""
    found = {name: find_spec(name) for name in PACKAGES}
    origins = {name: Path(spec.origin).parent for name, spec in found.items() if spec and spec.origin}
    return [origin / folder for name, origin in origins.items() for folder in PACKAGES[name]]
