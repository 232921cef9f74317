"""How the lines of a letterhead, a title, a signature or an annex look: rules/letterheads.yaml."""

import re

from kehoach import rules


def form(name: str) -> re.Pattern[str]:
    """The pattern of a line by the name of its rule; whether it is asked of folded or of printed words, the rule tells."""
    return rules.regex("letterheads", "forms", name)
