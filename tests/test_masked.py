"""Transcripts of real scans: how far a reading is from one, that they keep no number, and the rate of the joined readers."""

import random
import re
import shutil
import zlib
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach.reading.ocr import engines, picture
from kehoach.reading.ocr.recognise import recognise
from tests.benchmarks.masked import RUN, distance, printed, sealed, unsealed
from tests.conftest import ROOT

SCANS = sorted((ROOT / "tests" / "scans").glob("*-p*.sealed"))
_MOST = 0.015  # of the characters, over all pages


@pytest.mark.parametrize(
    ("transcript", "read", "wrong"),
    [
        ("Sở Y tế chủ trì", "Sở Y tế chủ trì", 0),
        ("Sở Y tế chủ trì", "Sở Y tể chủ trì", 1),  # changed
        ("Sở Y tế chủ trì", "Sở Y tế chủ tr", 1),  # left out
        ("Sở Y tế chủ trì", "Sở. Y tế chủ trì", 1),  # put in
        ("Sở Y tế\nchủ trì", "Sở  Y tế chủ\ntrì ", 0),  # white space
        ("Sở Y tế", "Sơ\u0309 Y tê\u0301", 0),  # taken apart
        ("ngày ##/#/####", "ngày 15/3/2026", 0),
        ("ngày ##/#/####", "ngày 5/3/2026", 1),  # a digit lost
        ("ngày ##/#/####", "ngày l5/3/2026", 1),  # a letter for a digit
        ("#/# ngày", "½ ngày", 0),
        ("#/# ngày", "1⁄2 ngày", 0),
        ("#/# ngày", "% ngày", 3),
        ("Đồng chí … - Chủ tịch", "Đồng chí Lê Văn A - Chủ tịch", 0),
        ("Đồng chí … - Chủ tịch", "Đồng chí - Chủ tịch", 0),  # a mask may hide nothing
        ("Đồng chí … - Chủ tịch", "Đồng chỉ Lê Văn A - Chủ tịch", 1),  # but forgives no print
        ("Đồng chí … - Chủ tịch", "Đồng chí", 10),
        ("Số: …/KH-UBND", "Số:12/KH-UBND", 0),  # spaces about what is written by hand
        ("a…b", f"a{'x' * RUN}b", 0),
        ("a…b", f"a{'x' * (RUN + 2)}b", 2),
        ("… a", "SAO Y a", 0),
        ("a\n…", "a Trần Thị B", 0),
        ("SỞ Y TẾ\tĐộc lập\nSố: #", "Độc lập SỞ Y TẾ Số: 1", 0),  # side by side: either first
        ("SỞ Y TẾ\tĐộc lập\nSố: #", "SỞ Y TẾ Độc lập Số: 1", 0),
        ("SỞ Y TẾ\tĐộc lập\nSố: #", "Độc lập SỞ Y TÊ Số: 1", 1),
        ("SỞ Y TẾ\nĐộc lập", "Độc lập SỞ Y TẾ", 14),  # one below the other: in their order
        ("Sở", "", 2),
        ("", "Sở", 2),
    ],
)
def test_how_far_a_reading_is_from_a_transcript(transcript: str, read: str, wrong: int) -> None:
    assert distance(transcript, read) == wrong


def levenshtein(left: str, right: str) -> int:
    """By its definition, cell by cell."""
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        line = [row]
        for column, b in enumerate(right, 1):
            line.append(min(above[column] + 1, line[-1] + 1, above[column - 1] + (a != b)))
        above = line
    return above[-1]


def test_without_masks_it_is_levenshteins_distance() -> None:
    chance = random.Random(13)
    for _ in range(300):
        left, right = ("".join(chance.choices("abc", k=chance.randrange(1, 14))) for _ in range(2))
        assert distance(left, right) == levenshtein(left, right), (left, right)


def _transcript(path: Path, shared: Path) -> tuple[Path, str]:
    """The scan of a sealed transcript and its words."""
    name, page = path.stem.rsplit("-p", 1)
    assert page == "1"
    scan = shared / "office" / f"{name}.pdf"
    return scan, unsealed(path.read_text("utf-8"), scan.read_bytes())


@given(st.text(max_size=300), st.binary(min_size=1, max_size=50))
def test_a_transcript_is_opened_by_its_scan_alone(words: str, scan: bytes) -> None:
    told = sealed(words, scan)
    assert unsealed(told, scan) == words and told.isascii()
    with pytest.raises((zlib.error, UnicodeDecodeError)):
        unsealed(told, scan + b" ")


def test_transcripts_keep_no_number(shared: Path) -> None:
    texts = [_transcript(path, shared)[1] for path in SCANS]
    assert len(texts) == 5 and all(printed(text) > 1000 for text in texts)
    assert not any(sign.isnumeric() for text in texts for sign in text)
    assert all(re.search(r"#{2}", text) for text in texts)


def _read(path: Path) -> str:
    image = pypdfium2.PdfDocument(path)[0].render(scale=picture.DPI / 72).to_pil().convert("RGB")
    return " ".join(line.text for line in recognise(lambda n: image, [0])[0].lines)


@pytest.mark.skipif(
    not engines.has_readers() or shutil.which("tesseract") is None,
    reason="the extra ocr or Tesseract is not installed: real scans are not read",
)
def test_the_joined_readers_on_transcribed_scans(shared: Path) -> None:
    wrong = told = 0
    for path in SCANS:
        scan, text = _transcript(path, shared)
        wrong += distance(text, _read(scan))
        told += printed(text)
    assert wrong / told <= _MOST
