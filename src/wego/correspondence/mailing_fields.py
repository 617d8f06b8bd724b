"""What a mailing's text can say of each recipient: `{name}`, `{organisation}`, …; apps above add theirs by a slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wego.core.countries import country_name
from wego.core.rules import RuleError
from wego.correspondence.audiences import Addressee

Words = str | Promise
SURVEY = "survey"  # filled when the e-mail is written, since its link is the recipient's own


class UnknownField(RuleError):
    """The text names a field that no app fills, or has a brace too many; the message says which."""


@dataclass(frozen=True)
class MailingField:
    """`values` answers for many addressees at once, each in its language, in the same order and in few queries."""

    code: str
    label: Words
    values: Callable[[Sequence[Addressee]], Sequence[str]]


def _salutations(people: Sequence[Addressee]) -> list[str]:
    return [one.salutation.get(one.language) or one.salutation.get("en") or one.name for one in people]


def _organisations(people: Sequence[Addressee]) -> list[str]:
    return [str(one.organisation.name.in_language(one.language)) if one.organisation else one.at for one in people]


def _countries(people: Sequence[Addressee]) -> list[str]:
    return [country_name(one.organisation.country, one.language) if one.organisation else "" for one in people]


_FIELDS: dict[str, MailingField] = {}


def declare(field: MailingField) -> MailingField:
    """Make a field known to whoever writes a mailing; apps above do so in `config/wiring.py`."""
    if _FIELDS.setdefault(field.code, field) != field:
        raise ValueError(f"the field {field.code} is declared twice")
    return field


def known_fields() -> list[MailingField]:
    return list(_FIELDS.values())


declare(MailingField("name", gettext_lazy("the recipient’s name"), lambda people: [one.name for one in people]))
declare(MailingField("salutation", gettext_lazy("the form of address; without one, the name"), _salutations))
declare(MailingField("organisation", gettext_lazy("the recipient’s organisation"), _organisations))
declare(MailingField("country", gettext_lazy("the organisation’s country"), _countries))
declare(MailingField(SURVEY, gettext_lazy("the link to the mailing’s survey"), lambda people: [""] * len(people)))


def fields_in(text: str) -> list[str]:
    """The fields that a text names, each once. Raises UnknownField for what is none."""
    found: list[str] = []
    try:
        parts = [(name, spec, conversion) for _text, name, spec, conversion in Formatter().parse(text)]
    except ValueError:
        raise UnknownField(
            _("There is an unmatched brace. Write a field as {name}, and a literal brace twice: {{ or }}.")
        ) from None
    for name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or name not in _FIELDS:
            known = ", ".join(f"{{{code}}}" for code in _FIELDS)
            said = _("There is no field {%(field)s}. The text can use: %(known)s.")
            raise UnknownField(said % {"field": name, "known": known})
        found.append(name)
    return list(dict.fromkeys(found))


def values_for(people: Sequence[Addressee], codes: Sequence[str]) -> list[dict[str, str]]:
    """What the named fields say of each addressee."""
    columns = {}
    for code in codes:
        columns[code] = [str(value or "") for value in _FIELDS[code].values(people)]
    return [{code: columns[code][place] for code in codes} for place in range(len(people))]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its fields filled; only plain fields stand in it (see `fields_in`)."""
    return text.format_map(values)
