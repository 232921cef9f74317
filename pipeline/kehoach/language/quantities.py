"""Quantities: a number with unit, rate and comparator, composed of tokens and cues.

    quantity := [comparator] number [% | ( word )] [- number] [multiplier] [unit] [/ per | trên per] [trở lên]
    "từ 7,0 điểm trở lên", "10 - 11%/năm", "17/99 xã, phường", "37 giường bệnh trên 1 vạn dân", "ít nhất 01 mô hình"

Units and comparators stand in rules/units_of_measure.yaml and rules/quantities.yaml.
"""

from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.comparing import compared
from kehoach.language.marks import Mark, Marks
from kehoach.language.numbers import (
    Number,
    is_round,
    is_year,
    read_digits,
    read_number,
    read_upper,
    spelt_numbers,
)
from kehoach.text import squash

_DASHES = frozenset({"-", "÷"})
_UNTIL = frozenset({"đến", "tới"})
_LONG = 4  # digits of a number that may be a year
_KINDS = (("measures", "measure"), ("counts", "count"), ("spans_counted", "time"))
_NOUN = 6  # tokens of a noun between a number and the sign of its rate
_NOUNS = frozenset({"N", "N/V"})
_UNITS = tuple(name for name, _ in _KINDS)


class Quantity(Struct):
    """A number with unit; offsets are characters. ``cue`` is where its comparator begins, ``noun`` where the words of its
    unit begin, ``slash`` where the sign of its rate stands; ``kind`` is %, measure, count, time or bare; ``marked``: a comparator is printed; ``whole``: 99 of "17/99"."""

    start: int
    end: int
    cue: int
    value: float
    value_max: float | None
    unit: str | None
    kind: str
    op: str
    marked: bool
    whole: float | None = None
    rate: str | None = None
    noun: int = 0
    slash: int = 0

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return (self.unit or "").endswith(("đồng", "usd", "USD"))


def put_quantities(marks: Marks) -> None:
    """Adds marks of kind "quantity" (value: Quantity)."""
    found: list[Mark] = []
    at, coded = 0, marks.tokens.coded
    while (at := coded.find("0", at)) >= 0:
        number = read_number(marks, at)
        quantity, last = _quantity(marks, number) if number else (None, at + 1)
        if quantity is not None:
            found.append(Mark(quantity.start, quantity.end, "quantity", quantity))
        at = max(last, at + 1)
    for number in spelt_numbers(marks):
        quantity, _ = _quantity(marks, number)
        if quantity is not None and quantity.kind not in ("bare", "time"):
            found.append(Mark(quantity.start, quantity.end, "quantity", quantity))
    found.sort(key=lambda mark: mark.start)
    _share_rates(marks, found)
    marks.put("quantity", found)


def _share_rates(marks: Marks, found: list[Mark]) -> None:
    """ "35 giường bệnh; 15 bác sĩ trên 10.000 dân": the denominator serves all of the list."""
    for last, this in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        q, behind = last.value, this.value
        if not (
            behind.rate
            and behind.rate[0].isdecimal()
            and q.kind == behind.kind == "count"
            and not q.rate
            and q.whole is None
        ):
            continue
        between = marks.tokens.words[marks.token_from(q.end) : marks.token_from(behind.cue)]
        if between and len(between) <= 4 and between[-1] in (";", ",", "và", "có", "đạt"):
            q.rate, q.unit = behind.rate, f"{q.unit}/{behind.rate}"


# --- quantities ---------------------------------------------------------------------------------


def _quantity(marks: Marks, number: Number) -> tuple[Quantity | None, int]:
    """The quantity of a number, and the token behind what was read."""
    words = marks.tokens.words
    if _is_denominator(marks, number):
        return None, number.last
    at, whole = _fraction(marks, number)
    if at < len(words) and words[at] == "/" and whole is not None:
        return None, _behind_digits(marks, at)  # a date
    if whole is not None and marks.cue_at("whole_nouns", at) is not None:
        return _share(marks, number, at, whole)
    at, upper, percent = _range(marks, at)
    at = _in_words(marks, at)
    noun, unit_end, kind = _unit(marks, at) if not percent else (at, marks.cue_at("products", at) or at, "%")
    if kind == "bare" and _is_count(marks, number, whole):
        noun, unit_end, kind = _unlisted(marks, at)
    slash, rate_end, rate = _rate(marks, max(unit_end, at))
    last = max(rate_end, unit_end, at)
    if not _counts_something(marks, number, kind, whole):
        return None, last
    quantity = _made(marks, number, upper, kind, noun, unit_end, last, whole, rate)
    quantity.slash = marks.tokens.starts[slash] if rate else quantity.end
    if rate and rate[0].isdecimal() and kind == "count":  # "3,4 dược sĩ đại học/10.000 dân"
        unit_end = max(unit_end, slash)
    quoted = unit_end > at and marks.tokens.words[at] == '"'
    quantity.unit = _unit_shown(marks, at + quoted, unit_end, kind, rate, whole)
    return quantity, last


