"""What is drawn on a page and what of it the text layer accounts for: a page is read when its text covers its ink."""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from kehoach.reading.layout import Line
from kehoach.reading.pdf.raw import address, object_bounds, object_kind, page_object

_SCALE = 0.25  # of a pixel to a point: enough to see lines of print
_DARK = 190
_AROUND = 2.0  # points around a line that belong to its letters
_LEAST_INK = 12  # pixels: less is dust
_MOST_OBJECTS = 20_000


def pictured_share(page: Any) -> float:
    """The share of the page that its largest picture covers (0 to 1)."""
    width, height = page.get_size()
    edges = (ctypes.c_float * 4)()
    places = range(ctypes.addressof(edges), ctypes.addressof(edges) + 16, 4)
    handle, largest = address(page), 0.0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        drawn = page_object(handle, index)
        kind = object_kind(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (kind == pdfium.FPDF_PAGEOBJ_FORM and _holds_picture(drawn)):
            object_bounds(drawn, *places)
            left, bottom, right, top = edges
            across = max(0.0, min(right, width) - max(left, 0.0))
            up = max(0.0, min(top, height) - max(bottom, 0.0))
            largest = max(largest, across * up)
    return float(largest / max(1.0, width * height))


def _holds_picture(form: Any) -> bool:
    handle = ctypes.cast(form, pdfium.FPDF_PAGEOBJECT)
    parts = min(pdfium.FPDFFormObj_CountObjects(handle), 50)
    return any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(handle, place)) == pdfium.FPDF_PAGEOBJ_IMAGE
        for place in range(parts)
    )


def covered_share(page: Any, lines: list[Line]) -> float | None:
    """The share of the page's ink that stands within its lines (0 to 1); None for a page without ink."""
    from PIL import ImageDraw

    image = page.render(scale=_SCALE, grayscale=True).to_pil().convert("L")
    ink = image.point([255 if value < _DARK else 0 for value in range(256)])
    total = ink.histogram()[255]
    if total < _LEAST_INK:
        return None
    draw, height = ImageDraw.Draw(ink), page.get_size()[1]
    for line in lines:
        left, right = sorted((line.x0, line.x1))  # a damaged file may name corners the wrong way round
        low, high = sorted((line.y0, line.y1))
        box = (left - _AROUND, height - high - _AROUND, right + _AROUND, height - low + _AROUND)
        draw.rectangle([round(v * _SCALE) for v in box], fill=0)
    return round(float(1 - ink.histogram()[255] / total), 3)


def without_stamps(page: Any, stamps: list[Line]) -> None:
    """Takes what was typed over a picture off the page, so that its image shows the paper alone."""
    edges = (ctypes.c_float * 4)()
    places = range(ctypes.addressof(edges), ctypes.addressof(edges) + 16, 4)
    width, height = page.get_size()
    for index in reversed(range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS))):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind not in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        object_bounds(ctypes.cast(drawn, ctypes.c_void_p).value or 0, *places)
        left, bottom, right, top = edges
        if kind == pdfium.FPDF_PAGEOBJ_FORM and (right - left) * (top - bottom) > 0.4 * width * height:
            continue
        if any(s.x0 < right and s.x1 > left and s.y0 < top and s.y1 > bottom for s in stamps):
            pdfium.FPDFPage_RemoveObject(page.raw, drawn)
            pdfium.FPDFPageObj_Destroy(drawn)
