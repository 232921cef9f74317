"""Document symbols (số, ký hiệu) composed of tokens: numbers, years, signs and codes; see rules/symbols.yaml.

Slips of fixed parts are put right ("27/CTTg" -> "27/CT-TTg"); numbers are kept as printed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.marks import Mark, Marks

# Over the letters of the tokens, where any number is a 0: a number, a sign, and a code or a year with a sign.
_SEED = re.compile(r"0(?:[^0\n]?[/-]|\n/)\n?(?:0[/-]\n?[^0]|[^0\n])")
_KEY_SIGNS = re.compile(r"[-–/.:\s]+")
_ZEROS = re.compile(r"^0+(?=\d)")
_LONGEST_NUMBER = 6


class Symbol(Struct, frozen=True):
    """A symbol: its number ("66.19", "364a"), year, codes as one string ("NĐ-CP"), and the type that they tell
    (rules/document_types.yaml). ``printed`` is the whole without spaces and slips."""

    number: str
    year: str | None
    code: str
    type: str | None
    printed: str


def put_symbols(marks: Marks) -> None:
    """Adds the marks of kind "symbol" (value: Symbol)."""
    reader = _Reader(marks)
    found: list[Mark] = [*reader.standards()]
    done = 0
    for seed in _SEED.finditer(marks.tokens.coded):
        if seed.start() >= done and (read := reader.read(seed.start())) is not None:
            symbol, start, end, done = read
            found.append(Mark(start, end, "symbol", symbol))
    marks.put("symbol", found)


@lru_cache(maxsize=4096)
def symbol_key(symbol: str) -> str:
    """What two printings of one symbol share: leading zeros, case and sign of joining left out."""
    return _ZEROS.sub("", _KEY_SIGNS.sub("/", symbol.strip())).lower()


def symbol_type(symbol: str) -> str | None:
    """The type that a symbol's code tells: "852/QĐ-UBND" -> QĐ, "5973/UBND-KT" -> CV, "146/2025/QH15" -> L."""
    codes = [code for code in re.split(r"[-/\s.]+", symbol) if code[:1].isalpha()]
    return _type_of(tuple(codes)) if codes else None


@lru_cache(maxsize=4096)
def _type_of(codes: tuple[str, ...]) -> str:
    data, first = rules.load("document_types"), codes[0].rstrip("0123456789")
    if first in ("QH", "UBTVQH"):
        return "L" if first == "QH" else "NQ"
    if first == "CT" and len(codes) > 1 and not _directs(codes[1:]):
        return "CV"
    first = data["codes"].get(first, first)
    known: dict[str, str] = {t["abbr"].lower(): t["abbr"] for t in data["types"]}
    return known.get(first.lower(), "CV")


def _directs(codes: tuple[str, ...]) -> bool:
    """Whether one of the bodies issues directives; "CT" with others is a tax office."""
    bodies = rules.load("document_types")["directive_bodies"]
    return any(code in bodies or code.startswith("UB") for code in codes)


class _Codes(Struct, frozen=True):
    """``organs`` by their printed forms, slips included, the longest first; those that make a symbol ``alone``; the codes
    of ``types``; codes that stand in no symbol; words that stick to a code (``glued``)."""

    organs: dict[str, str]
    alone: frozenset[str]
    types: frozenset[str]
    not_documents: frozenset[str]
    glued: tuple[str, ...]


@lru_cache(maxsize=1)
def _data() -> _Codes:
    data, types = rules.load("symbols"), rules.load("document_types")
    organs = {name: name for name in data["organs"]} | data["slips"]
    known = {t["abbr"] for t in types["types"]} | set(types["codes"])
    ordered = {name: organs[name] for name in sorted(organs, key=lambda n: (-len(n), n))}
    glued = tuple(data["cues"]["glued_words"])
    return _Codes(
        ordered, frozenset(data["alone"]), frozenset(known), frozenset(data["not_documents"]), glued
    )


