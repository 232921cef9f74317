"""Laws cited by name, and laws that amend others: "Luật Đất đai năm 2024", "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B"."""

from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.describing import Described
from kehoach.language.marks import Mark
from kehoach.language.mentions import Mention
from kehoach.language.symbols import Symbol
from kehoach.text import fold

_NAME = 40  # tokens of a law's name at most
_DATING = frozenset({"năm", "số", "ngày"})  # before the year, number or date of a law
_LONGEST = 9  # words of a name that the rules do not list
_JOINS = (",", "và")


class Amending(Struct):
    """Laws that amend others. ``lists``: stretches of those that list laws with their numbers, which are named by a
    title only; ``owners``: where an amending law begins (token), by where its own number begins (character)."""

    lists: list[tuple[int, int]]
    owners: dict[int, int]


@lru_cache(maxsize=1)
def _spelling() -> dict[str, str]:
    names = rules.load("laws")["laws"]
    return {fold(form): law for law in reversed(names) for form in (law.replace(",", ""), law)}


def law_words(reader: Described) -> list[int]:
    """The tokens where "luật" or "bộ luật" stands as a word of its own."""
    found, low, at = [], reader.low, reader.low.find("luật")
    while at >= 0:
        token = reader.marks.token_from(at)
        if token < len(reader.starts) and reader.starts[token] == at and reader.words[token] == "luật":
            begin = token - 1 if reader.word(token - 1) == "bộ" else token
            if reader.marks.segments.begins[begin]:
                found.append(begin)
        at = low.find("luật", at + 4)
    return found


def law_before(reader: Described, at: int, symbol: Symbol, numbered: bool) -> tuple[int, str] | None:
    """The law whose name ends at a token before its number: where it begins, its type."""
    house = symbol.year is not None and symbol.code.startswith(("QH", "UBTVQH"))
    if not (numbered or house) or symbol.type not in ("L", "NQ", "CV", None):
        return None
    signs = ".;\n" if numbered else ".;\n:()"
    for begin in range(at - 1, max(-1, at - _NAME), -1):
        word = reader.words[begin]
        if word in signs or (not numbered and word.isdecimal()):
            return None
        kind = law_noun(reader, begin)
        if kind is not None and begin + 1 < at:
            return begin, kind
    return None


def law_noun(reader: Described, at: int) -> str | None:
    """The type of law whose noun begins at a token: "luật", "bộ luật", "pháp lệnh"; not inside another word."""
    if not reader.marks.segments.begins[at]:
        return None
    word = reader.words[at]
    if word == "luật" or (word == "bộ" and reader.word(at + 1) == "luật"):
        return "L"
    return "PL" if word == "pháp" and reader.word(at + 1) == "lệnh" else None


def read_amending(reader: Described, laws: list[int]) -> tuple[Amending, list[Mark]]:
    """Laws that amend others: those with numbers, and a mark for each without a number of its own."""
    read = Amending([], {})
    made: list[Mark] = []
    done = 0
    for at in laws:
        cue = reader.marks.cue_at("amending_laws", at) if at >= done else None
        if cue is None:
            continue
        done, count = _amended(reader, cue)
        start, end = reader.starts[at], reader.ends[done - 1]
        numbers = reader.marks.between("symbol", start, end)
        if len(numbers) == 1 and numbers[0].end == end:
            read.owners[numbers[0].start] = at
        elif numbers and count > 1:
            read.lists.append((start, end))
        elif count and not numbers and not _begins_number(reader, done):
            made.append(_law(reader, at, done, reader.printed(at, done)))
    return read, made


def _amended(reader: Described, at: int) -> tuple[int, int]:
    """The list of laws that begins at a token: the token behind it, and how many they are."""
    if reader.word(at).isdecimal() and reader.word(at + 1) == "luật":  # "của 11 Luật có liên quan"
        end = at + 2
        while reader.word(end)[:1].isalpha() and reader.marks.cue_at("amending_stops", end) is None:
            end += 1
        return end, 2
    count, end = 0, at
    while (law := _law_end(reader, at)) is not None:
        count, end, at = count + 1, law, law
        symbol = reader.marks.at("symbol", reader.offset(at + 1)) if reader.word(at) == "số" else None
        if symbol is not None:
            end = at = reader.marks.token_from(symbol.end)
        while reader.word(at) in _JOINS:
            at += 1
        if at == end:
            break
    return end, count


def _law_end(reader: Described, at: int) -> int | None:
    """Where the name of a law ends that begins at a token; None when none begins there."""
    if at >= len(reader.words) or not (
        reader.words[at] == "luật" or (reader.words[at] == "bộ" and reader.word(at + 1) == "luật")
    ):
        return None
    known = reader.marks.cue_at("laws", at)
    return known if known is not None else _unlisted(reader, at)


