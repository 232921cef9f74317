"""Time grows with the size of what is read and no faster, whatever it is made of.

Measured as ratios of processor time in one run, never against the clock: of each kind of text in tests/growing.py a
larger one may take as many times longer as it is larger, to the power of 1.1, and no kind much longer than prose.
"""

import gc
import importlib
import inspect
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import regex

import kehoach
from kehoach import rules
from kehoach.extraction import extract
from kehoach.knowledge.rows import rows_of
from kehoach.linking import name
from kehoach.parsing import parse
from kehoach.reading import read_bytes
from kehoach.text import fold
from tests.growing import KINDS, body, text

SIZES = (5_000, 20_000, 80_000)
LARGEST = 320_000  # with --large
EXPONENT = 1.1
STEP = 1.5  # of one step from a size to the next: worse is seen at once, and the larger sizes are spared
FLOOR = 0.004  # seconds of processor time below which nothing can be told
AGAIN = 12  # measured so often before it counts as slow: other work on the machine only ever makes it slower


def source(words: str) -> object:
    return read_bytes(words.encode(), ".txt", "test.txt")


def parsed(words: str) -> object:
    return parse(source(words))  # type: ignore[arg-type]


def processed(words: str) -> object:
    return rows_of(name(extract(parsed(words))))  # type: ignore[arg-type]


STAGES: dict[str, Callable[[str], object]] = {"reading": source, "parsing": parsed, "process": processed}


def taken(work: Callable[[str], object], words: str) -> float:
    """Processor time of this one piece of work."""
    gc.disable()  # it looks through all objects again and again, those of other tests too
    try:
        begun = time.process_time()
        work(words)
        return max(time.process_time() - begun, FLOOR)
    finally:
        gc.enable()


def exponent(smaller: float, larger: float, times: float) -> float:
    """With which power of the size time grows, where the larger input is so many times the smaller."""
    return math.log(larger / smaller) / math.log(times)


def measured(
    work: Callable[[str], object], make: Callable[[int], str], sizes: tuple[int, ...]
) -> list[float]:
    """Times of the sizes, up to the one that already tells that they grow too fast."""
    times: list[float] = []
    for size in sizes:
        words = make(size)
        times.append(taken(work, words))
        if len(times) > 1 and exponent(*times[-2:], 4) > STEP:
            times[-2:] = [taken(work, make(sizes[len(times) - 2])), min(times[-1], taken(work, words))]
            if exponent(*times[-2:], 4) > STEP:
                break
    return times


