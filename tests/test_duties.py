"""Who is charged with what: the generated documents, sampled. All of them: ``python -m tests.grammar.duties``."""

import random

from tests.grammar.duties import cases, read, wrong

_SAMPLE = 400


def test_generated_duties_are_read() -> None:
    chosen = random.Random(20260418).sample(list(cases()), _SAMPLE)
    missed = [
        (fault, case.made.shown(), case.expected, read(case)) for case in chosen if (fault := wrong(case))
    ]
    assert len(missed) <= _SAMPLE // 100, missed[:5]


def test_every_layout_is_made() -> None:
    layouts = {case.dimensions["layout"] for case in cases()}
    assert layouts == {
        "sentence",
        "heading",
        "lead-in",
        "nesting",
        "label line",
        "tail",
        "named first",
        "table",
        "no task",
    }
