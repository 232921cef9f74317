"""Who rests on whom: the documents of a knowledge base and those that they cite, as a network.

An edge goes from a document to the one it rests on. A cited document that is not in the knowledge base
is a stub: a node that gathers what is said of it.
"""

import json
import sqlite3
from collections.abc import Iterator

from msgspec import Struct, field

from kehoach.text import fold
from kehoach.wording import told_document

RESTING = (
    "implements",
    "basis",
    "promulgated_with",
    "amends",
    "replaces",
    "repeals",
    "corrects",
    "guides",
    "reports_on",
)


class Node(Struct):
    """A document (``id`` its own) or a stub (``id`` made of symbol and place)."""

    id: str
    label: str
    title: str | None
    issued: str | None
    known: bool
    replaced_by: str | None = None


class Edge(Struct, frozen=True):
    """``source`` rests on ``target`` by ``relation``."""

    source: str
    target: str
    relation: str


class Graph(Struct):
    """Nodes by id, and edges in the order of the documents."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def rests_on(self, node: str) -> list[Edge]:
        """The edges from a node to what it rests on."""
        return [e for e in self.edges if e.source == node]

    def carried_by(self, node: str) -> list[Edge]:
        """The edges from those that rest on a node."""
        return [e for e in self.edges if e.target == node]


def load_graph(database: sqlite3.Connection, mentions: bool = False) -> Graph:
    """The whole network; ``mentions`` adds plain mentions and attachments to the relations of resting."""
    graph = Graph()
    for row in database.execute(
        "SELECT id, path, coalesce(symbol, identity_symbol) AS symbol, type, issuer, title, coalesce(identity_issued, issued) AS issued, replaced_by"
        " FROM documents WHERE copy_of IS NULL ORDER BY id"
    ):
        graph.nodes[row["id"]] = Node(
            row["id"],
            told_document(row["symbol"], row["type"], row["issuer"], row["title"], row["path"]),
            row["title"],
            row["issued"],
            True,
            row["replaced_by"],
        )
    for row in database.execute(
        "SELECT c.document, c.symbol, c.symbol_key, c.realm, c.name, c.relation, c.resolved, c.title, c.issued"
        " FROM citations c WHERE c.document IN (SELECT id FROM documents WHERE copy_of IS NULL)"
        f"{'' if mentions else f' AND c.relation IN {RESTING!r}'} ORDER BY c.document, c.start"
    ):
        target = row["resolved"] or _stub(graph, row)
        if target != row["document"]:
            graph.edges.append(Edge(row["document"], target, row["relation"]))
    return graph


def _stub(graph: Graph, row: sqlite3.Row) -> str:
    """The node of a document that is not here; symbols of laws and central bodies are one everywhere."""
    if row["symbol"] is None:
        ident = fold(row["name"] or "")
    else:
        ident = f"{row['symbol_key']}@{row['realm']}" if row["realm"] else row["symbol_key"]
    node = graph.nodes.setdefault(ident, Node(ident, row["symbol"] or row["name"], None, None, False))
    node.title = node.title or row["title"]
    node.issued = node.issued or row["issued"]
    return ident


# --- forms ------------------------------------------------------------------------------------


class Branch(Struct):
    """A node in a tree, how it is joined to the one above, and what stands below it."""

    node: Node
    relation: str | None
    branches: list["Branch"] = field(default_factory=list)


def tree_of(graph: Graph, ident: str) -> tuple[Branch, Branch]:
    """What a document rests on, and what rests on it, each as a tree with the document at its root."""
    up = _grow(graph, ident, None, up=True, seen=frozenset())
    down = _grow(graph, ident, None, up=False, seen=frozenset())
    return up, down


def forest(graph: Graph) -> list[Branch]:
    """Trees from the documents that rest on nothing down to those that carry them out."""
    above = {e.source for e in graph.edges}
    linked = above | {e.target for e in graph.edges}
    roots = [n for n in graph.nodes if n not in above and n in linked]
    return [
        _grow(graph, root, None, up=False, seen=frozenset())
        for root in sorted(roots, key=lambda r: (graph.nodes[r].issued or "9", r))
    ]


def _grow(graph: Graph, ident: str, relation: str | None, up: bool, seen: frozenset[str]) -> Branch:
    branch = Branch(graph.nodes[ident], relation)
    if ident in seen:
        return branch
    edges = graph.rests_on(ident) if up else graph.carried_by(ident)
    for edge in edges:
        other = edge.target if up else edge.source
        branch.branches.append(_grow(graph, other, edge.relation, up, seen | {ident}))
    return branch


def part_of(graph: Graph, ident: str) -> Graph:
    """The part of the network that is reached from a document, up and down."""
    kept: set[str] = set()
    for up in (True, False):
        joined: dict[str, list[str]] = {}
        for edge in graph.edges:
            here, there = (edge.source, edge.target) if up else (edge.target, edge.source)
            joined.setdefault(here, []).append(there)
        front, reached = [ident], {ident}
        while front:
            front = [
                o for o in dict.fromkeys(o for n in front for o in joined.get(n, ())) if o not in reached
            ]
            reached.update(front)
        kept |= reached
    nodes = {i: n for i, n in graph.nodes.items() if i in kept}
    return Graph(nodes, [e for e in graph.edges if e.source in kept and e.target in kept])


def to_dot(graph: Graph) -> str:
    """The network in Graphviz's language."""
    return "\n".join(["digraph kehoach {", "  rankdir=BT;", *_dot_lines(graph), "}"]) + "\n"


def _dot_lines(graph: Graph) -> Iterator[str]:
    used = {i for e in graph.edges for i in (e.source, e.target)}
    for node in graph.nodes.values():
        if node.id in used:
            style = "solid" if node.known else "dashed"
            yield f"  {json.dumps(node.id, ensure_ascii=False)} [label={json.dumps(node.label, ensure_ascii=False)}, shape=box, style={style}];"
    for edge in graph.edges:
        yield f"  {json.dumps(edge.source, ensure_ascii=False)} -> {json.dumps(edge.target, ensure_ascii=False)} [label={edge.relation}];"


def to_mermaid(graph: Graph) -> str:
    """The network in Mermaid's language, for Markdown pages."""
    names = {ident: f"n{number}" for number, ident in enumerate(graph.nodes)}
    used = {i for e in graph.edges for i in (e.source, e.target)}
    lines = ["flowchart BT"]
    for ident, node in graph.nodes.items():
        if ident in used:
            label = node.label.replace('"', "'")
            lines.append(f'  {names[ident]}["{label}"]' if node.known else f'  {names[ident]}(["{label}"])')
    lines += [f"  {names[e.source]} -->|{e.relation}| {names[e.target]}" for e in graph.edges]
    return "\n".join(lines) + "\n"
