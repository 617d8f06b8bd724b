"""A listing's table as markup: written by hand, many times faster than the template engine writes it.

Whatever a cell shows is escaped where it enters the row.
"""

from __future__ import annotations

from typing import Any

from django.forms import BoundField
from django.middleware.csrf import get_token
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wego.core.form_tokens import FIELD, new_token
from wego.core.listings.columns import Column
from wego.core.listings.listing import ListPage

_TICK = '<td><input type="checkbox" name="row" value="{}" aria-label="{}"></td>'
_BADGE = ' <span class="badge">{}</span>'


def table_head(found: ListPage) -> SafeString:
    """The heads; those that sort are links, and say which way the list is sorted."""
    heads = [_head(found, column) for column in found.shown]
    if found.acts:
        heads.insert(0, _unseen_head(_("Choose")))
    if found.row_acts:
        heads.append(_unseen_head(_("Available actions")))
    return SafeString("".join(heads))


def _head(found: ListPage, column: Column) -> str:
    label = escape(str(column.label))
    numeric = _aligned(column)
    if not column.sort_by:
        return f'<th scope="col"{numeric}>{label}</th>'
    is_by = found.sort.removeprefix("-") == column.name
    is_down = found.sort.startswith("-")
    sorted_ = f' aria-sort="{"descending" if is_down else "ascending"}"' if is_by else ""
    arrow = f' <span aria-hidden="true">{"↓" if is_down else "↑"}</span>' if is_by else ""
    address = escape(found.link(sort=f"-{column.name}" if is_by and not is_down else column.name))
    return f'<th scope="col"{numeric}{sorted_}><a href="{address}">{label}{arrow}</a></th>'


def table_body(found: ListPage) -> SafeString:
    """The rows; on a phone the same markup reads as cards, each value with its column's name."""
    listing = found.listing
    named = next((column for column in found.shown if column.is_name), found.shown[0])
    columns = [(column, f'{_aligned(column)} data-label="{escape(str(column.label))}"') for column in found.shown]
    lines = []
    token = _token(found)
    words: dict[int, tuple[Promise, str]] = {}
    for row in found.page:
        name = named.write(named.read_shown(row))
        if found.row_link and (address := found.row_link(row)):
            name = f'<a href="{escape(address)}">{name}</a>'
        if mark := listing.mark(row):
            name += _BADGE.format(escape(str(mark)))
        cells = [
            f'<th scope="row">{name}</th>' if column is named else f"<td{attributes}>{column.cell(row, words)}</td>"
            for column, attributes in columns
        ]
        tick = _TICK.format(row.pk, escape(_("Select %(name)s") % {"name": row})) if found.acts else ""
        buttons = f"<td>{_buttons(found, row, token)}</td>" if found.row_acts else ""
        lines.append(f"<tr>{tick}{''.join(cells)}{buttons}</tr>")
    return SafeString("\n".join(lines))


def filter_fields(found: ListPage) -> SafeString:
    """The fields of the form that narrows the list, each with its label and what is wrong with it."""
    if found.filters is None:
        return SafeString("")
    return SafeString("".join(map(_filter_field, found.filters.form)))


def _filter_field(field: BoundField) -> str:
    if field.is_hidden:
        return str(field)
    errors = field.errors
    wrong, mark = (f'<div class="error">{errors}</div>', " has-error") if errors else ("", "")
    label = f'<label for="{escape(field.id_for_label)}">{escape(str(field.label))}</label>'
    return f'<div class="field{mark}">{label}{wrong}{field}</div>'


def _buttons(found: ListPage, row: Any, token: str) -> str:
    """The acts on one row: a link where one is asked something first, else a button."""
    return " ".join(_button(act, row, token) for act in found.row_acts if act.is_offered(found.request.user, row))


def _button(act: Any, row: Any, token: str) -> str:
    address, label = escape(act.url(row)), escape(str(act.label_for(row)))
    facts = f'class="button button-small button-secondary{" no" if act.is_warning else ""}"'
    facts += f' aria-label="{label}: {escape(str(act.title(row)))}"'
    if act.has_page:
        return f'<a href="{address}" {facts}>{label}</a>'
    return f'<form method="post" action="{address}">{token}<button {facts}>{label}</button></form>'


def _token(found: ListPage) -> str:
    """What a button's form carries; a token counts once at each address, so that the table needs one."""
    if all(act.has_page for act in found.row_acts):
        return ""
    fields = {"csrfmiddlewaretoken": get_token(found.request), FIELD: new_token()}
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items())


def _unseen_head(words: str) -> str:
    return f'<td><span class="visually-hidden">{escape(words)}</span></td>'


def table_foot(found: ListPage) -> SafeString:
    """The sums over all pages, where the listing has any."""
    if not found.totals:
        return SafeString("")
    cells = ["<td></td>"] if found.acts else []
    total = _("Total")
    cells.append(f'<th scope="row">{escape(total)}</th>')
    for column in found.shown[1:]:
        sums: list[Any] = found.totals.get(column.name, [])
        written = "<br>".join(column.write(one) for one in sums)
        label = f' data-label="{escape(str(column.label))}"' if sums else ""
        cells.append(f"<td{_aligned(column)}{label}>{written}</td>")
    if found.row_acts:
        cells.append("<td></td>")
    return SafeString(f"<tfoot><tr>{''.join(cells)}</tr></tfoot>")


def _aligned(column: Column) -> str:
    """Numbers stand under each other; neither they nor days are broken over two lines; long texts have room."""
    looks = [column.look]
    if column.is_number:
        looks.append("number")
    elif column.kind in ("day", "year"):
        looks.append("whole")
    elif column.is_wide:
        looks.append("wide")
    look = " ".join(filter(None, looks))
    return f' class="{look}"' if look else ""
