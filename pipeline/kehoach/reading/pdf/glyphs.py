"""Text layers that hold glyph numbers of Times New Roman instead of characters, decoded word by word.

Files that Ghostscript distilled again from Word lose the table from glyphs to characters for some fonts. What
comes out is the glyph's number as a character: 3 to 97 stand for the character 29 higher, 1188 to 1275 for the
Vietnamese letters from U+1EA0 on, and letters of Latin-1 come out as if read in MacRoman ("ng‡y" is "ngày").
Words of one line may be sound, so each word keeps the reading that is Vietnamese. One character stays one.
"""

import re
from functools import lru_cache

from kehoach.reading.ocr.marks import syllables
from kehoach.text import is_syllable, syllable_share

_DAMAGE = re.compile(r"[\u0400-\u052f\u0328-\u037f\u02ee-\u02f1\x03\x0e-\x1f]")
_SPECIAL = {
    1130: "Ơ", 1131: "ơ", 1132: "Ư", 1133: "ư", 750: "Ơ", 751: "ơ", 752: "Ư", 753: "ư", 264: "Đ", 255: "đ", 258: "Ă", 259: "ă",
    428: "Ĩ", 429: "ĩ", 458: "ũ", 484: "ỳ", 105: "á", 106: "à", 107: "â", 109: "ã", 116: "í", 121: "ó", 123: "ô", 126: "ú", 172: "À",
    111: "ò", 112: "è", 113: "é", 114: "ê", 117: "ì", 125: "ù", 124: "õ",
}  # fmt: skip
_RANGES = ((1188, 1269, 6652), (1270, 1275, 6654), (808, 889, 7032), (890, 895, 7034))
_GLYPH = re.compile(
    r"[\u0400-\u052f\u0328-\u037f\u02ee-\u02f1\u0102\u0103\u0108\u00ff\u01ac\u01ad\u01ca\u01e4\x03\x0e-\x1f]"
)
_PLAIN = re.compile(r"[abcdefghlnqrsvwxz]")
_ODD = {"£": "Á", "¡": "Á", "Ì": "Ã", "√": "Ã", "Õ": "Ò"}
_ODD_CAPITALS = re.compile("[" + "".join(_ODD) + "]")
_WORD = re.compile(r"[^ \x03]+")
_CID = re.compile(r"\(cid:(\d{1,5})\)")
_DOTS = {"Ö": "…", "ñ": "–"}  # signs of Windows-1252 read as MacRoman
_EDGES = re.compile(r"^\W+|(?<!\W)\W+$")
_ACRONYM = re.compile(r"[A-ZĐ0-9][A-ZĐ0-9./&-]*")


def is_damaged(text: str) -> bool:
    """Whether a text layer shows glyph numbers: a handful of them, among words that are no syllables."""
    return len(_DAMAGE.findall(text[:6000])) >= 6 and syllable_share(text[:6000]) < 0.6


def decoded(line: str) -> str:
    """A line with its words decoded; as long as before."""
    return _WORD.sub(lambda m: _word(m.group()), line).replace("\x03", " ")


def decoded_cell(words: str) -> str:
    """The words of a cell as pdfplumber gives them: glyphs that stand for no character in brackets, "(cid:1241)"."""
    return decoded(_CID.sub(lambda m: chr(int(m[1])), words.replace("\n", " ")))


@lru_cache(maxsize=16384)
def _word(word: str) -> str:
    kept, shifted = _capitals(_as_latin(word)), _capitals(_as_glyphs(word))
    # Shifted words hold capitals and signs for small letters; a small letter other than the accents' is plain.
    if _GLYPH.search(word) and not _PLAIN.search(word) and _reads(shifted):
        return shifted
    if _reads(kept) and not re.search(r"[\x00-\x1f]", kept):
        return kept
    if _reads(shifted):
        return shifted
    if _DAMAGE.search(word):
        return shifted
    return kept


def _capitals(word: str) -> str:
    """Accented capitals that come out as other signs, told by the capitals around them: "BI£O".

    Where the word is written either way ("XÌ", "XÃ"), the one that documents hold is meant: "TÌNH HÌNH".
    """
    if word.upper() != word:
        return word
    other = _ODD_CAPITALS.sub(lambda m: _ODD[m.group()], word)
    return word if word.lower() in syllables() and other.lower() not in syllables() else other


def _reads(word: str) -> bool:
    """Whether a word is a Vietnamese syllable, a number or an acronym, signs at its ends aside."""
    parts = [p for p in re.split(r"[-/.,;:()\"“”]+", _EDGES.sub("", word)) if p]
    if not parts:
        return all(not c.isalpha() for c in word) and not re.search(r"[\x00-\x1f]", word)
    return all(
        p.isdecimal()
        or (is_syllable(p) and _is_cased(p))
        or (_ACRONYM.fullmatch(p) and len(p) > 1 and not _DAMAGE.search(word))
        for p in parts
    )


def _is_cased(word: str) -> bool:
    """Whether capitals stand where words have them: all of it, or the first letter."""
    return word.isupper() or word[1:].islower() or len(word) == 1


def _as_latin(word: str) -> str:
    """Plain letters kept; MacRoman accidents and Vietnamese glyphs decoded."""
    return "".join(_mac(c) if ord(c) > 127 else c for c in word)


@lru_cache(maxsize=1024)
def _mac(sign: str) -> str:
    number = ord(sign)
    for first, last, step in _RANGES:
        if first <= number <= last:
            return chr(number + step)
    if number in _SPECIAL and number > 127:
        return _SPECIAL[number]
    try:
        back = sign.encode("mac_roman").decode("latin-1")
    except UnicodeError:
        return sign
    return back if back.isalpha() else _DOTS.get(sign, sign)


@lru_cache(maxsize=16384)
def _as_glyphs(word: str) -> str:
    return "".join(map(_glyph, word))


@lru_cache(maxsize=1024)
def _glyph(sign: str) -> str:
    number = ord(sign)
    if number in _SPECIAL:
        return _SPECIAL[number]
    if 3 <= number <= 97:
        return chr(number + 29)
    return _mac(sign)
