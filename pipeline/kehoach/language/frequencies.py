"""How often work comes back: "hằng năm", "định kỳ 6 tháng", "01 lần/quý", "thứ Sáu hằng tuần"."""

from kehoach.language.moments import MomentReader
from kehoach.language.series import Prefix
from kehoach.model import Recurrence

EVERY: dict[str, Recurrence] = {
    "yearly": "yearly", "quarterly": "quarterly", "monthly": "monthly", "weekly": "weekly", "daily": "daily", "half_yearly": "half-yearly",
    "of_every_year": "yearly", "of_every_month": "monthly", "of_every_quarter": "quarterly",
}  # fmt: skip
AGAIN = ("yearly", "half_yearly", "quarterly", "monthly", "weekly", "daily")
_MONTHS_APART: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}
_A_YEAR: dict[int, Recurrence] = {1: "yearly", 2: "half-yearly", 4: "quarterly", 12: "monthly"}
_UNITS: dict[str, Recurrence] = {
    "năm": "yearly",
    "quý": "quarterly",
    "tháng": "monthly",
    "tuần": "weekly",
    "ngày": "daily",
}

Frequency = tuple[
    Recurrence, int, bool
]  # how often, the token behind, whether the words tell a schedule beyond doubt


class FrequencyReader:
    """Reads how often something comes back."""

    def __init__(self, moments: MomentReader) -> None:
        self.moments, self.words, self.cues = moments, moments.words, moments.cues
        self._cue = moments.cue

    def read(self, at: int, regular: bool) -> Frequency | None:
        here = self.cues.get(at) or {}
        name = next((n for n in AGAIN if n in here), None)
        if name is not None:
            return EVERY[name], self._turns(here[name]), False
        count = self.moments.count(at, 12)
        if count is None:
            return None
        turns = self._cue("turns", count[1])
        if (
            turns is not None and self.words[turns] == "/"
        ):  # "02 lần/năm"; "02 lần/tuần" comes back every week
            unit = self.words[turns + 1]
            told = _A_YEAR.get(count[0]) if unit == "năm" else _UNITS.get(unit)
            return (told, turns + 2, regular) if told else None
        unit, end = self.words[count[1]], count[1] + 1
        again = self._turns(end)
        told = _MONTHS_APART.get(count[0]) if unit == "tháng" else _UNITS.get(unit) if count[0] == 1 else None
        return (
            (told, again, True)
            if told and (again > end or (regular and unit in ("tháng", "năm", "quý")))
            else None
        )

    def _turns(self, at: int) -> int:
        """Behind "/lần", "một lần"."""
        to = at + (self.words[at] == "/")
        count = self.moments.count(to, 1)
        turns = self._cue("turns", count[1] if count else to)
        return turns if turns is not None and (count or to > at) else at

    def at_hour(self, end: int, every: Recurrence, prefix: Prefix) -> int | None:
        """Behind how often: the hour or weekday, "hằng ngày | trước 16h30", "hằng tuần | vào thứ Hai"."""
        if every not in ("daily", "weekly") or not (prefix.hour or prefix.weekday):
            return None
        return prefix.end if self.words[end] != "(" else None

    def on_weekday(self, prefix: Prefix) -> Frequency | None:
        if not prefix.weekday:
            return None
        week, month = self._cue("weekly", prefix.end), self._cue("monthly", prefix.end)
        return ("weekly", week, True) if week else ("monthly", month, True) if month else None
