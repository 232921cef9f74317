"""Expressions of time: the generated cases, sampled; the examples of rules/times.yaml; days that do not exist; long inputs."""

import random
import time

import pytest

from kehoach import rules
from kehoach.language import mark
from kehoach.language.dates import Frame, resolve
from kehoach.language.times import put_times
from tests.grammar.times import cases, read

FRAME = Frame(2026, "2026-04-18")
EXAMPLES = rules.load("times")["examples"]
_SAMPLE = 3000


def test_generated_cases_are_read() -> None:
    chosen = random.Random(20260418).sample(list(cases()), _SAMPLE)
    wrong = [
        (case.text, case.expected, read(case.text)) for case in chosen if read(case.text) != case.expected
    ]
    assert len(wrong) <= _SAMPLE // 100, wrong[:20]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["text"])
def test_examples_of_the_rules(example: dict) -> None:
    found = [resolve(one.value, FRAME) for one in mark(example["text"]).all("time")]
    told = [" ".join(str(v) for v in (w.start, w.end, w.recurrence or w.condition) if v) for w in found if w]
    assert told == example["times"]


@pytest.mark.parametrize("text", rules.load("times")["not"])
def test_counter_examples_of_the_rules(text: str) -> None:
    assert [one.value for one in mark(text).all("time") if one.value.use != "line"] == []


@pytest.mark.parametrize(
    "text",
    ["trước ngày 15/7/20260", "trước ngày 30/02/2026", "ngày 31/11/2026", "đến hết ngày 31 tháng 6 năm 2026"],
)
def test_days_that_do_not_exist_give_no_time(text: str) -> None:
    marks = mark(text)
    assert marks.all("time") == []
    assert len(marks.all("wrong-date")) == 1


LONG = {
    "dates": "trước ngày " + ", ".join(["15/5"] * 4000) + " hằng năm", "slashes": "1/" * 20000, "digits": "1" * 80000, "ngày": "ngày 1, " * 8000,
    "từ": "từ " * 15000, "sau khi": "sau khi " * 8000, "hyphens": "1-" * 20000, "years": "năm 2026, " * 5000, "spans": "trong thời hạn 5 " * 5000,
}  # fmt: skip


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_time_is_linear_in_length(text: str) -> None:
    def seconds(words: str) -> float:
        marks = mark(words)
        begun = time.process_time()
        put_times(marks)
        return time.process_time() - begun

    half = min(seconds(text[: len(text) // 2]) for _ in range(3))
    assert min(seconds(text) for _ in range(3)) < 3.5 * half + 0.05


def test_a_long_list_of_dates_is_read_whole() -> None:
    found = mark("trước ngày " + ", ".join(["15/5"] * 1250) + " hằng năm").all("time")
    assert len(found) == 1250
    assert resolve(found[0].value, FRAME).recurrence == "yearly"  # type: ignore[union-attr]
