"""Vietnamese text: normal form, folding for matching, syllables, numbers and dates.

Two forms of a text are used everywhere. The *text* is what people see: NFC,
with encoding accidents mended, never changed once a source is built. The
*folded* text has the same length, so that offsets agree, and is what rules
match against: lower case, tone marks in the new place (hoà -> hòa), one kind
of dash and of quotation mark.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

# --- normal form ------------------------------------------------------------------------------

# A hyphen at a line end comes out of PDFs as U+0002 or U+FFFE; the soft hyphen is one too.
_ACCIDENTS = {
    0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2011: "-", 0x2010: "-", 0x2212: "-",
    0xA0: " ", 0x2007: " ", 0x202F: " ", 0x3000: " ", 0x200B: None, 0x200C: None, 0x200D: None,
    0xFEFF: None, 0xD0: "Đ", 0x1A2: "Ư", 0x1A3: "ư", 0x2044: "/", 0x2215: "/", 0x0189: "Đ",
}  # fmt: skip
_ACCIDENT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f" + "".join(map(chr, _ACCIDENTS)) + "]")
# Cyrillic and Greek capitals that look like Latin ones, as they occur inside symbols (NĐ-СР).
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХАΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXAABEHIKMNOPTX")
# From the beginning of a token only, or a run of letters is tried from each of them.
_MIXED_TOKEN = re.compile(r"(?<![A-ZĐa-z0-9/.-])[A-ZĐa-z0-9/.-]*+[А-ЯΑ-Ω][A-ZĐa-zА-ЯΑ-Ω0-9/.-]*")
_SUSPECT = re.compile(_ACCIDENT.pattern[:-1] + "А-ЯΑ-Ω]")  # what most texts are free of
_LATIN = re.compile(r"[A-ZĐa-z0-9]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def normalise(text: str) -> str:
    """NFC, with look-alike characters, line-end hyphens and odd spaces mended. Changes length."""
    text = unicodedata.normalize("NFC", text)
    suspect = _SUSPECT.search(text) is not None
    if suspect and _ACCIDENT.search(text):
        text = _CONTROL.sub("", text.translate(_ACCIDENTS))
    text = text.replace("HÕA", "HÒA")  # fonts that draw ƣ for ư draw Õ for Ò too
    return _MIXED_TOKEN.sub(_latinise, text) if suspect else text


def _latinise(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(_LOOKALIKES) if _LATIN.search(token) or len(token) <= 3 else token


# --- letters ----------------------------------------------------------------------------------

_LOWER = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _LOWER.upper()


def compile_vi(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compiles a pattern in which À-Ỹ stands for the marked capitals and à-ỹ for the small ones.

    As a plain range of code points À-Ỹ would hold small letters too, and à-ỹ capitals.
    """
    return re.compile(pattern.replace("À-Ỹ", _LOWER.upper()).replace("à-ỹ", _LOWER), flags)


# --- folding ----------------------------------------------------------------------------------

_SIGNS = (
    ("–", "-"),
    ("—", "-"),
    ("“", '"'),
    ("”", '"'),
    ("„", '"'),
    ("‘", "'"),
    ("’", "'"),
    ("\t", " "),
    ("\xa0", " "),
)
_OLD_TONE = compile_vi(
    r"o[àáảãạèéẻẽẹ](?![a-zà-ỹ])|u(?<!qu)[ỳýỷỹỵ](?![a-zà-ỹ])"
)  # a letter first: it is searched for fast
_MOVED = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


_SHORT = 160  # characters: names and headings are folded again and again
_KEPT = (
    4096  # of them at hand: what comes back comes back soon, and whoever reads many documents must not grow
)


def fold(text: str) -> str:
    """The text for matching: same length, lower case, new tone placement, plain dashes and quotes."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    low = text.lower()
    if len(low) != len(text):  # a few foreign capitals grow when lowered (İ): keep those as they are
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for sign, plain in _SIGNS:  # nine replacements are several times as fast as one translate()
        low = low.replace(sign, plain)
    return _OLD_TONE.sub(lambda m: _MOVED[m.group()], low)


_fold_short = lru_cache(maxsize=_KEPT)(_fold)


def squash(text: str) -> str:
    """White space runs to one space, none at the ends."""
    return " ".join(text.split())


_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # combining


def bare(text: str) -> str:
    """Folded and without diacritics, đ included: "Bác sĩ" -> "bac si". For search and ids."""
    return _bare_short(text) if len(text) <= _SHORT else _bare(text)


def _bare(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", fold(text).replace("đ", "d")))


_bare_short = lru_cache(maxsize=_KEPT)(_bare)


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Letters, digits and single hyphens only: "852/QĐ-UBND" -> "852-qd-ubnd"."""
    return _NOT_SLUG.sub("-", bare(text)).strip("-")


