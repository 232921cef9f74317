"""Presentations (.pptx): the words of each slide, its tables as tables; a slide is a page."""

import io
from collections.abc import Iterator
from typing import Any

from kehoach.errors import ReadError
from kehoach.model import Source, SourceInfo
from kehoach.reading.archives import BROKEN_OFFICE
from kehoach.reading.flow import Piece, assemble


def read_slides(data: bytes, info: SourceInfo) -> Source:
    """The source of a presentation. Raises ReadError when the extra "office" is missing, or the file is damaged or empty."""
    try:
        import pptx
        from pptx.exc import PythonPptxError
    except ImportError as error:
        raise ReadError(
            'Presentations need the extra "office".', "Install it: pip install 'kehoach[office]'"
        ) from error
    try:
        slides = list(pptx.Presentation(io.BytesIO(data)).slides)
        pieces = list(_pieces(slides))
    except (*BROKEN_OFFICE, PythonPptxError) as error:
        raise ReadError("The presentation is damaged.", "Open it and save it again.") from error
    if not pieces:
        raise ReadError("The presentation holds no text.", "If it holds pictures of pages, save it as PDF.")
    info.obtained, info.pages = "slides", len(slides)
    return assemble(info, pieces)


def _pieces(slides: list[Any]) -> Iterator[Piece]:
    table = -1
    for page, slide in enumerate(slides, 1):
        for shape in _shapes(slide.shapes):
            if getattr(shape, "has_table", False):
                table += 1
                for row, cells in enumerate(shape.table.rows):
                    for col, cell in enumerate(cells.cells):
                        yield Piece(cell.text.replace("\n", " "), page, 0.0, table, row, col)
            elif shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    text = "".join(run.text for run in paragraph.runs).strip()
                    if text:
                        yield Piece(text, page)


def _shapes(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)
        else:
            yield shape
