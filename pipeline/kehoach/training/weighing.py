"""Trains the weights of confidence (rules/confidence.json) from records that annotations judge. Deterministic.

A logistic regression with a ridge: each signal has one weight in all kinds of records, each kind a bias. Signals that by their
meaning tell that something was left unread or stands where nothing should (``doubt`` in rules/confidence.yaml) are taken for bad until
records say otherwise; all others for meaningless. What a sum of weights is worth is read off documents that the weights
were not trained on, and told from below: the lower end of the range in which the share of right ones lies.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from msgspec import Struct

from kehoach import rules
from kehoach.errors import UsageError
from kehoach.weights import Knot, Weight, Weights, between

_RIDGE, _RIDGE_OF_BIAS = 2.0, 0.05
_DOUBT = -1.5  # log-odds of a signal of doubt before any record was seen
_ROUNDS = 25
_BAND = 72  # records in a band of calibration
_SIDE = 1.28  # standard deviations: nine times in ten the share is higher
_SURE = 0.95
_FEWEST = 2  # documents


class Example(Struct, frozen=True):
    """A record that was judged: its document, kind, signals, whether it is right to the letter. ``counts``: how much its set counts;
    ``blind``: the rules had not been mended with its document in sight, so that calibration may rest on it."""

    document: str
    kind: str
    signals: tuple[str, ...]
    right: bool
    counts: float = 1.0
    blind: bool = True


class _Table:
    """Examples as numbers: a row each, a column for each kind and each signal."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.kinds = sorted({e.kind for e in examples})
        self.names = sorted({name for e in examples for name in e.signals})
        column = {name: at for at, name in enumerate([*self.kinds, *self.names])}
        self.x = np.zeros((len(examples), len(column)))
        for row, e in enumerate(examples):
            self.x[row, [column[e.kind], *(column[name] for name in e.signals)]] = 1.0
        self.y = np.array([float(e.right) for e in examples])
        self.ridge = np.array([_RIDGE_OF_BIAS] * len(self.kinds) + [_RIDGE] * len(self.names))
        self.prior = np.array(
            [0.0] * len(self.kinds) + [_DOUBT if n in doubts() else 0.0 for n in self.names]
        )
        sizes = Counter(
            (e.document, e.blind) for e in examples
        )  # a long document does not outvote ten short ones
        counts = np.array([e.counts / math.sqrt(sizes[e.document, e.blind]) for e in examples])
        self.counts = counts * (len(examples) / (2 * counts.sum()))


@lru_cache(maxsize=1)
def doubts() -> frozenset[str]:
    """The signals that are taken for bad until records say otherwise."""
    return frozenset(name for name, told in rules.load("confidence")["signals"].items() if told.get("doubt"))


def train(examples: Sequence[Example], about: dict[str, object] | None = None) -> Weights:
    """The model of some examples, calibrated on documents held out. Raises UsageError when there are too few to hold any out."""
    if len({e.document for e in examples if e.blind}) < _FEWEST or len({e.right for e in examples}) < 2:
        raise UsageError(
            "There are too few judged records to train on.",
            "Give two documents with right and wrong records.",
        )
    table = _Table(examples)
    raw = held_out(examples)
    blind = [(z, e.right) for z, e in zip(raw, examples, strict=True) if e.blind]
    knots = calibrated(blind)
    found = _fitted(table, np.ones(len(examples), bool))
    shares = table.x[:, len(table.kinds) :].mean(axis=0)
    bias = dict(zip(table.kinds, map(_short, found), strict=False))
    weights = zip(table.names, found[len(table.kinds) :], shares, strict=True)
    unseen = {name: Weight(_DOUBT, 0.0) for name in sorted(doubts())}
    signals = unseen | {name: Weight(_short(w), _short(share)) for name, w, share in weights}
    told = zip(_crossed(raw, examples), examples, strict=True)
    sure = sure_from([(confidence, e.right) for confidence, e in told if e.blind])
    return Weights(bias, signals, knots, sure, about or {})