def growth(times: list[float], sizes: tuple[int, ...]) -> float:
    """The power with which time grew: over all sizes, or at the step where it ran away."""
    if len(times) < len(sizes):
        return exponent(*times[-2:], 4)
    return max(exponent(times[at], times[-1], sizes[-1] / sizes[at]) for at in range(len(sizes) - 2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stage", STAGES)
def test_time_grows_with_size(stage: str, kind: str, request: pytest.FixtureRequest) -> None:
    work = STAGES[stage]
    sizes = (*SIZES, LARGEST) if request.config.getoption("--large") else SIZES
    work(text("prose", sizes[0]))  # what is loaded once
    times = measured(work, lambda size: text(kind, size), sizes)
    for _ in range(AGAIN):
        if growth(times, sizes) <= EXPONENT or len(times) < len(sizes):
            break
        again = measured(work, lambda size: text(kind, size), sizes)
        times = [min(pair) for pair in zip(times, again, strict=False)]
    if growth(times, sizes) > EXPONENT:
        shown = ", ".join(f"{size // 1000} KB {t:.3f} s" for size, t in zip(sizes, times, strict=False))
        pytest.fail(f"{kind} grows with the power of {growth(times, sizes):.2f}: {shown}")


@pytest.mark.parametrize("stage", STAGES)
def test_no_kind_takes_much_longer_than_prose(stage: str) -> None:
    """A hostile text costs a few times what an honest one of its size costs, not more."""
    work, size = STAGES[stage], 20_000
    honest = min(taken(work, text("prose", size)) for _ in range(AGAIN))
    allowed = 12 if stage == "process" else 40  # prose is cheap to read: it has few lines
    costs = {kind: min(taken(work, text(kind, size)) for _ in range(AGAIN)) / honest for kind in KINDS}
    assert {kind: round(cost, 1) for kind, cost in costs.items() if cost > allowed} == {}


# --- patterns ---------------------------------------------------------------------------------

Pattern = re.Pattern[str] | regex.Pattern[str]
FOLDED = ("extraction", "language", "clauses", "linking")  # rooms whose patterns are asked of the folded text
GROWING = (500, 1_000, 2_000, 4_000, 8_000)
SLOW = 0.02  # seconds at which a search is told to be slow or not; no larger text is tried then


def held(value: object, depth: int = 0) -> Iterator[Pattern]:
    """The compiled patterns in a value of a module: itself, or in a list, a tuple or a mapping."""
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif isinstance(value, list | tuple | dict) and depth < 2:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from held(inner, depth + 1)


def of_code() -> dict[str, list[tuple[Pattern, bool]]]:
    """The patterns that the modules of the project hold, by module, and whether each is asked of whole texts: "search" and
    its like go through a text, "match" and "fullmatch" stand at one place."""
    found: dict[str, list[tuple[Pattern, bool]]] = {}
    for module in pkgutil.walk_packages(kehoach.__path__, "kehoach."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:  # an extra that is not installed
            continue
        code = inspect.getsource(loaded)
        for name_, value in vars(loaded).items():
            made = [(p, goes_through(name_, code)) for p in held(value) if isinstance(p.pattern, str)]
            if made:
                found.setdefault(module.name.removeprefix("kehoach."), []).extend(made)
    return found


def goes_through(variable: str, code: str) -> bool:
    """Whether the code does more with a pattern than to ask it of one place."""
    uses = re.findall(rf"\b{variable}\b(?!\s*(?::[^=\n]+)?=[^=])(?:\.(\w+))?", code)
    return not uses or not set(uses) <= {"match", "fullmatch"}


def of_rules() -> dict[str, list[rules.Pattern]]:
    """The patterns of rules/*.yaml, by file."""
    found: dict[str, list[rules.Pattern]] = {}
    for path in sorted(rules.folder().glob("*.yaml")):
        for key, value in rules.load(path.stem).items():
            if isinstance(value, list) and value and isinstance(value[0], dict) and "pattern" in value[0]:
                made = rules.patterns(path.stem, key)
                found.setdefault(path.stem, []).extend(made)
    return found


def pumps(examples: tuple[str, ...]) -> Iterator[str]:
    """The beginnings of an example, to be said again and again: what nearly matches from every place."""
    for example in examples[:2]:
        words = example.split()
        for upto in {1, 2, len(words) // 2, len(words) - 1, len(words)} - {0}:
            yield " ".join(words[:upto]) + " "


def asked(pattern: Pattern, through: bool) -> Callable[[str], object]:
    """The pattern asked of a text as the code asks it."""
    if through:
        return lambda words: sum(1 for _ in pattern.finditer(words))
    return lambda words: (pattern.match(words), pattern.fullmatch(words))


def runs_away(ask: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Whether its time in texts of one kind grows faster than they do. What stays quick does not."""
    times: list[float] = []
    for size in GROWING:
        words = make(size)
        times.append(taken(ask, words))
        if times[-1] > SLOW:
            break
    if times[-1] <= FLOOR or len(times) < 3:
        return len(times) < 3
    times[-1] = min(times[-1], taken(ask, words))
    return exponent(times[-3], times[-1], 4) > STEP and times[-1] > 2 * FLOOR


def slow_kind(ask: Callable[[str], object], low: bool, examples: tuple[str, ...] = ()) -> str | None:
    """The first kind of text that a pattern runs away on; None when there is none."""
    makers = {kind: partial(body, kind) for kind in KINDS} | {p: partial(again, p) for p in pumps(examples)}
    for kind, make in makers.items():
        if runs_away(ask, (lambda size, make=make: fold(make(size))) if low else make):  # type: ignore[misc]
            return kind
    return None


def again(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


@pytest.mark.parametrize("module", of_code())
def test_patterns_of_the_code(module: str) -> None:
    low = module.split(".")[0] in FOLDED
    found = {
        p.pattern: kind for p, through in of_code()[module] if (kind := slow_kind(asked(p, through), low))
    }
    assert found == {}


@pytest.mark.parametrize("file", of_rules())
def test_patterns_of_the_rules(file: str) -> None:
    found = {
        rule.id: kind
        for rule in of_rules()[file]
        if (kind := slow_kind(asked(rule.regex, True), not rule.printed, rule.examples))
    }
    assert found == {}
