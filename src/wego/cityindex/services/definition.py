"""The words of an edition: `edition.yaml` read and checked, every text in three languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wego.cityindex.models import Edition
from wego.core import languages
from wego.core.punctuation import joined
from wego.datafiles import DataFault, DataFaults, Document

Key = tuple[str | int, ...]

REQUIRED = {
    "code": str,
    "status": str,
    "compiled_on": date,
    "figures_of": int,
    "name": dict,
    "summary": dict,
    "reasons": dict,
    "ranked_with": dict,
    "cautions": list,
    "pillars": list,
    "indicators": list,
    "left_out": list,
    "choices": list,
}
# `follows`: the edition of earlier figures to compare with. The regions are read by the tool that lays out the data:
# it writes each city’s region into them.
OPTIONAL = {"follows": str, "regions_of_other_countries": dict}
# What each entry of a list holds beside its code: a text by key, or the languages themselves (None).
ENTRIES: dict[str, tuple[str, ...] | None] = {
    "cautions": None,
    "choices": None,
    "left_out": ("why",),
    "pillars": ("name", "why"),
    "indicators": ("why",),
}
PLAIN = {"indicators": ("pillar", "period")}
WORDS = {str: "a text", date: "a date (2024-12-31)", int: "a whole number", dict: "a mapping", list: "a list"}


@dataclass(frozen=True)
class EditionDefinition:
    """A checked `edition.yaml`."""

    document: Document

    @property
    def data(self) -> dict[str, Any]:
        return dict(self.document.data)

    def entries(self, kind: str) -> dict[str, dict[str, Any]]:
        """The entries of a list by code, in the file's order."""
        return {entry["code"]: entry for entry in self.data[kind]}

    @property
    def followed(self) -> Edition | None:
        """The edition that this one follows, where it is out and its figures are older; one query."""
        out = Edition.objects.exclude(status=Edition.Status.DRAFT).filter(figures_of__lt=self.data["figures_of"])
        return out.filter(code=self.data.get("follows")).first()

    def edition_words(self) -> dict[str, Any]:
        """The columns of an edition that may be mended after it is frozen."""
        data = self.data
        return {
            "compiled_on": data["compiled_on"],
            "figures_of": data["figures_of"],
            "follows_id": self.followed.pk if self.followed else None,
            "name": clean(data["name"]),
            "summary": clean(data["summary"]),
            "definition": {
                "reasons": {code: clean(texts) for code, texts in data["reasons"].items()},
                "ranked_with": data["ranked_with"],
                "regions_of_other_countries": data.get("regions_of_other_countries", {}),
                **{kind: [_entry(kind, entry) for entry in data[kind]] for kind in ("cautions", "choices", "left_out")},
            },
        }

    def element_words(self, code: str) -> dict[str, Any]:
        """The same of an element: its why, and an aggregate's name."""
        if code in (indicators := self.entries("indicators")):
            entry = indicators[code]
            return {"period": entry["period"], "why": clean(entry["why"])}
        if code in (pillars := self.entries("pillars")):
            return {"own_name": clean(pillars[code]["name"]), "why": clean(pillars[code]["why"])}
        return {}


def clean(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: str(texts[language]).strip() for language in languages.codes() if language in texts}


def _entry(kind: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": entry["code"], "text": clean(entry["why"] if kind == "left_out" else entry)}


def read_definition(document: Document) -> EditionDefinition:
    """Check an edition's words; raises DataFaults with everything that is wrong."""
    if not isinstance(document.data, dict):
        raise DataFaults([document.fault((), "is not a mapping", f"give {', '.join(REQUIRED)}")])
    faults = list(_shape_faults(document))
    if not faults:
        faults += _text_faults(document)
        faults += _rule_faults(document)
        for kind in ENTRIES:
            faults += _entry_faults(document, kind)
    if faults:
        raise DataFaults(faults)
    return EditionDefinition(document)


def _shape_faults(document: Document) -> Iterator[DataFault]:
    data = document.data
    known = REQUIRED | OPTIONAL
    for key in data:
        if key not in known:
            yield document.fault((key,), "is unknown", f"known: {', '.join(known)}")
    for key, kind in known.items():
        if key not in data:
            if key in REQUIRED:
                yield document.fault((), f"lacks “{key}”", f"give {WORDS[kind]}")
        elif not isinstance(data[key], kind) or isinstance(data[key], bool):
            yield document.fault((key,), f"{data[key]!r} is not valid", WORDS[kind])


def _text_faults(document: Document) -> Iterator[DataFault]:
    data = document.data
    if data["status"] not in Edition.Status.values:
        yield document.fault(("status",), f"{data['status']} is unknown", ", ".join(Edition.Status.values))
    if data["code"] != document.path.parent.name:
        yield document.fault(("code",), f"{data['code']} is not the folder's name", document.path.parent.name)
    for key in ("name", "summary"):
        yield from _language_faults(document, (key,), data[key])
    for code, texts in data["reasons"].items():
        yield from _language_faults(document, ("reasons", code), texts)


def _rule_faults(document: Document) -> Iterator[DataFault]:
    rule = document.data["ranked_with"]
    if set(rule) != {"own_values", "share"}:
        yield document.fault(("ranked_with",), "says not who is ranked", "give own_values and share")
        return
    own, share = rule["own_values"], rule["share"]
    if type(own) is not int or own < 0:
        yield document.fault(("ranked_with", "own_values"), f"{own!r} is not valid", "a whole number from 0")
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 1:
        yield document.fault(("ranked_with", "share"), f"{share!r} is not valid", "a number from 0 to 1")


def _entry_faults(document: Document, kind: str) -> Iterator[DataFault]:
    texts, plain = ENTRIES[kind], PLAIN.get(kind, ())
    keys = {"code", *plain, *(texts if texts is not None else languages.of_files())}
    further = set(languages.codes()) if texts is None else set()
    seen: set[str] = set()
    for number, entry in enumerate(document.data[kind]):
        here: Key = (kind, number)
        if not isinstance(entry, dict) or not keys <= set(entry) <= keys | further:
            yield document.fault(here, "has not the keys that belong here", f"give {', '.join(sorted(keys))}")
            continue
        if entry["code"] in seen:
            yield document.fault((*here, "code"), f"{entry['code']} appears twice", "keep one")
        seen.add(entry["code"])
        for key in ("code", *plain):
            if not isinstance(entry[key], str) or not entry[key]:
                yield document.fault(
                    (*here, key), f"{entry[key]!r} is not valid", "a text, in quotes if it is a number"
                )
        for name in texts or ():
            yield from _language_faults(document, (*here, name), entry[name])
        if texts is None:
            yield from _language_faults(document, here, {key: text for key, text in entry.items() if key in further})


def _language_faults(document: Document, key: Key, texts: Any) -> Iterator[DataFault]:
    wanted = languages.of_files()
    if not isinstance(texts, dict) or not set(wanted) <= set(texts) <= set(languages.codes()):
        advice = _("give %(names)s") % {"names": joined(wanted)}
        yield document.fault(key, _("is not given in every language"), advice)
        return
    for language, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            yield document.fault((*key, language), _("is empty"), _("give a text"))
