"""kehoach: reads Vietnamese administrative plans and makes them answerable.

    import kehoach as kh

    report = kh.build(["plans/"], "outputs/kb")
    with kh.open("outputs/kb") as kb:
        kb.targets(place="Lạng Sơn", year=2030)          # a pandas DataFrame
        kh.export(kb, "xlsx", "follow-up.xlsx")

Parts are loaded when they are first used; in a notebook records show themselves as tables.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kehoach.exporting import export as export
    from kehoach.knowledge.base import KnowledgeBase
    from kehoach.knowledge.explain import explain as explain
    from kehoach.knowledge.schema import schema as schema
    from kehoach.running.build import build as build
    from kehoach.running.one import process as process

_PLACES = {
    "build": "kehoach.running",
    "process": "kehoach.running",
    "KnowledgeBase": "kehoach.knowledge.base",
    "explain": "kehoach.knowledge.explain",
    "export": "kehoach.exporting",
    "schema": "kehoach.knowledge.schema",
}
__all__ = ["KnowledgeBase", "__version__", "build", "explain", "export", "open", "process", "schema"]


def open(folder: str) -> "KnowledgeBase":  # the name that users of a knowledge base expect
    """The knowledge base in a folder, open for questions."""
    from kehoach.knowledge.base import KnowledgeBase

    return KnowledgeBase(folder)


def _show_in_notebooks() -> None:
    """Tells IPython, where this is imported in it, how records are shown."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        import_module("kehoach.knowledge.display").register(shell)


_show_in_notebooks()


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'kehoach' has no attribute {name!r}")
