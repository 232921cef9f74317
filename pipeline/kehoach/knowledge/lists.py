"""Lists of the desk (desk.py), filtered, sorted, grouped and paged in SQL, whatever the size of the knowledge base."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from msgspec import Struct, field

from kehoach.errors import UsageError
from kehoach.knowledge.followup import CLOSED, STATUSES
from kehoach.knowledge.query import Row
from kehoach.text import bare

SIZE = 50
BUCKETS = ("late", "week", "month", "later", "open", "none", "closed")


class Listed(Struct):
    """One page of a list: its rows, how many there are in all, which page of how many this is."""

    rows: list[Row]
    total: int
    page: int = 1
    pages: int = 1
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Where:
    """Conditions that gather, with their values; as a string the WHERE of a query."""

    def __init__(self, today: date | None = None) -> None:
        self.parts: list[str] = []
        self.values: dict[str, Any] = {}
        if today:
            ends = {"today": 0, "week": 7, "month": 30}
            self.values = {name: (today + timedelta(days=days)).isoformat() for name, days in ends.items()}

    def add(self, condition: str, **values: Any) -> None:
        self.parts.append(condition)
        self.values |= values

    def words(self, column: str, text: str | None, name: str = "words") -> None:
        """Every word of a text somewhere in a column of bare words."""
        for at, word in enumerate(bare(text or "").split()):
            self.add(f"instr({column}, :{name}{at}) > 0", **{f"{name}{at}": word})

    def __str__(self) -> str:
        return ("WHERE " + " AND ".join(self.parts)) if self.parts else ""


def paged(
    desk: sqlite3.Connection, select: str, where: Where, order: str, page: str | None, size: int = SIZE,
    group: str = "", count: str = "",
) -> Listed:  # fmt: skip
    """One page of what a query selects; ``count`` is a cheaper query for how many there are. Raises UsageError for a page that is no number."""
    total = desk.execute(count or f"SELECT count(*) FROM ({select} {where})", where.values).fetchone()[0]
    pages = max(1, -(-total // size))
    wanted = page or "1"
    if not wanted.isdecimal() or len(wanted) > 9:
        raise UsageError(f"{wanted!r} is not a page.", "Write a whole number.")
    number = min(max(1, int(wanted)), pages)
    rows = desk.execute(
        f"{select} {where} {group} ORDER BY {order} LIMIT :size OFFSET :skip", {**where.values, "size": size, "skip": (number - 1) * size}
    )  # fmt: skip
    return Listed([dict(row) for row in rows], total, number, pages)


def ordered(orders: Mapping[str, str], asked: str | None, usual: str) -> str:
    """The ORDER BY of a sort as the address names it: "-" before it turns it round."""
    name = (asked or "").lstrip("-")
    if name not in orders:
        return orders[usual]
    order = orders[name]
    if not (asked or "").startswith("-"):
        return order
    first, comma, rest = order.partition(",")
    return f"{first.removesuffix(' DESC')}{'' if first.endswith(' DESC') else ' DESC'}{comma}{rest}"


# --- documents --------------------------------------------------------------------------------

_DOCUMENT_ORDERS = {
    "issued": "issued IS NULL, issued DESC, id", "name": "name, id", "type": "type, issued DESC, id", "issuer": "issuer, issued DESC, id",
    "tasks": "tasks DESC, id", "targets": "targets DESC, id", "grave": "grave DESC, id", "title": "title, id",
}  # fmt: skip


def documents(desk: sqlite3.Connection, asked: Mapping[str, str], size: int = SIZE) -> Listed:
    """Documents by ``text``, ``place``, ``type``, ``year``, ``document`` (part of a name); the latest first."""
    where = Where()
    where.words("words", asked.get("text"))
    where.words("words", asked.get("document"), "named")
    where.words("bare(coalesce(place, '') || ' ' || coalesce(issuer, ''))", asked.get("place"), "place")
    if asked.get("type"):
        where.add("type = :type", type=asked["type"])
    if asked.get("year"):
        where.add(
            "(substr(issued, 1, 4) = :year OR :year BETWEEN period_start AND period_end)",
            year=_year(asked["year"]),
        )
    order = ordered(_DOCUMENT_ORDERS, asked.get("sort"), "issued")
    found = paged(desk, "SELECT * FROM documents", where, order, asked.get("page"), size)
    found.facets = {
        "type": counts(desk, "SELECT type, count(*) FROM documents WHERE type IS NOT NULL GROUP BY 1 ORDER BY 2 DESC"),
        "year": counts(desk, "SELECT substr(issued, 1, 4), count(*) FROM documents WHERE issued IS NOT NULL GROUP BY 1 ORDER BY 1 DESC"),
    }  # fmt: skip
    return found


def matching_documents(desk: sqlite3.Connection, name: str) -> set[str]:
    """The documents that a name means: the one of that id, else those that hold its words."""
    where = Where()
    where.words("words", name)
    rows = desk.execute(f"SELECT id FROM documents {where} OR id = :id", {**where.values, "id": name})
    return {row[0] for row in rows}


def names(desk: sqlite3.Connection, idents: set[str]) -> dict[str, str]:
    """What people call some documents."""
    marks = ",".join("?" * len(idents))
    return dict(desk.execute(f"SELECT id, name FROM documents WHERE id IN ({marks})", sorted(idents)).fetchall())  # fmt: skip


def counts(desk: sqlite3.Connection, sql: str, values: Any = ()) -> dict[str, int]:
    return {str(key): count for key, count in desk.execute(sql, values)}


def _year(value: str) -> str:
    if not (value.isdecimal() and len(value) == 4):
        raise UsageError(f"{value!r} is not a year.", "Write it with four digits, as in --year 2030.")
    return value


# --- tasks ------------------------------------------------------------------------------------

_FALLS = "CASE WHEN again THEN next_due(start_date, end_date, recurrence, period_end, :today) ELSE due END"
_BUCKET = f"""CASE WHEN status IN {CLOSED!r} THEN 'closed' WHEN falls IS NULL THEN
 CASE WHEN recurrence IS NOT NULL OR condition IS NOT NULL OR start_date IS NOT NULL THEN 'open' ELSE 'none' END
 WHEN falls < :today THEN 'late' WHEN falls <= :week THEN 'week' WHEN falls <= :month THEN 'month' ELSE 'later' END"""
_RANK = "CASE bucket " + " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(BUCKETS)) + " END"
_TASK_ORDERS = {
    "due": f"{_RANK}, coalesce(falls, '9'), document, start", "document": "name, document, start", "unit": "lead = '', bare(lead), coalesce(falls, '9'), document, start",
    "status": f"status, {_RANK}, coalesce(falls, '9'), document, start", "changed": "changed_on DESC, document, start",
}  # fmt: skip


def tasks(
    desk: sqlite3.Connection, today: date, asked: Mapping[str, str], size: int = SIZE, facets: bool = True
) -> Listed:
    """Tasks by ``unit``, ``role``, ``place``, ``text``, ``document``, ``year``, ``month``, ``due`` (a bucket), ``status``; with
    how many of each bucket, status and unit the other filters leave. A row's ``bucket`` and ``falls`` are as of ``today``."""
    select = _task_select(_task_where(desk, today, asked))
    where = Where(today)
    where.values |= select[1]
    for name, column in (("due", "bucket"), ("status", "status")):
        if asked.get(name):
            wanted = asked[name].split(",")
            known = BUCKETS if name == "due" else STATUSES
            if not set(wanted) <= set(known):
                raise UsageError(
                    f"{asked[name]!r} is no filter of tasks.", f"Try one of: {', '.join(known)}."
                )
            where.add(
                f"{column} IN ({','.join(f':{name}{i}' for i in range(len(wanted)))})",
                **{f"{name}{i}": w for i, w in enumerate(wanted)},
            )
    if asked.get("month"):
        where.add("substr(falls, 1, 7) = :in_month", in_month=asked["month"])
    if asked.get("within"):
        last = today + timedelta(days=int(asked["within"]))
        where.add("bucket <> 'closed' AND falls <= :last", last=last.isoformat())
    order = ordered(_TASK_ORDERS, asked.get("sort"), "due")
    keys = "SELECT document, id, start, due, status, name, lead, changed_on, bucket, falls"
    if not {"unit", "document", "changed"} & {(asked.get("sort") or "").lstrip("-")}:
        keys = "SELECT document, id, start, status, bucket, falls"  # all of it stands in one narrow index
    found = paged(desk, f"{keys} FROM ({select[0]})", where, order, asked.get("page"), size)
    found.rows = [_whole(desk, row) for row in found.rows]
    if facets:
        found.facets = _task_facets(desk, select, where)
    return found


