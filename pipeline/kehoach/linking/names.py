"""Canonical ids of units: one id per body, whatever the spelling; local bodies get their place.

"Sở Y tế" in a plan of Lạng Sơn is the Sở Y tế of tỉnh Lạng Sơn: id "so-y-te-tinh-lang-son". "Phòng Kinh tế" in a plan
of a commune is that commune's. The register of bodies is rules/register.yaml; names that it does not hold get an id
from their words.
"""

import re
from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language import mark
from kehoach.model import Document
from kehoach.parsing.issuer import province_in
from kehoach.text import compile_vi, fold, slug, squash

_LEADING = re.compile(
    r"^(?:(?:các|những|đồng chí|ông \(bà\)|ông, bà)\s+)*(?:(?:lãnh đạo|giám đốc|chủ tịch|thủ trưởng|chánh|trưởng|bí thư|người đứng đầu)\s+(?=(?:các )?(?:sở|ubnd|ủy ban|công an|đảng ủy|cơ quan|đơn vị|văn phòng|thanh tra|phòng|tỉnh ủy|ban)\b))?(?:các\s+)?"
)
_COMMUNES = re.compile(
    r"(?:các )?(?:xã|phường|đặc khu|thị trấn)(?:(?:, | và | )(?:xã|phường|đặc khu|thị trấn)(?!\w))+"
)
_COMMUNE = compile_vi(
    r"(?<!tác )(?<!tấn )\b(?P<kind>[Xx]ã|[Pp]hường|[Đđ]ặc khu)\s(?P<name>[A-ZĐÀ-Ỹ][\wà-ỹ]*(?:[\s-][A-ZĐÀ-Ỹ0-9][\wà-ỹ]*){0,3})"
)
_CENTRAL = (
    "bộ ", "chính phủ", "thủ tướng", "quốc hội", "ngân hàng nhà nước", "trung ương", "tập đoàn", "tổng công ty",
)  # fmt: skip
_WORD_OF = {"province": "tỉnh", "commune": "xã"}


class Body(Struct, frozen=True):
    """A registered body: canonical name, what it is, at which level, and what replaced it after which day."""

    name: str
    kind: str
    level: str
    valid_from: str | None = None
    valid_to: str | None = None
    replaced_by: str | None = None


class Seat(Struct, frozen=True):
    """Where a document's bodies are: its province ("tỉnh Lạng Sơn") and, for one of a commune, that ("xã Tân Thanh")."""

    province: str | None = None
    commune: str | None = None

    @property
    def level(self) -> str:
        """The level whose bodies a bare name means first."""
        return "commune" if self.commune else "province"


NOWHERE = Seat()


@lru_cache(maxsize=1)
def register() -> dict[str, Body]:
    """Every known spelling, in its comparison form, to its body."""
    known: dict[str, Body] = {}
    for entry in rules.load("register")["bodies"]:
        facts = {key: entry.get(key) for key in ("valid_from", "valid_to", "replaced_by")}
        body = Body(entry["name"], entry["kind"], entry["level"], **facts)
        for spelling in (entry["name"], *entry["aliases"]):
            known.setdefault(comparison_form(spelling), body)
    return known


@lru_cache(maxsize=16384)
def comparison_form(name: str) -> str:
    """What two spellings of one name share: abbreviations written out, place of province and commas left out."""
    low = re.sub(r"\s*\([^()]*\)$", "", fold(squash(name))).strip(" .;:,")
    low = _LEADING.sub("", low)
    for short, long in rules.load("bodies")["abbreviations"].items():
        low = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, low)
    low = _COMMUNES.sub("các xã phường", low).replace("có liên quan", "liên quan")
    low = re.sub(r"\s(?:phường|đặc khu)$", " xã", low)
    low = (
        re.sub(r"(?<!\w)(?:cấp )?thành phố(?!\w)", "tỉnh", low)
        .replace("cấp tỉnh", "tỉnh")
        .replace("thành ủy", "tỉnh ủy")
    )
    return re.sub(r"[\s,.;:&/()-]+", " ", low).replace(" và ", " ").strip()


