"""Lists of names of bodies, with stock groups and shared heads (rules/bodies.yaml).

list := body ((, | ; | và | /) body)*      with stock groups ("các sở, ban, ngành") kept whole
                                           and heads shared ("các Sở: Nội vụ, Tài chính")
"""

from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.language.names import names_nobody, spelt
from kehoach.language.shared_places import PlaceReader
from kehoach.language.tails import AND, BEGINNINGS, COMMA, Body

_NOUN = 5  # words of the noun that a group shares
_BEGINNINGS = (*BEGINNINGS, "role_bodies")


class BodyList(Struct, frozen=True):
    """A list of names as tokens [first, last)."""

    first: int
    last: int
    bodies: list[Body]


def read_bodies(marks: Marks, first: int, last: int, value: bool = False) -> BodyList | None:
    """The list of names of bodies that begins at a token; None when none does. ``value``: the words are the value of a
    label or cell, where verbs other than roles belong to names ("các đơn vị | cấp nước")."""
    if not marks.any_at(_BEGINNINGS, first):
        return None
    reader = _Reader(marks, last, value)
    one = reader.names.body(first) or reader.names.role(first)
    if one is None:
        return None
    bodies, at = reader.shared(one) or reader.bracketed(one) or ([one], one.last)
    while True:
        bodies[-1:], at = reader.with_places(bodies[-1], at)
        bodies[-1], at = reader.having(bodies[-1], at)
        following = reader.following(bodies[-1], at)
        if following is None:
            return BodyList(first, at, bodies)
        more, at = following
        bodies[-1:] = more


def names_of(marks: Marks, bodies: BodyList) -> list[str]:
    """The names of a list as printed, each once."""
    return list(dict.fromkeys(spelt(marks, body) for body in bodies.bodies))


@lru_cache(maxsize=1)
def _groups() -> list[frozenset[str]]:
    return [frozenset(group) for group in rules.load("bodies")["groups"]]


