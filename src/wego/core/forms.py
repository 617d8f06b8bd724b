"""How forms look: every field with its label, help and error beside it."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Django's forms drawn with the interface's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
