"""What PySide does at each import, and nobody here needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def stop_source_search() -> None:
    """Have PySide no longer look for its own name in the source of each module that is imported after it.

    It does so for modules that switch on its optional features (`from __feature__ import snake_case`), of which there are
    none here. It takes 0.3 ms a module, a fifteenth of a start, and leaves 16 MB of source lines in memory by the time the
    form is there. To be called right after the first import of PySide. Where a version of PySide does this in another way,
    nothing happens.
    """
    try:
        feature: Any = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False