# --- syllables --------------------------------------------------------------------------------

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnrstvx])?"
_NUCLEUS = r"(?:i[êe]|uy[êe]|y[êe]|u[ôơâêyao]|ư[ơa]|oo|o[ae]|oă|uâ|[aăâeêioôơuưy])"
_CODA = r"(?:ch|ng|nh|[cmnpt]|i|y|o|u|a)?"
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}{_CODA}")
_TONES = str.maketrans(dict.fromkeys("\u0300\u0301\u0303\u0309\u0323"))
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word is well formed as a Vietnamese syllable (spelling, not a dictionary): one tone at most."""
    parts = unicodedata.normalize("NFD", word.lower())
    bare_parts = parts.translate(_TONES)
    if len(parts) - len(bare_parts) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare_parts)) is not None


def syllable_share(text: str) -> float:
    """Share of the words of a text that are well-formed syllables; 1.0 for a text without words."""
    words = _WORD.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


_MARKED = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


def marked_share(text: str) -> float:
    """Share of the letters that bear Vietnamese marks: 0.24 to 0.31 in good prose, 0 in bad OCR."""
    letters = sum(map(len, _WORD.findall(text)))
    return len(_MARKED.findall(text.lower())) / letters if letters else 0.0


SOUND = 0.7  # the soundness of text that is Vietnamese prose
_LEAST_MARKED = 0.08


def soundness(text: str) -> float:
    """Share of well-formed syllables; 0 where Vietnamese marks are rarer than in any prose."""
    return syllable_share(text) if marked_share(text) >= _LEAST_MARKED else 0.0


# --- numbers ----------------------------------------------------------------------------------

# 1.200 and 1.234.567,8 group thousands by dots; 13,5 is a decimal; 83.5 before % is a slip for 83,5.
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?!\d)|\d+)"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def parse_number(text: str) -> float:
    """The value of a printed number (Vietnamese thousands dot, decimal comma): "3.768,42" -> 3768.42."""
    text = text.strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def parse_roman(text: str) -> int | None:
    """The value of a Roman numeral up to CXCIX, or None when the letters make none."""
    total, last = 0, 0
    for letter in reversed(text.lower()):
        value = _ROMAN.get(letter)
        if value is None:
            return None
        total += value if value >= last else -value
        last = max(last, value)
    return total if total > 0 and to_roman(total).lower() == text.lower() else None


def to_roman(number: int) -> str:
    """1 -> "I", 14 -> "XIV"; for 1 to 199."""
    out = ""
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            out, number = out + letters, number - value
    return out


# --- dates ------------------------------------------------------------------------------------

# On folded text. Groups come in threes (day, month, year), one three per written form.
DATE = (
    r"(?:ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2}),?\s*năm\s*(\d{4})"  # ngày 05 tháng 6 năm 2026
    r"|(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?|\s)(\d{4})(?!\d)"  # 5/6/2026, and the slip 5/6 2026
    r"|(\d{1,2})[-.](\d{1,2})[-.](\d{4})(?!\d))"  # 05-6-2026, 05.6.2026
)
_DATE = re.compile(DATE)


def iso_date(day: int | str, month: int | str, year: int | str) -> str | None:
    """ "2026-06-05" from its parts, or None when no such day exists (31/02) or the year is absurd."""
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made.isoformat() if 1900 <= made.year <= 2199 else None


def find_date(folded: str, start: int = 0, end: int | None = None) -> tuple[int, int, str] | None:
    """The first full date in a folded text: (start, end, ISO date); impossible dates are passed over."""
    for match in _DATE.finditer(folded, start, len(folded) if end is None else end):
        parts = [g for g in match.groups() if g is not None]
        iso = iso_date(*parts)
        if iso:
            return match.start(), match.end(), iso
    return None


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


# --- paragraphs -------------------------------------------------------------------------------


def sentence_at(text: str, start: int, end: int) -> str:
    """The paragraph or cell that holds a stretch, without the bullet before it."""
    first = max(text.rfind("\n", 0, start), text.rfind(" | ", 0, start) + 2) + 1
    ends = [at for at in (text.find("\n", end), text.find(" | ", end)) if at >= 0]
    return text[first : min(ends, default=len(text))].strip().lstrip("-–+•* ").strip()
