"""Whether the faces at hand show the platform's languages and the scripts of members' names."""

from __future__ import annotations

from wego.core.print.samples import SCRIPTS
from wego.typesetting.fonts import FAMILIES
from wego.typesetting.pages import PrintFault, letters_without_face, typeset

# A sample per language: letters that only a face made for it has.
SAMPLES = {"en": "Łódź São", "ko": "서울 세계스마트시티기구", "zh-hans": "首尔 世界智慧可持续城市组织"}


def languages_without_font() -> list[str]:
    """Languages whose sample cannot be set; empty where all is well."""
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
    return [script for script, sample in SCRIPTS.items() if letters_without_face(sample)]


def _typst_list(names: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{name}"' for name in names) + ")"
