"""How fast text becomes a finished knowledge base, beside underthesea's NER on the same text in the same run.

    python tests/benchmarks/speed.py [FOLDER]

FOLDER holds .txt or .md documents; without it the real plans are used where present, else the corpus as text.
Both sides run in this one process, several times by turns; the table gives medians and the ratio of the pairs.
Needs the extra "nlp".
"""

import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import kehoach

ROOT = Path(__file__).parents[2]
ROUNDS = 3
NER_BYTES = 60_000  # the other side is slow: a sample of the same text, by whole documents cut at this size


def folder() -> Path:
    """The documents to measure on."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    shared = ROOT.parent / "shared" / "plans"
    if shared.is_dir():
        return shared
    sys.path.insert(0, str(ROOT / "corpus"))
    import render

    made = Path(tempfile.mkdtemp())
    render.render(made, ("txt",))
    return made / "txt"


def build_rate(source: Path) -> float:
    """KB of text a second, from files to a finished knowledge base."""
    size = sum(len(p.read_bytes()) for p in source.iterdir())
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        kehoach.build([source], out)
        return size / 1000 / (time.perf_counter() - began)


def ner_rate(source: Path) -> float:
    """KB of text a second that underthesea's NER tags, sentence by sentence."""
    from underthesea import ner

    ner("Sở Y tế chủ trì.")  # its model loads outside the measurement
    text = "\n".join(p.read_text("utf-8") for p in sorted(source.iterdir()))[:NER_BYTES]
    sentences = [s for line in text.split("\n") for s in re.split(r"(?<=[.;])\s+", line) if s.strip()]
    began = time.perf_counter()
    for sentence in sentences:
        ner(sentence)
    return len("".join(sentences).encode()) / 1000 / (time.perf_counter() - began)


def main() -> None:
    """Runs both by turns and prints the table."""
    source = folder()
    build_rate(source)  # rules are loaded and compiled once in a process
    pairs = [(build_rate(source), ner_rate(source)) for _ in range(ROUNDS)]
    ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    print(f"{'text to finished knowledge base':40}{ours:10.0f} KB/s")
    print(f"{'underthesea NER, sentence by sentence':40}{theirs:10.1f} KB/s")
    print(f"{'ratio (median of pairs)':40}{median(a / b for a, b in pairs):10.1f}")


if __name__ == "__main__":
    main()
