"""A Source becomes an Outline: who issued it, the tree of its body, its tables."""

from kehoach.model import Block, Outline, Section, Source, Span, Table
from kehoach.parsing.groups import group_rows
from kehoach.parsing.headings import grow, outline
from kehoach.parsing.letterhead import read_meta
from kehoach.parsing.parts import find_parts
from kehoach.parsing.tables import find_tables, hand_out
from kehoach.parsing.zones import Zones, divide


def parse(source: Source) -> Outline:
    """The outline of a source: letterhead, section tree, paragraphs with their place, data tables."""
    zones = divide(source)
    tables = find_tables(source, zones.data_tables)
    meta, spans, warnings, official = read_meta(source, zones, hand_out(tables))
    parts = find_parts(source.text, zones.rest, meta.type)
    begins = frozenset(part.span.start for part in parts)
    sections, paragraphs = outline(grow(source.text, zones.body, _above_tables(source, zones), begins))
    for table in tables:
        sections += group_rows(source.text, table, _before(sections, table))
    return Outline(
        source=source,
        meta=meta,
        meta_spans=spans,
        sections=sorted(sections, key=lambda s: s.span.start),
        paragraphs=paragraphs,
        tables=tables,
        body=_extent(zones),
        end=len(source.text) if zones.page is None else zones.page,
        official=official,
        warnings=[*source.warnings, *warnings],
        parts=parts,
    )


def _above_tables(source: Source, zones: Zones) -> frozenset[int]:
    """Where the blocks begin after which a data table follows."""
    data = set(zones.data_tables)
    pairs = zip(source.blocks, source.blocks[1:], strict=False)
    return frozenset(one.start for one, after in pairs if one.table is None and after.table in data)


def _before(sections: list[Section], table: Table) -> Section | None:
    """The section in which a table stands: the last one that begins before it."""
    start = min((c.start for row in table.rows for c in row if c), default=0)
    above = [s for s in sections if s.span.start < start and ".t" not in s.id]
    return max(above, key=lambda s: s.span.start, default=None)


def _extent(zones: Zones) -> Span:
    blocks: list[Block] = zones.body
    return Span(blocks[0].start, blocks[-1].end, blocks[0].page) if blocks else Span(0, 0)