@lru_cache(maxsize=16384)
def unit_id(name: str, seat: Seat) -> str | None:
    """The canonical id of a unit named in a document of a seat; None for an empty name."""
    body = find_body(name, seat.level)
    province = province_in(name)
    where = f"{province[0]} {province[1]}" if province else seat.province
    commune = _commune_in(name) or (seat.commune if body and body.level == "commune" else None)
    words = comparison_form(name)
    if "thành ủy" in fold(name) and (where or "").startswith("tỉnh"):  # of a city within a province
        body, words = None, words.replace("tỉnh ủy", "thành ủy")
    if body is None:
        if not words:
            return None
        is_local = where and province is None and not words.startswith(_CENTRAL)
        return slug(f"{words.removesuffix(' tỉnh')} {where}" if is_local else words)
    if body.level == "central" or not (where or commune):
        return slug(body.name)
    if body.level == "commune":
        return slug(
            " ".join(p for p in (re.sub(r" (?:xã|phường)$", "", body.name), commune or "xã", where) if p)
        )
    base = re.sub(r" tỉnh$", "", body.name)
    base = re.sub(r"\b(Tỉnh ủy|Đảng bộ tỉnh)$", lambda m: m[1], base)
    return slug(f"{base} {where or ''}")


@lru_cache(maxsize=16384)
def find_body(name: str, level: str = "province") -> Body | None:
    """The registered body of a name; a name without its level's word ("Hội Nông dân") means the one of ``level``."""
    known = register()
    commune = _COMMUNE.search(name)
    if commune:  # "UBND xã Trấn Yên" is a "UBND xã"
        return known.get(comparison_form(name[: commune.end("kind")]))
    form = comparison_form(name)
    if level == "commune" and f"{form} xã" in known:
        return known[f"{form} xã"]
    if form in known:
        return known[form]
    province = province_in(name)
    if province:
        for tail in (f" tỉnh {fold(province[1])}", f" {fold(province[1])}"):
            bare = form.removesuffix(tail.replace(" - ", " "))
            if bare != form:
                found = known.get(bare) or known.get(bare + " tỉnh")
                return found if found and found.level != "central" else None  # "VNPT Nghệ An" is a branch
    for suffix in (" tỉnh", " của tỉnh", " thuộc tỉnh"):
        if form.endswith(suffix) and form.removesuffix(suffix) in known:
            return known[form.removesuffix(suffix)]
    return known.get(f"{form} {_WORD_OF[level]}") or known.get(f"{form} tỉnh")


def successor(body: Body | None, on: str | None) -> str | None:
    """The body that had taken a body's place on a day (ISO, perhaps shortened); None when it still stood."""
    return body.replaced_by if body and body.valid_to and on and on > body.valid_to else None


def _commune_in(name: str) -> str | None:
    found = _COMMUNE.search(name)
    return f"{found['kind'].lower()} {found['name']}" if found else None


def seat_of(document: Document) -> Seat:
    """Where a document's bodies are, by its issuer, place line or title; the commune by its issuer alone.

    A central body's bodies have no seat: the place of its letterhead is Hà Nội.
    """
    meta = document.meta
    issuer = find_body(meta.issuer or "")
    if issuer and issuer.level == "central":
        return NOWHERE
    province = next(
        (p for p in (province_in(w or "") for w in (meta.issuer, meta.place, meta.title)) if p), None
    )
    return Seat(f"{province[0]} {province[1]}" if province else None, _commune_in(meta.issuer or ""))


def name_units(document: Document) -> None:
    """Fills the ids of the units of all tasks, and what took the place of those that had ceased to be."""
    seat = seat_of(document)
    on = document.meta.issued or (document.meta.period.start if document.meta.period else None)
    for task in document.tasks:
        for unit in [*task.lead, *task.support]:
            unit.id = unit_id(unit.name, seat)
            unit.replaced_by = successor(find_body(unit.name, seat.level), on)


def named_places(document: Document) -> list[tuple[int, int, str | None]]:
    """Every place where a unit is named, responsible or not: those of its tasks and those of the register, the longest
    name at each, as (start, end, canonical id where known)."""
    ids = {fold(unit.name): unit.id for task in document.tasks for unit in (*task.lead, *task.support)}
    marks = mark(document.text)
    marks.learn(ids)
    places = []
    for first, last in marks.cues("registered", 0, len(marks.tokens.words)):
        if last - first > 1:  # abbreviations mean other things too
            start, end = marks.tokens.starts[first], marks.tokens.ends[last - 1]
            places.append((start, end, ids.get(" ".join(marks.low[start:end].split()))))
    return places
