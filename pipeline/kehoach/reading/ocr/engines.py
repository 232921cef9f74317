"""The second readers of OCR: small neural models that come with their packages (the extra "ocr"), run on the processor.

* TrueOCR finds the lines of a page, tells how the page is turned, and reads a page in a fraction of Tesseract's time.
* AsterOCR reads Vietnamese best and is the slowest: it is asked where others differ.
* PP-OCR reads digits best, those written by hand too, but knows no Vietnamese letters: it is asked for numbers alone.

Each is loaded once for a process and kept. All run from the files of their packages: nothing is fetched or sent.
"""

import importlib
import importlib.util
import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

_HEIGHT_ASTER, _WIDEST_ASTER = 32, 1024  # pixels; its net holds no wider line
_HEIGHT_PP = 48
_NARROWEST = 16
_HALF = 0.5


class Reading(Struct):
    """What one engine read on a line: its signs, where each stands (a share of the width, 0 to 1) and how sure it is (0 to 1).

    ``posterior`` holds a row a step, a column a sign of ``signs``; column 0 is "nothing". None where an engine keeps it to itself.
    """

    text: str
    places: list[float]
    sureness: list[float]
    posterior: Any = None
    signs: list[str] | None = None

    @property
    def confidence(self) -> float:
        """The mean sureness of its signs; 0 where there are none."""
        return sum(self.sureness) / len(self.sureness) if self.sureness else 0.0


@lru_cache(maxsize=1)
def has_readers() -> bool:
    """Whether the extra "ocr" is installed."""
    return all(
        importlib.util.find_spec(name) for name in ("onnxruntime", "cv2", "trueocr", "asterocr", "rapidocr")
    )


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent


def _session(path: Path) -> Any:
    runtime = importlib.import_module("onnxruntime")
    runtime.disable_telemetry_events()
    runtime.set_default_logger_severity(3)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1  # pages are shared out to threads: one of them each
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # each line has a width of its own: no pattern comes twice
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


# --- TrueOCR ----------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def page_engine() -> Any:
    """TrueOCR's finder of lines and of the way a page is turned."""
    importlib.import_module("cv2").setNumThreads(1)  # pages are shared out to threads: one of them each
    page = importlib.import_module("trueocr.page")
    return page.PageEngine(_package("trueocr") / "models", threads=1)


@lru_cache(maxsize=1)
def _true() -> Any:
    recogniser = importlib.import_module("trueocr.recognizer")
    return recogniser.Recognizer(_package("trueocr") / "models", threads=1)


def find_lines(grey: Any, page: int | None = None) -> list[list[float]]:
    """The boxes of the lines in a grey picture (left, top, right, bottom, sureness), as TrueOCR sees them.

    ``page`` is the long side of the page that the picture is a part of: the part is seen as large as on its page, at a part of the cost.
    """
    engine = page_engine()
    if page is None:
        return list(engine.detect(grey).tolist())
    tools = importlib.import_module("trueocr.page")
    seen, scale = tools.det_input(grey, max(1, round(engine.long_side * max(grey.shape) / page)))
    boxes = tools.decode_lines(engine.det.run(None, {"x": seen[None, None]})[0][0])
    boxes[:, :4] /= scale
    return list(boxes.tolist())


def read_lines(crops: list[Any]) -> list[Reading]:
    """The readings of grey crops of lines by TrueOCR: one by one, since lines side by side cost a quarter more."""
    return [_read_line(crop) for crop in crops]


def _read_line(crop: Any) -> Reading:
    prepare = importlib.import_module("trueocr.preprocess")
    engine = _true()
    made = prepare.prepare_image(crop, max_width=engine.max_width, pad_y=engine.pad_y, pad_x=engine.pad_x)
    tensor, widths = prepare.pad_batch([made])
    ids, sure, lengths = engine.session.run(["ids", "conf", "lengths"], {"x": tensor, "widths": widths})
    margin = engine.pad_x * crop.shape[0] / max(1, crop.shape[1])
    steps = int(lengths[0])
    return _collapsed(ids[0, :steps], sure[0, :steps], ["", *engine.chars], margin)


