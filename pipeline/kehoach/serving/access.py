"""Who may come in: only this computer under its own name, or whoever knows the password; and writing only from our own pages."""

import base64
import binascii
import hmac
from typing import Any
from urllib.parse import urlsplit

from datasette import Response

_HERE = ("127.0.0.1", "localhost", "::1")


def _headers(scope: Any) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def only_here(app: Any) -> Any:
    """Answers only what was asked of this computer by its own name: a page elsewhere cannot read here through a name that
    it points at 127.0.0.1 (DNS rebinding)."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            host = _headers(scope).get(b"host", b"").decode("latin-1").rsplit(":", 1)[0].strip("[]")
            if host not in _HERE:
                await Response.text("Only for this computer.", status=403).asgi_send(send)
                return
        await app(scope, receive, send)

    return guarded


def with_password(app: Any, password: str) -> Any:
    """Asks for the password (HTTP Basic); the name that is given with it signs what its holder writes."""

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            name, given = credentials(_headers(scope).get(b"authorization", b""))
            if not hmac.compare_digest(given.encode(), password.encode()):
                asking = {"WWW-Authenticate": 'Basic realm="kehoach", charset="UTF-8"'}
                await Response.text("Password?", status=401, headers=asking).asgi_send(send)
                return
            scope = {**scope, "kehoach_name": name}
        await app(scope, receive, send)

    return guarded


def credentials(header: bytes) -> tuple[str, str]:
    """Name and password of a Basic header; blank where there is none."""
    kind, _, coded = header.partition(b" ")
    if kind.lower() != b"basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def is_ours(request: Any) -> bool:
    """Whether a request that writes comes from a page of ours: its Origin (or Referer) names the host that it is sent to."""
    came = request.headers.get("origin") or request.headers.get("referer") or ""
    return bool(came) and urlsplit(came).netloc == request.headers.get("host")