def _short(number: Any) -> float:
    return round(float(number), 3)


def held_out(examples: Sequence[Example]) -> list[float]:
    """What the signals of each example add up to by weights that were trained without its document."""
    table, documents = _Table(examples), np.array([e.document for e in examples])
    raw = np.zeros(len(examples))
    for document in sorted(set(documents)):
        inside = documents == document
        raw[inside] = table.x[inside] @ _fitted(table, ~inside)
    return [float(z) for z in raw]


def held_out_confidence(examples: Sequence[Example]) -> list[float]:
    """The confidence of each example by weights and a calibration that have not seen its document."""
    return _crossed(held_out(examples), examples)


def _crossed(raw: Sequence[float], examples: Sequence[Example]) -> list[float]:
    knots = {
        document: calibrated(
            [(z, e.right) for z, e in zip(raw, examples, strict=True) if e.blind and e.document != document]
        )
        for document in {e.document for e in examples}
    }
    return [round(between(knots[e.document], z), 2) for z, e in zip(raw, examples, strict=True)]


def _fitted(table: _Table, chosen: Any) -> Any:
    """The weights of the chosen rows: Newton's steps, halved where one leads astray."""
    x, y, counts = table.x[chosen], table.y[chosen], table.counts[chosen]
    found = table.prior.copy()
    lost = _lost(table, x, y, counts, found)
    for _ in range(_ROUNDS):
        told = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        slope = x.T @ (counts * (y - told)) - table.ridge * (found - table.prior)
        bend = (x * (counts * told * (1 - told))[:, None]).T @ x + np.diag(table.ridge)
        step = np.linalg.solve(bend, slope)
        while (after := _lost(table, x, y, counts, found + step)) > lost and np.abs(step).max() > 1e-6:
            step = step / 2
        found, gained, lost = found + step, lost - after, after
        if gained < 1e-6:
            break
    return found


def _lost(table: _Table, x: Any, y: Any, counts: Any, found: Any) -> float:
    miss = np.logaddexp(0, -(2 * y - 1) * (x @ found))
    return float((counts * miss).sum() + (table.ridge * (found - table.prior) ** 2).sum() / 2)


# --- what a sum is worth --------------------------------------------------------------------------


def calibrated(held: Iterable[tuple[float, bool]]) -> list[Knot]:
    """Knots from sums of weights and whether their records are right: bands of equal size, joined until the share of right ones
    rises from band to band, each told from below."""
    ordered = sorted(held)
    count = max(1, len(ordered) // _BAND)
    cuts = [len(ordered) * at // count for at in range(count + 1)]
    bands = [ordered[a:b] for a, b in itertools.pairwise(cuts)]
    joined: list[list[tuple[float, bool]]] = []
    for band in bands:
        joined.append(list(band))
        while len(joined) > 1 and _share(joined[-2]) >= _share(joined[-1]):
            joined[-2:] = [joined[-2] + joined[-1]]
    knots: list[Knot] = []
    for band in joined:
        middle = sum(z for z, _ in band) / len(band)
        knots.append(Knot(_short(middle), max(_from_below(band), knots[-1].confidence if knots else 0.0)))
    return knots


def _share(band: list[tuple[float, bool]]) -> float:
    return sum(right for _, right in band) / len(band)


def _from_below(band: list[tuple[float, bool]]) -> float:
    """The lower end of Wilson's interval."""
    share, count, side = _share(band), len(band), _SIDE**2
    middle = share + side / (2 * count)
    spread = _SIDE * math.sqrt(share * (1 - share) / count + side / (4 * count**2))
    return _short((middle - spread) / (1 + side / count))


def sure_from(held: Sequence[tuple[float, bool]]) -> float:
    """The lowest confidence from which on 95 in 100 are right; 1 where there is none."""
    levels = sorted({math.ceil(confidence * 100) / 100 for confidence, _ in held})
    for level in levels:
        above = [right for confidence, right in held if confidence >= level]
        if above and sum(above) >= _SURE * len(above):
            return level
    return 1.0
