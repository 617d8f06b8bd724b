"""How figures and their notes are said on pages."""

from __future__ import annotations

from django import template

from wego.records.source_notes import source_note
from wego.records.wording import note_text, unit_text, value_text

register = template.Library()
register.filter(note_text)
register.filter(source_note)
register.filter(value_text)
register.filter(unit_text)
