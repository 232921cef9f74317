"""Times that others carry along: the next of a list, and the year in brackets behind a report."""

from kehoach.extraction.deadlines.places import Places
from kehoach.extraction.deadlines.timing import Said, Timed
from kehoach.model import When


def goes_on(statement: Places, last: Said, said: Said) -> bool:
    """Whether a list of times goes on: "tháng 4 và tháng 8", "định kỳ hằng quý, hằng năm"."""
    if said.token - last.behind > 2:
        return False  # the last one may stand far behind: its words are not copied for each that follows
    between = statement.words[last.behind : said.token]
    return (
        between in ([","], ["và"], [",", "và"])
        and last.expr.grain == said.expr.grain
        and said.expr.grain not in ("year", "period")
    )


def due_report(statement: Places, said: Said) -> Timed | None:
    """ "báo cáo tổng kết ... (năm 2035)": the year in which a report falls due."""
    words = statement.words
    bracketed = words[said.token - 1] == "(" and words[said.behind : said.behind + 1] == [")"]
    if said.expr.grain != "year" or not bracketed:
        return None
    first = statement.clause_start(said, 24)
    reports = statement.timing.marks.cues("due_reports", first, said.token)
    if not reports or {"(", ")"} & set(words[reports[-1][1] : said.token - 1]):
        return None
    tokens = statement.timing.marks.tokens
    when = When(said.when.start, said.when.end)
    return Timed(tokens.starts[reports[-1][0]], tokens.ends[said.behind], when, statement.clause.section)
