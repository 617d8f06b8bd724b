"""Reads and checks the member files of a network folder: nothing is loaded unless every file holds (no database)."""

from wego.members.folder.folder_reader import Folder, read_folder

__all__ = ["Folder", "read_folder"]
