"""One file through the house: read, parse, extract, name. Failures come back as data."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

import msgspec

from kehoach.errors import KehoachError
from kehoach.extraction import extract
from kehoach.knowledge.packing import Rows
from kehoach.knowledge.rows import rows_of
from kehoach.knowledge.store import to_json
from kehoach.linking import name
from kehoach.model import Document, PageEntry
from kehoach.parsing import parse
from kehoach.reading import read, read_bytes
from kehoach.recognition import Names, asker, recognizer, settled

_SAMPLE = """KẾ HOẠCH

I. MỤC TIÊU

Phấn đấu đến năm 2030 có 95% người dân được khám sức khỏe theo Quyết định số 1/QĐ-TTg ngày 01/02/2026.

II. TỔ CHỨC THỰC HIỆN

1. Sở Y tế chủ trì, phối hợp với Sở Tài chính lập dự toán, hoàn thành trước ngày 30/6/2026, báo cáo hằng quý.
"""


class Made(msgspec.Struct):
    """A document ready to be stored: its file, its rows, and what the ledger says of it.

    ``base`` is the id that it claims and that stands in all of these; two files may claim the same.
    """

    base: str
    obtained: str
    pages: int | None
    ledger: list[PageEntry]
    characters: int
    warnings: int
    data: bytes
    rows: Rows


class Outcome(msgspec.Struct):
    """What became of one file: a document, or the reason why there is none and what to do."""

    made: Made | None
    reason: str | None = None
    hint: str | None = None


def process(
    path: str | Path, shown_as: str | None = None, digest: str | None = None, names: Names = "rules"
) -> Document:
    """The document of one file, not yet linked to others; ``digest`` is its SHA-256 where known.

    ``names`` says who is asked about units that the rules do not know: nobody ("rules" and "auto", the measured
    choice), the trained "model" or "underthesea".
    Raises ReadError when it cannot be read.
    """
    source = read(path, shown_as, digest)
    with _collector_at_rest():
        return name(extract(parse(source), asker(names)))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for unreachable cycles while a document becomes records: it makes hundreds of thousands of small objects
    and no cycles, so that the search finds nothing and costs a tenth of the time."""
    busy = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if busy:
            gc.enable()


def warm(names: Names) -> None:
    """Loads the rules and the model that ``process`` will need."""
    extract(parse(read_bytes(_SAMPLE.encode(), ".txt", "sample.txt")), None)
    kind = settled(names)
    if kind == "model" or kind == "underthesea":
        recognizer(kind).names("Sở Y tế chủ trì.")


def made_of(document: Document) -> Made:
    """A document as it is stored."""
    source = document.source
    return Made(
        base=document.id,
        obtained=source.obtained,
        pages=source.pages,
        ledger=source.ledger,
        characters=len(document.text),
        warnings=len(document.warnings),
        data=to_json(document),
        rows=rows_of(document),
    )


def attempt(path: str, shown_as: str, digest: str | None = None, names: Names = "rules") -> Outcome:
    """As ``process``, but a failure of any kind is told in the outcome, so that a batch goes on."""
    try:
        made = made_of(process(path, shown_as, digest, names))
    except KehoachError as error:
        return Outcome(None, error.message, error.hint)
    except MemoryError:
        return Outcome(None, "The file needs more memory than there is.", "Split it into its documents.")
    except Exception as error:  # a defect of ours must not stop the other files; it is named in the ledger
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
        return Outcome(
            None, f"An error in kehoach itself: {error!r} at {where}.", "Please report it with the file."
        )
    if digest is not None and hashed(path) != digest:
        return Outcome(None, "The file was changed while it was being read.", "Build again when it is whole.")
    return Outcome(made)


def attempt_encoded(path: str, shown_as: str, digest: str | None = None, names: Names = "rules") -> bytes:
    """As ``attempt``, packed, to come back from another process."""
    return msgspec.msgpack.encode(attempt(path, shown_as, digest, names))


def hashed(path: str) -> str | None:
    """The SHA-256 of a file; None when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
