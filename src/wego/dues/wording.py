"""The steps of a quote as people read them, in any language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from wego.core.punctuation import joined_clauses, paired
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


def render_changes(
    before: Iterable[Message], after: Iterable[Message], schedules: tuple[Schedule, Schedule]
) -> list[str]:
    """Why two quotes differ: which figure moved from what to what and into which class, the table, the reading.

    What is the same on both sides is not said; nothing where all is the same.
    """
    sides = [{step.code: step for step in steps} for steps in (before, after)]
    if cannot := [step for code, step in sides[1].items() if code.startswith("cannot_") or code == "gap"]:
        return [render_step(step, schedules[1]) for step in cannot]
    said = list(_changes_told(sides, schedules))
    moved = [sentence for code in MEASURES if (sentence := _measure_moved(code, *(side.get(code) for side in sides)))]
    is_same_class = all(_band_of(sides[0], code) == _band_of(sides[1], code) for code in MEASURES)
    fees = [side["fee"].params["fee"] if "fee" in side else None for side in sides]
    if is_same_class and all(fees) and fees[0] != fees[1]:
        facts = {"was": _number(str(fees[0])), "now": _number(str(fees[1]))}
        moved.append(_("The same class costs %(now)s instead of %(was)s.") % facts)
    return said + moved


def _changes_told(sides: list[dict[str, Message]], schedules: tuple[Schedule, Schedule]) -> Iterator[str]:
    """What is said by another sentence on the other side: standing, table, reading, concessions."""
    for codes in ALTERNATIVES:
        was, now = (
            " ".join(render_step(step, schedule) for code, step in side.items() if code in codes)
            for side, schedule in zip(sides, schedules, strict=True)
        )
        if was != now:
            yield _("Before: %(was)s Now: %(now)s") % {"was": was or _("nothing."), "now": now or _("nothing.")}


def _measure_moved(code: str, was: Message | None, now: Message | None) -> str:
    if was is None or now is None or was.params == now.params:
        return ""
    facts = {
        "what": _(MEASURES[code]),
        "was": _number(str(was.params["value"])),
        "now": _number(str(now.params["value"])),
        "class_was": band_text(str(was.params["band"])),
        "class_now": band_text(str(now.params["band"])),
    }
    if facts["was"] == facts["now"]:
        return _("%(what)s %(now)s: class %(class_was)s → %(class_now)s.") % facts
    if facts["class_was"] == facts["class_now"]:
        return _("%(what)s %(was)s → %(now)s: class %(class_now)s as before.") % facts
    return _("%(what)s %(was)s → %(now)s: class %(class_was)s → %(class_now)s.") % facts


def _band_of(side: Mapping[str, Message], code: str) -> object:
    return side[code].params["band"] if code in side else None


# What a fee depends on, and what is told of it where it moved.
MEASURES = {
    "gdp": gettext_noop("GDP per person"),
    "population": gettext_noop("Population"),
    "staff": gettext_noop("Staff"),
}
# Codes of steps of which each tells the same thing otherwise.
ALTERNATIVES = (
    ("liable_since", "liable_taken", "as_if_full", "associate", "friendship", "first_year", "unstated"),
    ("table", "priced_as"),
    ("reading",),
    ("waiver", "discount"),
)


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
            return {"fees": joined_clauses(paired(titles[code], _number(str(fee))) for code, fee in facts.items())}
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
    "liable_since": gettext_noop("Full member since %(day)s: dues start in the following calendar year."),
    "liable_taken": gettext_noop(
        "Full member by the list of %(day)s (%(source)s), which gives no start date: treated as a full "
        "member before that day."
    ),
    "as_if_full": gettext_noop("Calculated as for a full member: the list does not state its standing."),
    "associate": gettext_noop("Associate members pay nothing."),
    "friendship": gettext_noop(
        "Friendship members pay nothing until a decision moves them to the institutions’ table."
    ),
    "first_year": gettext_noop("Full member since %(day)s: the first dues are those of %(year)s."),
    "unstated": gettext_noop(
        "The list (%(source)s) does not state the standing, so it is not known whether dues are owed."
    ),
    "table": gettext_noop("%(schedule)s, table “%(title)s”."),
    "priced_as": gettext_noop("Charged as “%(as)s”: %(reason)s"),
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
    "discount": gettext_noop("Reduced by %(percent)s%% by decision (%(decision)s): %(reason)s. To pay: %(left)s."),
    "instalments": gettext_noop("To be paid in %(parts)s instalments by decision (%(decision)s): %(reason)s"),
    "cannot_missing_gdp": gettext_noop(
        "There is no figure of GDP per person for the country in the year required by the schedule."
    ),
    "cannot_missing_population": gettext_noop("The population is not known. The member must submit it with evidence."),
    "cannot_missing_staff": gettext_noop("The number of staff is not known. The member must submit it with evidence."),
    "cannot_no_class": gettext_noop("The class of the organisation is not known, but the schedule requires it."),
    "cannot_unknown_class": gettext_noop("The schedule has no class for this sub-kind."),
    "cannot_unknown_reading": gettext_noop("The schedule has no such reading. Choose one of the readings listed."),
    "cannot_no_table": gettext_noop("The schedule has no table for this kind of organisation."),
    "cannot_no_band": gettext_noop("No band of the table includes this figure."),
    "cannot_not_a_figure": gettext_noop("A figure cannot be used."),
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
