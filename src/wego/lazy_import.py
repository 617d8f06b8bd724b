"""Modules that are loaded at their first use: what only some pages need costs the others neither memory nor time."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def lazy_import(name: str) -> Any:
    """The module of that name, imported when something is asked of it.

    Readers and type checkers are told of it as usual::

        if TYPE_CHECKING:
            import numpy as np
        else:
            np = late("numpy")
    """
    return _Late(name)
