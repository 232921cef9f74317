"""What each signal counts for: a logistic regression that was trained on annotated documents, kept in rules/confidence.json."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct, field

from kehoach import rules
from kehoach.errors import RuleError
from kehoach.model import Signal

_TOLD = 3  # signals that a record keeps
_LEAST = 0.01  # nothing is impossible
_DOUBTFUL = 0.5  # below: rather wrong than right


class Weight(Struct, frozen=True, array_like=True):
    """What a signal adds to the log-odds, and the share of the records that have it."""

    weight: float
    share: float


class Knot(Struct, frozen=True, array_like=True):
    """A sum of weights, and the confidence that held-out documents bear out there."""

    raw: float
    confidence: float


class Weights(Struct, frozen=True):
    """The model: ``bias`` by kind of record, ``signals`` by name. ``knots`` make a confidence of what they add up to, in straight lines
    between them. ``sure``: the confidence from which on 95 in 100 held-out records are right. ``about``: what it was trained on."""

    bias: dict[str, float]
    signals: dict[str, Weight]
    knots: list[Knot]
    sure: float = 1.0
    about: dict[str, object] = field(default_factory=dict)

    def raw(self, kind: str, found: Iterable[str]) -> float:
        """What the signals of a record add up to."""
        return self.bias.get(kind, 0.0) + sum(
            self.signals[name].weight for name in found if name in self.signals
        )

    def confidence(self, kind: str, found: Iterable[str]) -> float:
        """How likely a record with these signals is right, at the least."""
        return round(max(_LEAST, between(self.knots, self.raw(kind, found))), 2)

    def moved(self, found: Iterable[str]) -> list[Signal]:
        """The signals that move a record furthest from the usual one, the strongest first."""
        known = ((name, self.signals[name]) for name in found if name in self.signals)
        moves = [(one.weight * (1 - one.share), name) for name, one in known]
        strongest = sorted(moves, key=lambda move: (-abs(move[0]), move[1]))[:_TOLD]
        return [Signal(name, round(weight, 2)) for weight, name in strongest if weight]


def between(knots: list[Knot], raw: float) -> float:
    """The confidence at a sum of weights: on the line between the knots beside it, level beyond the ends."""
    at = bisect_right(knots, raw, key=lambda knot: knot.raw)
    if at in (0, len(knots)):
        return knots[min(at, len(knots) - 1)].confidence
    low, high = knots[at - 1], knots[at]
    share = (raw - low.raw) / (high.raw - low.raw)
    return low.confidence + share * (high.confidence - low.confidence)


def path() -> Path:
    """The file of the model."""
    return rules.folder() / "confidence.json"


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The model of rules/confidence.json. Raises RuleError when it cannot be read."""
    try:
        return msgspec.json.decode(path().read_bytes(), type=Weights)
    except (OSError, msgspec.DecodeError) as error:
        raise RuleError(f"rules/confidence.json cannot be read ({error}).", "Reinstall kehoach.") from error


def least(severity: str) -> float:
    """The confidence that a record needs for a finding to rest on it: errors and warnings need one at which 95 in 100 are right;
    notes one that is rather right than wrong. What is below goes to ``kehoach review`` alone."""
    return _DOUBTFUL if severity == "note" else weights().sure


def written(model: Weights) -> bytes:
    """A model as its file holds it: a line for each signal, so that changes can be read."""
    plain = msgspec.to_builtins(model)
    head = [
        f' "{name}": {json.dumps(plain[name], ensure_ascii=False)},'
        for name in ("about", "bias", "knots", "sure")
    ]
    listed = ",\n".join(
        f'  "{name}": {json.dumps(value)}' for name, value in sorted(plain["signals"].items())
    )
    return "\n".join(["{", *head, ' "signals": {', listed, " }", "}", ""]).encode()
