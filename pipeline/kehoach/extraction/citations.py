"""Citations: every other document that a text refers to, once per symbol and date, with its strongest relation."""

import re

from kehoach.extraction.mentions import Mention
from kehoach.extraction.shortforms import find_short_forms
from kehoach.extraction.symbols import symbol_key
from kehoach.extraction.view import View
from kehoach.model import Citation
from kehoach.parsing.letterhead import symbol_type
from kehoach.text import fold

# Where several hold, the first is told (the specification's order).
_RELATIONS = (
    "implements", "basis", "amends", "replaces", "repeals", "corrects", "guides", "reports_on",
    "promulgated_with", "attachment", "mentions",
)  # fmt: skip
_RANK: dict[str, int] = {relation: place for place, relation in enumerate(_RELATIONS)}


def extract_citations(view: View, mentions: list[Mention]) -> list[Citation]:
    """The documents cited, once per symbol and date, each with its fullest quote and strongest relation."""
    groups = _distinct(view, mentions)
    short = find_short_forms(view, groups)
    return [
        _record(view, number, group, places)
        for number, (group, places) in enumerate(zip(groups, short, strict=True), 1)
    ]


def _key(mention: Mention) -> str:
    return symbol_key(mention.symbol) if mention.symbol else fold(mention.name or "")


def _distinct(view: View, mentions: list[Mention]) -> list[list[Mention]]:
    """Mentions grouped by document and date; undated ones join the first dated one of their document."""
    dated: dict[str, str] = {}
    for mention in mentions:
        if mention.issued:
            dated.setdefault(_key(mention), mention.issued)
    groups: dict[tuple[str, str | None], list[Mention]] = {}
    for mention in mentions:
        key = _key(mention)
        groups.setdefault((key, mention.issued or dated.get(key)), []).append(mention)
    return sorted(groups.values(), key=lambda group: group[0].start)


def _record(view: View, number: int, group: list[Mention], short: list[tuple[int, int]]) -> Citation:
    best = max(
        group, key=lambda m: (bool(m.issued), bool(m.title), bool(m.issuer), m.end - m.start, -m.start)
    )
    relation = min((m.relation for m in group), key=lambda r: _RANK[r])
    if relation == "basis" and _same_title(view, best.title):
        relation = "implements"
    noun = next((m.noun for m in group if m.noun), None)
    end = best.start + len(view.text[best.start : best.end].rstrip(" ,;:."))
    return Citation(
        id=f"c{number}",
        quote=view.text[best.start : end],
        span=view.span(best.start, end),
        section=view.section_at(best.start),
        symbol=best.symbol,
        name=next((m.name for m in group if m.name), None),
        type=noun or (symbol_type(best.symbol) if best.symbol else "L"),
        issued=best.issued,
        issuer=best.issuer or next((m.issuer for m in group if m.issuer), None),
        title=best.title or next((m.title for m in group if m.title), None),
        relation=relation,
        also=[
            view.span(*place)
            for place in sorted([*((m.start, m.end) for m in group if m is not best), *short])
        ],
        confidence=0.98 if best.symbol and noun else 0.95 if best.symbol else 0.9,
    )


def _same_title(view: View, title: str | None) -> bool:
    """A plan titled "triển khai thực hiện Kế hoạch nâng cao ..." carries out the plan of that title."""
    own = fold(view.meta.title or "")
    if not title or not re.match(r"(?:tổ chức )?(?:triển khai|thực hiện)", own):
        return False
    cited = re.sub(r"^(?:về việc|về|ban hành)\s+", "", fold(title)).strip(" .")
    return len(cited) > 25 and cited in own
