"""Doubts of scans settled over the whole knowledge base, before it is linked."""

from kehoach.knowledge.store import Store
from kehoach.linking.doubts import Cited, is_doubtful, settle, unsettled

_MARKS = (b'"doubt-symbol"', b'"doubt-issued"')


def settle_doubts(store: Store) -> None:
    """Settles the doubtful numbers and days by the documents that cite them; writes those that changed."""
    doubtful = [ident for ident in store.ids() if any(m in store.path_of(ident).read_bytes() for m in _MARKS)]
    if not doubtful:
        return
    cited = [
        Cited(ident, c.symbol, c.issued)
        for ident in store.ids()
        for c in store.read(ident).citations
        if c.symbol and c.issued
    ]
    for ident in doubtful:
        document = store.read(ident)
        if not is_doubtful(document):
            continue
        before = bool(document.settled)
        unsettled(document)
        if settle(document, cited) or before:
            store.write(document)
