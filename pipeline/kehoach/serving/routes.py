"""Addresses to pages and to what people write: reads what is asked, calls the page or the deed, renders its template."""

import asyncio
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from datasette import Response

from kehoach.errors import KehoachError, UsageError
from kehoach.exporting.sheets_back import read_back, take_over
from kehoach.knowledge.followup import NAMES
from kehoach.serving import (
    arriving,
    comparing,
    explaining,
    images,
    matrix,
    pages,
    reading_page,
    reviewing,
    sheets,
    work,
)
from kehoach.serving.access import is_ours
from kehoach.serving.asked import Asked, asked
from kehoach.serving.opened import Opened
from kehoach.serving.words import words
from kehoach.wording import (
    told_amount,
    told_day,
    told_message,
    told_number,
    told_relation,
    told_when,
    told_year,
)

Page = Callable[..., dict[str, Any]]
_COOKIE, _NAME = "kehoach_language", "kehoach_name"
_LARGEST = 200 * 2**20
# Nothing from outside, no inline scripts or styles: what documents say can never run.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
_DOCUMENT = r"^/kehoach/document/(?P<ident>[^/]+)"


def routes() -> list[tuple[str, Any]]:
    """The address of each page as a regular expression, and what answers it."""
    return [
        (r"^/$", _view(pages.home, "home")),
        (r"^/kehoach/?$", _view(pages.home, "home")),
        (r"^/kehoach/documents$", _view(pages.documents, "documents")),
        (_DOCUMENT + "$", _view(reading_page.document, "document")),
        (_DOCUMENT + "/page$", _view(reading_page.sheet, "sheet")),
        (_DOCUMENT + "/add$", _view(reading_page.adding, "adding")),
        (_DOCUMENT + r"/record/(?P<name>[^/]+)$", _view(reading_page.record, "record")),
        (_DOCUMENT + r"/explain/(?P<record>[^/]+)$", _view(explaining.explained, "explain")),
        (_DOCUMENT + r"/page/(?P<number>\d{1,5})\.png$", _picture),
        (_DOCUMENT + r"/brief\.docx$", _file(sheets.brief, "docx")),
        (r"^/kehoach/tasks$", _view(pages.tasks, "tasks")),
        (r"^/kehoach/tasks\.xlsx$", _file(sheets.tasks, "xlsx")),
        (r"^/kehoach/units$", _view(pages.units, "units")),
        (r"^/kehoach/unit$", _view(pages.unit, "unit")),
        (r"^/kehoach/targets$", _view(matrix.targets, "targets")),
        (r"^/kehoach/compare$", _view(comparing.comparison, "compare")),
        (r"^/kehoach/compare\.(?P<form>xlsx|docx)$", _file(comparing.download, None)),
        (r"^/kehoach/network$", _view(pages.network_page, "network")),
        (r"^/kehoach/findings$", _view(pages.findings, "findings")),
        (r"^/kehoach/review$", _view(reviewing.review, "review")),
        (r"^/kehoach/ledger$", _view(pages.ledger, "ledger")),
        (r"^/kehoach/new$", _view(arriving.new, "new")),
        (r"^/kehoach/search$", _view(pages.search, "search")),
        (r"^/kehoach/progress$", _progress),
        (r"^/kehoach/say$", _deed(lambda o, p, a: work.say(o, p, a.who, a.language))),
        (r"^/kehoach/add$", _deed(lambda o, p, a: work.add(o, p, a.who, a.language))),
        (r"^/kehoach/follow$", _deed(lambda o, p, a: work.follow(o, p, a.who))),
        (r"^/kehoach/waive$", _deed(lambda o, p, a: work.waive(o, p, a.who))),
        (r"^/kehoach/drop$", _drop),
        (r"^/kehoach/read$", _read),
        (r"^/kehoach/sheet$", _sheet_back),
    ]


def base_of(datasette: Any) -> Path | None:
    """The folder of the knowledge base that is served, or None."""
    for database in datasette.databases.values():
        path = Path(database.path) if database.path else None
        if path and path.name == "kb.sqlite" and (path.parent / "documents").is_dir():
            return path.parent
    return None


def _reader(datasette: Any) -> Any:
    """Who reads in the background; None where nothing may be written."""
    return getattr(datasette, "kehoach_reader", None)


# --- pages ------------------------------------------------------------------------------------


def _view(page: Page, name: str) -> Callable[..., Any]:
    async def view(datasette: Any, request: Any) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response.text("Read-only.", status=405, headers={"Allow": "GET, HEAD"})
        what = _plainly(request)
        try:
            what = _asked(request)
            context = await asyncio.to_thread(_make, page, datasette, what, request.url_vars)
        except KehoachError as error:
            response = await _problem(datasette, request, what, error, 404, name)
        else:
            response = await _rendered(datasette, request, what, name, context)
        if request.args.get("lang"):
            response.set_cookie(_COOKIE, what.language, samesite="lax", httponly=True)
        return response

    return view


