"""The fee schedules for everybody: every table as it is printed, and a fee looked up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wego.core.countries import country_name
from wego.core.punctuation import joined_clauses, paired
from wego.core.texts import pick
from wego.dues.forms import LookUpForm
from wego.dues.queries.figures import latest_products
from wego.dues.queries.quotes import reading_in_force, schedules_in_force
from wego.dues.wording import band_text, refusal_text, render_steps
from wego.engines.fees import CannotQuote, FeeSubject, FeeTable, Schedule, quote
from wego.engines.messages import message
from wego.members.models import Organisation


@dataclass(frozen=True)
class Cell:
    """One printed fee; `others` names what the other readings say where they differ."""

    fee: Decimal
    others: str = ""


@require_safe
def schedule(request: HttpRequest, code: str = "") -> HttpResponse:
    """One schedule: its tables, its readings, and what an organisation would pay."""
    rows = list(schedules_in_force())
    row = next((known for known in rows if known.code == code), None) if code else next(iter(rows), None)
    if row is None and (code or rows):
        raise Http404
    if row is None:
        return render(request, "dues/schedule.html", {"schedules": []})
    read = row.read()
    reading = reading_in_force(row)
    products = latest_products(read.indicator)
    form = LookUpForm(request.GET if "classes" in request.GET else None)
    found = _looked_up(form, read, reading, products) if form.is_bound and form.is_valid() else None
    context = {
        "schedules": rows,
        "row": row,
        "schedule": read,
        "note": pick(read.gdp_note),
        "reading": next(known for known in read.readings if known.code == reading),
        "reason": pick(read.reading_reason) if reading == read.reading_in_force else "",
        "readings": [(pick(known.title), pick(known.source)) for known in read.readings],
        "tables": [_table(table, read, reading) for table in read.tables],
        "form": form,
        "found": found,
    }
    return render(request, "dues/schedule.html", context)


def _looked_up(form: LookUpForm, read: Schedule, reading: str, products: dict[str, Any]) -> dict[str, Any]:
    kind, _colon, class_ = form.cleaned_data["classes"].partition(":")
    country = form.cleaned_data["country"]
    people = form.cleaned_data["people"]
    number = None if people is None else Decimal(people)
    is_city = kind == Organisation.Kind.LOCAL_GOVERNMENT
    product = products.get(country)
    subject = FeeSubject(
        kind,
        class_ or None,
        gdp=product.value if product else None,
        population=number if is_city else None,
        staff=None if is_city else number,
    )
    try:
        answer = quote(read, subject, reading=reading)
    except CannotQuote as refusal:
        if product is None and refusal.about == "gdp":
            return {"refusal": _without_product(country, products), "is_asked": True}
        return {"refusal": refusal_text(refusal)}
    steps = list(answer.steps)
    if product and any(step.code == "gdp" for step in steps):
        facts = {"source": product.source, "period": product.period, "country": country}
        place = next(number for number, step in enumerate(steps) if step.code == "gdp")
        steps.insert(place + 1, message("gdp_source", **facts))
    return {"quote": answer, "steps": render_steps(steps, read)}


def _without_product(country: str, products: dict[str, Any]) -> str:
    """Why a country has no row in the tables."""
    known = next(iter(products.values()), None)
    if known is None:
        return _("Figures of GDP per person, which determine the row of the table, are not loaded yet.")
    facts = {"country": country_name(country), "source": known.source}
    return (
        _("%(source)s has no figure of GDP per person for %(country)s, which determines the row of the table.") % facts
    )


def _table(table: FeeTable, read: Schedule, reading: str) -> dict[str, Any]:
    units = {
        "gdp": _("GDP per person, international dollars"),
        "staff": _("Staff"),
        "population": _("Population, thousand"),
    }
    columns: list[str | None] = [column.label for column in table.columns] or [None]
    return {
        "title": pick(table.title),
        "row_unit": units[table.row_measure.name],
        "column_unit": units[table.column_measure.name] if table.column_measure else "",
        "columns": [band_text(column) for column in columns if column],
        "rows": [
            (band_text(row.label), [_cell(table, (row.label, column), read, reading) for column in columns])
            for row in sorted(table.rows, key=lambda band: band.start)
        ],
        "is_disputed": any(table.is_ambiguous((row.label, column)) for row in table.rows for column in columns),
    }


def _cell(table: FeeTable, cell: tuple[str, str | None], read: Schedule, reading: str) -> Cell:
    fee = table.fees[reading][cell]
    if not table.is_ambiguous(cell):
        return Cell(fee)
    others = [
        paired(pick(known.title), f"{table.fees[known.code][cell]:,}")
        for known in read.readings
        if known.code != reading
    ]
    return Cell(fee, joined_clauses(others))
