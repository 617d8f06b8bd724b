"""How forms look: every field with its label, help and error beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import escape
from django.utils.safestring import SafeString

ONE_LINE = 300  # characters: what may be longer gets several lines, what may not gets one
SELECT = "django/forms/widgets/select.html"
ONE_LINE_INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "search", "hidden", "number", "email", "date", "url", "tel")
)


class FormRenderer(TemplatesSetting):
    """Django's forms drawn with the interface's own components."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """A list to choose from is written by hand: a template for each of two hundred countries takes as long as a
        whole page."""
        if template_name == SELECT:
            return select(context["widget"])
        if template_name in ONE_LINE_INPUTS:
            return one_line_input(context["widget"])
        return super().render(template_name, context, request=request)


def one_line_input(widget: Mapping[str, Any]) -> SafeString:
    """What Django's own templates write of a field of one line."""
    value = "" if widget["value"] is None else f' value="{escape(str(widget["value"]))}"'
    return SafeString(
        f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'
    )


def select(widget: Mapping[str, Any]) -> SafeString:
    """What Django's own templates write of a list to choose from."""
    groups = []
    for name, options, _index in widget["optgroups"]:
        written = "".join(map(_option, options))
        groups.append(f'<optgroup label="{escape(name)}">{written}</optgroup>' if name else written)
    return SafeString(f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{"".join(groups)}</select>')


def _option(option: Mapping[str, Any]) -> str:
    return f'<option value="{escape(str(option["value"]))}"{_attributes(option)}>{escape(option["label"])}</option>'


def _attributes(widget: Mapping[str, Any]) -> str:
    """Those that are false are left out, those that are true stand alone."""
    given = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in given)