class _Reader:
    def __init__(self, marks: Marks) -> None:
        self.marks, self.text, self.low = marks, marks.text, marks.low
        self.words, self.starts, self.ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
        self.forms = {end for _, end in marks.cues("form_words", 0, len(self.words))}
        self.used: set[int] = set()  # tokens of standards

    def _gap(self, at: int) -> int:
        """Characters between a token and the one before it."""
        return self.starts[at] - self.ends[at - 1]

    def _sign(self, at: int) -> bool:
        return at < len(self.words) and self.words[at] in ("/", "-")

    # --- numbers ----------------------------------------------------------------------------------

    def read(self, at: int) -> tuple[Symbol, int, int, int] | None:
        """The symbol whose number ends with the digits at a token: it, where it begins and ends (characters), the token behind."""
        first = self._number_start(at)
        if first is None or first in self.forms or at in self.used:
            return None
        sign = at + 1
        if self.words[sign] == "\n":  # a line broken before "/"
            sign += 1
        elif not self._sign(sign):  # 364a
            if len(self.words[sign]) > 1 or not self.words[sign].isalpha() or self._gap(sign):
                return None
            sign += 1
        number = self.low[self.starts[first] : self.ends[sign - 1]].strip()
        if not self._sign(sign) or self._gap(sign) > 1:
            return None
        return self._behind_number(first, number, sign)

    def _number_start(self, at: int) -> int | None:
        """The token where a number begins; None where it goes on to the left or is too long."""
        if len(self.words[at]) > _LONGEST_NUMBER:
            return None
        tight = at > 0 and not self._gap(at)
        if (
            tight
            and self.words[at - 1] == "."
            and at > 1
            and self.words[at - 2].isdecimal()
            and not self._gap(at - 1)
        ):
            at, tight = at - 2, at > 2 and not self._gap(at - 2)  # 66.19
        if tight and (
            self.words[at - 1] in "/.,-" or (self.words[at - 1].isalpha() and self.words[at - 1] != "số")
        ):
            return None
        return at

    def _behind_number(self, first: int, number: str, sign: int) -> tuple[Symbol, int, int, int] | None:
        """The symbol goes on behind its number with a year or with codes."""
        at = self._after_sign(sign)
        if at is None:
            return None
        year, join = None, self.words[sign]
        if self._is_year(at):
            year, sign = self.words[at], at + 1
            if join != "/" or self._gap(sign) > 1:
                return None
            at = self._after_sign(sign)
        return self._with_codes(first, number, join, year, at) if at is not None else None

    def _after_sign(self, sign: int) -> int | None:
        """The token behind a sign, over one line end; None when it stands too far."""
        at = sign + 1
        if at < len(self.words) and self.words[at] == "\n":
            at += 1
        return at if at < len(self.words) and self.starts[at] - self.ends[sign] <= 2 else None

    def _is_year(self, at: int) -> bool:
        word = self.words[at]
        return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20") and self._sign(at + 1)

    # --- codes ------------------------------------------------------------------------------------

    def _with_codes(
        self, first: int, number: str, join: str, year: str | None, at: int
    ) -> tuple[Symbol, int, int, int] | None:
        codes, joins, end, last = self._codes(at)
        if not codes or codes[0] in _data().not_documents:
            return None
        codes, joins = _parted(codes, joins, year)
        if (join, joins) == ("-", ["/"]) and codes[1] in _data().alone:
            join, joins = "/", ["-"]  # "38-CT/TTg": the signs of the Party, which the Government never uses
        house = codes[0].rstrip("0123456789") in ("QH", "UBTVQH")  # "72/2025/QH": a slip that is kept
        if len(codes) == 1 and not (year and house) and (year or codes[0] not in _data().alone):
            return None
        if year is None and not _plausible(codes):
            return None
        code = codes[0] + "".join(sign + more for sign, more in zip(joins, codes[1:], strict=True))
        printed = f"{number}/{year}/{code}" if year else f"{number}{join}{code}"
        return Symbol(number, year, code, _type_of(tuple(codes)), printed), self.starts[first], end, last

    def _codes(self, at: int) -> tuple[list[str], list[str], int, int]:
        """The codes from a token on, the signs between them, where they end (characters, and the token behind)."""
        codes: list[str] = []
        joins: list[str] = []
        end = at
        stop = self.ends[at]
        join = ""
        while (
            read := self._code(at, spaced=bool(codes) and self.starts[at] - self.ends[end - 1] > 1)
        ) is not None:
            code, end, stop = read
            joins += [join] if codes else []
            codes.append(code)
            if stop < self.ends[end - 1] or not self._goes_on(end, len(codes)):
                break
            join = self.words[end] if self._sign(end) else "-"
            after = self._after_sign(end) if self._sign(end) else end
            if after is None:
                break
            at = after
        return codes, joins, stop, end

    def _goes_on(self, at: int, codes: int) -> bool:
        """Whether another code may follow: a sign, or a body one space behind a lone type ("NĐ CP")."""
        if self._sign(at):
            spaces = self._gap(at), at + 1 < len(self.words) and self._gap(at + 1)
            return self._gap(at) <= 1 and (codes == 1 or not all(spaces))
        lone = codes == 1 and at < len(self.words) and self._gap(at) == 1
        return lone and self.text[self.starts[at] : self.ends[at]] in _data().alone

    def _code(self, at: int, spaced: bool) -> tuple[str, int, int] | None:
        """One code: capitals with what sticks to them. The code, the token behind, where it ends (characters)."""
        if at >= len(self.words) or not self.marks.is_capital(at):
            return None
        if spaced and not self.text[self.starts[at] : self.starts[at] + 2].isupper():
            return None
        end = at + 1
        while end < len(self.words) and not self._gap(end) and self._sticks(end):
            end += 1
        if self.words[at] in ("qh", "ubtvqh") and end == at + 1 and end < len(self.words):  # "QH 15"
            end += self.words[end].isdecimal() and len(self.words[end]) < 3 and self._gap(end) == 1
        printed = "".join(self.text[self.starts[at] : self.ends[end - 1]].split())
        code, glued = _own(printed)
        return code, end, self.ends[end - 1] - glued

    def _sticks(self, at: int) -> bool:
        word, after = self.words[at], at + 1
        if word in ("&", "."):
            more = (
                after < len(self.words)
                and not self._gap(after)
                and self.text[self.starts[after] : self.ends[after]]
            )
            return bool(more) and (str(more).isupper() or (word == "." and str(more).isdecimal()))
        return word[0].isdecimal() or word.isalpha()

    # --- standards --------------------------------------------------------------------------------

    def standards(self) -> Iterator[Mark]:
        """ "TCVN 5568:2012", "QCVN 01-1:2018/BYT"."""
        for first, at in self.marks.cues("standards", 0, len(self.words)):
            if not self.marks.is_capital(first) or at >= len(self.words) or not self.words[at].isdecimal():
                continue
            begin = at
            while self._standard_goes_on(at):
                at += 2
            self.used.update(range(begin, at + 1))
            start, end = self.starts[first], self.ends[at]
            prefix = self.text[start : self.ends[begin - 1]]
            number = "".join(self.text[self.starts[begin] : end].split())
            printed = f"{' '.join(prefix.split())} {number}"
            yield Mark(start, end, "symbol", Symbol(number, None, prefix, prefix.split()[0], printed))

    def _standard_goes_on(self, at: int) -> bool:
        """Whether a sign and a number or a body's code follow a token of a standard's number."""
        if at + 2 >= len(self.words) or self._gap(at + 1) > 1 or self._gap(at + 2) > 1:
            return False
        sign, more = self.words[at + 1], at + 2
        if sign == ":":
            return len(self.words[more]) == 4 and self.words[more].isdecimal()
        if sign in ("-", "."):
            return self.words[more][0].isdecimal() and not self._gap(at + 1) and not self._gap(more)
        return (
            sign == "/" and self.text[self.starts[more] : self.ends[more]].isupper() and not self._gap(more)
        )


