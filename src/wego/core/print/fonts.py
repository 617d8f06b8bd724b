"""Which faces print uses, and whether they show the platform's scripts."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

# A sample per language: letters that only a face made for it has.
SAMPLES = {"en": "Łódź São", "ko": "서울 세계스마트시티기구", "zh-hans": "首尔 世界智慧可持续城市组织"}
# Noto Sans SC first: it has the wider Latin; Hangul comes from Noto Sans KR.
FAMILIES = ("Noto Sans SC", "Noto Sans KR", "Noto Sans CJK SC", "Noto Sans CJK KR", "Noto Sans")
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


@cache
def font_folders() -> tuple[str, ...]:
    """The folders that hold faces: the font package that setup installs, then the system's."""
    folders: list[Path] = []
    package = find_spec("justmytype_intl_cjk")
    if package and package.origin:
        folders += [Path(package.origin).parent / "fonts" / "ofl" / family for family in ("notosanssc", "notosanskr")]
    folders += [Path(folder) for folder in SYSTEM_FOLDERS]
    return tuple(str(folder) for folder in folders if folder.is_dir())


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


def _typst_list(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"
