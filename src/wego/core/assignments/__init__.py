"""Assignments: who of the office works on something that waits, handed over with a note; who opened it last.

An app declares its kinds in `<app>/assignments.py`; `config/wiring.py` lists them. Pages show `ui/assignment.html`,
lists the column `columns.ASSIGNED_TO`. What has its own day and words is a dated task (`core.dated_tasks`).
"""
