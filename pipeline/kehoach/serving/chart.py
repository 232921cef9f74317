"""Targets of one indicator as points over the years: where each stands in a picture, and its axes."""

from collections import Counter
from math import ceil, floor, log10
from typing import Any

from msgspec import Struct, field

from kehoach.knowledge.query import Row
from kehoach.wording import told_number

WIDTH, HEIGHT = 760.0, 320.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 20.0, 16.0, 40.0
_SERIES = 8  # kinds of points that the style sheet tells apart
_TICKS = 5
_SMALLEST = 1e-6  # no plan sets a target so small: such a number is nothing


class Point(Struct):
    """A target: where it stands, its series (0 to 7), and the row it shows; ``top`` is the upper end of a range."""

    x: float
    y: float
    top: float | None
    series: int
    row: Row


class Chart(Struct):
    """One unit of measure; ``series`` names documents in the order of their marks."""

    unit: str
    points: list[Point] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    years: list[tuple[str, float]] = field(default_factory=list)
    ticks: list[tuple[str, float]] = field(default_factory=list)


def chart_of(rows: list[Row], language: str) -> Chart | None:
    """The targets with a year in the commonest unit of measure; None where fewer than one has a year."""
    dated = [row for row in rows if str(row["due"] or "")[:4].isdecimal()]
    if not dated:
        return None
    unit = Counter(row["unit"] or "" for row in dated).most_common(1)[0][0]
    shown = [row for row in dated if (row["unit"] or "") == unit]
    chart = Chart(unit)
    years = sorted({int(row["due"][:4]) for row in shown})
    across = {year: _across(year, years) for year in range(years[0], years[-1] + 1)}
    step = max(1, len(across) // 10)
    chart.years = [(str(year), x) for year, x in across.items() if (year - years[0]) % step == 0]
    numbers = [n for row in shown for n in (row["value"], row["value_max"]) if n is not None]
    low, high, tick = _scale(min(numbers), max(numbers))
    count = round((high - low) / tick)
    chart.ticks = [
        (told_number(low + i * tick, language), _up(low + i * tick, low, high)) for i in range(count + 1)
    ]
    for row in shown:
        name = str(row["name"])
        if name not in chart.series:
            chart.series.append(name)
        top = _up(row["value_max"], low, high) if row["value_max"] is not None else None
        x = across[int(row["due"][:4])]
        chart.points.append(
            Point(x, _up(row["value"], low, high), top, chart.series.index(name) % _SERIES, row)
        )
    _part(chart.points)
    return chart


def _across(year: int, years: list[int]) -> float:
    if len(years) == 1:
        return (_LEFT + WIDTH - _RIGHT) / 2
    return _LEFT + 20 + (year - years[0]) / (years[-1] - years[0]) * (WIDTH - _LEFT - _RIGHT - 40)


def _up(value: Any, low: float, high: float) -> float:
    return HEIGHT - _BOTTOM - (float(value) - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM)


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Round ends of the axis around the numbers, and the step between its marks (1, 2 or 5 times a power of ten)."""
    spread = (high - low) or abs(high)
    spread = spread if spread > _SMALLEST else 1.0
    rough = spread / _TICKS
    power = 10.0 ** floor(log10(rough))
    tick = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    bottom, top = floor(low / tick) * tick, ceil(high / tick) * tick
    return bottom - (tick if bottom == low and bottom > 0 else 0), top + (tick if top == high else 0), tick


def _part(points: list[Point]) -> None:
    """Points that would cover each other stand side by side."""
    seen: Counter[tuple[int, int]] = Counter()
    for point in points:
        place = (round(point.x / 8), round(point.y / 8))
        point.x += 11 * seen[place]
        seen[place] += 1
