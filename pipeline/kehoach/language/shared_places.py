"""Places that share the name of a body, and between which it lies: "UBND các tỉnh: Hà Tĩnh, Quảng Trị", "UBND 04 xã: Hoa Đông, ...".

shared := body (các | number) level (, level)* [:] place ((, | và) place)*  |  body các level từ place đến place
"""

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.language.names import NameReader
from kehoach.language.tails import BEGINNINGS, Body
from kehoach.text import fold

_NUMBER = 3  # digits of a number that is more than a part's

_Levels = tuple[int, list[str], int]  # of PlaceReader._levels


class PlaceReader:
    """Reads the places behind a name within tokens [.., last)."""

    def __init__(self, marks: Marks, last: int, value: bool) -> None:
        self.marks, self.last, self.words = marks, last, marks.tokens.words
        self.names = NameReader(marks, last, value)

    def with_places(self, one: Body, at: int) -> tuple[list[Body], int]:
        """ "UBND các tỉnh: Hà Tĩnh, Quảng Trị" names one body a place; "Bộ Công an (Trung tâm Dữ liệu quốc gia)" who in it does it."""
        if at + 1 >= self.last or at != one.last:
            return [one], at
        if self.words[at] == "(":
            inside = self.names.body(at + 1)
            if inside is not None and inside.last < self.last and self.words[inside.last] == ")":
                return [Body(one.first, inside.last + 1, one.stock, one.head)], inside.last + 1
        levels = self._levels(one) or self._counted_levels(one)
        if levels is None:
            return [one], at
        at = max(at, levels[2])
        named = levels[2] < at and self.marks.is_capital(levels[2])  # "UBND các xã | Phú Lạng, Gò Dền"
        places = self._places(levels[2]) if named else self._places(at + 1) if self.words[at] == ":" else []
        if len(places) < 2:
            return [one], at
        return [Body(*place, head=self._at_level(one, levels, place)) for place in places], places[-1][1]

    def _place_head(self, last: Body, one: Body) -> str | None:
        """ "UBND thành phố Hải Phòng, tỉnh Quảng Ninh": what stands before the place of the name before, for a bare place."""
        named = self.names.cue("place_heads", one.first)
        if named is None or named >= one.last or not self.marks.is_capital(named):
            return None
        begins = (i for i in range(last.first + 1, last.last) if self.names.cue("place_heads", i) is not None)
        place = next(begins, None)
        levels = self._levels(last)
        # "UBND các xã, phường ven biển và | đặc khu Hòn Ngư"
        if levels is not None and last.first < levels[0]:
            return self.marks.printed(last.first, levels[0])
        if last.head is not None and self.names.cue("place_heads", last.first) is not None:
            return last.head
        after = self.names.cue("place_heads", place) if place is not None else None
        if place is None or after is None or after >= last.last or not self.marks.is_capital(after):
            return None
        return self.marks.printed(last.first, place)

    def _levels(self, one: Body) -> _Levels | None:
        """ "UBND các tỉnh, thành phố": where "các" stands, the kinds of places behind it, and where they end."""
        for plural in range(one.first, one.last):
            after = self.names.cue("plurals", plural)
            if after is None:
                continue
            end = self.names.cue("place_heads", after) or self.names.cue("place_heads", plural)
            kinds, behind = [], after
            while end is not None and after < end <= one.last:
                kinds.append(self.marks.printed(after, end).lower())
                behind = end
                after = end + (self.words[end : end + 1] in ([","], ["và"]))
                end = self.names.cue("place_heads", after)
            if kinds:
                return plural, kinds, behind
        return None

    def _counted_levels(self, one: Body) -> _Levels | None:
        """ "UBND | 04 xã: Hoa Đông, Tân Bình": as ``_levels``, a number in place of "các"."""
        kind = one.last + 1
        end = self.names.cue("place_heads", kind) if self._is_number(one.last) and kind < self.last else None
        if end is None or self.words[end : end + 1] != [":"]:
            return None
        return one.last, [self.marks.printed(kind, end).lower()], end

    def _places(self, at: int) -> list[tuple[int, int]]:
        """The names with capitals that a list of places holds, up to what is said of them; none where it breaks off."""
        found: list[tuple[int, int]] = []
        while (end := self._proper_end(at)) is not None and not self.marks.any_at(BEGINNINGS, at):
            found.append((at, end))
            if end >= self.last or self.words[end] not in (",", "và"):
                return found
            at = end + 1
        return found if at < self.last and found and self.marks.any_at(BEGINNINGS, at) else []

    def _between_places(self, last: Body, at: int) -> int | None:
        """Behind "từ Hà Tĩnh đến Khánh Hòa", right behind a group of places."""
        if self.words[at : at + 1] != ["từ"] or self._levels(last) is None:
            return None
        end = self._proper_end(at + 1)
        if end is None or end >= self.last or self.words[end] != "đến":
            return None
        return self._proper_end(end + 1)

    def _proper_end(self, at: int) -> int | None:
        """The end of a name in capitals that begins at a token."""
        end = at
        while end < self.last and self.marks.is_capital(end):
            end = self.names.word_end(end)
        return end if end > at else None

    def _at_level(self, one: Body, levels: _Levels, place: tuple[int, int]) -> str:
        """What stands before the name of one place: its own kind where it is a province, else the kinds as printed."""
        plural, kinds, _ = levels
        known = rules.provinces().get(fold(self.marks.printed(*place)))
        kind = known[0] if known and known[0] in kinds else ", ".join(kinds)
        return f"{self.marks.printed(one.first, plural)} {kind}" if one.first < plural else kind

    def _ends_in_level(self, one: Body) -> bool:
        begin = self.marks.cue_before("place_heads", one.last)
        return begin is not None and begin >= one.first

    def _is_number(self, at: int) -> bool:
        return self.words[at].isdecimal() and len(self.words[at]) < _NUMBER
