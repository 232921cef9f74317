"""What a place is where another document is cited."""

from functools import lru_cache

from msgspec import Struct

from kehoach import rules
from kehoach.language.symbols import Symbol, symbol_type
from kehoach.text import fold


class Mention(Struct, frozen=True):
    """One place where a document is cited. ``type`` is what the noun tells (None without one); ``name`` is a law's.

    The mark of a mention ends with its issuer or date; ``end`` is where the title ends, ``title_start`` where it
    begins (-1: none). ``year`` is printed with a law. ``nested``: named only by the title of a law that amends several.
    """

    symbol: Symbol | None
    symbol_start: int
    end: int
    type: str | None = None
    name: str | None = None
    issued: str | None = None
    issuer: str | None = None
    title: str | None = None
    title_start: int = -1
    year: str | None = None
    nested: bool = False


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """The type of document by its folded noun."""
    return {
        fold(name): kind["abbr"] for kind in rules.load("document_types")["types"] for name in kind["names"]
    }


def type_of(mention: Mention) -> str:
    """The type of a cited document: by its noun, else by its symbol; a law without symbol is one."""
    return (
        mention.type
        or (symbol_type(mention.symbol.printed) if mention.symbol else None)
        or ("CV" if mention.symbol else "L")
    )
