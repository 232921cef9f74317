"""underthesea behind the interface of ``Recognizer``: its NER, sentence splitter and normaliser."""

from collections.abc import Sequence
from typing import cast

from underthesea import ner, sent_tokenize, text_normalize

from kehoach.recognition import Label, Name

_LABELS = {"ORG": "ORG", "LOC": "LOC", "PER": "PERSON"}


class UndertheseaBackend:
    """The CRF model that underthesea ships; no network, no deep models."""

    def names_of(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names in each text."""
        return [self.names(text) for text in texts]

    def names(self, text: str) -> list[Name]:
        """The names that underthesea sees; its word forms are found again in the text, so that offsets are true."""
        found: list[tuple[int, int, str]] = []
        at = 0
        for word, _tag, _chunk, label in ner(text) if text.strip() else []:
            start, end = _find(text, word, at)
            at = max(at, end)
            kind = _LABELS.get(label[2:])
            if kind is None or start < 0:
                continue
            if label.startswith("I-") and found and found[-1][2] == kind:
                found[-1] = (found[-1][0], end, kind)
            else:
                found.append((start, end, kind))
        return [Name(start, end, cast(Label, kind)) for start, end, kind in found]

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """The sentences that underthesea parts."""
        spans, at = [], 0
        for sentence in sent_tokenize(text):
            start, end = _find(text, sentence, at)
            if start >= 0:
                spans.append((start, end))
                at = end
        return spans

    def normalise(self, text: str) -> str:
        """underthesea's normal form of words (tone placement, NFC)."""
        return str(text_normalize(text))


def _find(text: str, words: str, at: int) -> tuple[int, int]:
    """Where words stand from an offset on, whatever white space parts them; (-1, at) when they do not."""
    start = None
    for piece in words.split():
        found = text.find(piece, at)
        if found < 0:
            return -1, at
        start, at = (found if start is None else start), found + len(piece)
    return (start, at) if start is not None else (-1, at)
