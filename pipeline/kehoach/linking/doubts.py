"""Doubtful numbers and days of scans settled by the documents that cite them: who cites a paper read its number elsewhere."""

from collections.abc import Iterable

from msgspec import Struct

from kehoach.language.symbols import symbol_key
from kehoach.model import Document, Settled, Warning_

_SYMBOL, _ISSUED = "doubt-symbol", "doubt-issued"


class Cited(Struct, frozen=True):
    """A reference in a document: which document cites, and the number and day that it names."""

    document: str
    symbol: str
    issued: str


def is_doubtful(document: Document) -> bool:
    """Whether its number or day is in doubt, or was and has been settled."""
    return bool(document.settled) or any(w.code in (_SYMBOL, _ISSUED) for w in document.warnings)


def unsettled(document: Document) -> None:
    """Takes back what other documents told, so that it is told anew: they may have gone."""
    for one in document.settled:
        setattr(document.meta, one.field, one.read)
        document.warnings.append(one.doubt)
    document.settled = []


def settle(document: Document, citations: Iterable[Cited]) -> bool:
    """Fills number and day where all who cite the document name the same, within what the doubt allows; whether they did."""
    doubts = {w.code: w for w in document.warnings if w.code in (_SYMBOL, _ISSUED)}
    symbols = {symbol_key(s) for s in _readings(document, doubts.get(_SYMBOL))}
    if not doubts or not symbols:
        return False
    fitting = [
        c
        for c in citations
        if c.document != document.id
        and symbol_key(c.symbol) in symbols
        and _same_day(document, c, _ISSUED in doubts)
    ]
    told = {(symbol_key(c.symbol), c.issued) for c in fitting}
    if len(told) != 1:
        return False
    sources = sorted({c.document for c in fitting})
    values = {_SYMBOL: fitting[0].symbol, _ISSUED: fitting[0].issued}
    for code, doubt in doubts.items():
        field = code.removeprefix("doubt-")
        document.settled.append(Settled(sources, field, getattr(document.meta, field), values[code], doubt))
        setattr(document.meta, field, values[code])
        document.warnings.remove(doubt)
    return True


def _readings(document: Document, doubt: Warning_ | None) -> list[str]:
    """What its number may be: what stands, if anything does, and the candidates of the doubt."""
    return [s for s in (document.meta.symbol, *(doubt.candidates if doubt else [])) if s]


def _same_day(document: Document, cited: Cited, doubted: bool) -> bool:
    """The day that is cited is the one read; where that is in doubt, a day of the same month, as far as one was read."""
    read = document.meta.issued
    if read is None:
        return doubted
    return cited.issued.startswith(read[:7]) if doubted or len(read) < 10 else cited.issued == read
