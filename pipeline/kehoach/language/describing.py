"""What stands about the symbol of a cited document: noun before it, date, issuer and title behind it (rules/citations.yaml)."""

from bisect import bisect_left
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.bodies import BodyList, read_bodies
from kehoach.language.marks import Marks
from kehoach.language.mentions import kinds
from kehoach.language.names import begins_body
from kehoach.language.symbols import Symbol
from kehoach.text import find_date, fold

_APART = 14  # tokens between a noun and its symbol at most
_TITLE = 400  # characters of a title at most
_ISSUER = 45  # tokens looked at for an issuer
_BRACKET = 60  # characters of a bracket before a date
_CLAUSE_SIGNS = frozenset(".,;:()\n")
_AMENDED_WITHIN = 14  # tokens between "được sửa đổi" and what by


class Tail(Struct):
    """What follows a symbol up to token ``last``: its date (to token ``dated``) and issuer."""

    last: int
    dated: int
    issued: str | None = None
    issuer: str | None = None
    joint: bool = False


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    return frozenset(map(fold, rules.load("document_types")["generic"]))


@lru_cache(maxsize=1)
def _central() -> frozenset[str]:
    """Names that no place follows."""
    bodies = [body for body in rules.load("register")["bodies"] if body.get("level") == "central"]
    return frozenset(fold(name) for body in bodies for name in (body["name"], *body["aliases"]))


@lru_cache(maxsize=1)
def signs() -> tuple[frozenset[str], frozenset[str]]:
    data = rules.load("citations")
    return frozenset(data["number_signs"]), frozenset(data["list_words"])


