"""The network of documents as a picture: those that others rest on above, those that carry them out below.

Layers are the longest path from a document that rests on nothing; within a layer, documents stand near those they are joined
to (the barycentre method of Sugiyama, Tagawa and Toda, 1981).
"""

from msgspec import Struct, field

from kehoach.knowledge.graph import Edge, Graph, Node

BOX, TALL = 190.0, 46.0
_GAP, _DROP, _ROW = 22.0, 96.0, 62.0
_PER_ROW = 7
_LEAST = (1000.0, 480.0)  # a small network is not drawn larger than life
_SWEEPS = 6


class Spot(Struct):
    """Where a document's box stands (its left upper corner)."""

    node: Node
    x: float
    y: float
    centre: bool = False


class Line(Struct):
    """A joining line from the lower document (which rests) to the upper, as an SVG path."""

    edge: Edge
    path: str


class Picture(Struct):
    """Boxes, lines, size; ``left_out`` is how many documents were left out for room."""

    spots: list[Spot] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    left_out: int = 0


def picture_of(graph: Graph, centre: str | None, most: int = 90) -> Picture:
    """The picture of a network: the documents with most joints where there are more than ``most``."""
    edges = list(dict.fromkeys(e for e in graph.edges if e.source in graph.nodes and e.target in graph.nodes))
    joined = {name for edge in edges for name in (edge.source, edge.target)} | ({centre} if centre else set())
    kept = _kept(graph, edges, joined, centre, most)
    edges = [e for e in edges if e.source in kept and e.target in kept]
    rows = _rows(kept, edges)
    picture = Picture(left_out=len(joined) - len(kept))
    places: dict[str, Spot] = {}
    wide = max(_LEAST[0], max((len(row) for row, _ in rows), default=0) * (BOX + _GAP))
    for row, y in rows:
        left = (wide - len(row) * (BOX + _GAP)) / 2
        for at, name in enumerate(row):
            places[name] = Spot(graph.nodes[name], left + at * (BOX + _GAP) + _GAP / 2, y, name == centre)
    picture.spots = list(places.values())
    picture.lines = [Line(edge, _path(places[edge.source], places[edge.target])) for edge in edges]
    picture.width = wide
    picture.height = max(_LEAST[1], max((spot.y for spot in picture.spots), default=0.0) + TALL + _GAP)
    return picture


def _kept(graph: Graph, edges: list[Edge], joined: set[str], centre: str | None, most: int) -> set[str]:
    """The documents to draw: all, or without those that only one other names, and then those with most joints, each
    beside one that it is joined to: many of the much cited cite none of each other."""
    if len(joined) <= most:
        return joined
    near = _neighbours(edges, joined)
    drawn = {n for n in joined if n == centre or graph.nodes[n].known or len(near[n]) > 1}
    near = {name: near[name] & drawn for name in drawn}
    kept = {centre} if centre else set[str]()
    for name in sorted(drawn, key=lambda n: (-len(near[n]), n)):
        if len(kept) >= most:
            break
        beside = min(near[name], key=lambda n: (n not in kept, -len(near[n]), n), default=None)
        if beside and len(kept | {name, beside}) <= most:
            kept |= {name, beside}
    return kept


def _neighbours(edges: list[Edge], among: set[str]) -> dict[str, set[str]]:
    """The others that each document is joined to."""
    near: dict[str, set[str]] = {name: set() for name in among}
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return near


def _rows(kept: set[str], edges: list[Edge]) -> list[tuple[list[str], float]]:
    """The boxes of each row from left to right, and how far down the row stands; a wide layer takes several rows."""
    layers = _ordered(_layers(kept, edges), edges)
    rows: list[tuple[list[str], float]] = []
    y = _GAP
    for layer in layers:
        count = -(-len(layer) // _PER_ROW)
        size = -(-len(layer) // count)
        for start in range(0, len(layer), size):
            rows.append((layer[start : start + size], y))
            y += _ROW
        y += _DROP - _ROW
    return rows


def _layers(kept: set[str], edges: list[Edge]) -> list[list[str]]:
    above: dict[str, list[str]] = {name: [] for name in kept}
    for edge in edges:
        above[edge.source].append(edge.target)
    depth: dict[str, int] = {}
    for start in sorted(kept):
        _deepen(start, above, depth)
    # What is only cited stands right above those that cite it, not far up with the oldest.
    below: dict[str, list[str]] = {name: [] for name in kept}
    for edge in edges:
        below[edge.target].append(edge.source)
    for name in sorted(kept):
        if not above[name] and below[name]:
            depth[name] = max(0, min(depth[other] for other in below[name]) - 1)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in sorted(kept):
        layers[depth[name]].append(name)
    return [layer for layer in layers if layer]


def _deepen(start: str, above: dict[str, list[str]], depth: dict[str, int]) -> None:
    """The longest path up from a document; an edge that would close a circle does not count."""
    stack, open_ = [start], set[str]()
    while stack:
        name = stack[-1]
        if name in depth:
            stack.pop()
            continue
        open_.add(name)
        waiting = [other for other in above[name] if other not in depth and other not in open_]
        if waiting:
            stack += waiting[:1]
            continue
        depth[name] = 1 + max((depth[other] for other in above[name] if other in depth), default=-1)
        open_.discard(name)
        stack.pop()


def _ordered(layers: list[list[str]], edges: list[Edge]) -> list[list[str]]:
    joined: dict[str, list[str]] = {}
    for edge in edges:
        joined.setdefault(edge.source, []).append(edge.target)
        joined.setdefault(edge.target, []).append(edge.source)
    place = {name: at / max(1, len(layer)) for layer in layers for at, name in enumerate(layer)}
    for _ in range(_SWEEPS):
        for layer in layers:
            middle = {
                name: sum(place[o] for o in joined.get(name, [name])) / len(joined.get(name, [name]))
                for name in layer
            }
            layer.sort(key=lambda name: (middle[name], name))
            place |= {name: at / max(1, len(layer)) for at, name in enumerate(layer)}
    return layers


def _path(low: Spot, high: Spot) -> str:
    """From the upper edge of the lower box to the lower edge of the upper one, bent gently; sideways within a row."""
    x1, x2 = low.x + BOX / 2, high.x + BOX / 2
    y1, y2 = (low.y, high.y + TALL) if low.y > high.y else (low.y + TALL / 2, high.y + TALL / 2)
    bend = (y1 - y2) / 2
    return f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 - bend:.0f} {x2:.0f} {y2 + bend:.0f} {x2:.0f} {y2:.0f}"