def _share(marks: Marks, number: Number, at: int, whole: float) -> tuple[Quantity | None, int]:
    """ "2/3 số xã": a fraction of a whole as a share of it."""
    noun = marks.cue_at("whole_nouns", at) or at
    last = _unit(marks, noun)[1]
    if not 0 < number.value <= whole or last == noun:
        return None, last
    tokens = marks.tokens
    op, cue, marked = compared(marks, number.first, last)
    unit = "% " + squash(marks.low[tokens.starts[at] : tokens.ends[last - 1]])
    start, end = tokens.starts[number.first], tokens.ends[last - 1]
    value = round(100 * number.value / whole, 2)
    return Quantity(
        start,
        end,
        tokens.starts[cue],
        value,
        None,
        unit,
        "%",
        op,
        marked,
        noun=tokens.starts[noun],
        slash=end,
    ), last


def _is_denominator(marks: Marks, number: Number) -> bool:
    """Whether a round number tells what others are counted per: "số giường bệnh trên 10.000 dân", "giá trị trên 1 ha"."""
    at = number.first
    if marks.tokens.words[at - 1 : at] != ["trên"] or not is_round(number.value):
        return False
    behind = marks.cue_at("multipliers", number.last) or number.last
    counted = marks.cue_before("counts", at - 1) is not None or number.value == 1
    return counted and marks.cue_at("per_units", behind) is not None


def _behind_digits(marks: Marks, at: int) -> int:
    while at < len(marks.tokens.words) and (
        marks.tokens.words[at] in "/-." or marks.tokens.words[at][0].isdecimal()
    ):
        at += 1
    return at


def _fraction(marks: Marks, number: Number) -> tuple[int, float | None]:
    """Where a number ends, "/ 99" behind it included, and the whole that it is a part of."""
    words, at = marks.tokens.words, number.last
    if (
        at + 1 < len(words)
        and words[at] == "/"
        and words[at + 1][0].isdecimal()
        and marks.tokens.starts[at + 1] - marks.tokens.ends[at] < 2
    ):
        whole = read_digits(marks, at + 1)
        per = (
            whole.value >= 1000
            and is_round(whole.value)
            and marks.cue_at("per_units", whole.last) is not None
        )
        return (at, None) if per else (whole.last, whole.value)  # "40/100.000 trẻ đẻ sống" is a rate
    return at, None


def _range(marks: Marks, at: int) -> tuple[int, float | None, bool]:
    """Behind "%", "- 11%": where the number ends, its upper end, and whether it is a share."""
    words = marks.tokens.words
    percent = at < len(words) and words[at] == "%"
    at += percent
    sign = at < len(words) and (words[at] in _DASHES or words[at] in _UNTIL)
    if sign and at + 1 < len(words) and words[at + 1][0].isdecimal() and not is_year(words[at + 1]):
        upper = read_upper(marks, at + 1)
        if not (
            upper.last < len(words)
            and words[upper.last] == "/"
            and words[upper.last + 1 : upper.last + 2]
            and words[upper.last + 1][0].isdecimal()
        ):
            at = upper.last
            share = at < len(words) and words[at] == "%"
            return at + share, upper.value, percent or share
    return at, None, percent


def _in_words(marks: Marks, at: int) -> int:
    """Behind "(hai)", "(34/34)": the number once more, in words or as a part of the whole."""
    words = marks.tokens.words
    if at >= len(words) or words[at] != "(":
        return at
    close = at + 1
    if words[at + 2 : at + 3] == ["/"] and words[at + 1][0].isdecimal():
        close = read_digits(marks, at + 3).last if words[at + 3][0].isdecimal() else close
    while close < min(len(words), at + 6) and words[close].isalpha():
        close += 1
    said = close > at + 1 and close < len(words) and words[close] == ")"
    return close + 1 if said else at


