"""What is overdue and what falls due soon, unit by unit: as text, as a page, as a mail that is ready to be sent."""

import html
import sqlite3
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime

from kehoach.knowledge import lists
from kehoach.knowledge.query import Row
from kehoach.model import When
from kehoach.wording import told_day, told_when

_MOST = 2000
_WORDS = {
    "vi": {"title": "Nhiệm vụ quá hạn và đến hạn trong {days} ngày", "as_of": "Tính đến ngày {day}", "late": "quá hạn", "due": "hạn", "nobody": "Chưa ghi cơ quan chủ trì",
           "none": "Không có nhiệm vụ nào.", "counts": "{late} quá hạn, {soon} sắp đến hạn", "page": "trang"},
    "en": {"title": "Tasks overdue and due within {days} days", "as_of": "As of {day}", "late": "overdue", "due": "due", "nobody": "No lead named",
           "none": "No tasks.", "counts": "{late} overdue, {soon} due soon", "page": "page"},
}  # fmt: skip


def due_tasks(desk: sqlite3.Connection, today: date, days: int, unit: str | None = None) -> list[Row]:
    """The open tasks that are overdue or fall due within some days, the oldest first."""
    asked = {"within": str(days), **({"unit": unit} if unit else {})}
    return lists.tasks(desk, today, asked, _MOST, facets=False).rows


def by_unit(rows: list[Row], language: str) -> dict[str, list[Row]]:
    """The tasks under each leading unit, those with most first."""
    made: dict[str, list[Row]] = {}
    for row in rows:
        for name in (row["lead"] or _WORDS[language]["nobody"]).split("; "):
            made.setdefault(name, []).append(row)
    return dict(sorted(made.items(), key=lambda item: (-len(item[1]), item[0])))


def to_text(rows: list[Row], today: date, days: int, language: str) -> str:
    """Plain text, a line or two a task."""
    words = _WORDS[language]
    lines = [words["title"].format(days=days), f"{_as_of(today, language)}: {_counts(rows, language)}", ""]
    for unit, tasks in by_unit(rows, language).items():
        lines += [f"{unit} ({len(tasks)})"]
        for row in tasks:
            lines += [f"  - {_due(row, language)}: {row['sentence'][:300]}", f"    {_source(row, language)}"]
        lines.append("")
    return "\n".join(lines if rows else [*lines, words["none"], ""])


def to_html(rows: list[Row], today: date, days: int, language: str) -> str:
    """A page without outside references, as mail programs show it."""
    words, title = _WORDS[language], _WORDS[language]["title"].format(days=days)
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>',
        f'<body style="font: 15px/1.5 sans-serif"><h1 style="font-size: 20px">{title}</h1>',
        f"<p>{_as_of(today, language)}: {_counts(rows, language)}</p>",
    ]
    for unit, tasks in by_unit(rows, language).items():
        parts.append(
            f'<h2 style="font-size: 16px">{html.escape(unit)} ({len(tasks)})</h2><table cellpadding="6">'
        )
        for row in tasks:
            colour = "#a8201a" if row["bucket"] == "late" else "#12467b"
            parts.append(
                f'<tr valign="top"><td style="color: {colour}; white-space: nowrap"><b>{_due(row, language)}</b></td>'
                f"<td>{html.escape(row['sentence'][:600])}<br><small>{html.escape(_source(row, language))}</small></td></tr>"
            )
        parts.append("</table>")
    return "".join([*parts, f"<p>{words['none']}</p>" if not rows else "", "</body></html>\n"])


def to_eml(
    rows: list[Row], today: date, days: int, language: str, to: str | None = None, sender: str | None = None
) -> bytes:
    """A mail (RFC 5322) with both forms, to be sent by the mail program of the house."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"{_WORDS[language]['title'].format(days=days)} ({_counts(rows, language)})"
    mail["Date"] = format_datetime(localtime())
    if to:
        mail["To"] = to
    if sender:
        mail["From"] = sender
    mail.set_content(to_text(rows, today, days, language))
    mail.add_alternative(to_html(rows, today, days, language), subtype="html")
    return mail.as_bytes()


def _as_of(today: date, language: str) -> str:
    return _WORDS[language]["as_of"].format(day=told_day(today.isoformat()))


def _counts(rows: list[Row], language: str) -> str:
    late = sum(row["bucket"] == "late" for row in rows)
    return _WORDS[language]["counts"].format(late=late, soon=len(rows) - late)


def _due(row: Row, language: str) -> str:
    words = _WORDS[language]
    when = told_when(When(None, None, row["recurrence"]), language) if row["recurrence"] else ""
    told = f"{words['late'] if row['bucket'] == 'late' else words['due']} {told_day(row['falls'])}"
    return f"{told} ({when})" if when else told


def _source(row: Row, language: str) -> str:
    page = f", {_WORDS[language]['page']} {row['page']}" if row["page"] else ""
    return f"{row['name']}{page}"
