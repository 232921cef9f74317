"""What recognition yields before it becomes lines: words with boxes, and doubts about them."""

from msgspec import Struct, field


class Word(Struct):
    """A recognised word with its box in pixels and how sure its reading is (0 to 100). ``others`` are readings that differ."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    others: list[str] = field(default_factory=list)


class Doubt(Struct):
    """A reading that a person should look at: what stands, the word before it, what else it may be, and the field of ``meta`` it fills."""

    text: str
    before: str
    candidates: list[str]
    field: str | None = None
    page: int = 0


class Received(Struct):
    """A receipt stamp ("ĐẾN"): the number and the day that the receiver wrote, and whose stamp it is."""

    number: str | None
    date: str | None
    body: str | None