def _unit(marks: Marks, at: int) -> tuple[int, int, str]:
    """Where the counted noun begins (behind "nghìn"), where the unit ends, and its kind; (at, at, "bare") for none."""
    if at < len(marks.tokens.words) and marks.tokens.words[at] in "%‰":
        end = at + 1
        return at, marks.cue_at("products", end) or end, "%" if marks.tokens.words[at] == "%" else "measure"
    at += marks.tokens.words[at : at + 1] == ['"'] and _counted(marks, at + 1) is not None
    found = _counted(marks, at)
    if found is not None:
        noun = marks.cue_before("measured_nouns", found[0]) if found[1] == "measure" else at
        return noun or found[0], found[0], found[1]
    power = marks.cue_at("multipliers", at)
    if power is not None:
        behind = _counted(marks, power)
        if behind is not None:
            return power, *behind
    return at, at, "bare"


def _counted(marks: Marks, at: int) -> tuple[int, str] | None:
    """The end and the kind of the longest unit that begins at a token."""
    if not marks.any_at(_UNITS, at):
        return None
    return max(((marks.cue_at(name, at) or 0, kind) for name, kind in _KINDS), key=lambda found: found[0])


def _is_count(marks: Marks, number: Number, whole: float | None) -> bool:
    """Whether a number counts what stands behind it, whatever that is: plans print "02" where they count, and "at least"
    and "each" count too."""
    if whole is not None:
        return False
    digits = marks.tokens.words[number.first]
    if number.last == number.first + 1 and len(digits) == 2 and digits[0] == "0" and digits != "00":
        return True
    told = marks.cue_before("at_least", number.first) or marks.cue_before("at_most", number.first)
    behind = marks.tokens.words[number.last : number.last + 1]
    whole_number = digits.isdecimal() and number.last == number.first + 1 and len(digits) < _LONG
    return told is not None or (whole_number and bool(behind) and behind[0] in _classifiers())  # "10 lớp"


def _unlisted(marks: Marks, at: int) -> tuple[int, int, str]:
    """A noun that no list holds as a unit: "02 tiết", "ít nhất 200 cơ hội"."""
    words, segments = marks.tokens.words, marks.segments
    quoted = words[at : at + 1] == ['"']
    begin = at + quoted
    if begin >= len(words) or not segments.begins[begin] or segments.speech[begin] not in _NOUNS:
        return at, at, "bare"
    if marks.cue_at("listed_things", begin) is not None or marks.covering("time", marks.tokens.starts[begin]):
        return at, at, "bare"
    unit = begin + 1 if words[begin] in _classifiers() else marks.word_end(begin, len(words))
    return begin, unit, "count"  # "lớp | bồi dưỡng"


@lru_cache(maxsize=1)
def _classifiers() -> frozenset[str]:
    """The nouns of one syllable that count work: "lớp", "buổi"."""
    return frozenset(noun for noun in rules.cues()["work_counted"] if noun.isalpha())


def _rate(marks: Marks, at: int) -> tuple[int, int, str | None]:
    """ "/năm", "/10.000 dân", "trên 1 vạn dân": where its sign stands, where it ends, and what it is per."""
    words, tokens = marks.tokens.words, marks.tokens
    sign = at
    while sign < min(len(words), at + _NOUN) and words[sign].isalpha() and words[sign] != "trên":
        sign += 1  # "lượt khám | bệnh / người": a noun that no list holds
    if sign >= len(words) or words[sign] not in ("/", "trên") or (words[sign] == "trên" and sign > at):
        return at, at, None
    begin = sign + 1
    rounded = _round_end(marks, begin)
    per = marks.cue_at("per_units", rounded)
    if per is None or (words[sign] == "trên" and rounded == begin):
        return at, at, None
    while (
        per + 1 < len(words)
        and words[per] == "/"
        and (more := marks.cue_at("per_units", per + 1)) is not None
    ):
        per = more
    if per < len(words) and words[per] == ":":
        return at, at, None
    return sign, per, rate_shown(marks.low[tokens.starts[begin] : tokens.ends[per - 1]])


def _round_end(marks: Marks, at: int) -> int:
    """Behind "10.000", "1 vạn", "một trăm nghìn"."""
    words = marks.tokens.words
    if at < len(words) and words[at][0].isdecimal():
        at = read_digits(marks, at).last
    elif words[at : at + 1] == ["một"]:
        at += 1
    while (behind := marks.cue_at("multipliers", at)) is not None:
        at = behind
    return at


@lru_cache(maxsize=1)
def _rounds() -> list[tuple[str, str]]:
    return sorted(rules.load("units_of_measure")["rounds"].items(), key=lambda item: -len(item[0]))