class Described:
    """Reads what stands about symbols and names of documents."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.text, self.low = marks, marks.text, marks.low
        self.words, self.starts, self.ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
        self.word, self.printed = marks.word, marks.printed
        nouns = marks.cues("document_nouns", 0, len(self.words))
        self.nouns = {last: first for first, last in nouns}
        self._noun_ends = [last for _, last in nouns]
        self._noun_starts = [first for first, _ in nouns]

    def offset(self, at: int) -> int:
        """Where a token begins; the end of the text past the last one."""
        return self.starts[at] if at < len(self.starts) else len(self.text)

    def noun(self, first: int, last: int) -> str:
        """A noun as it is listed."""
        return " ".join(self.words[first:last])

    # --- before the symbol ------------------------------------------------------------------------

    def over_number(self, first: int) -> int:
        """Where "số" begins before a symbol; the symbol itself when there is none."""
        at, between = first, signs()[0]
        while at > 0 and first - at < 5:
            broken = self.words[at - 1] == "\n" and self.word(at - 2) in between
            if broken or self.words[at - 1] in between:
                at -= 1
            else:
                break
        return at

    def noun_before(self, at: int, symbol: Symbol) -> tuple[int, str] | None:
        """The noun that ends at a token, as (where it begins, type)."""
        begin = self.nouns.get(at)
        if begin is None:
            return None
        noun = self.noun(begin, at)
        kind = kinds()[noun]
        told = symbol.type if noun in _generic() and symbol.type else kind
        return begin, told

    def noun_apart(self, at: int, symbol: Symbol) -> tuple[int, int, str] | None:
        """Kind and number with words between them: "Công văn hỏa tốc số 12/BYT-DP"; the symbol says the same kind."""
        place = bisect_left(self._noun_ends, at) - 1
        if place < 0:
            return None
        begin, end = self._noun_starts[place], self._noun_ends[place]
        between = self.words[end:at] if at - end <= _APART else ["."]
        if any(word in _CLAUSE_SIGNS or word[0].isdecimal() for word in between):
            return None
        kind = kinds()[self.noun(begin, end)]
        return (begin, end, kind) if kind == symbol.type and kind not in ("L", "PL") else None

    def numbers_before(self, first: int) -> list[int]:
        """ "số 187, 188-KL/TW": the tokens of the bare numbers before a symbol that share its code."""
        found: list[int] = []
        at = first
        while (
            self.word(at - 1) in (",", "và")
            and self.word(at - 2).isdecimal()
            and len(self.words[at - 2]) <= 4
        ):
            at -= 2
            found.append(at)
        return found[::-1] if found and self.word(at - 1) in signs()[0] else []

    # --- behind the symbol ------------------------------------------------------------------------

    def tail(self, at: int, joint: bool = False) -> Tail:
        """The date and issuer that follow at a token; ``joint``: several issue it together."""
        read = Tail(at, at, joint=joint)
        self._read_date(read)
        self._read_issuer(read)
        if read.issued is None and read.issuer is not None:
            self._read_date(read)
        return read

    def _read_date(self, read: Tail) -> None:
        at = read.last
        if self.word(at) == "(":
            close = self.low.find(")", self.starts[at], self.starts[at] + _BRACKET)
            at = self.marks.token_from(close + 1) if close > 0 else at
        date = self.date(at)
        if date is not None:
            read.last, read.issued = date
            read.dated = read.last

    def date(self, at: int) -> tuple[int, str] | None:
        """The date at a token, over a comma and "ban hành ngày": the token behind and ISO; None when none stands there."""
        at += self.word(at) == ","
        if self._opens_paragraph(
            at
        ):  # "... số 66-NQ/TW" and below it "Ngày 28 tháng 11, tại ...": the day of a meeting
            return None
        at += self.word(at) == "\n" and self.marks.cue_at("issued_words", at + 1) is not None
        begin = at
        while (after := self.marks.cue_at("issued_words", at)) is not None:
            begin = after - 1 if self.words[after - 1] == "ngày" else after
            at = after
        while self.word(at) in ("\n", "ngày"):  # "ngày ngày 05/3/2024"
            begin = at if self.word(at) == "ngày" else begin
            at += 1
        if not self.word(at)[:1].isdecimal():
            return None
        start = self.starts[begin]
        if begin == at and self.low.endswith(
            "ngày", 0, self.ends[at - 1]
        ):  # glued: "NĐ-CPngày 5 tháng 6 năm 2020"
            start = self.ends[at - 1] - 4
        found = find_date(self.low, start, start + 45)
        return (self.marks.token_from(found[1]), found[2]) if found and found[0] <= self.starts[at] else None

    def _opens_paragraph(self, at: int) -> bool:
        """Whether a line break at a token is followed by a word with a capital, as sentences begin; a broken line goes on small."""
        if self.word(at) != "\n" or at + 1 >= len(self.starts):
            return False
        word = self.text[self.starts[at + 1] : self.ends[at + 1]]
        return word[:1].isupper() and word[1:].islower()

    def _read_issuer(self, read: Tail) -> None:
        at = read.last + (self.word(read.last) == ",")
        at += self.word(at) == "\n" and self.word(at + 1) == "của"
        link = self.marks.cue_at("issuer_links", at)
        end = self.issuer_end(link, read.joint) if link is not None else self._plain_issuer(read)
        if end is not None:
            first = link if link is not None else read.last
            first += self.word(first) == "\n"
            read.issuer, read.last = self.printed(first, end), end

    def _plain_issuer(self, read: Tail) -> int | None:
        """ "ngày 05/01/2026 UBND tỉnh về ...": an issuer without "của" between date and title."""
        if read.issued is None or not self.word(read.last)[:1].isalpha():
            return None
        end = self.issuer_end(read.last)
        return end if end is not None and self.marks.cue_at("plain_titles", end) is not None else None

    def issuer_end(self, first: int, joint: bool = False) -> int | None:
        """Where the name of an issuer ends that begins at a token; None when none begins there."""
        first += self.word(first) == "\n"
        if not self.word(first)[:1].isalpha():
            return None
        bound = min(len(self.words), first + _ISSUER)
        central = None if joint else self._central_end(first)
        if central is not None:
            return self._with_term(self._dashed_end(central))
        bodies = read_bodies(self.marks, first, bound)
        if bodies is None:
            return self._unknown_issuer(first, bound)
        lone = self.marks.cue_at("body_offices", first) == bodies.bodies[0].last
        several = joint and len(bodies.bodies) > 1 and not lone
        return self._with_term(self._joint_end(bodies) if several else self._one_end(bodies, first))

    def _joint_end(self, bodies: BodyList) -> int:
        """Where a list of issuers ends: before the subject of the sentence, which only a comma parts from it."""
        end = self._before_title(bodies.first, bodies.last)
        end = self._place_end(end) if end == bodies.last else end
        before, last = bodies.bodies[-2:]
        subject = self.word(last.first - 1) == "," and self.marks.cue_at("issues", end) is not None
        return before.last if subject else end

    def _one_end(self, bodies: BodyList, first: int) -> int:
        """Where the first body of a list ends; the last one, where signs join them: "Bộ Y tế - Bộ Tài chính"."""
        end = self._central_end(first) or self._described_end(first, self._first_end(bodies, first))
        return self._dashed_end(end)

    def _dashed_end(self, end: int) -> int:
        while self.word(end) == "-" and (more := read_bodies(self.marks, end + 1, end + _ISSUER)) is not None:
            end = more.bodies[0].last
        return end

    def _first_end(self, bodies: BodyList, first: int) -> int:
        """The end of the first body of a list: before a title or document that its capitals ran into, behind a place
        that they left out ("tỉnh Cao | Bằng"), and behind the body of a lone office ("Bộ trưởng, Chủ nhiệm ...")."""
        whole = bodies.bodies[0].last
        end = self._before_title(first, whole)
        if end < whole:
            return end
        end = self._place_end(end)
        if self.word(end) == "," and self.marks.cue_at("body_offices", first) == end:
            more = read_bodies(self.marks, end + 1, min(len(self.words), end + _ISSUER))
            end = more.bodies[0].last if more is not None else end
        return end

    def _before_title(self, first: int, end: int) -> int:
        """The end of a name, or where a document or title begins that it ran into."""
        for at in range(first + 1, end):
            other = self.words[at] in (",", "và") and self.marks.cue_at("document_nouns", at + 1) is not None
            capital = self._is_capital(at) and self.marks.cue_at("title_openers", at) is not None
            if other or capital or self.marks.cue_at("never_in_names", at) is not None:
                return at
        return end

    def _place_end(self, end: int) -> int:
        """The end of the name of a place that goes on with a word taken for another: "tỉnh Cao | Bằng"."""
        while self._is_capital(end) and self.starts[end] - self.ends[end - 1] == 1:
            other = self.marks.any_at(("title_openers", "registered"), end)
            if other or not self._is_capital(end - 1, or_level=True):
                break
            end += 1
        return end

    def _is_capital(self, at: int, or_level: bool = False) -> bool:
        """Whether a word has a capital and small letters behind it; or is a level, which a place follows."""
        if at >= len(self.words):
            return False
        word = self.text[self.starts[at] : self.ends[at]]
        level = or_level and self.marks.cue_before("place_heads", at + 1) in (at - 1, at)
        return level or (word[0].isupper() and not word.isupper())

    def _described_end(self, first: int, end: int) -> int:
        """Where a long name ends that a title follows: "Ban Chỉ đạo phát triển khoa học, công nghệ và Đề án 06 | về ...";
        the end as read where another body or document begins before that title."""
        if self.word(end) not in (",", "và") or self.marks.cue_at("registered", first) is not None:
            return end
        last = self.marks.token_from(
            self.marks.sentences(self.starts[first], self.offset(first + _ISSUER))[0][1]
        )
        titles = self.marks.cues("plain_titles", end, last)
        for at in range(end, titles[0][0]) if titles else ():
            if self.words[at] in _CLAUSE_SIGNS and self.words[at] != ",":
                return end
            if self.words[at] == "," and (self._begins_other(at + 1)):
                return end
        return titles[0][0] if titles else end

    def _begins_other(self, at: int) -> bool:
        lists = ("document_nouns", "purposes", "issues")
        return self.marks.any_at(lists, at) or begins_body(self.marks, at, at + _ISSUER)

    def _central_end(self, first: int) -> int | None:
        """The end of a central body, with the office before it: no place or other word goes on with it."""
        at = self.marks.cue_at("body_offices", first) or first
        at += self.word(at) == "," and at > first
        at = self.marks.cue_at("body_offices", at) or at if self.word(at - 1) == "," else at
        known = self.marks.cue_at("registered", first) or self.marks.cue_at("registered", at)
        return known if known is not None and self.noun(at, known) in _central() else None

    def _with_term(self, at: int) -> int:
        """Behind "khóa XIII"."""
        open_ = at + (self.word(at) == "(")
        tail = self.marks.cue_at("issuer_tails", open_)
        if tail is None:
            return at
        return tail + 1 + (open_ > at and self.word(tail + 1) == ")")

    def _unknown_issuer(self, first: int, bound: int) -> int | None:
        """A name that the register does not know: capitals, up to the first sign or word that goes on with the sentence."""
        if not self.marks.is_capital(first) and self.marks.cue_at("issuer_heads", first) is None:
            return None
        at = first
        while at < bound and (self.words[at].isalnum() or self.words[at] == "-") and not self._stops(at):
            at += 1
        return at if at > first else None

    def _stops(self, at: int) -> bool:
        lists = ("title_openers", "name_stops", "states", "obligations", "issuer_links")
        return self.words[at] == "và" or self.marks.any_at(lists, at)

    # --- the title --------------------------------------------------------------------------------

    def title(self, at: int) -> tuple[int, int] | None:
        """The title that follows at a token: where it begins and ends (characters)."""
        names = "title_openers"
        if self.word(at) == ",":
            at, names = at + 1, "plain_titles"
        cue = self.marks.cue_at(names, at)
        if cue is None or self.word(cue) in signs()[0] or self._is_numbered(at):
            return None
        return self.starts[at], self._title_end(cue)

    def _is_numbered(self, at: int) -> bool:
        """Whether a word that may open a title is the noun of the next document: "thông báo kết luận số 12"."""
        noun = self.marks.cue_at("document_nouns", at)
        return noun is not None and self.word(noun) in signs()[0]

    def _title_end(self, first: int) -> int:
        begin = self.starts[first - 1]
        end = self.marks.sentences(begin, min(len(self.text), begin + _TITLE))[0][1]
        end = min(
            [
                end,
                *(at for sign in (";", ". ", ".\n") if (at := self._sign_end(sign, begin, end)) is not None),
            ]
        )
        last = self.marks.token_from(end)
        cuts = [self._cut_by_cue(first, last), self._cut_by_comma(first, last)]
        return min([end, *(self.ends[cut - 1] for cut in cuts if cut is not None)])

    def _sign_end(self, sign: str, begin: int, end: int) -> int | None:
        """Where a title ends at a semicolon, or at a stop before a small letter or a bullet."""
        at = self.low.find(sign, begin, end)
        while at >= 0 and sign != ";" and self.text[at + 2 : at + 3].isupper():  # "TP. Huế"
            at = self.low.find(sign, at + 1, end)
        return at if at >= 0 else None

    def _cut_by_cue(self, first: int, last: int) -> int | None:
        """The token at which words end a title: a short name is given, an amendment told, "như sau" announces."""
        found = [a - 1 for a, _ in self.marks.cues("defines", first, last) if self.word(a - 1) == "("]
        found += [a - (self.word(a - 1) == ",") for a, _ in self.marks.cues("follows", first, last)]
        ends = self.marks.cues("expiring", first, last)
        found += [
            a - (self.word(a - 1) == ",") for a, b in ends if self.marks.cue_at("expires_from", b) is not None
        ]
        for a, b in self.marks.cues("title_stops", first, last):
            by = self.marks.cues("amended_by", b, min(last + 1, b + _AMENDED_WITHIN))
            if (
                by
                and not self.marks.cues("scope_words", b, by[0][0])
                and (self.words[by[0][0]] != "năm" or self.word(by[0][1]).isdecimal())
            ):
                found.append(a - (self.word(a - 1) == ","))
        return min(found, default=None)

    def _cut_by_comma(self, first: int, last: int) -> int | None:
        """The comma in a title behind which another document is cited or the subject of the sentence stands; or the "và"
        before another document, where the title names none itself."""
        named = False
        acts = bool(self.marks.cues("issues", first, last + 4))
        for at in range(first, last):
            named = named or self.words[at] == "số"
            if self.words[at] == "và" and not named and self._cites(at + 1 + (self.word(at + 1) == "các")):
                return at
            if self.words[at] != ",":
                continue
            begin = at + 1 + (self.word(at + 1) == "và")
            begin += self.word(begin) == "các"
            told = self._cites(begin) or (acts and self._acts(at + 1, last)) or self._sends(at + 1, last)
            if told or self._completes(at + 1, last):
                return at
        return None

    def _cites(self, at: int) -> bool:
        noun = self.marks.cue_at("document_nouns", at)
        places = range(noun, noun + 4) if noun is not None else ()
        return any(
            self.word(i) in signs()[0] and (self.word(i + 1)[:1].isdecimal() or self.word(i + 1) == ":")
            for i in places
        )

    def _sends(self, at: int, last: int) -> bool:
        """Whether the sentence goes on with what is sent to a body: ", gửi Sở Tài chính"."""
        verb = self.marks.cue_at("sends", at)
        return verb is not None and begins_body(self.marks, verb, last)

    def _completes(self, at: int, last: int) -> bool:
        """Whether the sentence goes on with when its work is done: ", hoàn thành trước ngày 20/12"."""
        return self.marks.cue_at("completes", at) is not None and bool(self.marks.cues("due_words", at, last))

    def _acts(self, at: int, last: int) -> bool:
        bodies = read_bodies(self.marks, at, last) if self.word(at)[:1].isalpha() else None
        return bodies is not None and self.marks.cue_at("issues", bodies.last) is not None