# --- AsterOCR and PP-OCR ----------------------------------------------------------------------


@lru_cache(maxsize=1)
def _aster() -> tuple[Any, list[str]]:
    assets = _package("asterocr") / "assets"
    signs = json.loads((assets / "vocab.json").read_text("utf-8"))["chars"]
    return _session(assets / "asternet.onnx"), ["", *signs[1:]]


@lru_cache(maxsize=1)
def _pp() -> tuple[Any, list[str]]:
    path = next((_package("rapidocr") / "models").glob("*_rec_*.onnx"))
    session = _session(path)
    signs = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ["", *signs, " "]


def read_vietnamese(crop: Any) -> Reading:
    """AsterOCR's reading of one grey crop."""
    numpy = importlib.import_module("numpy")
    session, signs = _aster()
    output = session.run(None, {"images": _tensor(crop, _HEIGHT_ASTER, _WIDEST_ASTER)})[0][:, 0, :]
    return _greedy(numpy.exp(output), signs)


def read_digits(crop: Any) -> Reading:
    """PP-OCR's reading of one grey crop."""
    session, signs = _pp()
    output = session.run(None, {session.get_inputs()[0].name: _tensor(crop, _HEIGHT_PP, 2400)})[0][0]
    return _greedy(output, signs)


def _tensor(crop: Any, height: int, widest: int) -> Any:
    """A grey crop as these nets take it: three like layers, values from -1 to 1, a width that is a multiple of 4."""
    numpy, cv2 = importlib.import_module("numpy"), importlib.import_module("cv2")
    width = max(_NARROWEST, crop.shape[1] * height / crop.shape[0])
    width = min(widest, (int(width) + 3) // 4 * 4)
    small = cv2.resize(crop, (width, height), interpolation=cv2.INTER_LINEAR)
    layer = (small.astype(numpy.float32) / 255 - _HALF) / _HALF
    return numpy.repeat(layer[None, None], 3, axis=1)


def _greedy(posterior: Any, signs: list[str]) -> Reading:
    made = _collapsed(posterior.argmax(axis=1), posterior.max(axis=1), signs, 0.0)
    made.posterior, made.signs = posterior, signs
    return made


def _collapsed(ids: Any, sure: Any, signs: list[str], margin: float) -> Reading:
    """The best sign of every step, repeats and nothings left out (CTC)."""
    text: list[str] = []
    places: list[float] = []
    sureness: list[float] = []
    steps, last = max(1, len(ids)), 0
    for step, ident in enumerate(ids.tolist()):
        if ident and ident != last:
            text.append(signs[ident])
            share = (step + _HALF) / steps * (1 + 2 * margin) - margin
            places.append(min(1.0, max(0.0, share)))
            sureness.append(float(sure[step]))
        last = ident
    return _composed(text, places, sureness)


def _composed(text: list[str], places: list[float], sureness: list[float]) -> Reading:
    """Letters whose marks came apart put together, single spaces."""
    whole = "".join(text)
    if (
        unicodedata.is_normalized("NFC", whole)
        and not re.search(r"\s{2,}|^\s|\s$", whole)
        and len(whole) == len(text)
    ):
        return Reading(whole, places, sureness)
    out: list[tuple[str, float, float]] = []
    for signs, place, sure in zip(text, places, sureness, strict=True):
        for sign in signs:
            joined = unicodedata.normalize("NFC", out[-1][0] + sign) if out else ""
            if sign.isspace() and (not out or out[-1][0] == " "):
                continue
            if len(joined) == 1:
                out[-1] = (joined, out[-1][1], min(out[-1][2], sure))
            else:
                out.append((" " if sign.isspace() else sign, place, sure))
    while out and out[-1][0] == " ":
        out.pop()
    return Reading("".join(s for s, _, _ in out), [p for _, p, _ in out], [c for _, _, c in out])
