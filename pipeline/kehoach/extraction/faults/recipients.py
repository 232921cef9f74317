""" "Nơi nhận: - Như Điều 3" where another article names those who carry the document out."""

import re
from collections.abc import Iterator

from kehoach.extraction.faults.fault import Fault

_AS_IN = re.compile(r"nơi nhận[: \n]{1,3}[-+ ]{0,3}(?P<said>như điều (?P<number>\d{1,2}))(?!\w)")
_ARTICLE = re.compile(r"^điều\s+(?P<number>\d{1,3})[.:]", re.MULTILINE)
_CARRY_OUT = re.compile(
    r"chịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) (?:nội dung )?(?:quyết định|nghị quyết) này"
)


def find_recipients(text: str, low: str) -> Iterator[Fault]:
    """The first list of recipients, where it points to an article that charges nobody while another does; ``low`` is the folded text."""
    listed = _AS_IN.search(low)
    articles = list(_ARTICLE.finditer(low, 0, listed.start())) if listed else []
    if listed is None or not articles:
        return
    ends = [*(article.start() for article in articles[1:]), listed.start()]
    charging = [a for a, end in zip(articles, ends, strict=True) if _CARRY_OUT.search(low, a.start(), end)]
    numbers = {int(article["number"]) for article in charging}
    if numbers and int(listed["number"]) not in numbers:
        last = charging[-1]
        yield Fault(
            "recipients-article", *listed.span("said"), text[slice(*listed.span("said"))], f"Điều {int(last['number'])}",
            last.start(), last.end("number"),
        )  # fmt: skip
