"""The picture of a page made ready: coloured ink taken apart from print, shade of photographs evened, the page turned upright.

Red and violet ink is that of seals and receipt stamps: it goes to a layer of its own. Blue ink stays with the print, since numbers and
days are written with it. Pictures are numpy arrays of bytes, grey ones (height, width), coloured ones (height, width, 3).
"""

import importlib
from typing import Any

from msgspec import Struct

DPI = 200
_RED = 28  # how much more red than green and blue: less is brown paper
_DARK = 170
_SHADED = 235  # the paper of a scan is brighter than this; photographs are darker, and unevenly
_COARSE = 16  # pixels to one of the picture of the paper's shade
_LEAST_RED = 0.0015  # share of the page
_SMALL = 800  # pixels of the long side of the picture by which the turn is told: its engine looks no closer


class Picture(Struct):
    """A page as the readers take it: ``grey`` upright without coloured stamps, ``full`` with them, ``red`` the stamps alone (both None: no
    red ink). ``turned`` counts quarter turns clockwise that were undone, ``skew`` the degrees."""

    grey: Any
    full: Any
    red: Any
    turned: int
    skew: float


def _numpy() -> Any:
    return importlib.import_module("numpy")


def _cv2() -> Any:
    return importlib.import_module("cv2")


def prepared(image: Any, engine: Any) -> Picture:
    """The picture of a page from its image in colours (RGB); ``engine`` tells how it is turned (``engines.page_engine``)."""
    cv2 = _cv2()
    full = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    channels = cv2.split(image)
    reddish = _reddish(*channels)
    share = cv2.countNonZero(reddish) / reddish.size
    grey = _evened(cv2.copyTo(channels[0], reddish, full.copy()) if share else full)
    red = cv2.bitwise_or(full, cv2.bitwise_not(reddish)) if share > _LEAST_RED else None
    skew, turns = _turn(grey, engine)
    stamped = (full, red) if red is not None else (None, None)
    layers = [None if layer is None else _upright(layer, turns, skew) for layer in (grey, *stamped)]
    return Picture(layers[0], layers[1], layers[2], turns, skew)


def _reddish(red: Any, green: Any, blue: Any) -> Any:
    """Where ink is red, pink or violet (255, else 0): clearly more red than green, and not blue."""
    cv2 = _cv2()
    # Subtraction stops at nothing: what is not redder is nought.
    redder = cv2.compare(cv2.subtract(red, green), _RED, cv2.CMP_GT)
    return cv2.bitwise_and(redder, cv2.compare(cv2.subtract(blue, red), _RED // 2, cv2.CMP_LT))


def _evened(grey: Any) -> Any:
    """The page with its paper white: each spot is measured against the brightest around it."""
    numpy, cv2 = _numpy(), _cv2()
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // _COARSE), max(1, height // _COARSE)), interpolation=cv2.INTER_AREA
    )
    if numpy.percentile(small, 25) >= _SHADED:
        return grey
    paper = cv2.GaussianBlur(cv2.dilate(small, numpy.ones((5, 5), numpy.uint8)), (0, 0), 3)
    shade = cv2.resize(numpy.maximum(paper, 40), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, shade, scale=250.0)


def _turn(grey: Any, engine: Any) -> tuple[float, int]:
    """Degrees of skew, and quarter turns (counter-clockwise ones of the picture) to be undone, told by a small picture of the page."""
    scale = _SMALL / max(grey.shape)
    size = tuple(max(1, round(side * scale)) for side in reversed(grey.shape))
    _, turns, skew = engine.upright(_cv2().resize(grey, size, interpolation=_cv2().INTER_AREA))
    return float(skew), int(turns)


def _upright(layer: Any, turns: int, skew: float) -> Any:
    numpy = _numpy()
    if turns in (1, 2, 3):
        layer = numpy.ascontiguousarray(numpy.rot90(layer, -turns))
    return _rotated(layer, skew) if skew else layer


def _rotated(layer: Any, degrees: float) -> Any:
    cv2 = _cv2()
    height, width = layer.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(
        layer,
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
