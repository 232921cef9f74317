"""Starting the server: Datasette with our pages over one knowledge base."""

import ipaddress
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database, connections

from kehoach.errors import UsageError
from kehoach.knowledge.caches import may_write
from kehoach.knowledge.desk import open_desk
from kehoach.knowledge.store import Store
from kehoach.running.build import begin
from kehoach.serving.access import only_here, with_password
from kehoach.serving.images import inputs_of
from kehoach.serving.jobs import Reader

_QUERIES = {
    "due": ("Nhiệm vụ theo hạn", "SELECT t.end_date, u.name AS lead, t.quote, t.document FROM tasks t LEFT JOIN task_units u"
            " ON u.document = t.document AND u.task = t.id AND u.role = 'lead' WHERE t.end_date >= coalesce(nullif(:since, ''), date('now')) ORDER BY t.end_date"),
    "units": ("Cơ quan và số nhiệm vụ chủ trì", "SELECT coalesce(body, name) AS unit, count(*) AS tasks FROM task_units WHERE role = 'lead' GROUP BY 1 ORDER BY 2 DESC"),
    "indicator": ("Một chỉ tiêu ở các văn bản", "SELECT indicator, op, value, value_max, unit, due, place, document, quote FROM targets"
                  " WHERE bare(indicator) LIKE '%' || bare(:indicator) || '%' ORDER BY due, document"),
    "cited": ("Văn bản được dẫn nhiều nhất", "SELECT coalesce(symbol, name) AS cited, type, count(DISTINCT document) AS documents FROM citations GROUP BY 1 ORDER BY 3 DESC"),
    "stubs": ("Văn bản được dẫn mà chưa có trong kho", "SELECT coalesce(symbol, name) AS cited, type, issued, title, cited_by FROM stubs ORDER BY cited_by DESC"),
}  # fmt: skip

# Else Datasette prints all variables of a failed request where it runs, and breaks down on addresses that are not there.
handle_exception.rich = None


def application(folder: Path, inbox: Path | None = None) -> Datasette:
    """The Datasette instance of a knowledge base, not yet listening. With ``inbox``, the folder that keeps what is dropped,
    people may write. Raises UsageError when there is no knowledge base in the folder."""
    store = Store(folder)
    open_desk(folder).close()
    metadata = {
        "title": "kehoach",
        "databases": {
            "kb": {
                "description": "Kho tri thức kế hoạch",
                "queries": {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()},
                "tables": {
                    "targets": {"facets": ["unit", "due", "measure"]},
                    "tasks": {"facets": ["recurrence"]},
                    "citations": {"facets": ["relation", "status", "type"]},
                    "documents": {"facets": ["type", "obtained"], "label_column": "symbol"},
                },
            }
        },
    }
    settings = {
        "default_page_size": 50,
        "max_csv_mb": 0,
        "allow_download": False,
        "sql_time_limit_ms": 1000,
        "num_sql_threads": 3,
    }
    served = Datasette(
        files=[str(store.database)], metadata=metadata, settings=settings, secret=secrets.token_hex(32)
    )
    served.remove_database("kb")
    served.add_database(Current(served, path=str(store.database), is_mutable=True), "kb")
    served.kehoach_reader = Reader(folder, inbox) if inbox else None
    return served


class Current(Database):  # type: ignore[misc]
    """A database that a build may put another file in the place of: each thread then opens the new one.

    Datasette keeps its connections by thread and by the name of the database.
    """

    async def execute_fn(self, fn: Callable[[Any], Any]) -> Any:
        """Runs ``fn`` with a connection to the file that is there now."""

        def on_current(connection: Any) -> Any:
            found = Path(self.path).stat()
            stamp, key = (found.st_ino, found.st_mtime_ns), f"{self.name}_opened"
            if getattr(connections, key, stamp) != stamp:
                connection = self.connect()
                self.ds._prepare_connection(connection, self.name)
                setattr(connections, self.name, connection)
            setattr(connections, key, stamp)
            return fn(connection)

        return await super().execute_fn(on_current)


def serve(
    folder: Path,
    host: str,
    port: int,
    started: Callable[[str], None] = lambda address: None,
    inbox: Path | None = None,
    password: str | None = None,
) -> None:
    """Serves until stopped with Ctrl+C; ``started`` is called with the address. Port 0 takes a free one.

    With ``inbox`` people may write; from other computers only with a ``password``. Raises UsageError when there is no
    knowledge base in the folder, when the port is taken, and when others could write without a password.
    """
    here = ipaddress.ip_address(host).is_loopback
    if inbox and not may_write(folder):
        raise UsageError(f"{folder} cannot be written.", "Serve without --work to read only, or check the rights.")  # fmt: skip
    if inbox and not here and not password:
        raise UsageError("Others could write here.", "Set a password: KEHOACH_PASSWORD=... kehoach serve --work --host ...")  # fmt: skip
    served = application(folder, inbox)
    guarded = only_here(served.app()) if here else served.app()
    if password:
        guarded = with_password(guarded, password)
    with _listening(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        started(f"http://{name}:{listening.getsockname()[1]}/")
        try:
            uvicorn.Server(uvicorn.Config(guarded, log_level="warning")).run(sockets=[listening])
        finally:
            if served.kehoach_reader:
                served.kehoach_reader.stop()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise UsageError(
            f"Nothing can listen on {host}:{port} ({error.strerror}).", "Choose another with --port."
        ) from error


def inbox_of(folder: Path) -> Path:
    """Where dropped files are kept: the first folder that the last build read, else ``incoming`` in the knowledge base.

    An empty knowledge base is made where there is none yet.
    """
    if not Store(folder).database.exists():
        begin(folder)
    return next((path for path in inputs_of(folder) if path.is_dir()), folder / "incoming")
