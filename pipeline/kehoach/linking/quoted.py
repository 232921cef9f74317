"""Words of a record that stand in its quote: the tables keep their place there, not the words a second time.

A place is one number, where the words begin (from 1) and how long they are; words that the quote does not hold are kept as they are.
Columns of either kind have no type, or SQLite would make a text of the number.
"""

_BITS = 12
_LONGEST = 2**_BITS - 1
MOSTLY = {"status": "unresolved", "relation": "basis"}  # what is most often so is kept as nothing


def kept(words: str | None, quote: str) -> str | int | None:
    """The words of a record as the tables keep them."""
    at = quote.find(words) + 1 if words and len(words) <= _LONGEST else 0
    return (at << _BITS) + len(words or "") if at else words


def told(column: str, table: str) -> str:
    """SQL that gives the words again."""
    place = f"{table}.{column}"
    words = f"substr({table}.quote, {place} >> {_BITS}, {place} & {_LONGEST})"
    return f"CASE typeof({place}) WHEN 'integer' THEN {words} ELSE {place} END"
