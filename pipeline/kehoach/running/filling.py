"""A draft is filled: each input in the order of the paths becomes an entry of the ledger and, where it was read, a document."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from kehoach.knowledge import tables
from kehoach.knowledge.corrections import Laying
from kehoach.knowledge.records import Entry
from kehoach.knowledge.store import Draft
from kehoach.linking import Delta
from kehoach.linking.doubts import unsettled
from kehoach.model import Document
from kehoach.running.one import Made, Outcome, made_of
from kehoach.running.plan import Input, Plan


class Filling:
    """The documents of a build as they come in. ``delta`` is None when the database is made from nothing; ``laying`` holds what
    people said of their records."""

    def __init__(self, draft: Draft, plan: Plan, delta: Delta | None, laying: Laying) -> None:
        self.draft = draft
        self.plan = plan
        self.delta = delta
        self.laying = laying
        self.entries: list[Entry] = []
        self._claims: Counter[str] = Counter()
        self._before = set(draft.before.ids()) if draft.before and delta is not None else set[str]()
        self._ids: set[str] = set()

    def fill(self, outcomes: Iterator[Outcome]) -> Iterator[Entry]:
        """Puts in every input; gives the entry of each file that was read anew, as it is done. ``outcomes`` are those of ``plan.todo``."""
        todo = set(self.plan.todo)
        for index, file in enumerate(self.plan.files):
            digest = self.plan.hashes[index]
            if index in self.plan.others:
                self.entries.append(_other(file, digest))
            elif index in self.plan.same:
                self.entries.append(self._again(file, self.entries[self.plan.same[index]]))
            elif index in todo:
                self.entries.append(self._new(file, digest, next(outcomes)))
                yield self.entries[-1]
            else:
                known = self.plan.known.get(index) or self.plan.moved[index]
                self.entries.append(self._old(file, known))
        self._remove_others()

    def _again(self, file: Input, first: Entry) -> Entry:
        outcome = "duplicate" if first.outcome == "read" else "failed"
        return msgspec.structs.replace(first, path=file.shown, outcome=outcome)

    def _new(self, file: Input, digest: str | None, outcome: Outcome) -> Entry:
        made = outcome.made
        if made is None:
            return Entry(file.shown, digest, "failed", None, None, outcome.reason, outcome.hint)
        ident = self._settled(made.base)
        if self.laying.concerns(digest):
            self._put(self._corrected(msgspec.json.decode(made.data, type=Document), ident), made.base)
        else:
            self._put(made if ident == made.base else _renamed(made, ident), made.base)
        return Entry(
            path=file.shown,
            sha256=digest,
            outcome="read",
            document=ident,
            base=made.base,
            obtained=made.obtained,
            pages=made.pages,
            ledger=made.ledger,
            characters=made.characters,
            warnings=made.warnings,
        )

    def _old(self, file: Input, known: Entry) -> Entry:
        """A document of the build before: taken over as it is, or under another id or path."""
        assert self.draft.before and known.document and known.base
        ident = self._settled(known.base)
        same = (ident, file.shown, self.delta is None) == (known.document, known.path, False)
        if same and known.sha256 not in self.laying.changed:
            self._ids.add(ident)
            self.draft.keep(ident)
        else:
            document = self.draft.before.read(known.document)
            document.source.path = file.shown
            self._put(self._corrected(document, ident), known.base)
        return msgspec.structs.replace(known, path=file.shown, document=ident)

    def _corrected(self, document: Document, ident: str) -> Made:
        """A document, not linked, with all that is said of its records now."""
        document.id = ident
        return made_of(self.laying.over(unlinked(self.laying.extracted(document))))

    def _settled(self, base: str) -> str:
        """The id of a document: the one it claims, numbered in the order of the paths where several files claim it."""
        self._claims[base] += 1
        ident = base if self._claims[base] == 1 else f"{base}-{self._claims[base]}"
        while ident in self._ids:  # "x-2" may also be what another file claims
            self._claims[base] += 1
            ident = f"{base}-{self._claims[base]}"
        return ident

    def _put(self, made: Made, claimed: str) -> None:
        self._ids.add(made.base)
        self._take_out(made.base)  # the index forgets the words of a file that is still there
        self.draft.write_new(made.base, claimed, made.data)
        tables.add(self.draft.database, made.rows)
        if self.delta is not None:
            self.delta.note(self.draft.database, made.base)

    def _take_out(self, ident: str) -> None:
        if self.delta is not None and ident in self._before:
            self.delta.note(self.draft.database, ident)
            tables.remove(self.draft.database, ident)

    def _remove_others(self) -> None:
        for ident in sorted(self._before - self._ids):
            self._take_out(ident)


def _other(file: Input, digest: str | None) -> Entry:
    return Entry(
        file.shown, digest, "other", None, None, "Files of this kind are not read.", "Save it as PDF or Word."
    )


def unlinked(document: Document, settled: bool = False) -> Document:
    """A document as it was before it was linked to others; the doubts that others settled too, unless ``settled``."""
    if not settled:
        unsettled(document)
    document.identity = document.copy_of = document.replaced_by = None
    for citation in document.citations:
        citation.status, citation.resolved, citation.candidates = "unresolved", None, []
    return document


def _renamed(made: Made, ident: str) -> Made:
    document = msgspec.json.decode(made.data, type=Document)
    document.id = ident
    return made_of(document)
