"""The steps of a quote as people read them, in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wego.core.countries import country_name
from wego.core.engine_messages import in_words
from wego.core.texts import pick
from wego.engines.fees import CannotQuote, Schedule
from wego.engines.messages import Message
from wego.members.models import Organisation


def render_steps(steps: Iterable[Message], schedule: Schedule) -> list[str]:
    """Every step as a sentence in the reader's language."""
    return [render_step(step, schedule) for step in steps]


def render_steps_in_every_language(steps: Iterable[Message], schedule: Schedule) -> dict[str, list[str]]:
    """Every step in every language of the platform, as invoices keep it."""
    kept = list(steps)
    sentences = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            sentences[language] = render_steps(kept, schedule)
    return sentences


def steps_of(stored: Iterable[Mapping[str, Any]]) -> list[Message]:
    """Steps as a run keeps them."""
    return [Message(step["code"], step["facts"]) for step in stored]


def render_step(step: Message, schedule: Schedule) -> str:
    """One step as a sentence in the reader's language."""
    facts = {name: _shown(name, value) for name, value in step.params.items()} | _beside(step, schedule)
    return in_words(Message(_sentence_of(step), facts), SENTENCES)


def refusal_text(refusal: CannotQuote) -> str:
    """Why there is no fee, in the reader's language."""
    return in_words(Message(_sentence_of(Message(f"cannot_{refusal.code}", {"about": refusal.about}))), SENTENCES)


def _shown(name: str, value: object) -> str:
    """A fact as people read it."""
    text = str(value)
    match name:
        case "day":
            return date_format(date.fromisoformat(text))
        case "country":
            return country_name(text)
        case "value" | "fee":
            return _number(text)
        case "band":
            return band_text(text)
        case "source" if text == "declared":
            return _("submitted by the member, with evidence")
    return text


def _beside(step: Message, schedule: Schedule) -> dict[str, str]:
    """What the schedule says of a step, in the reader's language."""
    facts = step.params
    match step.code:
        case "readings":
            titles = {reading.code: pick(reading.title) for reading in schedule.readings}
            return {"fees": "; ".join(f"{titles[code]}: {_number(str(fee))}" for code, fee in facts.items())}
        case "table":
            title = next(table.title for table in schedule.tables if table.code == facts["table"])
            return {"title": pick(title), "schedule": pick(schedule.title)}
        case "reading":
            known = next(known for known in schedule.readings if known.code == facts["reading"])
            return {"title": pick(known.title), "source": pick(known.source)}
        case "priced_as":
            priced = str(facts["as"])
            as_text = str(dict(Organisation.Subkind.choices).get(priced, priced))
            return {"as": as_text, "reason": pick(schedule.priced_as_reason)}
    return {}


def _sentence_of(step: Message) -> str:
    """The sentence for a step, where one code has several."""
    if step.code == "cannot_missing":
        return f"cannot_missing_{step.params['about']}"
    if step.code in ("population_source", "staff_source"):
        return "dated_source" if step.params["period"] else "source"
    return step.code


# A sentence for every code of a step, translated when it is told.
SENTENCES = {
    "liable_since": gettext_noop("Full member since %(day)s: dues are owed from the calendar year after."),
    "liable_taken": gettext_noop(
        "Full member by the list of %(day)s (%(source)s), which does not say since when: taken as full before."
    ),
    "as_if_full": gettext_noop("Computed as if this were a full member: the list does not print its standing."),
    "associate": gettext_noop("Associate members pay nothing."),
    "friendship": gettext_noop(
        "Friendship members pay nothing until a decision moves them to the institutions’ table."
    ),
    "first_year": gettext_noop("Full member since %(day)s: the first dues are those of %(year)s."),
    "unstated": gettext_noop(
        "The list (%(source)s) does not print the standing, so nobody can tell whether dues are owed."
    ),
    "table": gettext_noop("%(schedule)s, table “%(title)s”."),
    "priced_as": gettext_noop("Priced as “%(as)s”: %(reason)s"),
    "gdp": gettext_noop("GDP per person %(value)s international dollars: row %(band)s."),
    "gdp_source": gettext_noop("That is the figure of %(country)s for %(period)s. Source: %(source)s."),
    "population": gettext_noop("Population %(value)s: column %(band)s thousand."),
    "staff": gettext_noop("Staff %(value)s: row %(band)s."),
    "source": gettext_noop("Source: %(source)s."),
    "dated_source": gettext_noop("The figure is of %(period)s. Source: %(source)s."),
    "readings": gettext_noop("The documents disagree here. %(fees)s."),
    "reading": gettext_noop("Read as “%(title)s”: %(source)s"),
    "fee": gettext_noop("Fee: %(fee)s %(currency)s for the year."),
    "waiver": gettext_noop("Waived by decision (%(decision)s): %(reason)s"),
    "discount": gettext_noop("%(percent)s %% less by decision (%(decision)s): %(reason)s. To pay: %(left)s."),
    "instalments": gettext_noop("To be paid in %(parts)s instalments by decision (%(decision)s): %(reason)s"),
    "cannot_missing_gdp": gettext_noop(
        "There is no figure of GDP per person for the country in the year that the schedule asks for."
    ),
    "cannot_missing_population": gettext_noop("The population is not known. The member submits it with evidence."),
    "cannot_missing_staff": gettext_noop("The number of staff is not known. The member submits it with evidence."),
    "cannot_no_class": gettext_noop("The class of the organisation is not known; the schedule asks for it."),
    "cannot_unknown_class": gettext_noop("The schedule has no class for this sub-kind."),
    "cannot_unknown_reading": gettext_noop("The schedule has no such reading. Choose one of those that it names."),
    "cannot_no_table": gettext_noop("The schedule has no table for this kind of organisation."),
    "cannot_no_band": gettext_noop("No band of the table holds this figure."),
    "cannot_not_a_figure": gettext_noop("A figure is not usable."),
    "gap": gettext_noop("The source says: %(reason)s"),
}


def _number(text: str) -> str:
    value = Decimal(text)
    shown = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return number_format(shown, force_grouping=True)


def band_text(label: str) -> str:
    """A band with the digits grouped as the reader groups them: `20,000+`."""
    if label.endswith("+"):
        return f"{_number(label[:-1])}+"
    start, _dash, end = label.partition("-")
    return f"{_number(start)}–{_number(end)}"