def _whole(desk: sqlite3.Connection, row: Row) -> Row:
    found = desk.execute("SELECT * FROM tasks WHERE document = ? AND id = ?", (row["document"], row["id"]))
    return {**dict(found.fetchone()), **row}


def _task_where(desk: sqlite3.Connection, today: date, asked: Mapping[str, str]) -> Where:
    where = Where(today)
    words = re.findall(r"\w+", bare(asked.get("text") or ""))
    if words:
        where.add(
            "rowid IN (SELECT rowid FROM task_search WHERE task_search MATCH :text)",
            text=" ".join(f'"{word}"*' for word in words),
        )
    where.words("place", asked.get("place"), "place")
    if asked.get("document"):
        exact = desk.execute("SELECT 1 FROM documents WHERE id = ?", (asked["document"],)).fetchone()
        if exact:
            where.add("document = :document", document=asked["document"])
        else:
            inner = Where()
            inner.words("words", asked["document"], "doc")
            where.add(f"document IN (SELECT id FROM documents {inner})", **inner.values)
    if asked.get("year"):
        where.add(
            "(substr(coalesce(end_date, start_date), 1, 4) = :year OR (end_date LIKE '--%' AND :year BETWEEN substr(issued, 1, 4) AND period_end))",
            year=_year(asked["year"]),
        )
    if asked.get("unit"):
        units = matching_units(desk, asked["unit"])
        marks = ",".join(f":u{i}" for i in range(len(units)))
        role = " AND role = :role" if asked.get("role") in ("lead", "support") else ""
        where.add(
            f"rowid IN (SELECT task FROM task_units WHERE unit IN ({marks}){role})",
            **{f"u{i}": u for i, u in enumerate(units)}, **({"role": asked["role"]} if role else {}),
        )  # fmt: skip
    return where