@lru_cache(maxsize=4096)
def _own(printed: str) -> tuple[str, int]:
    """A code without what sticks to it (a footnote's number, the next word), and how many characters stuck."""
    organs, glued = _data().organs, _data().glued
    low = printed.lower()
    word = min((at for w in glued if (at := low.find(w, 2)) > 0 and printed[at].islower()), default=len(low))
    kept = printed[:word]
    organ = kept.rstrip("0123456789")
    if organ in organs and organ not in ("QH", "UBTVQH"):
        kept = organ
    return kept, len(printed) - len(kept)


def _parted(codes: list[str], joins: list[str], year: str | None) -> tuple[list[str], list[str]]:
    """Slips put right: the code of a body misspelt, a sign left out ("NĐCP") or wrong ("NĐ/CP")."""
    organs, types = _data().organs, _data().types
    if len(codes) == 1:
        organ = next((o for o in organs if codes[0].endswith(o) and codes[0][: -len(o)] in types), None)
        if organ is not None:
            codes, joins = [codes[0][: -len(organ)], organ], ["-"]
    slips = rules.load("symbols")["slips"]
    codes = [slips.get(code, code) if len(codes) > 1 else code for code in codes]
    if year and joins == ["/"] and codes[0] in types and codes[1] in organs:
        joins = ["-"]
    return codes, joins


def _plausible(codes: list[str]) -> bool:
    """Codes are capitals; "3G/4G" or "24/7 Hotline-Zalo" are no symbols."""
    first = codes[0]
    return (
        sum(letter.isupper() for letter in first) > 1
        or first == "L"
        or (len(first) == 1 and len("".join(codes)) > 2)
    )
