"""Compares src/wego/core/codes with the official lists of invoices, or writes it anew from them.

The artefacts are named by their paths in the repositories that publish them (each file's edition and source stand in
src/wego/core/codes/editions.csv, which this script checks against what the artefacts say of themselves):

    --bis      PEPPOL-EN16931-UBL.sch, the Schematron of Peppol BIS Billing 3
    --en16931  ubl/schematron/codelist/EN16931-UBL-codes.sch of ConnectingEurope/eInvoicing-EN16931
    --schemes  "Peppol Code Lists - Participant identifier schemes v….xml" of OpenPEPPOL/edec-codelists
    --eas, --icd  structure/codelist/eas.xml and icd.xml of OpenPEPPOL/peppol-bis-invoice-3, for names
    --iban     SWIFT's IBAN registry as python-stdnum lists it, stdnum/iban.dat

    python tools/code_lists.py compare --bis … --en16931 … --schemes … --eas … --icd … --iban …
    python tools/code_lists.py write   (the same)

Only codes, names of schemes, countries and dates are taken over: facts, with their source.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

FOLDER = Path(__file__).resolve().parents[1] / "src" / "wego" / "core" / "codes"
# Our lists of bare codes by the rule of EN 16931 that holds them, and its which-th list.
BARE = {
    "countries": ("BR-CL-14", 0),
    "currencies": ("BR-CL-04", 0),
    "invoice_types": ("BR-CL-01", 0),
    "credit_note_types": ("BR-CL-01", 1),
    "payment_means": ("BR-CL-16", 0),
    "vat_categories": ("BR-CL-17", 0),
    "vat_exemptions": ("BR-CL-22", 0),
    "units": ("BR-CL-23", 0),
}
REGISTERS = ("BR-CL-11", 0)
# EN 16931 adds these to ISO 3166-1: Kosovo, and Northern Ireland for VAT.
NOT_ISO = {"1A", "XI"}
Row = Sequence[str]


def codes_of_rule(schematron: str, rule: str, place: int) -> list[str]:
    """The codes that an assertion of EN 16931's Schematron compares with."""
    for found in re.finditer(r"<assert.*?</assert>", schematron, re.DOTALL):
        if f'id="{rule}"' in found[0]:
            return re.findall(r"contains\(\s*'([^']*)'", found[0])[place].split()
    raise SystemExit(f"{rule} is not in the artefact")


def codes_of_variable(schematron: str, name: str) -> list[str]:
    """The codes of a `<let name="…" value="tokenize('…', '\\s')"/>` of Peppol's Schematron."""
    if found := re.search(rf"<let name=\"{name}\"\s+value=\"tokenize\('([^']*)'", schematron):
        return found[1].split()
    raise SystemExit(f"{name} is not in the artefact")


def names_of(code_list: str) -> dict[str, str]:
    """Codes with their names of a code list of Peppol BIS (`<Code><Id/><Name/></Code>`)."""
    read = {}
    for code in ET.fromstring(code_list).iterfind("{*}Code"):
        read[code.findtext("{*}Id", "").strip()] = _line(code.findtext("{*}Name", ""))
    return read


def address_schemes(bis: str, schemes: str, eas: str) -> list[Row]:
    """code, name, country, state, until: every scheme that Peppol's lists have or had.

    `current`: taken by Peppol BIS. `removed`: it was taken once. `not_taken`: in the network's list but not in BIS.
    """
    current = set(codes_of_variable(bis, "eaid"))
    rows = {code: (code, name, "", "removed", "") for code, name in names_of(eas).items()}
    for one in ET.fromstring(schemes):
        code, state = one.attrib["iso6523"], one.attrib["state"]
        country = "" if (given := one.attrib.get("country", "")) == "international" else given
        ours = "current" if code in current else "not_taken" if state == "active" else "removed"
        until = one.attrib.get("removal-date", "") if ours == "removed" else ""
        rows[code] = (code, _line(one.attrib["scheme-name"]), country, ours, until)
    if unnamed := current - {code for code, row in rows.items() if row[3] == "current"}:
        raise SystemExit(f"no name for {', '.join(sorted(unnamed))}")
    return [rows[code] for code in sorted(rows)]


def registers(en16931: str, icd: str, schemes: str) -> list[Row]:
    """code, name: ISO 6523's designators that EN 16931 takes; without a name where no artefact has one."""
    names = {one.attrib["iso6523"]: _line(one.attrib["scheme-name"]) for one in ET.fromstring(schemes)}
    names |= names_of(icd)
    return [(code, names.get(code, "")) for code in sorted(codes_of_rule(en16931, *REGISTERS))]


def iban_lengths(registry: str) -> list[Row]:
    """country, length: of its IBAN, the four first characters included."""
    found = re.findall(r'^([A-Z]{2}) .*bban="([^"]+)"', registry, re.MULTILINE)
    return [(code, str(4 + sum(map(int, re.findall(r"\d+", form))))) for code, form in sorted(found)]


def lists_from(texts: dict[str, str]) -> dict[str, str]:
    """Every file of ours, from the texts of the artefacts."""
    en16931 = texts["en16931"]
    made = {
        "eas": _table(("code", "name", "country", "state", "until"), address_schemes(*_of(texts, "bis schemes eas"))),
        "icd": _table(("code", "name"), registers(*_of(texts, "en16931 icd schemes"))),
        "iban": _table(("code", "length"), iban_lengths(texts["iban"])),
    }
    for name, place in BARE.items():
        codes = sorted(code for code in codes_of_rule(en16931, *place) if name != "countries" or code not in NOT_ISO)
        made[name] = _table(("code",), [(code,) for code in codes])
    return made


def editions_in(texts: dict[str, str]) -> dict[str, str]:
    """What the artefacts say of their own edition, by artefact."""
    said = {
        "bis": re.search(r"Last update: .* release ([\d.]+\d)", texts["bis"]),
        "schemes": re.search(r'<participant-identifier-schemes version="([^"]+)"', texts["schemes"]),
        "iban": re.search(r"iban-registry-v(\d+)", texts["iban"]),
    }
    return {name: found[1] for name, found in said.items() if found}


def differences(texts: dict[str, str], folder: Path = FOLDER) -> list[str]:
    """Lines that differ between the folder and the artefacts, as a diff; and editions that are not the folder's."""
    lines: list[str] = []
    for name, made in lists_from(texts).items():
        path = folder / f"{name}.csv"
        ours = path.read_text() if path.is_file() else ""
        lines += difflib.unified_diff(ours.splitlines(), made.splitlines(), path.name, "official", lineterm="", n=0)
    listed = csv.DictReader((folder / "editions.csv").read_text().splitlines())
    stated = {row["artefact"]: row["edition"] for row in listed}
    for name, edition in editions_in(texts).items():
        if stated.get(name) != edition:
            lines.append(f"editions.csv says {stated.get(name)} of {name}; the artefact is {edition}")
    return lines


def _of(texts: dict[str, str], names: str) -> Iterable[str]:
    return (texts[name] for name in names.split())


def _line(text: str) -> str:
    return " ".join(text.replace('"', "").split())


def _table(head: Row, rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=("compare", "write"))
    for name in ("bis", "en16931", "schemes", "eas", "icd", "iban"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = vars(parser.parse_args(arguments))
    act = given.pop("act")
    texts = {name: path.read_text(encoding="utf-8") for name, path in given.items()}
    if act == "write":
        for name, made in lists_from(texts).items():
            (FOLDER / f"{name}.csv").write_text(made)
    if lines := differences(texts):
        raise SystemExit("\n".join(lines))


if __name__ == "__main__":
    main()
