"""What a cited document is to the one that cites it: basis, carried out, replaced, attached, or just mentioned
(rules/relations.yaml)."""

from collections.abc import Sequence
from itertools import islice

from kehoach import rules
from kehoach.clauses import Clause, Clauses
from kehoach.extraction.citations.phrases import Phrases, Verb
from kehoach.language import Mark
from kehoach.language.mentions import Mention, kinds, type_of
from kehoach.model import Relation

_OPENING, _LONGEST_OPENING = 2500, 12000  # characters of the body
_SENT_WITHIN = 15  # tokens from the beginning of a sentence
_ACTS = (
    "implementing",
    "implement_openers",
    "amending",
    "repealing",
    "replacing",
    "guiding",
    "attached",
)
_KIND = 3  # words of the name of a kind of document at most
_CHANGES: frozenset[Relation] = frozenset({"repeals", "replaces", "amends", "corrects"})
_SHARED: frozenset[Relation] = frozenset({"repeals", "replaces", "amends", "corrects", "attachment"})


def relate(clauses: Clauses, marks: Sequence[Mark]) -> list[Relation]:
    """The relation of each of the cited places, which are in order."""
    return _Relater(clauses, marks).all()


class _Relater:
    def __init__(self, clauses: Clauses, marks: Sequence[Mark]) -> None:
        self.clauses, self.cited = clauses, marks
        self.phrases = Phrases(clauses.marks)
        self.title = clauses.outline.meta_spans.get("title")
        self.opening_end, self.part_openings = self._opening_end(), self._part_openings()
        self.relations: list[Relation] = ["mentions"] * len(marks)
        self._announced: dict[int, Relation | None] = {}

    def _opening_end(self) -> int:
        """Where the opening (legal bases, what is carried out) ends: at the first heading, or after the first lines."""
        body = self.clauses.outline.body.start
        heads = (c.start for c in self.clauses if c.form == "heading" or (c.label or "").startswith("Điều"))
        return min(next(heads, body + _OPENING), body + _LONGEST_OPENING)

    def _part_openings(self) -> list[tuple[int, int]]:
        """The openings of the plans that are sent along, or attached."""
        outline, found = self.clauses.outline, []
        for span in (part.span for part in outline.parts if part.type != "PL"):
            if self.clauses.genres.at(span.start).work == "all":
                heads = (s.span.start for s in outline.sections if s.span.start >= span.start)
                found.append((span.start, min(next(heads, span.end), span.end, span.start + _OPENING)))
        return found

    def all(self) -> list[Relation]:
        at = 0
        spans = self.phrases.sentences([mark.start for mark in self.cited], list(self.clauses))
        while at < len(self.cited):
            mark = self.cited[at]
            if self.title and self.title.start <= mark.start < self.title.end:
                self.relations[at] = self._of_title(self.title.start, at)
                at += 1
                continue
            start, end, clause = spans[at]
            last = at + 1
            while last < len(self.cited) and self.cited[last].start < end:
                last += 1
            self._sentence(start, end, clause, range(at, last))
            at = last
        told = zip(self.relations, self.cited, strict=True)
        return [
            "mentions" if relation in _CHANGES and not self._may_change(mark.value) else relation
            for relation, mark in told
        ]

    def _may_change(self, cited: Mention) -> bool:
        """Whether a document of this kind may change the cited one: what it says of a law is else a proposal."""
        by = rules.load("relations")["changed_by"].get(type_of(cited))
        return by is None or self.clauses.meta.type is None or self.clauses.meta.type in by

    # --- the own title ----------------------------------------------------------------------------

    def _of_title(self, start: int, at: int) -> Relation:
        """What a document says in its own title that it is to another: carries it out, reports on it, repeals it."""
        mark, first = self.cited[at], self.phrases.token(start)
        token = self.phrases.token(mark.start)
        verb = self.phrases.verb_before(token, first)
        if verb is not None and verb.relation != "implements":
            inside = at > 0 and self.cited[at - 1].start >= start and self._in_title(at - 1, at)
            return "mentions" if inside or self.phrases.near("drafts", first, verb.begin) else verb.meant
        before = self.phrases.clause_begin(token, first)
        if verb is not None or self.phrases.near("implementing", before, token):
            return "reports_on" if self.clauses.meta.type == "BC" else "implements"
        if at and self.cited[at - 1].start >= start and self._joins(at - 1, at):
            return self.relations[at - 1]
        return "guides" if self.phrases.near("guiding", before, token) else "mentions"

    def _joins(self, before: int, at: int) -> bool:
        """Whether two citations stand side by side, by a sign or "và", not one in the title of the other."""
        token = self.phrases.token(self.cited[at].start)
        return not self._in_title(before, at) or self._lists_on(before, token)

    def _in_title(self, head: int, at: int) -> bool:
        told: Mention = self.cited[head].value
        return told.title_start >= 0 and told.title_start <= self.cited[at].start

    # --- a sentence -------------------------------------------------------------------------------

    def _sentence(self, start: int, end: int, clause: Clause | None, group: range) -> None:
        begin, last = self.phrases.stretch(start, end)
        first = self.phrases.words_begin(begin, last)
        quoted = '"' in self.phrases.words[begin:first] or self._in_quotes(start)
        lead = self._lead(start, first, self.cited[group[0]]) or self._above(clause, first, group[0])
        expired = self.phrases.expires(first, last)
        head: int | None = None
        piece = since = first
        for at in group:
            token = self.phrases.token(self.cited[at].start)
            begun = self.phrases.piece_begin(token, since)
            since = token
            if begun is not None:
                piece = begun
                lead = self._lead(start, piece, self.cited[at]) or lead
            if self.cited[at].value.nested:
                continue
            if (
                head is not None
                and piece <= self.phrases.token(self.cited[head].start)
                and self._is_inside(head, at)
            ):
                self.relations[at] = self._attached(token, first)
                continue
            self.relations[at] = (
                "mentions" if quoted else self._relation(start, first, token, lead, expired, head)
            )
            head = at

    def _in_quotes(self, start: int) -> bool:
        """Whether a quotation is open in the line where a sentence begins: the words of another document."""
        low = self.clauses.low
        return low.count('"', low.rfind("\n", 0, start) + 1, start) % 2 == 1

    def _is_inside(self, head: int, at: int) -> bool:
        """Whether a citation only stands in the title of the one that heads it, or explains it."""
        token = self.phrases.token(self.cited[at].start)
        behind = self.phrases.token(self.cited[head].end)
        titled = self._in_title(head, at) or self.phrases.opens_title(behind, token)
        bare = (
            self.phrases.word(token) == "số" == self.phrases.word(self.phrases.token(self.cited[head].start))
        )
        return titled and not bare and not self._lists_on(head, token)

    def _lists_on(self, head: int, token: int) -> bool:
        """Whether a list goes on behind a title: by a sign, or by "và" where nothing in that title acts on documents
        ("về công tác y tế | và Chỉ thị số ...", not "về thực hiện Nghị quyết số 5 | và Chỉ thị số ...")."""
        if self.phrases.lists_on(token):
            return True
        told: Mention = self.cited[head].value
        if told.title_start < 0 or self.phrases.word(token - 1) != "và":
            return False
        begin = self.phrases.token(told.title_start)
        return not any(self._acts(name, begin, token) for name in _ACTS)

    def _acts(self, name: str, first: int, last: int) -> bool:
        """Whether a title acts on a document: "thi hành một số điều của Luật Đất đai", not "thi hành pháp luật", "tiêm bổ sung"."""
        ends = [end for _, end in self.phrases.marks.cues(name, first, last)]
        if not ends:
            return False
        begins = self.phrases.marks.segments.begins
        return any(begins[at] and self._names_document(at, last) for at in range(ends[0], last - 1))

    def _names_document(self, token: int, last: int) -> bool:
        words = self.phrases.words[token : min(token + _KIND, last - 1)]
        return any(" ".join(words[:count]) in kinds() for count in range(1, len(words) + 1))

    def _relation(
        self,
        start: int,
        first: int,
        token: int,
        lead: Relation | None,
        expired: tuple[int, int] | None,
        head: int | None,
    ) -> Relation:
        verb = self.phrases.verb_before(token, first)
        if verb is not None and (not verb.opening or start < self.opening_end) and self._is_act(verb, first):
            return verb.meant
        attached = self._attached(token, first)
        if attached != "mentions":
            return attached
        shared = self.relations[head] if head is not None and self.phrases.joins_on(token) else "mentions"
        if expired is not None and (token < expired[0] or expired[1] <= token):
            return shared if shared in _SHARED else self._expired(token, first, expired)
        if lead is None and shared in _SHARED:
            return shared
        return lead or "mentions"

    def _expired(self, token: int, first: int, expired: tuple[int, int]) -> Relation:
        """What the end of validity means for a citation: of the whole, or of what stands in it ("quy định tại ...")."""
        begin = expired[1] if expired[1] <= token else first
        if self.phrases.is_partial(token, begin) or self.phrases.word(token - 1) in ("tại", "theo"):
            return "amends"
        return "repeals" if self.phrases.only_parts(begin, token) else "mentions"

    def _is_act(self, verb: Verb, first: int) -> bool:
        """Whether a verb tells what this document does, or need not."""
        if verb.begin > first and self.phrases.ends_at("passive", verb.begin):
            return False
        if verb.relation == "implements":
            return (
                verb.begin == first
                or self.phrases.word(verb.begin - 1) in (",", ";")
                or self.phrases.lists_on(verb.begin)
            )
        return not verb.own or self.phrases.is_own(verb.begin, first)

    def _attached(self, token: int, first: int) -> Relation:
        """ "(Ban hành kèm theo Quyết định số ...)" as a line, "Quy chế này được ban hành kèm theo ..."."""
        begin = self.phrases.begin_of("attached", token)
        if begin is None:
            return "mentions"
        own = self.phrases.word(begin - 1) == "này" or begin <= first
        return "promulgated_with" if own else "mentions"

    # --- what leads a sentence, or stands above it ------------------------------------------------

    def _lead(self, start: int, first: int, mark: Mark) -> Relation | None:
        token = self.phrases.token(mark.start)
        if self.phrases.near("sending", first, min(token, first + _SENT_WITHIN)):
            return "attachment"
        if start >= self.opening_end and not any(begin <= start < end for begin, end in self.part_openings):
            return None
        if self.phrases.opens("basis_openers", first):
            return "basis"
        return "implements" if self.phrases.opens_carrying_out(first, token) else None

    def _above(self, clause: Clause | None, first: int, at: int) -> Relation | None:
        """What the lead-in or heading above says of the documents that its items list."""
        if clause is None or clause.above < 0:
            return None
        token, begin = self.phrases.token(self.cited[at].start), self.phrases.token(clause.start)
        if first > self.phrases.words_begin(begin, token) or not self.phrases.only_parts(begin, token):
            return None
        for above in islice(self.clauses.up(clause), 1, 3):
            if above.form in ("lead-in", "heading") and (said := self._announces(above)) is not None:
                return "amends" if said == "repeals" and self.phrases.is_partial(token, begin) else said
        return None

    def _announces(self, clause: Clause) -> Relation | None:
        if clause.index not in self._announced:
            self._announced[clause.index] = self._said(clause)
        return self._announced[clause.index]

    def _said(self, clause: Clause) -> Relation | None:
        if clause.end <= clause.start:
            return None
        start, end = self.clauses.marks.sentences(clause.start, clause.end)[-1]
        first, last = self.phrases.stretch(start, end)
        first = self.phrases.words_begin(first, last)
        while last > first and self.phrases.word(last - 1) in (":", ".", ";"):
            last -= 1
        verb = self.phrases.verb_before(last, first)
        if verb is not None and verb.relation != "implements" and self._is_act(verb, first):
            return verb.meant
        if self.phrases.expires(first, last) is not None:
            return "repeals"
        if self.phrases.near("sending", first, last):
            return "attachment"
        opens = start < self.opening_end and self.phrases.opens("basis_openers", first)
        plans = (
            clause.form == "heading" and self.clauses.genre(clause).work == "all"
        )  # not the bases of a procedure
        heads = plans and self.phrases.opens("basis_headings", first)
        return "basis" if opens or heads else None
