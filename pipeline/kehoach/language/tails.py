"""What goes on with the name of a body behind its first words: levels and places, whose part it is, links, what is told of its members.

link := level | place | whose | (của | thuộc) body | what it does | relative clause
"""

from abc import ABC, abstractmethod

from msgspec import Struct

from kehoach.language.marks import Marks

_LONGEST = 40  # tokens of one name
# The lists with a phrase of which a name begins.
BEGINNINGS = (
    "registered",
    "plurals",
    "body_offices",
    "office_prefixes",
    "body_heads",
    "body_open_heads",
    "person_titles",
)
AND = frozenset({"và", "cùng", "hoặc", "&"})
COMMA = frozenset({",", ";", "/"})


class Body(Struct, frozen=True):
    """One name in a list, as tokens [first, last); ``stock`` tells a plain group ("các sở"), whose nouns a comma may go on;
    ``head`` is the shared first word to put before it ("Sở"), or None."""

    first: int
    last: int
    stock: bool = False
    head: str | None = None


def ends_name(marks: Marks, token: int) -> bool:
    """Whether a name must end before a token: a role, an order, a word that goes on with the sentence."""
    stops = ("lead_roles", "support_roles", "obligations", "orders", "name_stops", "states", "nominal_verbs")
    return marks.any_at(stops, token)


def joins(marks: Marks, token: int) -> bool:
    """Whether a word that taggers take for a verb only joins: "theo quy định"."""
    return marks.cue_at("name_stops", token) is not None and marks.cue_at("carries_out", token) is None


