"""The knowledge base in a browser: pages of our own in Datasette, whose tables, facets, JSON and CSV stay reachable.

A plugin of Datasette (entry point "datasette"), so ``datasette outputs/kb/kb.sqlite`` shows the pages too;
``kehoach serve`` sets names, descriptions and queries. Everything is read-only.
"""

import sqlite3
from typing import Any

from datasette import hookimpl

from kehoach.knowledge.fencing import shut
from kehoach.knowledge.tables import functions
from kehoach.serving.fence import around, failed
from kehoach.serving.routes import base_of, routes


@hookimpl
def register_routes(datasette: Any) -> list[Any]:
    """Our pages, where a knowledge base is served; other databases are left as they are."""
    return routes() if base_of(datasette) else []


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
    """The functions that our queries use: bare, fold ...; what is asked of a knowledge base can read and no more."""
    functions(conn)
    if database == "kb" and base_of(datasette):
        shut(conn)


@hookimpl
def asgi_wrapper(datasette: Any) -> Any:
    """The fence around all pages, Datasette's too."""
    return around if base_of(datasette) else lambda app: app


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """A short answer in place of Datasette's page of errors."""
    return failed(request.path, exception, request.query_string) if base_of(datasette) else None


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """A way back from Datasette's pages to ours."""
    return [{"href": datasette.urls.path("/"), "label": "kehoach"}] if base_of(datasette) else []
