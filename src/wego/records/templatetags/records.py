"""How the notes of figures are said on pages."""

from __future__ import annotations

from django import template

from wego.records.source_notes import source_note

register = template.Library()
register.filter(source_note)
