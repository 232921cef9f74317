"""Citations: every other document that a text refers to, once per symbol and date, with its strongest relation."""

from bisect import bisect_right

from kehoach.clauses import Clauses
from kehoach.extraction.citations.relations import relate
from kehoach.extraction.citations.shortforms import find_short_forms
from kehoach.language import Mark
from kehoach.language.mentions import Mention, type_of
from kehoach.language.symbols import symbol_key
from kehoach.model import Citation, Relation
from kehoach.text import fold

# Where several hold, the first is told (the specification's order; who repeals a document need not amend it).
_RELATIONS = (
    "implements", "basis", "repeals", "amends", "replaces", "corrects", "guides", "reports_on",
    "promulgated_with", "attachment", "mentions",
)  # fmt: skip
_RANK: dict[str, int] = {relation: place for place, relation in enumerate(_RELATIONS)}
_LEAST_TITLE = 25  # characters: a shorter title tells no document from another

Place = tuple[Mark, Relation]


def extract_citations(clauses: Clauses, marks: list[Mark]) -> list[Citation]:
    """The documents that ``marks`` cite, once per symbol and date, each with its fullest quote and strongest relation."""
    groups = _distinct(list(zip(marks, relate(clauses, marks), strict=True)))
    short = find_short_forms(clauses.marks, [[mark for mark, _ in group] for group in groups])
    sections = _Sections(clauses)
    return [
        _record(clauses, sections, number, group, places)
        for number, (group, places) in enumerate(zip(groups, short, strict=True), 1)
    ]


def cited(clauses: Clauses) -> list[Mark]:
    """The marks of the places where another document is cited: from the title on, else in the body; not the own symbol,
    nor what a page shows below the document."""
    title = clauses.outline.meta_spans.get("title")
    first = (title or clauses.outline.body).start
    own = symbol_key(clauses.meta.symbol) if clauses.meta.symbol else None
    return [
        mark
        for mark in clauses.marks.all("citation")
        if first <= mark.start < clauses.outline.end
        and (mark.value.symbol is None or symbol_key(mark.value.symbol.printed) != own)
    ]


class _Sections:
    """The section that an offset stands in: of its clause, else the last one begun."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = list(clauses)
        self._starts = [clause.start for clause in self._clauses]
        self._sections = clauses.outline.sections
        self._section_starts = [section.span.start for section in self._sections]

    def at(self, offset: int) -> str | None:
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._clauses[place].end:
            return self._clauses[place].section
        last = bisect_right(self._section_starts, offset) - 1
        return self._sections[last].id if last >= 0 else None


# --- one record per document ----------------------------------------------------------------------


def _key(mark: Mark) -> str:
    symbol = mark.value.symbol
    return symbol_key(symbol.printed) if symbol else fold(mark.value.name or "")


def _issue(mark: Mark) -> str | None:
    """What tells two documents of one name apart: the date, or the year of a law."""
    told: Mention = mark.value
    return told.issued or told.year


def _distinct(places: list[Place]) -> list[list[Place]]:
    """Places grouped by document and date; undated ones join the first dated one of their document, a law without a number the
    first one of its name that has one."""
    numbered: dict[str, str] = {}
    for mark, _ in places:
        if mark.value.symbol and mark.value.name:
            numbered.setdefault(fold(mark.value.name), _key(mark))
    keys = [
        _key(mark) if mark.value.symbol or _issue(mark) else numbered.get(_key(mark), _key(mark))
        for mark, _ in places
    ]
    dated: dict[str, dict[str, None]] = {}  # the dates of each document, each once, in order
    for key, (mark, _) in zip(keys, places, strict=True):
        if issue := _issue(mark):
            dated.setdefault(key, {})[issue] = None
    groups: dict[tuple[str, str | None], list[Place]] = {}
    for key, (mark, relation) in zip(keys, places, strict=True):
        known = dated.get(key, {})
        issue = _issue(mark) or next(iter(known), None)
        full = next((day for day in known if issue and day.startswith(issue) and len(day) > 4), issue)
        groups.setdefault((key, full), []).append((mark, relation))
    return sorted(groups.values(), key=lambda group: group[0][0].start)


def _record(
    clauses: Clauses, sections: _Sections, number: int, group: list[Place], short: list[tuple[int, int]]
) -> Citation:
    marks = [mark for mark, _ in group]
    best = max(marks, key=_fullness)
    told = best.value
    relation = min((relation for _, relation in group), key=lambda r: _RANK[r])
    if relation == "basis" and _carries_out_title(clauses, told.title):
        relation = "implements"
    end = best.start + len(clauses.text[best.start : told.end].rstrip(" ,;:."))
    also = sorted([*((m.start, m.value.end) for m in marks if m is not best), *short])
    return Citation(
        id=f"c{number}",
        quote=clauses.text[best.start : end],
        span=clauses.span(best.start, end),
        section=sections.at(best.start),
        symbol=told.symbol.printed if told.symbol else None,
        name=next((m.value.name for m in marks if m.value.name), None),
        type=next((m.value.type for m in marks if m.value.type), None) or type_of(told),
        issued=told.issued,
        issuer=told.issuer or next((m.value.issuer for m in marks if m.value.issuer), None),
        title=told.title or next((m.value.title for m in marks if m.value.title), None),
        relation=relation,
        also=[clauses.span(*place) for place in also],
    )


def _fullness(mark: Mark) -> tuple[bool, bool, bool, int, int]:
    told = mark.value
    return bool(told.issued), bool(told.title), bool(told.issuer), told.end - mark.start, -mark.start


def _carries_out_title(clauses: Clauses, title: str | None) -> bool:
    """A plan titled "triển khai thực hiện Kế hoạch nâng cao ..." carries out the plan of that title."""
    span = clauses.outline.meta_spans.get("title")
    marks, own = clauses.marks, fold(clauses.meta.title or "")
    if not title or span is None or not marks.cue_at("title_implements", marks.token_from(span.start)):
        return False
    cited_title = fold(title).strip(" .")
    for preface in ("về việc ", "về ", "ban hành "):
        cited_title = cited_title.removeprefix(preface)
    return len(cited_title) > _LEAST_TITLE and cited_title in own
