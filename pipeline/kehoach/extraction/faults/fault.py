"""One slip of a text."""

from msgspec import Struct


class Fault(Struct, frozen=True):
    """``kind`` is what checks ask for; ``said`` what the text says there, ``fits`` what would agree with the rest.

    ``start_b`` and ``end_b`` are the other place, where there is one.
    """

    kind: str
    start: int
    end: int
    said: str
    fits: str
    start_b: int | None = None
    end_b: int | None = None
