"""Reads the network's data files (CSV, YAML, TOML, JSON) and says, for every fault, the file, the line and the remedy.

The bottom of the house: no Django, no domain noun. The command line and every app read files through it, so that a
broken file is refused in the same words everywhere.
"""

from wego.datafiles.faults import DataFault, DataFaults, key_text
from wego.datafiles.network import definition_path, network_folder
from wego.datafiles.questionnaires import read_questionnaire_file
from wego.datafiles.structured import Document, read_json, read_toml, read_yaml
from wego.datafiles.tables import Row, Table, read_csv
from wego.datafiles.text import read_text

__all__ = [
    "DataFault",
    "DataFaults",
    "Document",
    "Row",
    "Table",
    "definition_path",
    "key_text",
    "network_folder",
    "read_csv",
    "read_json",
    "read_questionnaire_file",
    "read_text",
    "read_toml",
    "read_yaml",
]