class _Reader(PlaceReader):
    """Reads what goes on with a name within tokens [.., last)."""

    def following(self, last: Body, at: int) -> tuple[list[Body], int] | None:
        """What goes on with a list behind its last name: the names in place of that one, and where they end."""
        signed = self._separator(at)
        if signed is None:
            return None
        sign, after = signed
        if after >= self.last:
            return None
        if (numbered := self._numbered(last, after)) is not None:
            return [numbered], numbered.last
        if (tier := self._tiered(last, after)) is not None:
            return [Body(last.first, tier, last.stock, last.head)], tier
        places = self.names.cue("place_heads", after) is not None and self._ends_in_level(last)
        places = places or self.names.cue("school_levels", after) is not None
        if (sign == "," or places) and (end := self._same_group(last, after)) is not None:
            return [Body(last.first, end, stock=True)], end
        if sign == "," and (end := self._related(last, after)) is not None:
            return [Body(last.first, end)], end
        if sign == "," and self.words[after] == "khu" and self._repeated(last, after):
            end = self.names.tail(self.names.word_end(after))
            return [Body(last.first, end, last.stock, last.head)], end
        one = self.names.body(after) or self._of_plural(last, after)
        if last.head is not None and (one is None or self._capital_noun(after)):
            more = self._shared_name(after, last.head)
            return ([last, more], more.last) if more else None
        if sign == "," and (end := self._part_named(last, after)) is not None:
            return [Body(last.first, end)], end
        if one is None:
            return self._continued(last, sign, after)
        shared = self.shared(one) if self.words[one.last : one.last + 1] == [":"] else None
        if shared is not None:
            return [last, *shared[0]], shared[1]
        if (head := self._place_head(last, one)) is not None:
            return [last, Body(one.first, one.last, head=head)], one.last
        if sign == "/" or (sign == "," and self._shares_body(last, one)):
            return [Body(last.first, one.last, last.stock, last.head)], one.last
        return [last, one], one.last

    def _of_plural(self, last: Body, at: int) -> Body | None:
        """ "các Tổ đại biểu và | đại biểu HĐND xã": a group that shares "các" with the name before."""
        plural, end = self.names.cue("plurals", last.first), self.names.cue("plural_heads", at)
        named = end is not None and any(self.marks.is_capital(i) for i in range(at, end))
        return Body(at, self.names.tail(end)) if plural is not None and end is not None and named else None

    def having(self, last: Body, at: int) -> tuple[Body, int]:
        """ "UBND các xã, phường | có bãi chôn lấp": in a label or cell, where nothing else is said of a group, what its members have;
        anywhere between which places they lie, "các tỉnh, thành phố | từ Hà Tĩnh đến Khánh Hòa"."""
        if at == last.last and (between := self._between_places(last, at)) is not None:
            return Body(last.first, between, last.stock, last.head), between
        kinds = self._levels(last) if self.names.value and self.words[at : at + 1] == ["có"] else None
        if kinds is None or at != last.last or at + 1 >= self.last or self.names.speech(at + 1) != "N":
            return last, at
        end = next((i for i in range(at, self.last) if self.words[i] in ",;.()\n"), self.last)
        return Body(last.first, end, last.stock, last.head), end

    def _numbered(self, last: Body, at: int) -> Body | None:
        """ "các tổ dân phố số 1, | 2, 5 và 9": parts that share a noun, told by their numbers."""
        if self.names.cue("plurals", last.first) is None or not self._is_number(last.last - 1):
            return None
        more = self._is_number(at) and not self.names.begins_amount(at + 1)
        return Body(last.first, at + 1, last.stock, last.head) if more else None

    def _tiered(self, last: Body, at: int) -> int | None:
        """ "Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, | cấp xã": tiers that share a name."""
        tier = last.last - 2
        first = tier > last.first and self.words[tier] == self.words[at] == "cấp"
        return self.names.cue("levels", at) if first and self.names.cue("levels", tier) == last.last else None

    def _shares_body(self, last: Body, one: Body) -> bool:
        """ "Giám đốc, | Thủ trưởng các sở": an office without a body of its own has that of the next."""
        alone = self.names.cue("shared_offices", last.first) == last.last
        office = self.names.cue("body_offices", one.first)
        return alone and office is not None and office < one.last

    def _separator(self, at: int) -> tuple[str, int] | None:
        """The sign or conjunction between two names, and where the next one begins."""
        if at >= self.last:
            return None
        word = self.words[at]
        if word in COMMA:
            after = at + 1
            while after < self.last and self.words[after] in AND:
                after += 1
                after += self.words[after : after + 1] == ["với"]
            meant = self.names.cue("emphasisers", after)
            if word == "," and meant is not None and self.names.body(meant) is not None:
                return "nhất là", meant
            return (word if after == at + 1 else "và"), after
        if word in AND:
            return "và", at + 1 + (self.words[at + 1 : at + 2] == ["với"])
        if word == "(":  # "(là cơ quan chủ trì)" or "(Sở Nội vụ)" behind a name explains it
            close = next((i for i in range(at, min(at + 24, self.last)) if self.words[i] == ")"), None)
            return self._separator(close + 1) if close is not None else None
        return None

    def _continued(self, last: Body, sign: str, at: int) -> tuple[list[Body], int] | None:
        """A name that goes on behind a comma or "và" with a word that is no first word: "Sở Du lịch và Thể thao"."""
        if sign == "và" and self._repeated(last, at):
            end = self.names.tail(self.names.word_end(at))
            return [Body(last.first, end, last.stock, last.head)], end
        if (
            last.stock
            or sign == ";"
            or not self.marks.is_capital(at)
            or self.names.ends(at)
            or not self._ends_in_name(last)
        ):
            return None
        end = self.names.tail(self.names.word_end(at), verbs=sign == "và")
        return [Body(last.first, end, last.stock, last.head)], end

    def _part_named(self, last: Body, at: int) -> int | None:
        """ "Phòng Công chức, | viên chức": the name of a part goes on with a plain noun before what it does."""
        head = self.names.cue("part_heads", last.first)
        if head is None or last.stock or not self._proper(head, last.last) or self.marks.is_capital(at):
            return None
        end = self.names.word_end(at)
        plain = self.names.speech(at) == "N" and self.names.cue("group_nouns", at) in (None, end)
        acts = (
            end >= self.last
            or self.names.speech(end).startswith("V")
            or self.marks.any_at(("lead_roles", "support_roles", "obligations"), end)
        )
        alone = self.names.cue("stock_nouns", at) is None
        return end if plain and acts and alone else None

    def _proper(self, first: int, last: int) -> bool:
        return first < last and self.marks.is_capital(first)

    def _repeated(self, last: Body, at: int) -> bool:
        """ "Ban Quản lý các khu công nghệ cao và | khu công nghiệp": the noun behind "các" comes again."""
        nouns = [self.names.cue("plurals", i) for i in range(last.first + 1, last.last)]
        return any(
            noun is not None and noun < last.last and self.words[noun] == self.words[at] for noun in nouns
        )

    def _ends_in_name(self, body: Body) -> bool:
        """Whether the last word of a name is written with a capital."""
        return self.marks.is_capital(max(body.first, self.marks.word_begin(body.last - 1)))

    def _same_group(self, last: Body, at: int) -> int | None:
        """Where an entry ends that a comma goes on with: "các sở" + "ban": nouns of one group, the second without "các"."""
        known = self.names.cue("group_nouns", at)
        if (
            known is None
            or self.names.cue("plurals", at) is not None
            or self.names.cue("registered", at) is not None
            or (self.names.cue("described_heads", at) or 0) > known  # "các bộ, | cơ quan chủ quản"
        ):
            return None
        if names_nobody(self.marks, at) and not (
            self.names.cue("plurals", last.first) or self.names.cue("body_offices", last.first)
        ):
            return None  # "Cơ quan, đơn vị chủ trì lập kế hoạch": which one, not who
        nouns = {" ".join(self.words[at:known])} | self._nouns(last)
        if not any(nouns <= group for group in _groups()):
            return None
        goes_on = known < self.last and not self.names.in_capitals(known)
        named = goes_on and self.marks.is_capital(known) and self.names.cue("levels", known) is None
        if named and self.words[known - 1] != "khu":
            return None  # "các sở, Ban Quản lý ...": a name of its own
        described = self.names.cue("described_heads", at) is not None
        return self.names.told(self.names.tail(known, strict=not described, verbs=described))

    def _related(self, last: Body, at: int) -> int | None:
        """Where an entry ends whose nouns share what stands behind the last: "các cơ quan quản lý nhà nước, | tổ chức, cá nhân
        liên quan"."""
        plural = self.names.cue("plurals", last.first)
        noun = self.names.cue("group_nouns", plural) if plural is not None else None
        if noun is None or noun >= last.last or any(self.marks.is_capital(i) for i in range(noun, last.last)):
            return None
        while (known := self.names.cue("group_nouns", at)) is not None:
            end = self.names.cue("complete_links", known)
            if end is not None:
                return end if self.words[end - 2 : end] == ["liên", "quan"] else None
            if known >= self.last or self.words[known] not in (",", "và"):
                return None
            at = known + 1
        return None

    def _nouns(self, body: Body) -> set[str]:
        """The group noun that ends a name and stands behind "các", a first word or a comma; none for other names."""
        for at in range(max(body.first, body.last - _NOUN), body.last):
            if self.names.cue("group_nouns", at) == body.last and (at == body.first or self._leads_noun(at)):
                return {" ".join(self.words[at : body.last])}
        return {""}

    def _leads_noun(self, at: int) -> bool:
        begins = (
            self.marks.cue_before(name, at)
            for name in ("plurals", "body_offices", "body_heads", "registered", "levels")
        )
        return self.words[at - 1] in (",", ":", "cấp") or any(
            begin is not None and at - begin <= 6 for begin in begins
        )

    def shared(self, one: Body) -> tuple[list[Body], int] | None:
        """ "các Sở: Nội vụ, Tài chính" and "các Sở Nội vụ, Tài chính": names that share the head before the first."""
        at = one.first
        plural = self.names.cue("plurals", at)
        at = plural or at
        office = self.names.cue("body_offices", at)
        at = office or at
        plural = self.names.cue("plurals", at) or plural
        at = self.names.cue("plurals", at) or at
        end = self.names.cue("shared_heads", at)
        if end is None or (end > one.last and self.words[end : end + 1] != [":"]):
            return None
        colon = self.words[end : end + 1] == [":"]
        level = self.names.cue("school_levels", end + colon)
        if level is not None:  # "Các trường: Đại học, Cao đẳng": kinds of schools, no names
            return ([Body(one.first, level)], level) if colon else None
        after = end + (self.words[end : end + 1] == [":"])
        if end == one.last and after == end:
            return None
        if plural is None and (after == end or office is not None):
            return None
        starts, ends = self.marks.tokens.starts, self.marks.tokens.ends
        words = self.marks.text[starts[one.first] : ends[office - 1]] + " " if office else ""
        noun = (
            self.words.index(",", at, end) if "," in self.words[at:end] else end
        )  # "các Bộ, cơ quan: Tài chính, Xây dựng"
        head = words + self.marks.text[starts[at] : ends[noun - 1]].capitalize()
        whole = self.names.body(after) if self.words[after - 1] == ":" else None
        known = self.names.cue("body_heads", after)
        # "Các sở, ngành: | Văn phòng UBND tỉnh"
        if whole is not None and known is not None and known < whole.last:
            return [whole], whole.last
        first = self._shared_name(after, head)
        if first and after == end and self._separator(first.last) is None:
            return [
                Body(one.first, first.last)
            ], first.last  # "Các trường Trung học phổ thông": a kind, not one of several
        return ([first], first.last) if first else None

    def bracketed(self, one: Body) -> tuple[list[Body], int] | None:
        """ "các nhà mạng (Viettel Nghệ An, VNPT Nghệ An)": two or more proper names in brackets are the bodies."""
        at = one.last
        if at >= self.last or self.words[at] != "(" or self.names.cue("plurals", one.first) is None:
            return None
        close = next((i for i in range(at, min(at + 60, self.last)) if self.words[i] == ")"), None)
        inside = read_bodies(self.marks, at + 1, close) if close is not None else None
        if close is None or inside is None or inside.last != close or len(inside.bodies) < 2:
            return None
        proper = all(self.names.cue("plurals", body.first) is None for body in inside.bodies)
        return (inside.bodies, close + 1) if proper else None

    def _capital_noun(self, at: int) -> bool:
        """Whether a name stands here that is the rest of a shared head: "Công Thương", no first word of its own."""
        body = self.names.cue("registered", at) or self.names.cue("plurals", at)
        return self.marks.is_capital(at) and not body and not self._in_capitals(at)

    def _in_capitals(self, at: int) -> bool:
        """Whether the first word of a name is an abbreviation: "UBND"."""
        end = self.names.cue("body_heads", at)
        return end is not None and self.marks.printed(at, end).isupper()

    def _dashed(self, at: int) -> bool:
        """ "các Tập đoàn: Công nghiệp - Viễn thông Quân đội"."""
        return self.words[at] == "-" and at + 1 < self.last and self.marks.is_capital(at + 1)

    def _shared_name(self, at: int, head: str) -> Body | None:
        if at >= self.last or not self.marks.is_capital(at) or self.names.ends(at):
            return None
        whole = self.names.cue("whole_names", at)
        if whole is not None:
            return Body(at, whole, head=head)
        if names_nobody(self.marks, at):
            return None
        end = self.names.word_end(at)
        while (
            end < self.last
            and (self.marks.is_capital(end) or self._dashed(end))
            and self.words[end] not in AND
            and not self.names.ends(end)
        ):
            end = self.names.word_end(end)
        while (
            end < self.last
            and self.words[end] not in AND
            and not self.names.ends(end)
            and (self.names.speech(end) == "N" or self.marks.is_capital(end))
        ):
            end = self.names.word_end(end)
        return Body(at, end, head=head)