async def _rendered(
    datasette: Any, request: Any, what: Asked, template: str, context: dict[str, Any], status: int = 200, here: str = ""
) -> Response:  # fmt: skip
    always = _always(datasette, what, here or template)
    html = await datasette.render_template(f"kehoach_{template}.html", {**always, **context}, request=request)
    return Response.html(html, status=status, headers=_HEADERS)


async def _problem(
    datasette: Any, request: Any, what: Asked, error: KehoachError, status: int, here: str = "problem"
) -> Response:
    context = {"problem": error.message, "hint": error.hint}
    return await _rendered(datasette, request, what, "problem", context, status, here)


def _refusal(error: KehoachError, language: str) -> Response:
    """As ``_problem``, for a script of ours that asks."""
    told = f"{told_message(error.message, language)} {told_message(error.hint, language)}"
    return Response.json({"error": told}, status=400, headers=_HEADERS)


def _plainly(request: Any) -> Asked:
    return asked(request.path, {}, request.cookies.get(_COOKIE), _who(request))


def _asked(request: Any) -> Asked:
    values = {key: request.args[key] for key in request.args}
    return asked(request.path, values, request.cookies.get(_COOKIE), _who(request))


def _who(request: Any) -> str:
    """The name that was given with the password, or before in a form."""
    return request.scope.get("kehoach_name") or unquote(request.cookies.get(_NAME, ""))


def _make(page: Page, datasette: Any, what: Asked, places: dict[str, str]) -> dict[str, Any]:
    with _opened(datasette) as place:
        return page(place, what, **{key: unquote(value) for key, value in places.items()})


def _opened(datasette: Any) -> Opened:
    folder = base_of(datasette)
    assert folder is not None  # else these routes are not there
    return Opened(folder)


def _always(datasette: Any, what: Asked, name: str) -> dict[str, Any]:
    """What every template may use."""
    database = next(n for n, d in datasette.databases.items() if d.path and Path(d.path).name == "kb.sqlite")
    language = what.language
    return {
        "asked": what,
        "w": words(language),
        "here": name,
        "work": _reader(datasette) is not None,
        "progress": _reader(datasette).progress if _reader(datasette) else None,
        "database_url": datasette.urls.database(database),
        "asset": lambda file: datasette.urls.static_plugins("kehoach", file),
        "day": told_day,
        "year": lambda due: told_year(due, language),
        "number": lambda value: told_number(float(value), language),
        "amount": lambda target: told_amount(target, language),
        "value": lambda row: matrix.told_value(row, language),
        "when": lambda time: told_when(time, language),
        "message": lambda text: told_message(text, language),
        "relation": lambda relation: told_relation(relation, language),
        "status": NAMES[language],
        "at": _at,
    }


def _at(document: str, record: str) -> str:
    """The address of a record's place in its document."""
    return f"/kehoach/document/{quote(document)}?r={quote(record)}#{quote(record)}"


# --- files ------------------------------------------------------------------------------------

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _file(make: Callable[..., str], form: str | None) -> Callable[..., Any]:
    """A file to take away; ``make`` writes it to a path and tells its name."""

    async def view(datasette: Any, request: Any) -> Response:
        suffix = form or request.url_vars["form"]
        what = _plainly(request)
        try:
            what = _asked(request)
            places = {key: value for key, value in request.url_vars.items() if key != "form"}
            name, data = await asyncio.to_thread(_written, make, datasette, what, places, suffix)
        except KehoachError as error:
            return await _problem(datasette, request, what, error, 404)
        plain = re.sub(r"[^\w.-]+", "-", name)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(plain)}.{suffix}", **_HEADERS}
        return Response(body=data, headers=headers, content_type=_TYPES[suffix])

    return view


def _written(
    make: Callable[..., str], datasette: Any, what: Asked, places: dict[str, str], suffix: str
) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory() as folder, _opened(datasette) as place:
        path = Path(folder) / f"out.{suffix}"
        name = make(place, what, path, **{key: unquote(value) for key, value in places.items()})
        return name, path.read_bytes()


async def _picture(datasette: Any, request: Any) -> Response:
    try:
        data = await asyncio.to_thread(
            _drawn, datasette, unquote(request.url_vars["ident"]), int(request.url_vars["number"])
        )
    except KehoachError as error:
        return Response.text(told_message(error.message, _plainly(request).language), status=404)
    return Response(body=data, content_type="image/png", headers={"Cache-Control": "private, max-age=86400", **_HEADERS})  # fmt: skip


def _drawn(datasette: Any, ident: str, number: int) -> bytes:
    with _opened(datasette) as place:
        document = place.document(ident)
        if not 1 <= number <= (document.source.pages or 1):
            raise UsageError("There is no such page.", "See the list of documents.")
        return images.picture(place.folder, document, number)


