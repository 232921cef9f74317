"""Petitions: what a report or submission asks of bodies above its own, which it cannot charge: "Đề nghị Bộ Y tế sớm hướng dẫn"."""

from kehoach import rules
from kehoach.clauses.clause import Clause, Clauses
from kehoach.clauses.governing import who
from kehoach.text import fold

_ASKING = frozenset({"report", "submission"})


def is_petition(clauses: Clauses, clause: Clause, asked: list[str] | None = None) -> bool:
    """Whether a report of a body that is not a central one asks only central ones: those ``asked``, else those who are charged with
    what stands in the clause."""
    if clauses.genre(clause).name not in _ASKING or _is_central(clauses.meta.issuer or ""):
        return False
    scope = who(clauses, clause) if asked is None else None
    names = asked or (scope.lead if scope is not None else [])
    return bool(names) and all(map(_is_central, names))


def _is_central(name: str) -> bool:
    """Whether a name is that of a central body (rules/duties.yaml)."""
    low = fold(name)
    return any(rule.search(low) for rule in rules.patterns("duties", "central"))
