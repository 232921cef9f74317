"""The tree of a body: which labelled paragraphs are headings, and what stands under what.

Levels come from the *sequence* of labels, not from a table: a new kind of label
opens a level below, a kind that is open already closes down to it. Whether a
labelled paragraph is a heading or content is settled per family (siblings with
the same kind of label): clear members decide the doubtful ones.
"""

import re
from itertools import islice

from msgspec import Struct

from kehoach import rules
from kehoach.model import Block, Paragraph, Section, Span
from kehoach.parsing.forms import form
from kehoach.parsing.labels import BULLETS, NAMED, Label, find_label
from kehoach.parsing.lines import is_schedule_line
from kehoach.text import compile_vi, fold, squash

_FINAL = re.compile(r"[.;!?…]\W*$|\./\.\s*$")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_INNER_STOP = compile_vi(r"[.;?!]\s+[A-ZÀ-Ỹ]")
_INNER_COLON = compile_vi(r"[^\W\d]\s*:\s+[a-zà-ỹđ]")
_MANY = 4  # names of a heading that lists bodies
_TITLE = 300  # characters of a title below its label at most
_LONG = 25  # words; nine in ten bold headings have at most 17
_LONG_BOLD = 60
_WEAK = frozenset({"bracketed", "smallroman", "closed", "letter", "letterdot"})


class Node(Struct):
    """A labelled or plain paragraph while the tree is built. ``verdict``: yes, no, maybe or title-below."""

    block: Block
    text: str
    label: Label | None
    level: int
    parent: int
    verdict: str = "no"
    title: str = ""
    title_end: int = 0


def grow(
    text: str, blocks: list[Block], tables: frozenset[int] = frozenset(), parts: frozenset[int] = frozenset()
) -> list[Node]:
    """One node per block with its level and parent, headings decided. ``tables``: where the blocks begin that stand right
    above a data table; ``parts``: those with which a further document or an annex begins."""
    nodes: list[Node] = []
    stack: list[tuple[str, int]] = []  # (kind of label, index of its node)
    for block in blocks:
        if block.start in parts:
            stack.clear()
        words = text[block.start : block.end]
        label = None if block.mark else find_label(words)
        if label is not None:
            while label.kind in NAMED and stack and not _may_hold(stack[-1][0], label.kind):
                stack.pop()
            kinds = [kind for kind, _ in stack]
            if label.kind in kinds:
                del stack[kinds.index(label.kind) :]
            elif label.kind.startswith("dotted"):
                _close_dotted(stack, label, nodes)
            parent = stack[-1][1] if stack else -1
            nodes.append(Node(block, words, label, len(stack), parent))
            stack.append((label.kind, len(nodes) - 1))
        else:
            if stack and stack[-1][0] in BULLETS and not block.mark:
                # Text after a bullet, not part of it: it belongs to what the bullets stand under.
                while stack and stack[-1][0] in BULLETS and not is_schedule_line(words):
                    stack.pop()
            nodes.append(Node(block, words, None, len(stack), stack[-1][1] if stack else -1))
    _decide(nodes, tables)
    return nodes


_ORDER = ("part", "chapter", "division", "article")


def _may_hold(open_kind: str, kind: str) -> bool:
    """Whether a part, chapter, division or article may stand under what is open."""
    if kind == "appendix":
        return False
    if open_kind == "appendix":
        return True
    return open_kind in _ORDER and _ORDER.index(open_kind) < _ORDER.index(kind)


def _close_dotted(stack: list[tuple[str, int]], label: Label, nodes: list[Node]) -> None:
    """2.1 stands under 2, whatever else (a bullet, a letter) was open in between."""
    head = label.shown.rsplit(".", 1)[0]
    for at in range(len(stack) - 1, -1, -1):
        above = nodes[stack[at][1]].label
        if above is not None and above.shown == head:
            del stack[at + 1 :]
            return
    while stack and (stack[-1][0] in BULLETS or stack[-1][0] in _WEAK):
        stack.pop()


# --- heading or content -----------------------------------------------------------------------


def _decide(nodes: list[Node], tables: frozenset[int]) -> None:
    children = _children(nodes)
    families: dict[tuple[int, str], list[int]] = {}
    for index, node in enumerate(nodes):
        if node.label is None or node.label.kind in BULLETS:
            continue
        over_table = node.block.start in tables
        node.verdict = _verdict(node, [nodes[c] for c in children[index]], over_table)
        if node.label.kind not in NAMED:
            families.setdefault((node.parent, node.label.kind), []).append(index)
    for family in families.values():
        _settle([nodes[i] for i in family])
    for index, node in enumerate(nodes):
        if node.verdict == "yes":
            _name(node, nodes, index)