# --- deeds ------------------------------------------------------------------------------------


def _deed(do: Callable[[Opened, dict[str, str], Asked], work.Written]) -> Callable[..., Any]:
    """What is written by a form: only where work is allowed, only from a page of ours; then back to where it came from."""

    async def view(datasette: Any, request: Any) -> Response:
        refused = _refused(datasette, request)
        if refused:
            return refused
        posted = await request.post_vars()
        what = _plainly(request)
        try:
            written = await asyncio.to_thread(_done, do, datasette, posted, what)
        except KehoachError as error:
            if _wants_json(request):
                return _refusal(error, what.language)
            return await _problem(datasette, request, what, error, 400)
        if _wants_json(request):
            response = Response.json({"told": written.told, "back": written.back}, headers=_HEADERS)
        else:
            response = Response("", status=303, headers={"Location": written.back, **_HEADERS})
        if posted.get("by"):
            response.set_cookie(_NAME, quote(posted["by"].strip()), samesite="lax", httponly=True, max_age=31_536_000)  # fmt: skip
        return response

    return view


def _done(do: Any, datasette: Any, posted: dict[str, str], what: Asked) -> work.Written:
    with _opened(datasette) as place:
        done: work.Written = do(place, posted, what)
        return done


def _refused(datasette: Any, request: Any) -> Response | None:
    if _reader(datasette) is None:
        return Response.text("Read-only.", status=405, headers={"Allow": "GET, HEAD"})
    if request.method != "POST":
        return Response.text("POST only.", status=405, headers={"Allow": "POST"})
    if not is_ours(request):
        return Response.text("Only from a page of this server.", status=403)
    return None


def _wants_json(request: Any) -> bool:
    return "application/json" in request.headers.get("accept", "")


async def _progress(datasette: Any, request: Any) -> Response:
    reader = _reader(datasette)
    return Response.json(msgspec.to_builtins(reader.progress) if reader else {"state": "idle"}, headers=_HEADERS)  # fmt: skip


async def _drop(datasette: Any, request: Any) -> Response:
    """One dropped file, its bytes as the body: kept in the folder that is read."""
    refused = _refused(datasette, request)
    if refused:
        return refused
    try:
        path = work.target_of(_reader(datasette).inbox, request.args.get("name") or "")
        await _store(request, path)
    except KehoachError as error:
        return _refusal(error, _plainly(request).language)
    except OSError as error:
        return Response.json({"error": str(error.strerror)}, status=400, headers=_HEADERS)
    return Response.json({"kept": path.name}, headers=_HEADERS)


async def _store(request: Any, path: Path) -> None:
    """The body of a request as a file, written aside first. Raises UsageError when it is too large."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    size, more = 0, True
    try:
        with aside.open("wb") as file:
            while more:
                message = await request.receive()
                if message["type"] != "http.request":
                    raise UsageError("The file did not arrive whole.", "Drop it again.")
                size += len(message.get("body", b""))
                if size > _LARGEST:
                    raise UsageError("The file is larger than 200 MB.", "Split it into its documents.")
                await asyncio.to_thread(file.write, message.get("body", b""))
                more = message.get("more_body", False)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


async def _read(datasette: Any, request: Any) -> Response:
    """Begins to read what was dropped."""
    refused = _refused(datasette, request)
    if refused:
        return refused
    _reader(datasette).start()
    if _wants_json(request):
        return Response.json(msgspec.to_builtins(_reader(datasette).progress), headers=_HEADERS)
    return Response("", status=303, headers={"Location": "/kehoach/new", **_HEADERS})


async def _sheet_back(datasette: Any, request: Any) -> Response:
    """A follow-up sheet that comes back: what it would change as JSON; with ``rows`` in the address, those rows are taken over."""
    refused = _refused(datasette, request)
    if refused:
        return refused
    what = _asked(request)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        try:
            await _store(request, path)
            told = await asyncio.to_thread(_taken_back, datasette, path, what)
        except KehoachError as error:
            return _refusal(error, what.language)
    return Response.json(told, headers=_HEADERS)


def _taken_back(datasette: Any, path: Path, what: Asked) -> dict[str, Any]:
    with _opened(datasette) as place:
        back = read_back(path, place.desk)
        rows = what.get("rows")
        if rows is None:
            return {"sheet": msgspec.to_builtins(back), "names": NAMES[what.language]}
        wanted = {int(row) for row in rows.split(",") if row.isdecimal()}
        who = what.get("by") or what.who
        if not who:
            raise UsageError("A change needs the name of the person who makes it.", "Give your name.")
        chosen = [change for change in back.changes if change.row in wanted]
        take_over(place.folder, chosen, who)
        return {"written": len(chosen)}
