"""What the server gives away and takes in: our pages and the tables; nothing that tells of the machine, nothing from elsewhere.

Stands around the whole application, so it holds for Datasette's own pages as for ours.
"""

import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from datasette import Response

# Datasette's pages on itself (versions, settings, paths of files, threads, debugging) help no reader of plans.
_OPEN_OF_ITS_OWN = ("/-/static/", "/-/static-plugins/")
_READING = ("GET", "HEAD", "OPTIONS")
_OURS = "/kehoach/"  # Datasette's own pages fail at anything that is sent to them
_LONGEST = 8_192  # bytes of an address
# For pages that set no policy: Datasette's, which carry scripts and styles of their own in place.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    b"content-security-policy": _POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
}
_UNMARKED = str.maketrans("<>", "‹›")  # what was asked may be shown, but never as markup
_TELLING = (b"server", b"x-powered-by", b"access-control-allow-origin")

App = Callable[[Any, Any, Any], Any]


def around(app: App) -> App:
    """The application behind the fence."""

    async def fenced(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        answer = _with_headers(send)
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal.asgi_send(answer)
            return
        await app(scope, receive, answer)

    return fenced


def failed(path: str, exception: Exception, query: str) -> Response:
    """What is answered where a page fails: a mistake of the asker is named; one of ours is told in the terminal alone. Datasette's
    own tables never change, so that what fails there fails by what the address asks ("?_sort=1", "?_next=x")."""
    missing = isinstance(
        exception, FileNotFoundError | NotADirectoryError
    )  # a file of the pages that is not there
    status = 404 if missing else int(getattr(exception, "status", 500))
    told = str(exception) if status < 500 and not missing else ""
    if status >= 500:
        traceback.print_exception(exception)
        status = 400 if query and not path.startswith(_OURS) else status
    words = told.translate(_UNMARKED) or {
        400: "The address asks for what is not there.",
        403: "Forbidden.",
        404: "There is no such page.",
    }.get(status, "The page failed; the terminal tells why.")
    if path.endswith(".json"):
        return Response.json({"ok": False, "error": words, "status": status}, status=status)
    return Response.text(words, status=status)


def _refusal(scope: Any) -> Response | None:
    """Why a request is not let in; None when it is."""
    headers = dict(scope["headers"])
    path = scope["path"]
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > _LONGEST:
        return Response.text("The address is too long.", status=414)
    if "\0" in path or ".." in path.split("/"):
        return Response.text("There is no such page.", status=404)
    if path.startswith("/-/") and not path.startswith(_OPEN_OF_ITS_OWN):
        return Response.text("There is no such page.", status=404)
    if scope["method"] not in _READING and not _from_here(headers):
        return Response.text("Only from a page of this server.", status=403)
    if scope["method"] not in _READING and not path.startswith(_OURS):
        return Response.text("This page is only read.", status=405, headers={"allow": ", ".join(_READING)})
    return None


def _from_here(headers: dict[bytes, bytes]) -> bool:
    """Whether what is sent comes from a page of this server, or from a program that is no browser and says nothing of it."""
    if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        return False
    came = headers.get(b"origin") or headers.get(b"referer")
    return came is None or urlsplit(came.decode("latin-1")).netloc == headers.get(b"host", b"").decode(
        "latin-1"
    )


def _with_headers(send: Any) -> Any:
    """Answers with the headers that every page needs, without those that tell of the machine."""

    async def answered(message: Any) -> None:
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", []) if k.lower() not in _TELLING]
            names = {name.lower() for name, _ in kept}
            added = [(name, value) for name, value in _ALWAYS.items() if name not in names]
            message = {**message, "headers": kept + added}
        await send(message)

    return answered
