"""Judges electronic documents by the official rules themselves, which our own (tests.finance.ubl.rules) follow.

    python tools/official_rules.py --rules EN16931-UBL-validation.xslt --rules peppol.xslt invoice.xml credit-note.xml

The rules are stylesheets that answer in SVRL: CEN publishes one (ubl/xslt of ConnectingEurope/eInvoicing-EN16931), and
Peppol's Schematron (PEPPOL-EN16931-UBL.sch) becomes one by SchXslt (schxslt/schxslt: pipeline-for-svrl.xsl of 2.0):

    python tools/official_rules.py --schxslt …/xslt/2.0/pipeline-for-svrl.xsl --rules PEPPOL-EN16931-UBL.sch invoice.xml

Saxon runs them: `pip install saxonche`, in an environment of its own. The platform does not need it, nor do the tests.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path


def broken_rules(report: str) -> list[str]:
    """The ids of the assertions that an SVRL report says have failed, each once, in their order."""
    failed = re.findall(r"<svrl:failed-assert\b[^>]*>", report)
    ids = [found[1] for mark in failed if (found := re.search(r'\bid="([^"]*)"', mark))]
    return list(dict.fromkeys(ids))


def judged(documents: Sequence[Path], rules: Sequence[Path], schxslt: Path | None) -> dict[Path, list[str]]:
    """What each document breaks; raises SystemExit where Saxon or SchXslt is needed and missing."""
    try:
        from saxonche import PySaxonProcessor
    except ImportError:
        raise SystemExit("Saxon is needed: pip install saxonche, in an environment of its own") from None
    found: dict[Path, list[str]] = {document: [] for document in documents}
    with PySaxonProcessor(license=False) as processor:
        engine = processor.new_xslt30_processor()
        for path in rules:
            stylesheet = path.read_text(encoding="utf-8")
            if path.suffix == ".sch":
                if schxslt is None:
                    raise SystemExit(f"{path.name} is Schematron: say where SchXslt is (--schxslt)")
                pipeline = engine.compile_stylesheet(stylesheet_file=str(schxslt))
                stylesheet = pipeline.transform_to_string(source_file=str(path))
            compiled = engine.compile_stylesheet(stylesheet_text=stylesheet)
            for document in documents:
                found[document] += broken_rules(compiled.transform_to_string(source_file=str(document)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=Path, action="append", required=True)
    parser.add_argument("--schxslt", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    given = parser.parse_args(arguments)
    found = judged(given.documents, given.rules, given.schxslt)
    for document, broken in found.items():
        print(f"{document}: {', '.join(broken) or 'keeps every rule'}")
    if any(found.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