def _children(nodes: list[Node]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        if node.parent >= 0 and not node.block.mark:
            out[node.parent].append(index)
    return out


def _verdict(node: Node, below: list[Node], over_table: bool) -> str:
    label = node.label
    assert label is not None
    words = node.text[label.end :].strip()
    if label.kind in ("appendix", "part", "chapter"):
        return "yes"
    if not words:
        return "no"
    if label.kind == "roman" and (words.split("(")[0].isupper() or node.block.bold > 0.6):
        return "yes"
    # what goes on behind its title heads no mere note, nor the end: "3. Kinh phí: Do tỉnh cấp." / "Lưu ý: ..."
    if _FINAL.search(words) and not _is_upper(words.partition(":")[0]):
        below = [child for child in below if child.label or not form("aside").search(fold(child.text))]
    if not below:
        longest = _LONG_BOLD if node.block.bold > 0.8 else _LONG
        return "yes" if over_table and not _FINAL.search(words) and words.count(" ") < longest else "no"
    lead = _bold_lead(node)
    if lead and not words[:lead].isspace():
        return "yes"
    return _by_words(node, words, below)


def _by_words(node: Node, words: str, below: list[Node]) -> str:
    assert node.label is not None
    folded = fold(_IN_BRACKETS.sub("", words))  # "Phát triển y tế (Sở Y tế chủ trì)" is a heading
    count = words.count(" ") + 1
    if node.block.bold > 0.8 and count <= _LONG_BOLD:
        return "yes"
    parts = any(child.label is not None and child.label.kind == "roman" for child in below)
    if node.label.kind in NAMED and words.endswith(":") and parts:
        return "yes"  # "Điều 1. Phê duyệt Đề án ... với những nội dung chính sau đây:" / "I. QUAN ĐIỂM"
    short_lead_in = words.endswith(":") and count <= 20
    content = [p.id for p in rules.patterns("headings", "content") if p.search(folded)]
    spoken = "sentence" in content  # "b) Để phát điện sớm hơn, đề nghị:"
    if content and (spoken or not (short_lead_in or _lists_names(words))):
        heads = content == ["goal"] and _heads_points(words, below)
        return "maybe" if heads else "no"
    scheduled_only = all(is_schedule_line(c.text) for c in below)
    if _FINAL.search(_IN_BRACKETS.sub("", words)):
        if _INNER_STOP.search(words):
            return "no"
        # "5. Trạm Y tế: căn cứ Kế hoạch này xây dựng ... ." says itself what it is about: text after it closes the document
        told = _INNER_COLON.search(words) is not None
        prose = not told and any(c.label is None and not is_schedule_line(c.text) for c in below)
        items = sum(c.label is not None for c in below) > 1 and count <= _LONG_WITH_STOP
        return "maybe" if (prose and count <= 70) or items else "no"
    if count > _LONG:
        bullets = sum(c.label is not None and c.label.kind in BULLETS for c in below)
        listed = bullets > 1 or (bullets == 1 and _lists_names(words))
        return "yes" if listed and count <= _LONG_WITH_STOP and not words.endswith(":") else "maybe"
    if scheduled_only:
        return "no" if node.label.kind in _WEAK else "maybe"
    return "yes"


def _heads_points(words: str, below: list[Node]) -> bool:
    """Whether a goal without a stop heads points with letters or numbers: "1. Hoàn thành 300 km đường trong năm 2026"."""
    points = sum(c.label is not None and c.label.kind not in BULLETS for c in below)
    return words[-1].isalnum() and words.count(" ") < _LONG_WITH_STOP and points > 1


_LONG_WITH_STOP = 40  # words of a heading that ends in a full stop and has items below


def _lists_names(words: str) -> bool:
    """Whether words list names: each begins with a capital, and nothing follows ("Đề nghị Hội Nông dân tỉnh, Liên đoàn ...")."""
    parts = re.split(r", | và |; ", words)
    return len(parts) >= _MANY and words[-1].isalnum() and all(part[:1].isupper() for part in parts)


def _bold_lead(node: Node) -> int:
    """Length of a bold lead-in that ends with a stop or colon ("**1. Kinh phí.** Do ngân sách ..."); else 0."""
    if not 0.05 < node.block.bold < 0.8 or node.label is None:
        return 0
    reach = round(node.block.bold * len(node.text))
    for match in re.finditer(r"[.:]\s", node.text):
        if match.end() > node.label.end + 4 and abs(match.start() - reach) <= 3:
            return match.end() - node.label.end
    return 0


def _settle(family: list[Node]) -> None:
    yes = sum(n.verdict == "yes" for n in family)
    no = sum(n.verdict == "no" for n in family)
    for node in family:
        if node.verdict == "maybe":
            node.verdict = "yes" if yes >= max(1, no) else "no"


def _is_upper(words: str) -> bool:
    """Whether words are set in capitals, a trade name such as "IoT" aside."""
    letters = sum(map(str.isalpha, words))
    return sum(map(str.isupper, words)) > 0.9 * letters > 0


def _further_lines(nodes: list[Node], index: int) -> list[Node]:
    """The lines in capitals below one in capitals, with which its title goes on."""
    found: list[Node] = []
    length = len(nodes[index].text)
    for node in islice(nodes, index + 1, None) if _is_upper(nodes[index].text) else ():
        length += len(node.text)
        outside = nodes[index].block.table is None and node.block.table is None
        if not (outside and node.label is None and _is_upper(node.text) and length < _TITLE):
            break
        found.append(node)
    return found


def _name(node: Node, nodes: list[Node], index: int) -> None:
    """The title of a heading; parts, chapters and annexes may have it on the next line."""
    label = node.label
    assert label is not None
    start = label.end
    lead = _bold_lead(node)
    words = node.text[start : start + lead] if lead else node.text[start:]
    node.title_end = node.block.start + start + len(words)
    if not words.strip() and index + 1 < len(nodes):
        below = nodes[index + 1]
        bold_or_upper = _is_upper(below.text) or below.block.bold > 0.6
        if below.label is None and (bold_or_upper or label.kind == "chapter") and len(below.text) < _TITLE:
            words, node.title_end = below.text, below.block.end
            for more in _further_lines(nodes, index + 1):
                words, node.title_end = f"{words} {more.text}", more.block.end
    node.title = squash(words).rstrip(" :;") if not words.rstrip().endswith("..") else squash(words)
    node.title = node.title.removesuffix(".")
    if not node.title and label.kind != "appendix":
        node.verdict = "no"


# --- records ----------------------------------------------------------------------------------


def outline(nodes: list[Node]) -> tuple[list[Section], list[Paragraph]]:
    """The sections and paragraphs of a grown tree."""
    sections: list[Section] = []
    paragraphs: list[Paragraph] = []
    by_node: dict[int, Section] = {}
    counts: dict[str, int] = {}
    for index, node in enumerate(nodes):
        above = _section_above(node.parent, nodes, by_node)
        if node.verdict == "yes" and node.label is not None and node.title:
            above = _section(node, above, counts)
            by_node[index] = above
            sections.append(above)
        paragraphs.append(_paragraph(node, index in by_node, above))
    return sections, paragraphs


def _section_above(parent: int, nodes: list[Node], by_node: dict[int, Section]) -> Section | None:
    while parent >= 0:
        if parent in by_node:
            return by_node[parent]
        parent = nodes[parent].parent
    return None


def _section(node: Node, above: Section | None, counts: dict[str, int]) -> Section:
    assert node.label is not None
    key = above.id if above else "s"
    counts[key] = counts.get(key, 0) + 1
    made = f"{above.id}.{counts[key]}" if above else f"s{counts[key]}"
    span = Span(node.block.start, max(node.block.end, node.title_end), node.block.page)
    return Section(
        made, node.label.shown, node.title, above.depth + 1 if above else 1, above.id if above else None, span
    )


def _paragraph(node: Node, heading: bool, section: Section | None) -> Paragraph:
    role = "heading" if heading else "footnote" if node.block.mark else "item" if node.label else "text"
    return Paragraph(
        start=node.block.start,
        end=node.block.end,
        body=node.block.start + (node.label.end if node.label else 0),
        role=role,
        label=node.label.shown if node.label else None,
        level=node.level,
        parent=node.parent,
        section=section.id if section else None,
        page=node.block.page,
        mark=node.block.mark,
    )