def matching_units(desk: sqlite3.Connection, name: str) -> list[str]:
    """The units that a name means: the one of that id, those of exactly that name, else those that hold its words."""
    if desk.execute("SELECT 1 FROM units WHERE id = ?", (name,)).fetchone():
        return [name]
    exact = [
        row[0]
        for row in desk.execute(
            "SELECT id FROM units WHERE words = :words UNION SELECT n.unit FROM unit_names n JOIN units u ON u.id = n.unit WHERE n.words = :words",
            {"words": bare(name)},
        )
    ]
    if exact:
        return exact
    where = Where()
    where.words("words", name)
    return [row[0] for row in desk.execute(f"SELECT id FROM units {where} LIMIT 500", where.values)]


def units_named(desk: sqlite3.Connection, idents: list[str]) -> list[Row]:
    """Some units (id, name, place), those that lead most first."""
    marks = ",".join("?" * len(idents))
    rows = desk.execute(
        f"SELECT id, name, place FROM units WHERE id IN ({marks}) ORDER BY leads DESC, supports DESC, id", idents
    )  # fmt: skip
    return [dict(row) for row in rows]


def _task_select(where: Where) -> tuple[str, dict[str, Any]]:
    inner = f"SELECT rowid AS row, *, {_FALLS} AS falls FROM tasks {where}"
    return f"SELECT *, {_BUCKET} AS bucket FROM ({inner})", where.values


def _task_facets(
    desk: sqlite3.Connection, select: tuple[str, dict[str, Any]], where: Where
) -> dict[str, dict[str, int]]:
    sql, values = select
    every = {**values, **where.values}
    made = {}
    for name in ("bucket", "status"):
        others = [part for part in where.parts if not part.startswith(name)]
        kept = f"WHERE {' AND '.join(others)}" if others else ""
        made[name] = counts(desk, f"SELECT {name}, count(*) FROM ({sql}) {kept} GROUP BY 1", every)
    return made


def units(desk: sqlite3.Connection, today: date, asked: Mapping[str, str], size: int = SIZE) -> Listed:
    """Units with how many of their tasks (as lead) are overdue, due in 7 and in 30 days, later, without a day, done."""
    where = Where(today)
    where.words("u.words", asked.get("text"))
    where.add("u.leads > 0")
    sums = ", ".join(f"sum(t.bucket = '{name}') AS {name}" for name in BUCKETS)
    select = (
        f"WITH t AS MATERIALIZED (SELECT row, {_BUCKET} AS bucket FROM (SELECT rowid AS row, status, recurrence, condition, start_date, {_FALLS} AS falls"
        f" FROM tasks INDEXED BY tasks_by_time)) SELECT u.id, u.name, u.place, u.leads, u.supports, {sums} FROM t"
        " CROSS JOIN task_units x ON x.task = t.row AND x.role = 'lead' JOIN units u ON u.id = x.unit"
    )
    orders = {name: f"{name} DESC, u.leads DESC, u.name" for name in (*BUCKETS, "leads", "supports")}
    orders["name"] = "u.name, u.id"
    usual = "late DESC, week DESC, month DESC, u.leads DESC, u.name"
    order = ordered({**orders, "": usual}, asked.get("sort"), "")
    count = f"SELECT count(*) FROM units u {where}"
    return paged(desk, select, where, order, asked.get("page"), size, group="GROUP BY u.id", count=count)


