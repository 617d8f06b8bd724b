"""Where the network's own folder is, and its definition files by name."""

from __future__ import annotations

import os
from pathlib import Path

from wego.datafiles.faults import DataFault, DataFaults

SHIPPED = Path(__file__).resolve().parents[3] / "networks" / "wego"


def network_folder() -> Path:
    """The folder named by WEGO_NETWORK, else the WeGO network that ships with the platform."""
    return Path(os.environ.get("WEGO_NETWORK") or SHIPPED)


def definition_path(section: str, name: str) -> Path:
    """The definition `name` of a section (`frameworks` …) of the network folder; refused where there is none."""
    folder = network_folder() / section
    path = folder / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in folder.glob("*.yaml"))) or "none"
        raise DataFaults([DataFault(str(folder), f"there is no {name}", f"known: {known}; or give a file")])
    return path
