"""Vietnamese text written before Unicode: TCVN3 (ABC, TCVN 5712:1993) and VNI fonts, Windows-1258.

Fonts of these kinds draw Vietnamese letters at the places of Western ones, so that the text comes out as
"Céng hoµ x· héi" (TCVN3) or "Coäng hoøa xaõ hoäi" (VNI). Which it is, the syllables tell: the reading whose
words are Vietnamese holds, and where none is, the text is left as it is.
"""

import re
import unicodedata
from functools import lru_cache

from kehoach.model import Warning_
from kehoach.text import SOUND, soundness, syllable_share

# Pairs of a Western letter and the Vietnamese one that TCVN3 fonts draw for it.
_TCVN3 = (
    "µà¸á¶ả·ã¹ạ¨ă»ằ¾ắ¼ẳ½ẵÆặ©âÇầÊấÈẩÉẫËậ®đÌèÐéÎẻÏẽÑẹªêÒềÕếÓểÔễÖệ×ìÝíØỉÜĩÞịßòãóáỏâõäọ«ôåồèốæổçỗéộ¬ơêờíớëởìỡîợ"
    "ïùóúñủòũôụ\xadưõừøứöử÷ữùựúỳýýûỷüỹþỵ¡Ă¢Â§Đ£Ê¤Ô¥Ơ¦Ư"
)
# VNI writes a letter and a sign behind it; these letters stand alone.
_VNI_SINGLE = {"ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ", "ò": "ị", "Ò": "Ị", "î": "ỵ", "Î": "Ỵ"}  # fmt: skip
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUND = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_SHORT = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SUSPECT = re.compile(r"[µ¸¶·¹¨»¾¼½©®ª×ØÞßäåæç«¬\xad¡§¤¥¦ïñîëøûüþöñÑ÷]")
_MODERN = re.compile(r"[ạ-ỹẠ-ỸơƠưƯăĂđĐ]")
_LEAST_SUSPECT = 0.02


def legacy_of(text: str) -> str | None:
    """ "TCVN3" or "VNI" when the words of a text are Vietnamese only in that reading; else None."""
    if not text or is_modern(text) or len(_SUSPECT.findall(text)) < _LEAST_SUSPECT * len(text):
        return None
    before = syllable_share(text)
    shares = {name: soundness(to_unicode(text, name)) for name in ("TCVN3", "VNI")}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= SOUND and shares[best] > before + 0.1 else None


def is_modern(text: str) -> bool:
    """Whether a text holds letters that only Unicode has."""
    return _MODERN.search(text) is not None


def to_unicode(text: str, name: str) -> str:
    """A text in TCVN3 or VNI as Unicode (NFC)."""
    if name == "TCVN3":
        return text.translate(_tcvn3())
    return unicodedata.normalize("NFC", _vni_pairs().sub(lambda m: _vni()[m.group()], text))


def legacy_warnings(converted: int) -> list[Warning_]:
    """What the ledger says of pieces of text that were brought to Unicode."""
    if not converted:
        return []
    told = f"{converted} đoạn viết bằng phông chữ cũ (TCVN3, VNI) đã đổi sang Unicode."
    return [Warning_("legacy-font", told)]


def decode_windows(data: bytes) -> str | None:
    """Bytes that are no Unicode, read as Windows-1258, TCVN3 or VNI; None where none gives Vietnamese."""
    western = data.decode("cp1252", "replace").replace("\ufffd", "")
    readings = [
        unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
        to_unicode(data.decode("latin-1"), "TCVN3"),
        to_unicode(western, "VNI"),
    ]
    best = max(readings, key=soundness)
    return best if soundness(best) >= SOUND else None


@lru_cache(maxsize=1)
def _tcvn3() -> dict[int, str]:
    return {ord(old): new for old, new in zip(_TCVN3[::2], _TCVN3[1::2], strict=True)}


@lru_cache(maxsize=1)
def _vni() -> dict[str, str]:
    """Each VNI writing of a letter, longest first by the pattern, and the letter in NFD or NFC."""
    table = dict(_VNI_SINGLE)
    for base in "aeiouy":
        table |= {base + sign: base + mark for sign, mark in _TONES.items()}
    for base in "aeo":
        table |= {base + sign: base + "\u0302" + mark for sign, mark in _ROUND.items()}
    table |= {"a" + sign: "a\u0306" + mark for sign, mark in _SHORT.items()}
    for horned, plain in (("ô", "ơ"), ("ö", "ư")):
        table |= {horned + sign: plain + mark for sign, mark in _TONES.items()}
    return table | {old.upper(): new.upper() for old, new in table.items()}


@lru_cache(maxsize=1)
def _vni_pairs() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_vni(), key=len, reverse=True))))