def _unlisted(reader: Described, at: int) -> int | None:
    """Where a name ends that the rules do not list: at a sign or a word that goes on with the sentence."""
    begin = at + 1 + (reader.words[at] == "bộ")
    end = begin
    begins = reader.marks.segments.begins
    words = 0
    while end < len(reader.words) and reader.words[end].isalpha() and words < _LONGEST:
        if begins[end] and reader.marks.cue_at("law_stops", end) is not None:
            break
        words += begins[end]
        end += 1
    while end > begin and reader.words[end - 1] == "và":
        end -= 1
    return end if end > begin else None


def cite_laws(reader: Described, laws: list[int], taken: list[Mark]) -> list[Mark]:
    """A mark for every law cited by name alone; ``taken`` are the marks of laws with a number, and of amending ones."""
    covered = sorted((mark.start, max(mark.value.symbol_start, mark.end)) for mark in taken)
    made: list[Mark] = []
    younger = _younger(reader, laws)
    reach, place = -1, 0
    for at in laws:
        start = reader.starts[at]
        while place < len(covered) and covered[place][0] <= start:
            reach, place = max(reach, covered[place][1]), place + 1
        if start < reach:
            continue
        named = _by_name(reader, at, younger)
        if named is not None:
            made.append(named)
    return made


def _younger(reader: Described, laws: list[int]) -> dict[int, set[tuple[str, ...]]]:
    """The names of laws that begin as a known one does, as words, by how many these are, from the places where a year, number or date
    stands behind them."""
    found: dict[int, set[tuple[str, ...]]] = {}
    for at in laws:
        known = reader.marks.cue_at("laws", at)
        end = _longer(reader, known) if known is not None else None
        if end is not None:
            found.setdefault(end - at, set()).add(tuple(reader.words[at:end]))
    return found


def _by_name(reader: Described, at: int, younger: dict[int, set[tuple[str, ...]]]) -> Mark | None:
    if reader.marks.cue_at("no_laws", at) is not None:
        return None
    end = reader.marks.cue_at("laws", at)
    longer = next((at + n for n, names in younger.items() if tuple(reader.words[at : at + n]) in names), None)
    if longer is not None:
        end, name = longer, reader.printed(at, longer)
    elif end is not None:
        name = _spelling()[fold(reader.printed(at, end))]
    else:
        end = _unlisted(reader, at) if _is_named(reader, at) else None
        if end is None:
            return None
        name = reader.printed(at, end)
    if _begins_number(reader, end):
        return None
    law = _law(reader, at, end, name)
    drafted = reader.marks.cue_before("law_drafts", at) is not None and law.value.year is None
    return None if drafted else law


def _longer(reader: Described, at: int) -> int | None:
    """Where the name of a younger law ends that begins as a known one does: "Luật Thương mại | điện tử năm 2025"; a noun, and then its
    year, its number or its date."""
    segments = reader.marks.segments
    end = at
    while (
        end < min(len(reader.words), at + _NAME)
        and segments.begins[end]
        and segments.speech[end] == "N"
        and reader.words[end].isalpha()
    ):
        if reader.marks.cue_at("law_stops", end) is not None or reader.words[end] in _DATING:
            break
        end = reader.marks.word_end(end, len(reader.words))
    dated = reader.word(end) in _DATING and reader.word(end + 1)[:1].isdecimal()
    return end if end > at and dated else None


def _is_named(reader: Described, at: int) -> bool:
    """Whether "Luật" and the word behind it have capitals, in text that is not all capitals."""
    begin = at + 1 + (reader.words[at] == "bộ")
    head = reader.text[reader.starts[at] : reader.ends[at]]
    return (
        begin < len(reader.words)
        and head[0].isupper()
        and head[-1].islower()
        and reader.marks.is_capital(begin)
    )


def _begins_number(reader: Described, at: int) -> bool:
    at += reader.word(at) == "số"
    return reader.word(at).isdecimal() and reader.marks.at("symbol", reader.offset(at)) is not None


def _law(reader: Described, first: int, last: int, name: str) -> Mark:
    """The mark of a law by name, with the year or date printed with it."""
    year, end, issued = None, last, None
    number = last + (reader.word(last) == "năm")
    if (
        len(reader.word(number)) == 4
        and reader.word(number).isdecimal()
        and reader.word(number)[:2] in ("19", "20")
    ):
        year, end = reader.words[number], number + 1
    date = reader.date(end)
    if date is not None:
        end, issued = date
        year = issued[:4]
    stop = reader.ends[end - 1]
    mention = Mention(None, reader.starts[first], stop, "L", name, issued, year=year)
    return Mark(reader.starts[first], stop, "citation", mention)
