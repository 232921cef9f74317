"""What the database keeps of texts: the words of their blocks, to be found again; the texts themselves stand in the files of the documents."""

import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

import msgspec

Row = tuple[object, ...]
Rows = dict[str, list[Row]]
_BLOCK = 2400  # letters: a row of the index costs as much as many words in it, and each is read to tell which of its paragraphs is meant
_LARGEST = 64  # texts that are kept at hand


class _Told(msgspec.Struct):
    text: str


class Texts:
    """The texts of documents by id, read from their files in the first of the folders that holds one."""

    def __init__(self, places: tuple[Path, ...]) -> None:
        self._places = [str(place) for place in places]

    def __call__(self, ident: str | None) -> str | None:
        """The text; None where there is no such document."""
        if (
            ident is None or "/" in ident or "\\" in ident or "\0" in ident
        ):  # it comes from whoever asks the database
            return None
        for place in self._places:
            path = f"{place}/{ident}.json"
            try:
                told = os.stat(path)
            except OSError:
                continue
            return _text_in(path, told.st_ino, told.st_mtime_ns, told.st_size)
        return None

    def part(self, ident: str | None, start: int | None, length: int | None) -> str | None:
        """``length`` characters of the text from ``start`` on, which counts from 1."""
        text = self(ident)
        return (
            text[start - 1 : start - 1 + length]
            if text is not None and start and length is not None
            else None
        )


@lru_cache(maxsize=_LARGEST)
def _text_in(path: str, *_: int) -> str:
    """The text in the file of a document, as long as the file is the same."""
    with open(path, "rb") as file:
        return msgspec.json.decode(file.read(), type=_Told).text


@lru_cache(maxsize=4)
def blocks_of(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The paragraphs (start, end) that hold anything, neighbours together until they make a block."""
    return tuple(map(tuple, _blocks(text)))


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    at = length = 0
    block: list[tuple[int, int]] = []
    for line in text.split("\n"):
        if line and not line.isspace():
            if block and length + len(line) > _BLOCK:
                yield block
                block, length = [], 0
            block.append((at, at + len(line)))
            length += len(line)
        at += len(line) + 1
    if block:
        yield block


def words_of(text: str) -> Iterator[str]:
    """The words of each block, for the index. đ is written d there, which SQLite's own folding leaves alone."""
    plain = text.replace("đ", "d").replace("Đ", "D")
    for block in blocks_of(plain):
        yield plain[block[0][0] : block[-1][1]]


def number_of(row: Row) -> int:
    """A number that tells the content of a row: the same in every knowledge base."""
    told = blake2b(msgspec.json.encode(row), digest_size=8).digest()
    return int.from_bytes(told, "big", signed=True)
