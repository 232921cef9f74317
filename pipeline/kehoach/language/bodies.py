"""Names of bodies and lists of them, composed of first words, registered names, words and cues (rules/bodies.yaml).

body := [plural] [office] (registered name | first word complement) link*
list := body ((, | ; | và | /) body)*      with stock groups ("các sở, ban, ngành") kept whole
                                           and heads shared ("các Sở: Nội vụ, Tài chính")
"""

from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.text import fold

_LONGEST = 40  # tokens of one name
_AND = frozenset({"và", "cùng", "hoặc", "&"})
_COMMA = frozenset({",", ";", "/"})


class Body(Struct, frozen=True):
    """One name in a list, as tokens [first, last); ``stock`` tells a plain group ("các sở"), whose nouns a comma may go on;
    ``head`` is the shared first word to put before it ("Sở"), or None."""

    first: int
    last: int
    stock: bool = False
    head: str | None = None


class BodyList(Struct, frozen=True):
    """A list of names as tokens [first, last)."""

    first: int
    last: int
    bodies: list[Body]


def read_bodies(marks: Marks, first: int, last: int, value: bool = False) -> BodyList | None:
    """The list of names of bodies that begins at a token; None when none does. ``value``: the words are the value of a
    label or cell, where verbs other than roles belong to names ("các đơn vị | cấp nước")."""
    reader = _Reader(marks, last, value)
    one = reader.body(first) or reader.role(first)
    if one is None:
        return None
    bodies, at = reader.shared(one) or reader.bracketed(one) or ([one], one.last)
    while True:
        bodies[-1], at = reader.with_places(bodies[-1], at)
        following = reader.following(bodies[-1], at)
        if following is None:
            return BodyList(first, at, bodies)
        more, at = following
        bodies = [*bodies[:-1], *more]


def begins_body(marks: Marks, token: int, last: int) -> bool:
    """Whether the name of a body begins at a token."""
    return _Reader(marks, last).body(token) is not None


def ends_name(marks: Marks, token: int) -> bool:
    """Whether a name must end before a token: a role, an order, a word that goes on with the sentence."""
    stops = ("lead_roles", "support_roles", "obligations", "orders", "name_stops", "states", "nominal_verbs")
    return marks.any_at(stops, token)


def joins(marks: Marks, token: int) -> bool:
    """Whether a word that taggers take for a verb only joins: "theo quy định"."""
    return marks.cue_at("name_stops", token) is not None and marks.cue_at("carries_out", token) is None


def names_nobody(marks: Marks, token: int) -> bool:
    """Whether a phrase begins at a token that looks like a name and is none: "cơ quan chủ trì", but not "các cơ quan | chủ
    trì, phối hợp với", where a role goes on."""
    end = marks.cue_at("not_bodies", token)
    if end is None:
        return False
    longer = any((marks.cue_at("support_roles", at) or 0) > end for at in range(token + 1, end))
    joined = marks.tokens.words[end : end + 1] == [","] and marks.cue_at("support_roles", end + 1) is not None
    return not (longer or joined)


def spelt(marks: Marks, body: Body) -> str:
    """The name as printed, on one line, with the head that it shares."""
    words = marks.printed(body.first, body.last)
    words = words if body.head is None else f"{body.head} {words}"
    return rules.spellings().get(fold(words), words)


@lru_cache(maxsize=1)
def _groups() -> list[frozenset[str]]:
    return [frozenset(group) for group in rules.load("bodies")["groups"]]


