"""Addresses to pages: reads what is asked, calls the page, renders its template."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datasette import Response

from kehoach.errors import KehoachError
from kehoach.knowledge.base import KnowledgeBase
from kehoach.serving import explaining, pages
from kehoach.serving.asked import Asked, asked
from kehoach.serving.words import words
from kehoach.wording import told_amount, told_day, told_message, told_number, told_relation, told_when

Page = Callable[..., pages.Context]
_COOKIE = "kehoach_language"
# Nothing from outside, no inline scripts or styles: what documents say can never run.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def routes() -> list[tuple[str, Any]]:
    """The address of each page as a regular expression, and what answers it."""
    return [
        (r"^/$", _view(pages.home, "home")),
        (r"^/kehoach/?$", _view(pages.home, "home")),
        (r"^/kehoach/documents$", _view(pages.documents, "documents")),
        (r"^/kehoach/document/(?P<ident>[^/]+)$", _view(pages.document, "document")),
        (
            r"^/kehoach/document/(?P<ident>[^/]+)/explain/(?P<record>[^/]+)$",
            _view(explaining.explained, "explain"),
        ),
        (r"^/kehoach/tasks$", _view(pages.tasks, "tasks")),
        (r"^/kehoach/targets$", _view(pages.targets, "targets")),
        (r"^/kehoach/network$", _view(pages.network_page, "network")),
        (r"^/kehoach/findings$", _view(pages.findings, "findings")),
        (r"^/kehoach/search$", _view(pages.search, "search")),
    ]


def base_of(datasette: Any) -> Path | None:
    """The folder of the knowledge base that is served, or None."""
    for database in datasette.databases.values():
        path = Path(database.path) if database.path else None
        if path and path.name == "kb.sqlite" and (path.parent / "documents").is_dir():
            return path.parent
    return None


def _view(page: Page, name: str) -> Callable[..., Any]:
    async def view(datasette: Any, request: Any) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response.text("Read-only.", status=405, headers={"Allow": "GET, HEAD"})
        status, context = 200, {}
        cookie = request.cookies.get(_COOKIE)
        what = asked(request.path, {}, cookie)
        try:
            what = asked(request.path, {k: request.args[k] for k in request.args}, cookie)
            context = await asyncio.to_thread(_make, page, base_of(datasette), what, request.url_vars)
            template = name
        except KehoachError as error:
            status, template, context = 404, "problem", {"problem": error.message, "hint": error.hint}
        html = await datasette.render_template(
            f"kehoach_{template}.html", {**_always(datasette, what, name), **context}, request=request
        )
        response = Response.html(html, status=status, headers=_HEADERS)
        if request.args.get("lang"):
            response.set_cookie(_COOKIE, what.language, samesite="lax", httponly=True)
        return response

    return view


def _make(page: Page, folder: Path | None, what: Asked, places: dict[str, str]) -> pages.Context:
    assert folder is not None  # else these routes are not there
    with KnowledgeBase(folder) as kb:
        return page(kb, what, **places)


def _always(datasette: Any, what: Asked, name: str) -> dict[str, Any]:
    """What every template may use."""
    database = next(n for n, d in datasette.databases.items() if d.path and Path(d.path).name == "kb.sqlite")
    return {
        "asked": what,
        "w": words(what.language),
        "here": name,
        "database_url": datasette.urls.database(database),
        "asset": lambda file: datasette.urls.static_plugins("kehoach", file),
        "day": told_day,
        "number": lambda value: told_number(float(value), what.language),
        "amount": lambda target: told_amount(target, what.language),
        "when": lambda time: told_when(time, what.language),
        "message": lambda text: told_message(text, what.language),
        "relation": lambda relation: told_relation(relation, what.language),
    }
