"""Where a record stands, as signals that mean the same in every document: form, genre, sections above, how the text was obtained."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from kehoach.clauses import Clause, Clauses
from kehoach.clauses.governing import kinds
from kehoach.model import Citation, Deadline, Target, Task

Record = Citation | Target | Deadline | Task

_LONG, _SHORT = 70, 9  # tokens of a clause
_ABOVE = frozenset({"targets", "tasks", "organisation", "schedule", "purpose", "background", "funding"})
_AROUND = 160  # tokens on either side of a record that are looked at: enough for a sentence, and no more in a text without stops
_FEW, _MANY = 3, 15  # records of a kind in a document


class Scene:
    """A document as those who weigh its records see it: which clause holds a place, what else was found around it."""

    def __init__(self, clauses: Clauses, found: Iterable[tuple[str, Record]]) -> None:
        self.clauses, self.marks = clauses, clauses.marks
        self._all = list(clauses)
        self._starts = [clause.start for clause in self._all]
        self.count = len(self._all)
        self.counted: Counter[str] = Counter()
        self._held: dict[str, set[int]] = {}
        self._beside: dict[tuple[str, int], tuple[int, int]] = {}
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        for kind, record in found:
            self.counted[kind] += 1
            if (clause := self.clause(record.span.start)) is not None:
                self._held.setdefault(kind, set()).add(clause.index)
        self.recognised = clauses.outline.source.info.obtained == "ocr"
        self.parts = [(part.span.start, part.span.end) for part in clauses.outline.parts]

    def clause(self, offset: int) -> Clause | None:
        """The clause that an offset stands in; None in letterhead and title."""
        at = bisect_right(self._starts, offset) - 1
        return self._all[at] if at >= 0 and offset < self._all[at].end else None

    def holds(self, kind: str, clause: Clause) -> bool:
        """Whether a record of a kind begins in a clause."""
        return clause.index in self._held.get(kind, ())

    def kinds(self, clause: Clause) -> frozenset[str]:
        """How the words of a clause are to be taken."""
        return kinds(self.clauses, clause)

    def has(self, name: str, first: int, last: int) -> bool:
        """Whether a phrase of a list stands among the tokens [first, last)."""
        return bool(self.marks.cues(name, first, last))

    def sentence(self, clause: Clause, offset: int) -> tuple[int, int]:
        """The tokens of the sentence of a clause that holds an offset, as far as they are near it."""
        if clause.index not in self._sentences:
            self._sentences[clause.index] = self.marks.sentences(clause.start, clause.end)
        cuts = self._sentences[clause.index]
        start, end = cuts[max(0, bisect_right(cuts, (offset, len(self.marks.text))) - 1)]
        return self.near(offset, *self.marks.stretch(start, end))

    def near(self, offset: int, first: int, last: int) -> tuple[int, int]:
        """Those of the tokens [first, last) that are near an offset."""
        at = self.marks.token_from(offset)
        return max(first, at - _AROUND), min(last, at + _AROUND)

    # --- signals of every kind --------------------------------------------------------------------

    def signals(self, kind: str, record: Record) -> Iterator[str]:
        """The signals that every kind of record has."""
        clause = self.clause(record.span.start)
        if self.recognised or record.repaired:
            yield "recognised"
        if any(start <= record.span.start < end for start, end in self.parts):
            yield "in-part"
        if self.counted[kind] <= _FEW:
            yield "few-in-document"
        elif self.counted[kind] >= _MANY:
            yield "many-in-document"
        if clause is None:
            yield "form-front"
            return
        yield f"form-{clause.form}"
        yield from self._genre(clause)
        yield from self._size(clause)
        yield from (f"under-{name}" for name in sorted(self.kinds(clause) & _ABOVE))
        if not self.kinds(clause):
            yield "under-nothing"
        yield from self._neighbours(kind, clause)

    def _genre(self, clause: Clause) -> Iterator[str]:
        genre = self.clauses.genre(clause)
        yield f"grants-{genre.work}"
        if genre.law:
            yield "lays-down-law"
        if genre.name == "unknown":
            yield "genre-unknown"

    def _size(self, clause: Clause) -> Iterator[str]:
        first, last = self.marks.stretch(clause.start, clause.end)
        if last - first > _LONG:
            yield "long-clause"
        elif last - first < _SHORT:
            yield "short-clause"

    def _neighbours(self, kind: str, clause: Clause) -> Iterator[str]:
        """Whether the clauses beside it, of the same form below the same one, hold such a record too."""
        if clause.above < 0:
            return
        holding, count = self._counted_below(kind, self.clauses[clause.above], clause.form)
        holding, count = holding - self.holds(kind, clause), count - 1
        if count > 0:
            yield "beside-alike" if 2 * holding >= count else "beside-some" if holding else "beside-none"

    def _counted_below(self, kind: str, above: Clause, form: str) -> tuple[int, int]:
        """How many clauses of a form right below one hold such a record, and how many there are."""
        key = (f"{kind} {form}", above.index)
        if key not in self._beside:
            beside = [self.holds(kind, one) for one in self.clauses.below(above) if one.form == form]
            self._beside[key] = sum(beside), len(beside)
        return self._beside[key]
