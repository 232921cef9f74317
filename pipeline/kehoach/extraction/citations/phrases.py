"""The words about a citation that tell its relation: verbs with what stands between, openers, lists (rules/relations.yaml)."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from kehoach import rules
from kehoach.clauses import Clause
from kehoach.language import Marks
from kehoach.model import Relation
from kehoach.text import fold

_LONGEST = 5  # words of a phrase
_BETWEEN = 30  # tokens between a verb and what it concerns
_FARTHEST = 300  # tokens of parts that are named before a document
_JOINS = frozenset({",", ";", ")", '"', "và"})
_SIGNS = frozenset({",", ";", ":", "và", "(", '"'})


@lru_cache(maxsize=16)
def _phrases(name: str) -> dict[tuple[str, ...], bool]:
    """The phrases of a list, word by word."""
    return {tuple(fold(phrase).replace(",", " ,").split()): True for phrase in rules.cues()[name]}


@lru_cache(maxsize=1)
def _verb_phrases() -> dict[tuple[str, ...], dict[str, Any]]:
    return {phrase: entry for entry in reversed(_verbs()) for phrase in _phrases(entry["cue"])}


@lru_cache(maxsize=1)
def _between_phrases() -> dict[tuple[str, ...], bool]:
    """Words between a verb and what it concerns, and whether they name a part of it."""
    data = rules.load("relations")
    split = {name: [tuple(fold(phrase).split()) for phrase in data[name]] for name in ("whole", "partly")}
    parts = dict.fromkeys([*split["partly"], *_phrases("attached")], True)
    return dict.fromkeys(split["whole"], False) | parts


class Verb(Struct, frozen=True):
    """A verb before a citation: where it begins, its relation, what is meant (parts may be concerned only)."""

    begin: int
    relation: Relation
    meant: Relation
    own: bool
    opening: bool


@lru_cache(maxsize=1)
def _verbs() -> list[dict[str, Any]]:
    return list(rules.load("relations")["verbs"])


class Phrases:
    """Looks up the words about citations in one text. Places are tokens."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.words, self.word = marks, marks.tokens.words, marks.word

    def token(self, offset: int) -> int:
        """The token that begins at an offset, or the next one."""
        return self.marks.token_from(offset)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of characters."""
        return self.marks.stretch(start, end)

    def sentences(
        self, offsets: Sequence[int], clauses: list[Clause]
    ) -> list[tuple[int, int, Clause | None]]:
        """The sentence about each of several offsets, which are in order, and its clause (None in cells and outside)."""
        starts = [clause.start for clause in clauses]
        out: list[tuple[int, int, Clause | None]] = []
        spans: list[tuple[int, int]] = []  # the sentences of the clause, cell or line at hand
        clause: Clause | None = None
        for offset in offsets:
            if not spans or offset >= spans[-1][1]:
                at = bisect_right(starts, offset) - 1
                clause = clauses[at] if at >= 0 and offset < clauses[at].end else None
                spans, clause = self._spans(offset, clause)
            start, end = spans[max(0, bisect_right(spans, (offset, len(self.marks.low))) - 1)]
            out.append((start, end, clause))
        return out

    def _spans(self, offset: int, clause: Clause | None) -> tuple[list[tuple[int, int]], Clause | None]:
        """The sentences of the clause or cell that holds an offset, else its line."""
        rows = clause.parts if clause is not None and clause.form == "row" else ()
        cell = next((part for part in rows if part.start <= offset < part.end), None)
        if cell is not None:
            return self.marks.sentences(cell.start, cell.end), None
        if clause is not None:
            return self.marks.sentences(clause.start, clause.end), clause
        low = self.marks.low
        end = low.find("\n", offset)
        return [(low.rfind("\n", 0, offset) + 1, end if end >= 0 else len(low))], None

    # --- phrases of one list ----------------------------------------------------------------------

    def begin_of(self, name: str, token: int) -> int | None:
        """Where the phrase of a list begins that ends right before a token."""
        found = self._before(_phrases(name), token)
        return found[0] if found is not None else None

    def _before(self, phrases: dict[tuple[str, ...], Any], token: int) -> tuple[int, Any] | None:
        """The longest of some phrases that ends right before a token: where it begins, what it stands for."""
        for length in range(min(_LONGEST, token), 0, -1):
            phrase = tuple(self.words[token - length : token])
            if phrase in phrases:
                return token - length, phrases[phrase]
        return None

    def ends_at(self, name: str, token: int) -> bool:
        """Whether a phrase of a list ends right before a token."""
        return self.begin_of(name, token) is not None

    def starts(self, name: str, token: int) -> int | None:
        """Where the phrase of a list ends that begins at a token."""
        return self.marks.cue_at(name, token)

    def opens(self, name: str, token: int) -> bool:
        """Whether the words of a list open a sentence here, also where a longer word would hold them ("căn cứ | điểm a")."""
        return any(tuple(self.words[token : token + len(phrase)]) == phrase for phrase in _phrases(name))

    def near(self, name: str, first: int, last: int) -> bool:
        """Whether a phrase of a list stands among tokens."""
        return bool(self.marks.cues(name, first, last))

    # --- sentences and their pieces ---------------------------------------------------------------

    def words_begin(self, first: int, last: int) -> int:
        """The first word of a sentence, behind bullets, brackets and labels ("1.", "a)")."""
        while first < last:
            label = self.word(first + 1) in (".", ")") and (
                self.words[first].isdecimal() or len(self.words[first]) == 1
            )
            if label:
                first += 2
            elif not self.words[first][0].isalnum():
                first += 1
            else:
                break
        return first

    def piece_begin(self, token: int, since: int) -> int | None:
        """Where the piece behind a semicolon begins that a token stands in; None without a semicolon between."""
        return next((at + 1 for at in range(token - 1, since, -1) if self.words[at] == ";"), None)

    def clause_begin(self, token: int, first: int) -> int:
        """The beginning of the clause between signs that ends at a token, a few words back at most."""
        for at in range(token - 1, max(first, token - 9) - 1, -1):
            if self.words[at] in (",", ";"):
                return at + 1
        return max(first, token - 9)

    def opens_carrying_out(self, first: int, last: int) -> bool:
        """Whether a sentence opens by "(để) (tiếp tục) triển khai (và) thực hiện"."""
        at, found = first, False
        while at < last:
            verb = self.starts("implement_openers", at)
            after = verb if verb is not None else self.starts("opener_adverbs", at)
            if after is None:
                break
            at, found = after, found or verb is not None
        return found

    def expires(self, first: int, last: int) -> tuple[int, int] | None:
        """The words in a sentence that end the validity of what it cites, once this document takes effect; and the
        token behind a colon that a list follows (the end of the sentence without one)."""
        found = self.marks.cues("expiring", first, last)
        if not found or "này" not in self.words[found[0][1] : last]:
            return None
        begin, end = found[0]
        colon = next((at for at in range(end, last) if self.words[at] == ":"), last)
        return begin, colon

    # --- before a citation ------------------------------------------------------------------------

    def verb_before(self, token: int, first: int) -> Verb | None:
        """The verb that concerns what begins at a token, with only words for it or its parts between."""
        at, partial = token, False
        while at > max(first, token - _BETWEEN):
            verb = self._before(_verb_phrases(), at)
            if verb is not None and verb[0] >= first:
                return self._verb(*verb, partial)
            if self.ends_at("attached", at):
                return self._opening_verb(first)
            before = self._over(at)
            if before is None:
                return None
            at, partial = before[0], partial or before[1]
        return None

    def _verb(self, begin: int, entry: dict[str, Any], partial: bool) -> Verb:
        meant = entry["partial"] if partial else entry["relation"]
        return Verb(begin, entry["relation"], meant, entry["own"], entry.get("opening", False))

    def _opening_verb(self, first: int) -> Verb | None:
        """The verb that opens a sentence on something attached to a document: "Sửa đổi Quy chế ban hành kèm theo"."""
        for entry in _verbs():
            changes = entry["own"] or entry["relation"] == "repeals"
            if changes and self.starts(entry["cue"], first) is not None:
                return self._verb(first, entry, True)
        return None

    def _over(self, at: int) -> tuple[int, bool] | None:
        """Over one word back between a verb and what it concerns: where it begins, whether it narrows to a part."""
        known = self._before(_between_phrases(), at)
        if known is not None:
            return known
        word = self.words[at - 1]
        if word in _SIGNS:
            return at - 1, False
        return (at - 1, True) if word.isdecimal() or len(word) == 1 else None

    def only_parts(self, first: int, token: int) -> bool:
        """Whether nothing stands between two tokens but words for a document or its parts."""
        at = token
        while at > first:
            before = self._over(at) if at > token - _FARTHEST else None
            if before is None:
                return self.words_begin(first, at) >= at
            at = before[0]
        return True

    def is_partial(self, token: int, first: int) -> bool:
        """Whether the words right before a citation name parts of it."""
        at = token
        while at > first and self.word(at - 1) not in _SIGNS and (before := self._over(at)) is not None:
            if before[1]:
                return True
            at = before[0]
        return False

    def is_own(self, verb: int, first: int) -> bool:
        """Whether a verb is this document's act: it opens, or behind "... này" or "ban hành Quyết định"."""
        if verb == first or self.word(verb - 1) == ";":
            return True
        if "này" in self.words[max(first, verb - _BETWEEN) : verb]:
            return True
        noun = self.begin_of("document_nouns", verb)
        return noun is not None and (noun == first or self.ends_at("issuing", noun))

    def joins_on(self, token: int) -> bool:
        """Whether a sign or "và" joins a citation to what stands before it."""
        return self.word(token - 1 - (self.word(token - 1) == "các")) in (",", ";", "và")

    def lists_on(self, token: int) -> bool:
        """Whether a citation stands behind a comma, "và" behind a sign, or what amends the one before: in its own right."""
        at = token - (self.word(token - 1) == "các")
        if self.word(at - 1) == "và":
            return self.word(at - 2) in _JOINS
        if self.word(at - 1) in _JOINS:
            return True
        through = self.begin_of("amended_through", at)
        if through is None:
            return False
        amended = self.marks.cues("amended", max(0, through - 14), through)
        return bool(amended) and not set(self.words[amended[-1][1] : through]) & {".", ";"}

    def opens_title(self, first: int, token: int) -> bool:
        """Whether a title begins between two citations, before any comma: its opener was not read with the first one."""
        if self.word(first) == "và":
            return False
        found = self.marks.cues("title_openers", first, token)
        comma = next((at for at in range(first, token) if self.words[at] == ","), token)
        return bool(found) and found[0][0] < comma
