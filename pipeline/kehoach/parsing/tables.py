"""Data tables: their cells in rows, and the role of each column."""

from itertools import pairwise

from kehoach import rules
from kehoach.model import Block, Cell, Source, Table
from kehoach.parsing.forms import form
from kehoach.parsing.labels import find_label
from kehoach.text import fold, squash

_FEW_CELLS = 2  # of a row that heads others
_SOME_ROWS = 3  # that end early show that a table merges cells
_TITLES = 3  # of columns that make a row a header
_LABEL = 10  # characters of a row's label


def find_tables(source: Source, numbers: list[int]) -> list[Table]:
    """The data tables of a source, in order, columns named by their roles."""
    grids: dict[int, dict[tuple[int, int], Cell]] = {n: {} for n in numbers}
    for block in source.blocks:
        if block.table not in grids:
            continue
        grid, place = grids[block.table], (block.row or 0, block.col or 0)
        above = grid.get((place[0] - 1, place[1]))
        if block.above and above is not None:
            grid[place] = above
        else:
            _put(grid, block)
    tables = [_table(source.text, grid) for grid in grids.values() if grid]
    for last, table in pairwise(tables):
        _go_on(source.text, last, table)
    return tables


def _go_on(text: str, above: Table, table: Table) -> None:
    """Gives a table without a header the columns of the one that it goes on with behind nothing but dots: "…......", "2 | Sở Y tế",
    "B | CÁC GIẢI PHÁP"."""
    if table.header_rows or not any(above.roles) or len(table.roles) != len(above.roles):
        return
    cells = [cell for row in above.rows for cell in row if cell is not None]
    between = text[max(cell.end for cell in cells) : min(c.start for row in table.rows for c in row if c)]
    numbered = above.roles[0] == "number" and _is_label(text, table.rows[0][0])
    if numbered and not any(sign.isalnum() for sign in between):
        table.roles = above.roles
        for role in ("lead", "support", "time"):
            _fill_dittos(text, table.rows, table.roles, role)


def hand_out(tables: list[Table]) -> bool:
    """Whether a table says in its header that it tells work and who leads it: an annex that was sent by itself is official too."""
    return any("lead" in table.roles and {"task", "indicator"} & set(table.roles) for table in tables)


def _put(grid: dict[tuple[int, int], Cell], block: Block) -> None:
    key = (block.row or 0, block.col or 0)
    if key in grid and block.end > block.start:
        start = grid[key].start if grid[key].end > grid[key].start else block.start
        grid[key] = Cell(start, block.end, grid[key].page)
    elif key not in grid:
        grid[key] = Cell(block.start, block.end, block.page)


def _table(text: str, grid: dict[tuple[int, int], Cell]) -> Table:
    height = 1 + max(row for row, _ in grid)
    width = 1 + max(col for _, col in grid)
    rows = [[grid.get((r, c)) for c in range(width)] for r in range(height)]
    header, roles = _roles_below_groups(text, rows) or _roles(text, rows, width)
    rows[header:] = [row for row in rows[header:] if not _is_header(text, row)]
    height = len(rows)
    if roles[0] == "number":
        rows[header:] = [_under_merged(text, row) for row in rows[header:]]
        _fill_merged(text, rows[header:], roles)
    for role in ("lead", "support", "time"):
        _fill_dittos(text, rows[header:], roles, role)
    return Table(rows=rows, roles=roles, header_rows=header, sections=[None] * height)


def _under_merged(text: str, row: list[Cell | None]) -> list[Cell | None]:
    """A row whose number is merged with the one above, in a form of writing that leaves merged cells out."""
    shown = _words(text, row[0]).strip()
    if (
        row[-1] is None
        and len(row) > 2
        and row[1] is not None
        and len(shown) > 12
        and not shown[0].isdecimal()
    ):
        return [None, *row[:-1]]
    return row


def _fill_merged(text: str, rows: list[list[Cell | None]], roles: list[str]) -> None:
    """Gives rows that end before the columns of who and when the cells above, which are merged with their own, in a table where several
    do; a row of a number and a title alone only where it counts on."""
    known = [column for column, role in enumerate(roles) if role in ("lead", "support", "time")]
    short: list[tuple[list[Cell | None], list[Cell | None], int]] = []
    for above, row in pairwise(rows):
        filled = [column for column, cell in enumerate(row) if cell is not None and cell.end > cell.start]
        last = max((column for column, cell in enumerate(row) if cell is not None), default=0)
        full = len(filled) > _FEW_CELLS or (len(filled) == _FEW_CELLS and _counts_on(text, above[0], row[0]))
        if full and known and last < known[-1]:
            short.append((above, row, last))
    for above, row, last in short if len(short) >= _SOME_ROWS else ():
        for column in known:
            row[column] = above[column] if column > last else row[column]


