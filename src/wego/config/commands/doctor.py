"""Look at configuration, database, mail, storage, fonts, worker and clock: each OK, or what to do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict

from wego.config.commands.prerequisites import add_data_dir, begin

EXAMPLE = "wego doctor"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(arguments: argparse.Namespace) -> int:
    begin(arguments)
    from django.db import DatabaseError

    from wego.config.commands.doctor_checks import LOOKS, DoctorFinding

    def look(topic: str, at: Callable[[], list[str] | str]) -> DoctorFinding:
        try:
            found = at()
        except DatabaseError:
            found = ["cannot be determined while the database does not respond"]
        except Exception as error:  # whatever breaks a look is what the operator wants to know
            found = [f"the look itself failed: {type(error).__name__}: {error}"]
        return (
            DoctorFinding(topic, True, found)
            if isinstance(found, str)
            else DoctorFinding(topic, False, "; ".join(found))
        )

    findings = [look(topic, at) for topic, at in LOOKS.items()]
    if arguments.json:
        print(
            json.dumps({"ok": all(finding.ok for finding in findings), "findings": [asdict(each) for each in findings]})
        )
    else:
        for finding in findings:
            print(f"{'OK    ' if finding.ok else 'NOT OK'} {finding.topic}: {finding.words}")
    return 0 if all(finding.ok for finding in findings) else 1
