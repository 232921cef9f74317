"""One name of a body, composed of first words, registered names, words and cues (rules/bodies.yaml).

body := [plural] [office] (registered name | first word complement) link*
"""

import re

from kehoach import rules
from kehoach.language.marks import Marks
from kehoach.language.tails import AND, BEGINNINGS, Body, NameTail, ends_name
from kehoach.text import fold

_LABELLED = re.compile(r"\W*(?:[\w.]{1,6}[.)]\s*)?$")  # what stands in a line before what it says
_DEEPEST = 8  # names within names
_NAME, _POST = 5, 8  # syllables of a person's name, tokens of the post behind it


def begins_body(marks: Marks, token: int, last: int) -> bool:
    """Whether the name of a body begins at a token."""
    return NameReader(marks, last).body(token) is not None


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


class NameReader(NameTail):
    """Reads names within tokens [.., last). ``value``: the words are the value of a label or cell."""

    def __init__(self, marks: Marks, last: int, value: bool = False) -> None:
        super().__init__(marks, last, value)
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

    def _is_stock(self, at: int) -> bool:
        """Whether a name is a noun of the stock groups, with no name behind it."""
        end = self.cue("group_nouns", at)
        return end is not None and (
            end >= self.last or not self.marks.is_capital(end) or self.cue("levels", end) is not None
        )
