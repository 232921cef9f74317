"""What a visitor asks for: the language, the day from which time is told, and the filters in the address."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from kehoach.errors import UsageError

LANGUAGES = ("vi", "en")
_NO_FILTERS = {"today", "view", "sort", "page", "by", "part", "r", "at"}


class Asked(Struct, frozen=True):
    """One visit. ``values`` are the filters in the address, blanks left out; ``who`` is the name that was given before."""

    path: str
    language: str
    today: date
    values: dict[str, str]
    who: str = ""

    def get(self, name: str) -> str | None:
        """A filter, or None."""
        return self.values.get(name)

    def number(self, name: str, most: int, usual: int = 1) -> int:
        """A number in the address, from 1 to ``most``; the usual one for what is none."""
        given = self.values.get(name, "")
        return min(max(1, int(given)), most) if given.isdecimal() and len(given) < 6 else usual

    @property
    def filtered(self) -> bool:
        """Whether a filter narrows the page: the day, the view, the order and the page do not."""
        return bool(self.values.keys() - _NO_FILTERS)

    def filters(self, *names: str) -> dict[str, str]:
        """Those of the filters that are given."""
        return {name: self.values[name] for name in names if name in self.values}

    def link(self, path: str | None = None, /, **changes: str | int | None) -> str:
        """The address of this page with some values changed, at its first page; None takes one away."""
        values = {**self.values, "page": None, **changes}
        query = urlencode({key: value for key, value in values.items() if value not in (None, "")})
        path = path or self.path
        return f"{path}?{query}" if query else path

    def sorted_by(self, name: str, usual: str = "") -> str:
        """The address of this page in the order of a column; turned round where that is its order already."""
        now = self.values.get("sort") or usual
        return self.link(sort=f"-{name}" if now == name else name)


def asked(path: str, values: Mapping[str, str], cookie: str | None, who: str = "") -> Asked:
    """What a request asks. Raises UsageError for a day that is none."""
    given = {key: value.strip() for key, value in values.items() if value.strip()}
    language = given.pop("lang", None) or cookie or "vi"
    day = given.get("today")
    try:
        today = date.fromisoformat(day) if day else date.today()
    except ValueError as error:
        raise UsageError(f"{day!r} is not a day.", "Write ?today=2026-06-30.") from error
    return Asked(path, language if language in LANGUAGES else "vi", today, given, who)