def rate_shown(words: str) -> str:
    """ "1 vạn dân" -> "10.000 dân"; spaces around "/" go."""
    words = "/".join(part.strip() for part in words.split("/"))
    for shown, number in _rounds():
        if words.startswith(f"{shown} "):
            return number + words[len(shown) :]
    return words


def _counts_something(marks: Marks, number: Number, kind: str, whole: float | None) -> bool:
    """Whether a number counts or measures: no year, no label, no number of a thing, no part of a date."""
    words, first = marks.tokens.words, number.first
    if kind in ("time", "bare") and number.last == first + 1 and is_year(words[first]):
        return False
    if whole is not None and (whole < number.value or kind not in ("count", "%", "measure", "bare")):
        return False
    glued = number.last < len(words) and words[number.last].isalpha() and marks.is_tight(number.last - 1)
    if glued and kind in ("bare", "count"):  # "5G", "30a"
        return False
    if kind == "bare" and marks.cue_at("grades", number.last) is not None:  # "OCOP 5 sao"
        return False
    if kind == "bare" and words[first - 1] == "-" and marks.is_tight(first - 1) and marks.is_tight(first - 2):
        return not words[first - 2].isalpha()  # "ASEAN-4"
    return kind == "%" or not _names_thing(marks, number.first, kind)


def _names_thing(marks: Marks, at: int, kind: str) -> bool:
    """ "số 5", "Điều 3", "ngày 20", "nhóm 2"."""
    if marks.cue_before("numbered_nouns", at) is None or marks.tokens.words[at - 1] == "\n":
        return False
    said = marks.tokens.words[at - 1]
    each = marks.tokens.words[at - 2] if at > 1 else ""
    if each == "mỗi" or (said in ("năm", "tháng", "quý", "tuần") and each in ("hằng", "hàng")):
        return False  # "mỗi tuần 01 tin", "mỗi tổ 02 tiết"
    return not (said in ("điểm", "lớp") and kind == "measure")


def _made(
    marks: Marks, number: Number, upper: float | None, kind: str, noun: int, unit_end: int, last: int,
    whole: float | None, rate: str | None,
) -> Quantity:  # fmt: skip
    tokens = marks.tokens
    op, cue, marked = compared(marks, number.first, last)
    last = marks.cue_at("or_more", last) or marks.cue_at("or_less", last) or last
    start, end = tokens.starts[number.first], tokens.ends[last - 1]
    noun = last if noun >= unit_end else noun
    if upper is not None:
        op, marked = "range", True
        cue = number.first - 1 if tokens.words[number.first - 1] == "từ" else cue
    elif cue == number.first and tokens.words[cue - 1 : cue] == ["từ"] and kind == "count":
        op, cue, marked = ">=", cue - 1, True  # "từ 03 lớp tập huấn": at least three
    elif (
        cue == number.first
        and kind == "%"
        and tokens.words[cue - 1 : cue] == ["từ"]
        and (last >= len(tokens.words) or tokens.words[last] in ".;,\n)|")
    ):
        op, cue, marked = ">=", cue - 1, True  # "Tốt, khá từ 97%."
    if kind == "bare" and rate and rate[0].isdecimal():
        kind = "measure"  # "40/100.000 trẻ đẻ sống"
    return Quantity(
        start, end, tokens.starts[cue], number.value, upper, None, kind, op, marked, whole, rate,
        tokens.starts[noun] if noun < len(tokens.starts) else end,
    )  # fmt: skip


def _unit_shown(
    marks: Marks, first: int, unit_end: int, kind: str, rate: str | None, whole: float | None
) -> str | None:
    """The unit whose words are the tokens [first, unit_end), as it is told."""
    tokens = marks.tokens
    if kind == "%":
        return (
            " ".join(["%", marks.text[tokens.starts[first] : tokens.ends[unit_end - 1]]])
            if unit_end > first
            else _share_unit(rate)
        )
    head = marks.text[tokens.starts[first] : tokens.ends[unit_end - 1]] if unit_end > first else ""
    head = squash(head)
    head = head if head.isupper() or len(head) < 4 else head[:1].lower() + head[1:]
    if whole is not None:
        return f"{head} (trên {whole:g})"
    if rate and (head or rate[0].isdecimal()):
        return f"{head}/{rate}"
    return head or None


def _share_unit(rate: str | None) -> str:
    return f"%/{rate}" if rate else "%"