def _counts_on(text: str, above: Cell | None, cell: Cell | None) -> bool:
    """Whether the number of a row is the one behind that of the row above."""
    before, number = (_words(text, one).strip(" .") for one in (above, cell))
    return before.isdecimal() and number.isdecimal() and int(number) == int(before) + 1


def _roles(text: str, rows: list[list[Cell | None]], width: int) -> tuple[int, list[str]]:
    """How many rows are header, and the role of each column; "" where the header does not tell."""
    for depth in (1, 2, 3):
        roles = _named(text, rows, depth)
        known = {r for r in roles if r}
        tells = known & {"task", "indicator", "lead"} or {"number", "time"} <= known
        if tells and len(known) >= 2 and len(rows) > depth:
            parted = len(rows) > depth + 1 and _parts_header(text, rows[depth - 1], rows[depth])
            return (depth + 1, _named(text, rows, depth + 1)) if parted else (depth, roles)
    return 0, [""] * width


def _roles_below_groups(text: str, rows: list[list[Cell | None]]) -> tuple[int, list[str]] | None:
    """As ``_roles`` where the header stands below the first group ("B | CÁC GIẢI PHÁP"), whose label may be merged with the cell before
    its first title; the groups are rows as any other."""
    at = next((index for index, row in enumerate(rows) if not _is_group(text, row)), 0)
    if not at or at + 1 >= len(rows) or not _is_header(text, rows[at]):
        return None
    titles, below = rows[at], rows[at + 1]
    if titles[-1] is None and sum(map(bool, titles)) < sum(map(bool, below)) and _is_label(text, below[0]):
        return 0, ["number", *_named(text, [titles], 1)[:-1]]
    return 0, _named(text, [titles], 1)


def _is_group(text: str, row: list[Cell | None]) -> bool:
    """Whether a row holds a label and a title alone."""
    filled = [cell for cell in row if cell is not None and cell.end > cell.start]
    return len(filled) == _FEW_CELLS and _is_label(text, row[0])


def _is_label(text: str, cell: Cell | None) -> bool:
    label = _words(text, cell).strip(" .*")
    return bool(label) and len(label) < _LABEL and find_label(f"{label}. X") is not None


def _is_header(text: str, row: list[Cell | None]) -> bool:
    """Whether the cells of a row are titles of columns, as where a header is printed anew below a group or on a new page."""
    titles = {
        cell.start: squash(_words(text, cell)) for cell in row if cell is not None and cell.end > cell.start
    }
    return len(titles) >= _TITLES and all(len(title) < 40 and _role(title) for title in titles.values())


def _named(text: str, rows: list[list[Cell | None]], depth: int) -> list[str]:
    """The roles that the first rows give, read downwards."""
    roles = [
        _role(" ".join(_words(text, row[column]) for row in rows[:depth])) for column in range(len(rows[0]))
    ]
    calendar = "time" if "task" in roles and "time" not in roles else ""
    roles = [calendar if role == "calendar" else role for role in roles]
    if "indicator" in roles and "measure" not in roles:  # beside them "Đơn vị" is what they are measured in
        roles = [
            "measure" if squash(fold(_words(text, c))) == "đơn vị" else r
            for c, r in zip(rows[0], roles, strict=True)
        ]
    return roles


def _parts_header(text: str, above: list[Cell | None], row: list[Cell | None]) -> bool:
    """Whether a row goes on with the header: "Phân công" over "Chủ trì" and "Phối hợp", nothing below the other titles."""
    own = [(c, cell) for c, cell in enumerate(row) if cell is not above[c] and _words(text, cell).strip()]
    titles = [_words(text, cell).strip() for _, cell in own]
    first = own[0][0] if own else 0
    return len(own) >= 2 and first >= 2 and all(len(t) < 40 and _role(t) for t in titles)


def _role(header: str) -> str:
    folded = squash(fold(header)).strip(" .:*")
    if not folded or len(folded) > 90:
        return ""
    rule = rules.chosen("schedule", "columns", folded)
    return str(rule.value) if rule is not None else ""


def _words(text: str, cell: Cell | None) -> str:
    return text[cell.start : cell.end] if cell else ""


def _fill_dittos(text: str, rows: list[list[Cell | None]], roles: list[str], role: str) -> None:
    """ "nt" in a column stands for the cell above it."""
    if role not in roles:
        return
    column, above = roles.index(role), None
    for row in rows:
        cell = row[column]
        if cell is not None and form("as-above").fullmatch(_words(text, cell).strip()):
            row[column] = above
        elif cell is not None and cell.end > cell.start:
            above = cell