class NameTail(ABC):
    """Reads the ends of names within tokens [.., last). ``value``: the words are the value of a label or cell."""

    def __init__(self, marks: Marks, last: int, value: bool) -> None:
        self.marks, self.last, self.value = marks, last, value
        self.words = marks.tokens.words

    @abstractmethod
    def body(self, at: int) -> Body | None:
        """The name that begins at a token: one may stand within another."""

    def cue(self, name: str, at: int) -> int | None:
        """The token behind the phrase of a list that begins at a token."""
        end = self.marks.cue_at(name, at)
        return end if end is not None and end <= self.last else None

    def ends(self, at: int) -> bool:
        """Whether a name must end here: at a sign, a role, an order, a word that goes on with the sentence."""
        return (
            at >= self.last
            or not (self.words[at][0].isalnum() or self.words[at] in "&-")
            or ends_name(self.marks, at)
        )

    def in_capitals(self, at: int) -> bool:
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
        return capitals or self.speech(self.marks.word_begin(at - 1)) == "A"

    def word_end(self, at: int) -> int:
        return self.marks.word_end(at, self.last)

    def tail(self, at: int, strict: bool = False, verbs: bool = False) -> int:
        """The end of a name whose first words end here. ``strict``: it is complete, only its level or place may follow;
        ``verbs``: a verb may go on with it ("doanh nghiệp | khai thác khoáng sản")."""
        begin = at
        while at < self.last and at - begin < _LONGEST:
            complete = self.cue("complete_links", at)
            longer = self._linked(at) or complete or self.cue("whole_names", at) or self._owner(begin, at)
            if longer is not None:
                at, strict = longer, strict or longer == complete
            elif not strict and (described := self._relative(at)) is not None:
                return self._described(described)
            elif self.ends(at) or self.words[at] in AND:
                break
            elif not strict and self._heads_other(
                at
            ):  # "Đảng ủy | Hội đồng nhân dân tỉnh", "Đoàn đại biểu | Quốc hội"
                at = self.cue("registered", at) or at
            elif not strict and (whole := self._whole_of(begin, at)) is not None:
                return whole
            elif verbs and (things := self._things(at)) is not None:
                at = things
            elif not self._goes_on(at, strict, verbs):
                break
            else:
                at = self.cue("levels", at) or self.word_end(at)
        return at

    def told(self, at: int) -> int:
        """The end of a group with what is told of its members: "các xã, phường | không thuộc danh sách kiểm tra"."""
        described = self._relative(at) if at < self.last else None
        return self._described(described) if described is not None else at

    def _relative(self, at: int) -> int | None:
        """Behind the words that open what is told of a name: "được giao |", "không thuộc |", "chưa hoàn thành |"."""
        end = self.cue("unfinished", at)
        open_verb = end is not None and end < self.last and self.speech(end).startswith("V")
        return self.word_end(end) if end is not None and open_verb else self.cue("relatives", at)

    def _owner(self, begin: int, at: int) -> int | None:
        """ "Ban Dân tộc | HĐND tỉnh": whose part a body is, right behind its name."""
        end = self.cue("owners", at)
        return (
            end
            if end is not None
            and begin == at
            and self.marks.text[self.marks.tokens.ends[at - 1] : self.marks.tokens.starts[at]] == " "
            else None
        )

    def _things(self, at: int) -> int | None:
        """ "chủ đầu tư | các dự án", "nhà đầu tư | của 02 dự án": what the described have, when it is no body."""
        at += self.words[at] == "của" and at + 2 < self.last
        noun = self.cue("plurals", at) or (at + 1 if self.words[at].isdecimal() else None)
        if noun is None or noun >= self.last or self.speech(noun) != "N" or self.body(at) is not None:
            return None
        return self.word_end(noun)

    def _whole_of(self, begin: int, at: int) -> int | None:
        """ "Đảng ủy | Ủy ban nhân dân xã", "Công đoàn | Sở Y tế": the body in which a committee or union stands."""
        inner = begin == at and self.marks.cue_before("inner_bodies", at) is not None
        one = self.body(at) if inner and self.marks.is_capital(at) and self.words[at - 1] != "\n" else None
        return one.last if one is not None else None

    def _heads_other(self, at: int) -> bool:
        close = self.marks.tokens.starts[at] - self.marks.tokens.ends[at - 1] == 1
        if (
            self.marks.cue_before("levels", at) is not None
            or self.marks.cue_before("complete_links", at) is not None
        ):
            return False  # "UBND xã, phường, đặc khu | Sở Tài chính": two names without a sign
        return close and self.cue("registered", at) is not None and self.marks.is_capital(at)

    def _linked(self, at: int) -> int | None:
        """Behind "của", "thuộc" and the name that they join."""
        plural = self.cue("plurals", at)
        if plural is not None and not self.marks.is_capital(
            at
        ):  # "UBND | các xã", "Ban Quản lý | các khu công nghiệp"
            return next(
                (e for n in ("levels", "place_heads", "parts_led") if (e := self.cue(n, plural))), None
            )
        link = self.cue("name_links", at)
        if link is None or link >= self.last:
            return None
        joined = self.body(link) if link < self.last else None
        if joined is not None:
            return joined.last
        owned = self.words[link - 1] in ("của", "thuộc") and self.speech(link) == "N" and not self.ends(link)
        named = owned or self.marks.is_capital(link) or self.cue("levels", link) is not None
        return self.word_end(link) if named else None

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
        verbs = [i for i in range(at, end) if self.speech(i).startswith("V") and not joins(self.marks, i)]
        return (verbs[1] if verbs[0] == at and len(verbs) > 1 else verbs[0]) if verbs else end

    def _charges(self, at: int) -> bool:
        return self.marks.any_at(("lead_roles", "adverbs", "carries_out"), at)

    def speech(self, at: int) -> str:
        return self.marks.segments.speech[at]

    def _goes_on(self, at: int, strict: bool, verbs: bool) -> bool:
        if self.words[at] in "-&":
            tight = self.marks.low[self.marks.tokens.starts[at] - 1] != " "
            post = self.cue("body_offices", at + 1) or self.cue("office_prefixes", at + 1)
            plain = not (tight or post or self.marks.is_capital(self.marks.word_begin(at - 1)))
            if plain and at + 1 < self.last and self.body(at + 1) is not None:
                return False  # "lắp đặt trạm quan trắc - Sở Xây dựng"
            return at + 1 < self.last and (
                tight
                or post is not None
                or (self.marks.is_capital(at + 1) and (not strict or self.marks.is_capital(at - 1)))
            )
        if self.words[at][0].isdecimal():  # "Phường 3", "khu vực II"
            numbered = (
                self.marks.is_capital(at - 1)
                and len(self.words[at]) < 3
                and self.words[at + 1 : at + 2] not in (["/"], ["%"])
                and self.cue("place_heads", at + 1) is None  # "UBND | 04 xã"
            )
            return (
                numbered
                or self.marks.cue_before("place_heads", at) is not None
                or self.words[at - 1] in ("vực", "số")
            )
        if self.marks.is_capital(at) and not (self.in_capitals(at) and self.cue("levels", at) is not None):
            return self.cue("registered", at) is None and self.cue("plurals", at) is None
        if self.cue("levels", at) is not None:
            return True
        if strict:  # "Ban Quản lý Khu kinh tế | cửa khẩu": a longer name than the registered one
            return self.speech(at) in ("N", "Nc") and self.marks.cue_at("directs", at) is None
        if self.speech(at).startswith("V"):
            end = self.word_end(at)
            named = (
                not self._ends_proper(at) and self.cue("name_verbs", at) is not None and not self.ends(end)
            )
            listed = not self.marks.is_capital(at - 1) or self.words[end : end + 1] != [","]
            charged = listed and self._charged_behind(end)  # not "Khoa KSNK | soạn thảo, Sở Y tế thẩm định"
            return self.value or (verbs and (charged or named))
        return self.speech(at)[:1] not in ("E", "C", "R", "P", "T", "L")

    def _charged_behind(self, at: int) -> bool:
        """Whether a role or another name stands here, so that the verb before it is part of a name: "Phòng Quản lý đào tạo |
        chủ trì", "Ban Vận động quyên góp, | Sở Y tế"."""
        if at < self.last and (self.words[at] in COMMA or self.words[at] in AND):
            return at + 1 < self.last and self.body(at + 1) is not None
        return self.marks.any_at(("lead_roles", "strong_obligations"), at)

    def begins_amount(self, at: int) -> bool:
        """Whether what is counted, or a further part of a number, follows a number: "3 | người", "3 | /2026"."""
        if at >= self.last:
            return False
        counted = self.speech(at)[:1] == "N" and not self.marks.any_at(BEGINNINGS, at)
        return counted or (self.words[at] in ("/", "%", ".", "-", "–") and self.marks.is_tight(at - 1))