class _Reader:
    """Reads names within tokens [.., last)."""

    def __init__(self, marks: Marks, last: int, value: bool = False) -> None:
        self.marks, self.last, self.value = marks, last, value
        self.words = marks.tokens.words

    # --- one name -------------------------------------------------------------------------------

    def body(self, at: int) -> Body | None:
        """The name that begins at a token."""
        begin = at
        if names_nobody(self.marks, at):
            return None
        plural = self._cue("plurals", at)
        at = plural or at
        office = None
        while (after := self._cue("body_offices", at) or self._cue("office_prefixes", at)) is not None:
            office = after if self._cue("body_offices", at) == after else None
            at = after + (
                self.words[after : after + 1] == ["\n"]
            )  # a cell that breaks its line behind the office
            plural = self._cue("plurals", at) or plural
            at = self._cue("plurals", at) or at
        known = self._cue("registered", at)
        if known is not None:
            return Body(begin, self._tail(known, strict=True))
        if office is None and names_nobody(self.marks, at):
            return None
        opened = self._cue("body_open_heads", at) or 0
        closed = self._cue("body_heads", at) or (plural and self._cue("plural_heads", at)) or 0
        if closed and closed >= opened:
            described = self._cue("described_heads", at) is not None
            return Body(begin, self._tail(closed, verbs=described), stock=self._is_stock(at))
        if not opened:  # "Thủ trưởng", "các cấp ủy": the office alone
            if office is None and plural is not None and at > plural > begin:
                office = at  # "Các thành viên"
            return Body(begin, self._tail(office)) if office is not None else None
        end = self._complement(opened)
        if (
            end == opened
            and plural is None
            and not self._ends(end)
            and (office is None or self._cue("levels", at) != end)
        ):
            return None  # "ban", "phòng" alone before other words names nobody
        return Body(
            begin, self._tail(end, strict=end == opened, verbs=end > opened), stock=self._is_stock(at)
        )

    def role(self, at: int) -> Body | None:
        """ "Cơ quan chủ trì | chuẩn bị nội dung": a role that stands for the bodies that have it, before what it does."""
        end = self._cue("role_bodies", at)
        if end is None or end >= self.last:
            return None
        acts = self._speech(end).startswith("V") or ends_name(self.marks, end)
        return Body(at, end) if acts else None

    def _cue(self, name: str, at: int) -> int | None:
        end = self.marks.cue_at(name, at) if at < self.last else None
        return end if end is not None and end <= self.last else None

    def _ends(self, at: int) -> bool:
        """Whether a name must end here: at a sign, a role, an order, a word that goes on with the sentence."""
        return (
            at >= self.last
            or not (self.words[at][0].isalnum() or self.words[at] in "&-")
            or ends_name(self.marks, at)
        )

    def _in_capitals(self, at: int) -> bool:
        """Whether a word and the one after it are set in capitals, as headings are."""
        starts, ends = self.marks.tokens.starts, self.marks.tokens.ends
        return self.marks.text[starts[at] : ends[min(at + 1, self.last - 1)]].isupper()

    def _ends_proper(self, at: int) -> bool:
        """Whether a name with capitals or an adjective ends before a token: "Công ty Nước sạch Vĩnh Giang | tổng hợp", not
        "Công ty TNHH MTV |"."""
        shown = self.marks.text[self.marks.tokens.starts[at - 1] : self.marks.tokens.ends[at - 1]]
        if shown.isupper() and len(shown) > 1:
            return set(shown) <= set("IVX")
        capitals = self.marks.is_capital(at - 1) and self.marks.is_capital(at - 2)
        return capitals or self._speech(self.marks.word_begin(at - 1)) == "A"

    def _complement(self, at: int) -> int:
        """The words that a first word needs: "Trung tâm | kiểm soát bệnh tật"; at least one word, a verb too."""
        whole = self._cue("whole_names", at)
        if whole is not None or self._named(
            at
        ):  # "Tiểu ban | Tuyên truyền": with a capital also a role or a verb
            return whole or self._word_end(at)
        if self._ends(at) or self.words[at] in _AND or self._cue("complete_links", at) is not None:
            return at
        if self.marks.cue_before("place_heads", at) is not None:
            return at  # "tỉnh | xây dựng": a place needs its name
        verb = self._speech(at).startswith("V") and self._cue("name_verbs", at) is None
        return at if verb and self.marks.is_capital(at - 1) else self._word_end(at)  # "Sở | rà soát"

    def _named(self, at: int) -> bool:
        """Whether a word is part of a name by its capital: one in a text that is not all capitals."""
        return (
            at < self.last
            and self.marks.is_capital(at)
            and not self.marks.text[self.marks.tokens.ends[at - 1] - 1].isupper()
        )

    def _word_end(self, at: int) -> int:
        return self.marks.word_end(at, self.last)

    def _tail(self, at: int, strict: bool = False, verbs: bool = False) -> int:
        """The end of a name whose first words end here. ``strict``: it is complete, only its level or place may follow;
        ``verbs``: a verb may go on with it ("doanh nghiệp | khai thác khoáng sản")."""
        begin = at
        while at < self.last and at - begin < _LONGEST:
            complete = self._cue("complete_links", at)
            longer = self._linked(at) or complete or self._cue("whole_names", at) or self._owner(begin, at)
            if longer is not None:
                at, strict = longer, strict or longer == complete
            elif not strict and (described := self._cue("relatives", at)) is not None:
                return self._described(described)
            elif self._ends(at) or self.words[at] in _AND:
                break
            elif not strict and self._heads_other(
                at
            ):  # "Đảng ủy | Hội đồng nhân dân tỉnh", "Đoàn đại biểu | Quốc hội"
                at = self._cue("registered", at) or at
            elif verbs and (things := self._things(at)) is not None:
                at = things
            elif not self._goes_on(at, strict, verbs):
                break
            else:
                at = self._cue("levels", at) or self._word_end(at)
        return at

    def _owner(self, begin: int, at: int) -> int | None:
        """ "Ban Dân tộc | HĐND tỉnh": whose part a body is, right behind its name."""
        end = self._cue("owners", at)
        return (
            end
            if end is not None
            and begin == at
            and self.marks.text[self.marks.tokens.ends[at - 1] : self.marks.tokens.starts[at]] == " "
            else None
        )

    def _things(self, at: int) -> int | None:
        """ "chủ đầu tư | các dự án": what the described have, when it is no body."""
        noun = self._cue("plurals", at)
        if noun is None or noun >= self.last or self._speech(noun) != "N" or self.body(at) is not None:
            return None
        return self._word_end(noun)

    def _heads_other(self, at: int) -> bool:
        close = self.marks.tokens.starts[at] - self.marks.tokens.ends[at - 1] == 1
        if (
            self.marks.cue_before("levels", at) is not None
            or self.marks.cue_before("complete_links", at) is not None
        ):
            return False  # "UBND xã, phường, đặc khu | Sở Tài chính": two names without a sign
        return close and self._cue("registered", at) is not None and self.marks.is_capital(at)

    def _linked(self, at: int) -> int | None:
        """Behind "của", "thuộc" and the name that they join."""
        plural = self._cue("plurals", at)
        if plural is not None and not self.marks.is_capital(
            at
        ):  # "UBND | các xã", "Ban Quản lý | các khu công nghiệp"
            return self._cue("levels", plural) or self._cue("place_heads", plural)
        link = self._cue("name_links", at)
        if link is None or link >= self.last:
            return None
        joined = self.body(link) if link < self.last else None
        if joined is not None:
            return joined.last
        owned = (
            self.words[link - 1] in ("của", "thuộc") and self._speech(link) == "N" and not self._ends(link)
        )
        named = owned or self.marks.is_capital(link) or self._cue("levels", link) is not None
        return self._word_end(link) if named else None

    def _described(self, at: int) -> int:
        """The end of the words that describe a name: at a duty beyond doubt, else at the first role or sign."""
        end = at
        while end < self.last and self.words[end] not in ",;:.()\n":
            if self.marks.cue_at("strong_obligations", end) is not None:
                return end
            end += 1
        return next((i for i in range(at, end) if self._charges(i)), self._acts(at, end))

    def _acts(self, at: int, end: int) -> int:
        """Where the verb stands that the described do: the first one, or the one behind what a first verb is about."""
        verbs = [i for i in range(at, end) if self._speech(i).startswith("V") and not joins(self.marks, i)]
        return (verbs[1] if verbs[0] == at and len(verbs) > 1 else verbs[0]) if verbs else end

    def _charges(self, at: int) -> bool:
        return self.marks.any_at(("lead_roles", "adverbs", "carries_out"), at)

    def _speech(self, at: int) -> str:
        return self.marks.segments.speech[at]

    def _goes_on(self, at: int, strict: bool, verbs: bool) -> bool:
        if self.words[at] in "-&":
            tight = self.marks.low[self.marks.tokens.starts[at] - 1] != " "
            return at + 1 < self.last and (
                tight or (self.marks.is_capital(at + 1) and (not strict or self.marks.is_capital(at - 1)))
            )
        if self.words[at][0].isdecimal():  # "Phường 3", "khu vực II"
            numbered = (
                self.marks.is_capital(at - 1)
                and len(self.words[at]) < 3
                and self.words[at + 1 : at + 2] not in (["/"], ["%"])
            )
            return (
                numbered
                or self.marks.cue_before("place_heads", at) is not None
                or self.words[at - 1] in ("vực", "số")
            )
        if self.marks.is_capital(at) and not (self._in_capitals(at) and self._cue("levels", at) is not None):
            return self._cue("registered", at) is None and self._cue("plurals", at) is None
        if self._cue("levels", at) is not None:
            return True
        if strict:  # "Ban Quản lý Khu kinh tế | cửa khẩu": a longer name than the registered one
            return self._speech(at) in ("N", "Nc") and self.marks.cue_at("directs", at) is None
        if self._speech(at).startswith("V"):
            end = self._word_end(at)
            named = (
                not self._ends_proper(at) and self._cue("name_verbs", at) is not None and not self._ends(end)
            )
            return self.value or (verbs and (self._charged_behind(end) or named))
        return self._speech(at)[:1] not in ("E", "C", "R", "P", "T", "L")

    def _charged_behind(self, at: int) -> bool:
        """Whether a role or another name stands here, so that the verb before it is part of a name: "Phòng Quản lý đào tạo |
        chủ trì", "Ban Vận động quyên góp, | Sở Y tế"."""
        if at < self.last and (self.words[at] in _COMMA or self.words[at] in _AND):
            return at + 1 < self.last and self.body(at + 1) is not None
        return self.marks.any_at(("lead_roles", "strong_obligations"), at)

    def _is_stock(self, at: int) -> bool:
        """Whether a name is a noun of the stock groups, with no name behind it."""
        end = self._cue("group_nouns", at)
        return end is not None and (
            end >= self.last or not self.marks.is_capital(end) or self._cue("levels", end) is not None
        )

    # --- lists ----------------------------------------------------------------------------------

    def following(self, last: Body, at: int) -> tuple[list[Body], int] | None:
        """What goes on with a list behind its last name: the names in place of that one, and where they end."""
        signed = self._separator(at)
        if signed is None:
            return None
        sign, after = signed
        if after >= self.last:
            return None
        if sign == "," and (end := self._same_group(last, after)) is not None:
            return [Body(last.first, end, stock=True)], end
        one = self.body(after)
        if last.head is not None and (one is None or self._capital_noun(after)):
            more = self._shared_name(after, last.head)
            return ([last, more], more.last) if more else None
        if one is None:
            return self._continued(last, sign, after)
        if sign == "/":
            return [Body(last.first, one.last, last.stock, last.head)], one.last
        return [last, one], one.last

    def _separator(self, at: int) -> tuple[str, int] | None:
        """The sign or conjunction between two names, and where the next one begins."""
        if at >= self.last:
            return None
        word = self.words[at]
        if word in _COMMA:
            after = at + 1
            while after < self.last and self.words[after] in _AND:
                after += 1
                after += self.words[after : after + 1] == ["với"]
            return (word if after == at + 1 else "và"), after
        if word in _AND:
            return "và", at + 1 + (self.words[at + 1 : at + 2] == ["với"])
        if word == "(":  # "(là cơ quan chủ trì)" or "(Sở Nội vụ)" behind a name explains it
            close = next((i for i in range(at, min(at + 24, self.last)) if self.words[i] == ")"), None)
            return self._separator(close + 1) if close is not None else None
        return None

    def _continued(self, last: Body, sign: str, at: int) -> tuple[list[Body], int] | None:
        """A name that goes on behind a comma or "và" with a word that is no first word: "Sở Du lịch và Thể thao"."""
        if (
            last.stock
            or sign == ";"
            or not self.marks.is_capital(at)
            or self._ends(at)
            or not self._ends_in_name(last)
        ):
            return None
        end = self._tail(self._word_end(at))
        return [Body(last.first, end, last.stock, last.head)], end

    def _ends_in_name(self, body: Body) -> bool:
        """Whether the last word of a name is written with a capital."""
        return self.marks.is_capital(max(body.first, self.marks.word_begin(body.last - 1)))

    def _same_group(self, last: Body, at: int) -> int | None:
        """Where an entry ends that a comma goes on with: "các sở" + "ban": nouns of one group, the second without "các"."""
        known = self._cue("group_nouns", at)
        if known is None or self._cue("plurals", at) is not None or self._cue("registered", at) is not None:
            return None
        if names_nobody(self.marks, at) and not (
            self._cue("plurals", last.first) or self._cue("body_offices", last.first)
        ):
            return None  # "Cơ quan, đơn vị chủ trì lập kế hoạch": which one, not who
        nouns = {" ".join(self.words[at:known])} | self._nouns(last)
        if not any(nouns <= group for group in _groups()):
            return None
        goes_on = known < self.last and not self._in_capitals(known)
        named = goes_on and self.marks.is_capital(known) and self._cue("levels", known) is None
        if named and self.words[known - 1] != "khu":
            return None  # "các sở, Ban Quản lý ...": a name of its own
        described = self._cue("described_heads", at) is not None
        return self._tail(known, strict=not described, verbs=described)

    def _nouns(self, body: Body) -> set[str]:
        """The group noun that ends a name and stands behind "các", a first word or a comma; none for other names."""
        for at in range(max(body.first, body.last - 3), body.last):
            if self._cue("group_nouns", at) == body.last and (at == body.first or self._leads_noun(at)):
                return {" ".join(self.words[at : body.last])}
        return {""}

    def _leads_noun(self, at: int) -> bool:
        begins = (
            self.marks.cue_before(name, at) for name in ("plurals", "body_heads", "registered", "levels")
        )
        return self.words[at - 1] == "," or any(begin is not None and at - begin <= 6 for begin in begins)

    def shared(self, one: Body) -> tuple[list[Body], int] | None:
        """ "các Sở: Nội vụ, Tài chính" and "các Sở Nội vụ, Tài chính": names that share the head before the first."""
        at = one.first
        plural = self._cue("plurals", at)
        at = plural or at
        office = self._cue("body_offices", at)
        at = office or at
        plural = self._cue("plurals", at) or plural
        at = self._cue("plurals", at) or at
        end = self._cue("shared_heads", at)
        if end is None or (end > one.last and self.words[end : end + 1] != [":"]):
            return None
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
        first = self._shared_name(after, head)
        return ([first], first.last) if first else None

    def bracketed(self, one: Body) -> tuple[list[Body], int] | None:
        """ "các nhà mạng (Viettel Nghệ An, VNPT Nghệ An)": two or more proper names in brackets are the bodies."""
        at = one.last
        if at >= self.last or self.words[at] != "(" or self._cue("plurals", one.first) is None:
            return None
        close = next((i for i in range(at, min(at + 60, self.last)) if self.words[i] == ")"), None)
        inside = read_bodies(self.marks, at + 1, close) if close is not None else None
        if close is None or inside is None or inside.last != close or len(inside.bodies) < 2:
            return None
        proper = all(self._cue("plurals", body.first) is None for body in inside.bodies)
        return (inside.bodies, close + 1) if proper else None

    def with_places(self, one: Body, at: int) -> tuple[Body, int]:
        """ "UBND các tỉnh: Hà Tĩnh, Quảng Trị" names the places; "Bộ Công an (Trung tâm Dữ liệu quốc gia)" who in it does it."""
        if at + 1 >= self.last or at != one.last:
            return one, at
        if self.words[at] == "(":
            inside = self.body(at + 1)
            if inside is not None and inside.last < self.last and self.words[inside.last] == ")":
                return Body(one.first, inside.last + 1, one.stock, one.head), inside.last + 1
        if self.words[at] != ":" or not self._ends_in_level(one):
            return one, at
        end, names = at + 1, 0
        while end < self.last and (self.marks.is_capital(end) or (names and self.words[end] in (",", "và"))):
            names += self.marks.is_capital(end) and not self.marks.is_capital(end - 1)
            end = self._word_end(end)
        goes_on = end < self.last and self.words[end - 1] not in (",", "và")
        return (Body(one.first, end, one.stock, one.head), end) if names > 1 and goes_on else (one, at)

    def _ends_in_level(self, one: Body) -> bool:
        begin = self.marks.cue_before("place_heads", one.last)
        return begin is not None and begin >= one.first

    def _capital_noun(self, at: int) -> bool:
        """Whether a name stands here that is the rest of a shared head: "Công Thương", no first word of its own."""
        return (
            self.marks.is_capital(at) and self._cue("registered", at) is None and not self._cue("plurals", at)
        )

    def _shared_name(self, at: int, head: str) -> Body | None:
        if at >= self.last or not self.marks.is_capital(at) or self._ends(at) or names_nobody(self.marks, at):
            return None
        whole = self._cue("whole_names", at)
        if whole is not None:
            return Body(at, whole, head=head)
        end = self._word_end(at)
        while (
            end < self.last
            and self.marks.is_capital(end)
            and self.words[end] not in _AND
            and not self._ends(end)
        ):
            end = self._word_end(end)
        while (
            end < self.last
            and self.words[end] not in _AND
            and not self._ends(end)
            and self._speech(end) == "N"
        ):
            end = self._word_end(end)
        return Body(at, end, head=head)
