"""Which faces print uses, and whether they show the platform's scripts."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from wego.core.print.samples import SCRIPTS

# A sample per language: letters that only a face made for it has.
SAMPLES = {"en": "Łódź São", "ko": "서울 세계스마트시티기구", "zh-hans": "首尔 世界智慧可持续城市组织"}
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


def languages_without_font() -> list[str]:
    """Languages whose sample cannot be set; empty where all is well."""
    from wego.core.print.pdf import PrintFault, typeset

    missing = []
    for language, sample in SAMPLES.items():
        source = f'#set document(title: "sample")\n#set text(font: {_typst_list(FAMILIES)})\n{sample}'
        try:
            typeset(source.encode(), {})
        except PrintFault:
            missing.append(language)
    return missing


def scripts_without_font() -> list[str]:
    """Scripts of members' names of which a letter cannot be set; empty where all is well."""
    from wego.core.print.pdf import letters_without_face

    return [script for script, sample in SCRIPTS.items() if letters_without_face(sample)]


def _typst_list(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"
