"""Canonical ids of units: one id per body, whatever the spelling; local bodies get their place.

"Sở Y tế" in a plan of Lạng Sơn is the Sở Y tế of tỉnh Lạng Sơn: id "so-y-te-tinh-lang-son".
The register of bodies is rules/bodies.yaml; names that it does not hold get an id from their words.
"""

import re
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.model import Document
from kehoach.parsing.issuer import province_in
from kehoach.text import fold, slug, squash

_LOCAL = frozenset({"province", "front", "forces", "party", "group"})
_LEADING = re.compile(
    r"^(?:các|những|đồng chí|lãnh đạo|giám đốc|chủ tịch|thủ trưởng|chánh|trưởng|bí thư|người đứng đầu)\s+(?=(?:sở|ubnd|ủy ban|công an|đảng ủy|cơ quan|văn phòng|thanh tra|phòng|tỉnh ủy)\b)"
)


class Body(Struct, frozen=True):
    """A registered body: canonical name, kind, and what replaced it from when."""

    name: str
    kind: str
    valid_to: str | None = None
    replaced_by: str | None = None


@lru_cache(maxsize=1)
def register() -> dict[str, Body]:
    """Every known spelling, in its comparison form, to its body."""
    known: dict[str, Body] = {}
    for entry in rules.load("bodies")["register"]:
        body = Body(entry["name"], entry["kind"], entry.get("valid_to"), entry.get("replaced_by"))
        for spelling in (entry["name"], *entry["aliases"]):
            known.setdefault(comparison_form(spelling), body)
    return known


@lru_cache(maxsize=16384)
def comparison_form(name: str) -> str:
    """What two spellings of one name share: abbreviations written out, place of province and commas left out."""
    low = fold(squash(name)).strip(" .;:,")
    low = _LEADING.sub("", low)
    for short, long in rules.load("bodies")["abbreviations"].items():
        low = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, low)
    low = (
        re.sub(r"(?<!\w)(?:cấp )?thành phố(?!\w)", "tỉnh", low)
        .replace("cấp tỉnh", "tỉnh")
        .replace("thành ủy", "tỉnh ủy")
    )
    return re.sub(r"[\s,.;:&/()-]+", " ", low).replace(" và ", " ").strip()


@lru_cache(maxsize=16384)
def unit_id(name: str, place: str | None) -> str | None:
    """The canonical id of a unit named in a document of ``place`` ("tỉnh Lạng Sơn"); None for an empty name."""
    body, _local = find_body(name)
    province = province_in(name)
    where = f"{province[0]} {province[1]}" if province else place
    if body is None:
        words = comparison_form(name)
        if not words:
            return None
        return slug(f"{words} {where}" if where and province is None and _is_local(words) else words)
    if body.kind not in _LOCAL or not where:
        return slug(body.name)
    base = re.sub(r" tỉnh$", "", body.name)
    base = re.sub(r"\b(Tỉnh ủy|Đảng bộ tỉnh)$", lambda m: m[1], base)
    return slug(f"{base} {where}")


def find_body(name: str) -> tuple[Body | None, bool]:
    """The registered body of a name, and whether the name itself said its place."""
    known = register()
    form = comparison_form(name)
    if form in known:
        return known[form], False
    province = province_in(name)
    if province:
        for tail in (f" tỉnh {fold(province[1])}", f" {fold(province[1])}"):
            bare = form.removesuffix(tail.replace(" - ", " "))
            if bare != form:
                return known.get(bare) or known.get(bare + " tỉnh"), True
    for suffix in (" tỉnh", " của tỉnh", " thuộc tỉnh"):
        if form.endswith(suffix) and form.removesuffix(suffix) in known:
            return known[form.removesuffix(suffix)], False
    return known.get(form + " tỉnh"), False


def _is_local(words: str) -> bool:
    return not words.startswith(
        (
            "bộ ",
            "chính phủ",
            "thủ tướng",
            "quốc hội",
            "ngân hàng nhà nước",
            "trung ương",
            "tập đoàn",
            "tổng công ty",
        )
    )


def place_of(document: Document) -> str | None:
    """The province that a document belongs to ("tỉnh Lạng Sơn"), by its issuer, place line or title."""
    meta = document.meta
    for words in (meta.issuer, meta.place, meta.title):
        found = province_in(words or "")
        if found:
            return f"{found[0]} {found[1]}"
    return None


def name_units(document: Document) -> None:
    """Fills the ids of the units of all tasks."""
    place = place_of(document)
    for task in document.tasks:
        for unit in [*task.lead, *task.support]:
            unit.id = unit_id(unit.name, place)
