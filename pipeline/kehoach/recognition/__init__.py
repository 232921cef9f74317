"""Names in a stretch of text: what a trained model sees where the rules know no name.

Two backends stand behind one interface: "model", the one that this project trains (spaCy), and
"underthesea". Both load on first use, in well under the time of one build, and only there.
"""

from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct

from kehoach.errors import UsageError

Label = Literal["ORG", "LOC", "PERSON"]
Kind = Literal["model", "underthesea"]


class Name(Struct, frozen=True):
    """A name: its half-open stretch of the text that was asked about, and what it names."""

    start: int
    end: int
    label: Label


class Recognizer(Protocol):
    """What every backend can do. Offsets count characters of the text that is given."""

    def names(self, text: str) -> list[Name]:
        """The names in a text, in their order, none over another."""

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """The sentences of a text."""

    def normalise(self, text: str) -> str:
        """The text in the backend's normal form; its length may change."""


@lru_cache(maxsize=2)
def recognizer(kind: Kind = "model") -> Recognizer:
    """The backend of a kind, loaded once. Raises UsageError when its package or its model is not installed."""
    try:
        if kind == "underthesea":
            from kehoach.recognition.underthesea_backend import UndertheseaBackend

            return UndertheseaBackend()
        from kehoach.recognition.trained import TrainedBackend

        return TrainedBackend()
    except ImportError as error:
        raise UsageError(
            f"The backend {kind!r} needs a package that is not installed ({error.name}).",
            'Install it with: pip install "kehoach[nlp]"',
        ) from error


def available(kind: Kind = "model") -> bool:
    """Whether a backend can be loaded here, told without loading it."""
    from importlib.util import find_spec

    return find_spec("underthesea" if kind == "underthesea" else "spacy") is not None
