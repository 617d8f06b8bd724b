"""How forms look: every field with its label, help and error beside it."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting

ONE_LINE = 300  # characters: what may be longer gets several lines, what may not gets one


class FormRenderer(TemplatesSetting):
    """Django's forms drawn with the interface's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
