"""How dates, amounts, relations and errors are said to people, in Vietnamese and English; shared by findings, files and pages."""

import re
from datetime import date
from functools import lru_cache

from kehoach import rules
from kehoach.model import Deadline, Target, When

RECURRENCE = {
    "vi": {"yearly": "hằng năm", "half-yearly": "6 tháng một lần", "quarterly": "hằng quý", "monthly": "hằng tháng",
           "weekly": "hằng tuần", "daily": "hằng ngày", "continuous": "thường xuyên"},
    "en": {"yearly": "every year", "half-yearly": "every six months", "quarterly": "every quarter", "monthly": "every month",
           "weekly": "every week", "daily": "every day", "continuous": "continuously"},
}  # fmt: skip
RELATIONS = {
    "vi": {
        "basis": "căn cứ", "implements": "triển khai", "amends": "sửa đổi, bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ", "corrects": "đính chính",
        "guides": "hướng dẫn", "reports_on": "báo cáo", "promulgated_with": "ban hành kèm theo", "attachment": "gửi kèm", "mentions": "nhắc đến",
    },
    "en": {"promulgated_with": "promulgated with", "reports_on": "reports on"},
}  # fmt: skip
LEVELS = {"vi": {"error": "lỗi", "warning": "cảnh báo", "note": "ghi chú"}, "en": {}}
_SIGNS = {
    "vi": {">=": "≥", "<=": "≤", "~": "khoảng", "increase": "tăng", "decrease": "giảm", "rank": "nhóm"},
    "en": {">=": "≥", "<=": "≤", "~": "about", "increase": "up", "decrease": "down", "rank": "rank"},
}


def real_date(value: str | None) -> date | None:
    """A whole date; None for a blank, a year or a month alone, and a day that comes back every year."""
    if value and len(value) == 10 and not value.startswith("--"):
        return date.fromisoformat(value)
    return None


def told_day(value: str | None) -> str:
    """A date as it is written in Vietnam: 2026-05-30 is 30/05/2026, 2026-05 is 05/2026, --12-10 is 10/12."""
    return "/".join(reversed((value or "").strip("-").split("-")))


def told_year(due: str | None, language: str) -> str:
    """When a target holds: a year or day, or "hằng năm"."""
    return RECURRENCE[language]["yearly"] if due == "yearly" else told_day(due)


def told_recurrence(when: When | Deadline, language: str) -> str:
    """What a date cannot hold, in words: how often, on which day of the year or month, after which event."""
    by = "trước ngày" if language == "vi" else "by"
    days = [f"{by} {told_day(value)}" for value in (when.start, when.end) if value and value.startswith("--")]
    often = [RECURRENCE[language][when.recurrence]] if when.recurrence else []
    after = [when.condition] if when.condition else []
    return ", ".join(part for part in (" ".join(dict.fromkeys(days + often)), *after) if part)


def told_when(when: When | Deadline, language: str) -> str:
    """The whole of a time: "01/01/2026 - 31/03/2026", "trước ngày 10/12 hằng năm", "" for none."""
    days = [told_day(value) for value in (when.start, when.end) if value and not value.startswith("--")]
    span = " - ".join(dict.fromkeys(days))
    return ", ".join(part for part in (span, told_recurrence(when, language)) if part)


def told_number(value: float, language: str) -> str:
    """A number with the marks of the language: 1.234,5 in Vietnamese, 1,234.5 in English."""
    whole, _, rest = f"{value:,.4f}".rstrip("0").rstrip(".").partition(".")
    if language == "en":
        return whole + ("." + rest if rest else "")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def told_sign(op: str, language: str) -> str:
    """A comparator before a number: "≥", "khoảng"; nothing for "=" and for a range."""
    return "" if op in ("=", "range") else _SIGNS[language].get(op, op)


def told_amount(target: Target, language: str) -> str:
    """What is to be reached: "≥ 95 %", "9 - 10 %/năm", "giảm 1,5 %/năm"."""
    return told_values(target.op, target.value, target.value_max, target.unit, language)


def told_values(
    op: str, value: float | None, value_max: float | None, unit: str | None, language: str
) -> str:
    """As ``told_amount``, of the single values."""
    numbers = [told_number(n, language) for n in (value, value_max) if n is not None]
    return " ".join(part for part in (told_sign(op, language), " - ".join(numbers), unit or "") if part)


def told_document(
    symbol: str | None, kind: str | None, issuer: str | None, title: str | None, path: str, longest: int = 90
) -> str:
    """What people call a document: its symbol; without one its type, issuer and title; its file where these are blank too."""
    if symbol:
        return symbol
    head = " của ".join(part for part in (_nouns().get(kind or "", kind or ""), issuer or "") if part)
    words = ": ".join(part for part in (head, title or "") if part) if title or issuer else ""
    if not words:
        return path.rsplit("/", 1)[-1]
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


def told_type(kind: str | None) -> str | None:
    """The name of a type of documents; the type as it is where it is not known."""
    return _nouns().get(kind, kind) if kind else None


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {entry["abbr"]: entry["names"][0] for entry in rules.load("document_types")["types"]}


def told_kind(kind: str) -> str:
    """The name of a kind of document: "QĐ" -> "Quyết định"."""
    return _nouns().get(kind, kind)


def told_relation(relation: str, language: str) -> str:
    """The name of a relation between two documents."""
    return RELATIONS[language].get(relation, relation)


def told_message(text: str | None, language: str) -> str:
    """An error, a doubt or a remedy in a language, by rules/messages.yaml; one that is not there stays as it is."""
    for template, other in _messages(language):
        match = template.fullmatch(text or "")
        if match:
            return other.format(*match.groups())
    return text or ""


@lru_cache(maxsize=2)
def _messages(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Each message of the other language as an expression, and the message of this one."""
    other = "en" if language == "vi" else "vi"
    found = []
    for entry in rules.load("messages")["messages"]:
        parts = [re.escape(part) for part in entry[other].split("{}")]
        found.append((re.compile("(.+?)".join(parts), re.DOTALL), entry[language]))
    return found
