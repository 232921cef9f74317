"""Names in a stretch of text: what a trained model sees where the rules know no name.

Two backends stand behind one interface: "model", the one that this project trains (spaCy), and
"underthesea". Both load on first use, in well under the time of one build, and only there.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol

from msgspec import Struct

from kehoach.errors import needs

Label = Literal["ORG", "LOC", "PERSON"]
Kind = Literal["model", "underthesea"]
Names = Literal["auto", "rules", "model", "underthesea"]


class Name(Struct, frozen=True):
    """A name: its half-open stretch of the text that was asked about, and what it names."""

    start: int
    end: int
    label: Label


class Recognizer(Protocol):
    """What every backend can do. Offsets count characters of the text that is given."""

    def names(self, text: str) -> list[Name]:
        """The names in a text, in their order, none over another."""

    def names_of(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names in each of many texts; faster than one by one where the backend can."""

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text."""

    def normalise(self, text: str) -> str:
        """The text in the backend's normal form; its length may change."""


@lru_cache(maxsize=2)
def recognizer(kind: Kind = "model") -> Recognizer:
    """The backend of a kind, loaded once. Raises UsageError when its package or its model is not installed."""
    with needs("nlp" if kind == "underthesea" else "model"):
        if kind == "underthesea":
            from kehoach.recognition.underthesea_backend import UndertheseaBackend

            return UndertheseaBackend()
        from kehoach.recognition.trained import TrainedBackend

        return TrainedBackend()


def settled(names: Names) -> Names:
    """What "auto" comes to: the rules alone, which no model betters on documents that it was not trained on (docs/units.md)."""
    return "rules" if names == "auto" else names


def told_by(names: Names) -> str:
    """Who finds names, with the state of the model: another model reads documents anew."""
    kind = settled(names)
    if kind != "model":
        return kind
    weights = Path(__file__).parent / "model" / "ner" / "model"
    return f"model {sha256(weights.read_bytes()).hexdigest()[:12]}" if weights.is_file() else "model"


def asker(names: Names) -> Callable[[], Recognizer] | None:
    """Whom the extractors ask for names that the rules do not know; None for the rules alone. Loads nothing yet."""
    kind = settled(names)
    return partial(recognizer, kind) if kind in ("model", "underthesea") else None