def unit_choices(desk: sqlite3.Connection, most: int = 60) -> list[tuple[str, int]]:
    """The names of the units that lead most tasks, and how many."""
    rows = desk.execute(
        "SELECT min(name), sum(leads) AS n FROM units WHERE leads > 0 GROUP BY words ORDER BY n DESC, 1 LIMIT ?",
        (most,),
    )
    return [(row[0], row[1]) for row in rows]


def months(
    desk: sqlite3.Connection, today: date, asked: Mapping[str, str], most: int = 30
) -> list[tuple[str, str, str | None, str, int]]:
    """How many tasks of the busiest units fall due in each month: unit id, its name and place, month, count."""
    inner = _task_where(desk, today, asked)
    sql, values = _task_select(inner)
    rows = desk.execute(
        f"WITH t AS MATERIALIZED (SELECT row, falls FROM ({sql}) WHERE falls IS NOT NULL), c AS (SELECT x.unit, substr(t.falls, 1, 7) AS month, count(*) AS n FROM t JOIN task_units x ON x.task = t.row"
        " AND x.role = 'lead' GROUP BY 1, 2), b AS (SELECT unit, sum(n) AS n FROM c GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most)"
        " SELECT c.unit, u.name, u.place, c.month, c.n FROM b JOIN c ON c.unit = b.unit JOIN units u ON u.id = b.unit ORDER BY b.n DESC, u.name, c.month",
        {**values, "most": most},
    )
    return [tuple(row) for row in rows]


# --- targets ----------------------------------------------------------------------------------

_INDICATOR_ORDERS = {
    "documents": "documents DESC, targets DESC, label", "name": "label, id", "years": "years DESC, targets DESC, label", "disagree": "disagree DESC, documents DESC, label",
}  # fmt: skip


def indicators(desk: sqlite3.Connection, asked: Mapping[str, str], size: int = 25) -> Listed:
    """Indicators by ``text``, ``place``, ``document``, ``disagree``; those in most documents first."""
    where = Where()
    where.words("words", asked.get("text"))
    kept = target_where(desk, asked)
    if kept.parts:
        where.add(f"id IN (SELECT indicator FROM targets {kept})", **kept.values)
    if asked.get("disagree"):
        where.add("disagree = 1")
    order = ordered(_INDICATOR_ORDERS, asked.get("sort"), "documents")
    return paged(desk, "SELECT * FROM indicators", where, order, asked.get("page"), size)


def target_where(desk: sqlite3.Connection, asked: Mapping[str, str]) -> Where:
    """The conditions on targets: ``place``, ``year``, ``document``."""
    where = Where()
    where.words("place_words", asked.get("place"), "place")
    if asked.get("year"):
        where.add("year = :year", year=_year(asked["year"]))
    if asked.get("document"):
        inner = Where()
        inner.words("words || ' ' || bare(id)", asked["document"], "doc")
        where.add(f"document IN (SELECT id FROM documents {inner})", **inner.values)
    return where


def targets_of(
    desk: sqlite3.Connection, keys: list[str], asked: Mapping[str, str], most: int = 4000
) -> list[Row]:
    """The targets of some indicators that meet the filters, by year, place and document."""
    where = target_where(desk, asked)
    where.add(f"indicator IN ({','.join(f':k{i}' for i in range(len(keys)))})", **{f"k{i}": k for i, k in enumerate(keys)})  # fmt: skip
    rows = desk.execute(
        f"SELECT * FROM targets {where} ORDER BY indicator, due, place, document, start LIMIT :most", {**where.values, "most": most}
    )  # fmt: skip
    return [dict(row) for row in rows]


def targets(desk: sqlite3.Connection, key: str, asked: Mapping[str, str], size: int = SIZE) -> Listed:
    """One page of the targets of one indicator."""
    where = target_where(desk, asked)
    where.add("indicator = :key", key=key)
    return paged(desk, "SELECT * FROM targets", where, "due, place, document, start", asked.get("page"), size)
