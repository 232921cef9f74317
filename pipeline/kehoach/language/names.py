"""One name of a body, composed of first words, registered names, words and cues (rules/bodies.yaml).

body := [plural] [office] (registered name | first word complement) link*
"""

import re

from msgspec import Struct

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.text import fold

_LABELLED = re.compile(r"\W*(?:[\w.]{1,6}[.)]\s*)?$")  # what stands in a line before what it says
_DEEPEST = 8  # names within names
_LONGEST = 40  # tokens of one name
_NAME, _POST = 5, 8  # syllables of a person's name, tokens of the post behind it
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


def begins_body(marks: Marks, token: int, last: int) -> bool:
    """Whether the name of a body begins at a token."""
    return NameReader(marks, last).body(token) is not None


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


class NameReader:
    """Reads names within tokens [.., last). ``value``: the words are the value of a label or cell."""

    def __init__(self, marks: Marks, last: int, value: bool = False) -> None:
        self.marks, self.last, self.value = marks, last, value
        self.words = marks.tokens.words
        self._depth = 0

    def body(self, at: int) -> Body | None:
        """The name that begins at a token; None where names within names go too deep ("Sở của Sở của Sở ...")."""
        if self._depth >= _DEEPEST:
            return None
        self._depth += 1
        named = self._name(at)
        self._depth -= 1
        field = self._field(named) if named is not None else None
        return Body(named.first, field) if named is not None and field is not None else named

    def _field(self, person: Body) -> int | None:
        """ "Phó Chủ tịch UBND xã | phụ trách kinh tế | chỉ đạo": the field of an office, before what its holder does."""
        begin, post = person.last, self.cue("plurals", person.first) or person.first
        noun = self.cue("in_charge", begin)
        if noun is None or not self.marks.any_at(("body_offices", "office_prefixes"), post):
            return None
        if self.speech(noun) != "N" or self.cue("announced_work", noun) is not None:
            return None
        end = self.word_end(noun)
        while end < self.last and self.speech(end) in ("N", "A") and not self.ends(end):
            end = self.word_end(end)
        acts = (
            end < self.last
            and (self.speech(end).startswith("V") or self.ends(end))
            and self.words[end].isalpha()
        )
        return end if acts else None

    def _name(self, at: int) -> Body | None:
        begin = at
        if (standing := self._standing(at)) is not None:
            return standing
        if not self.marks.any_at(BEGINNINGS, at) or names_nobody(self.marks, at):
            return None
        if (person := self._person(at)) is not None:
            return person
        plural = self.cue("plurals", at)
        at = plural or at
        office = None
        while (after := self.cue("body_offices", at) or self.cue("office_prefixes", at)) is not None:
            office = after if self.cue("body_offices", at) == after else None
            at = after + (
                self.words[after : after + 1] == ["\n"]
            )  # a cell that breaks its line behind the office
            plural = self.cue("plurals", at) or plural
            at = self.cue("plurals", at) or at
        known = self.cue("registered", at)
        if known is not None:
            return Body(begin, self.tail(known, strict=True))
        if office is None and names_nobody(self.marks, at):
            return None
        if plural is None and office is None and self._counts_things(at):
            return None
        opened = self.cue("body_open_heads", at) or 0
        closed = self.cue("body_heads", at) or (plural and self.cue("plural_heads", at)) or 0
        if closed and closed >= opened:
            described = self.cue("described_heads", at) is not None
            return Body(begin, self.tail(closed, verbs=described), stock=self._is_stock(at))
        if not opened:  # "Thủ trưởng", "các cấp ủy": the office alone
            if office is None and plural is not None and at > plural > begin:
                office = at  # "Các thành viên"
            return Body(begin, self.tail(office)) if office is not None else None
        end = opened if plural is not None and self._acts_in_groups(at, opened) else self._complement(opened)
        if (
            end == opened
            and plural is None
            and not self.ends(end)
            and self.cue("acting_verbs", end) is None
            and (office is None or self.cue("levels", at) != end)
            and not self._governs(at, end)
        ):
            return None  # "ban", "phòng" alone before other words names nobody
        verbs = end > opened and self.cue("whole_names", opened) is None  # "Hội Phụ nữ | hỗ trợ người dân"
        return Body(begin, self.tail(end, strict=end == opened, verbs=verbs), stock=self._is_stock(at))

    def _standing(self, at: int) -> Body | None:
        """ "Cơ quan thường trực | Ban Chỉ đạo 389 tỉnh" where a statement begins: told by whom it serves; elsewhere it is what another
        body is ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", "làm nhiệm vụ cơ quan thường trực")."""
        served = self.cue("standing_bodies", at)
        if served is None or not self._opens(at):
            return None
        named = self._name(served)
        return Body(at, named.last) if named is not None else None

    def _opens(self, at: int) -> bool:
        """Whether a statement begins at a token: behind a stop, or in its line behind nothing but a label."""
        if at == 0 or self.words[at - 1] in ".;:":
            return True
        text, start = self.marks.text, self.marks.tokens.starts[at]
        return _LABELLED.match(text[text.rfind("\n", 0, start) + 1 : start]) is not None

    def _acts_in_groups(self, at: int, end: int) -> bool:
        """ "các phòng | rà soát": a noun of the stock groups behind "các", before a verb that is part of no name."""
        if end >= self.last or self.cue("group_nouns", at) != end or self.marks.is_capital(end):
            return False
        named = any(self.cue(name, end) is not None for name in ("whole_names", "name_verbs"))
        return self.speech(end).startswith("V") and not named

    def _person(self, at: int) -> Body | None:
        """ "Ông Trần Văn An - Trưởng đoàn", "Bà Lê Thị Bình": a person by name, with the post behind a dash."""
        title = self.cue("person_titles", at)
        if title is None:
            return None
        begin = title + (self.words[title : title + 1] == ["."])
        end = begin
        while (
            end < min(self.last, begin + _NAME) and self.words[end].isalpha() and self.marks.is_capital(end)
        ):
            end += 1
        if (
            end - begin < 2
            or self.in_capitals(begin)
            or self.marks.any_at(("body_offices", "office_prefixes", "body_heads"), begin)
        ):
            return None
        post = range(end + 1, min(self.last, end + 1 + _POST))
        colon = next((i for i in post if self.words[i] in (":", ",", ";", ".")), None)
        if colon is not None and self.words[end] == "-" and self.words[colon] == ":":
            end = colon
        return Body(at, end)

    def _governs(self, at: int, end: int) -> bool:
        """ "Tỉnh | xem xét, khảo sát": a place with a capital, before a verb."""
        named = self.cue("own_places", at) == end and self.marks.is_capital(at) and not self.in_capitals(at)
        return named and self.speech(end).startswith("V") and not self.marks.is_capital(end)

    def _counts_things(self, at: int) -> bool:
        """ "Thống kê | thiệt hại": a first word that is a verb too, before a thing."""
        verb = self.cue("verb_heads", at)
        if verb is None:
            return False
        if verb >= self.last or not self.words[verb].isalpha():
            return not (self.marks.is_capital(at) or self.value)  # "theo dõi, thống kê, tổng hợp"
        if self.marks.is_capital(verb):
            return False
        return not self.marks.any_at(("levels", "lead_roles", "support_roles", "obligations"), verb)

    def role(self, at: int) -> Body | None:
        """ "Cơ quan chủ trì | chuẩn bị nội dung": a role that stands for the bodies that have it, before what it does."""
        end = self.cue("role_bodies", at)
        if end is None or end >= self.last:
            return None
        acts = self.speech(end).startswith("V") or ends_name(self.marks, end)
        return Body(at, end) if acts else None

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

    def _complement(self, at: int) -> int:
        """The words that a first word needs: "Trung tâm | kiểm soát bệnh tật"; at least one word, a verb too."""
        whole = self.cue("whole_names", at)
        if whole is not None or self._named(
            at
        ):  # "Tiểu ban | Tuyên truyền": with a capital also a role or a verb
            return whole or self.word_end(at)
        if self.ends(at) or self.words[at] in AND or self.cue("complete_links", at) is not None:
            return at
        if self.marks.cue_before("place_heads", at) is not None:
            return at  # "tỉnh | xây dựng": a place needs its name
        verb = self.speech(at).startswith("V") and self.cue("name_verbs", at) is None
        acts = (verb and self.marks.is_capital(at - 1)) or self.cue("acting_verbs", at) is not None
        return at if acts else self.word_end(at)  # "Sở | rà soát"

    def _named(self, at: int) -> bool:
        """Whether a word is part of a name by its capital: one in a text that is not all capitals."""
        return (
            at < self.last
            and self.marks.is_capital(at)
            and not self.marks.text[self.marks.tokens.ends[at - 1] - 1].isupper()
        )

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
        """ "chủ đầu tư | các dự án": what the described have, when it is no body."""
        noun = self.cue("plurals", at)
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

    def _is_stock(self, at: int) -> bool:
        """Whether a name is a noun of the stock groups, with no name behind it."""
        end = self.cue("group_nouns", at)
        return end is not None and (
            end >= self.last or not self.marks.is_capital(end) or self.cue("levels", end) is not None
        )
