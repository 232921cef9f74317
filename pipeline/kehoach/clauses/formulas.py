"""Sentences that look like work and are none: "Trên đây là ...", "chịu trách nhiệm thi hành Quyết định này"."""

from kehoach import rules
from kehoach.clauses.clause import Clauses

_LONGEST = 700


def is_formula(clauses: Clauses, start: int, end: int) -> bool:
    """Whether the words of a stretch are a formula (rules/duties.yaml)."""
    low = clauses.low[start : min(end, start + _LONGEST)]
    return any(rule.search(low) for rule in rules.patterns("duties", "formulas"))
