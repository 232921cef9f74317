"""The functions of pdfium that are called hundreds of times a page, with plain addresses for pointers.

Pointer objects of ctypes take longer to make than these calls take to run: without them a call costs a third.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _NUMBER = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)


def address(handle: Any) -> int:
    """The address that a handle of pypdfium2 points to."""
    return ctypes.cast(handle.raw, _ADDRESS).value or 0


# (layer, index, addresses of left, right, bottom, top) -> 1 when found
char_box = _plain(pdfium.FPDFText_GetCharBox, _NUMBER, _ADDRESS, _NUMBER, *[_ADDRESS] * 4)
# (layer, index) -> 100 to 900, as in CSS
font_weight = _plain(pdfium.FPDFText_GetFontWeight, _NUMBER, _ADDRESS, _NUMBER)
# (page, index) -> object
page_object = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _NUMBER)
# (object) -> one of FPDF_PAGEOBJ_*
object_kind = _plain(pdfium.FPDFPageObj_GetType, _NUMBER, _ADDRESS)
# (object, addresses of left, bottom, right, top) -> 1 when found
object_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _NUMBER, _ADDRESS, *[_ADDRESS] * 4)
