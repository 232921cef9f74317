"""What a visitor asks for: the language, the day from which time is told, and the filters in the address."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct

from kehoach.errors import UsageError

LANGUAGES = ("vi", "en")


class Asked(Struct, frozen=True):
    """One visit. ``values`` are the filters in the address, blanks left out."""

    path: str
    language: str
    today: date
    values: dict[str, str]

    def get(self, name: str) -> str | None:
        """A filter, or None."""
        return self.values.get(name)

    @property
    def filtered(self) -> bool:
        """Whether a filter narrows the page: the day and the view do not."""
        return bool(self.values.keys() - {"today", "view"})

    def filters(self, *names: str) -> dict[str, str]:
        """Those of the filters that are given."""
        return {name: self.values[name] for name in names if name in self.values}

    def link(self, **changes: str | None) -> str:
        """The address of this page with some values changed; None takes one away."""
        values = {**self.values, **changes}
        query = urlencode({key: value for key, value in values.items() if value})
        return f"{self.path}?{query}" if query else self.path


def asked(path: str, values: Mapping[str, str], cookie: str | None) -> Asked:
    """What a request asks. Raises UsageError for a day that is none."""
    given = {key: value.strip() for key, value in values.items() if value.strip()}
    language = given.pop("lang", None) or cookie or "vi"
    day = given.get("today")
    try:
        today = date.fromisoformat(day) if day else date.today()
    except ValueError as error:
        raise UsageError(f"{day!r} is not a day.", "Write ?today=2026-06-30.") from error
    return Asked(path, language if language in LANGUAGES else "vi", today, given)
