"""What a cited document is to the one that cites it: basis, carried out, replaced, attached, or just mentioned."""

import re

from kehoach import rules
from kehoach.extraction.mentions import Mention, title_cue
from kehoach.extraction.view import View
from kehoach.model import Relation


def relate(view: View, mentions: list[Mention]) -> None:
    """Fills the relation of each mention from the sentence that it stands in."""
    title = view.outline.meta_spans.get("title")
    at = 0
    while at < len(mentions):
        mention = mentions[at]
        if title and title.start <= mention.start < title.end:
            before = mentions[at - 1] if at else None
            mention.relation = _of_title(view, title.start, mention, before)
            at += 1
            continue
        start, end = _sentence_of(view, mention.start)
        group = [m for m in mentions[at:] if m.start < end]
        _relate_sentence(view, start, group)
        at += max(1, len(group))


_GUIDES = re.compile(r"hướng dẫn(?! (?:thực hiện|triển khai|thi hành))[^,;]{0,60}$")


def _of_title(view: View, start: int, mention: Mention, before: Mention | None) -> Relation:
    """What a document says in its own title that it is to another: carries it out, reports on it, guides, corrects."""
    words = view.low[start : mention.start]
    if re.search(r"đính chính[^,;]{0,40}$", words):
        return "corrects"
    if _title_implements(view, mention, before):
        return "reports_on" if view.meta.type == "BC" else "implements"
    return "guides" if _GUIDES.search(words) else "mentions"


def _title_implements(view: View, mention: Mention, before: Mention | None) -> bool:
    """Whether the own title says that a document is carried out; "... và Quyết định số ..." shares the verb."""
    title = view.outline.meta_spans["title"]
    if re.search(
        r"(?:thực hiện|triển khai|thi hành|cụ thể hóa)[^,;]{0,30}$", view.low[title.start : mention.start]
    ):
        return True
    shares = before is not None and before.start >= title.start and before.relation == "implements"
    return shares and before is not None and _joins(view, before, mention)


def _joins(view: View, before: Mention, mention: Mention) -> bool:
    """Whether two citations stand side by side: nothing of the first one's title between them."""
    end = before.title_start if before.title_start >= 0 else before.end
    between = view.low[before.symbol_start : mention.start]
    return end >= mention.start or (
        not title_cue().search(between) and re.search(r"(?:,|;|\svà)\s+(?:các\s+)?$", between) is not None
    )


def _sentence_of(view: View, offset: int) -> tuple[int, int]:
    at = view.paragraph_at(offset)
    if at < 0:
        start = view.low.rfind("\n", 0, offset) + 1
        end = view.low.find("\n", offset)
        return start, end if end >= 0 else len(view.low)
    paragraph = view.paragraphs[at]
    for start, end in view.sentences(paragraph.start, paragraph.end):
        if start <= offset < end:
            return start, end
    return paragraph.start, paragraph.end


def _relate_sentence(view: View, start: int, group: list[Mention]) -> None:
    lead = _lead(view, start, group[0].start)
    nested_until = -1
    head: Mention | None = None
    for mention in group:
        if mention.nested:
            continue
        clause = view.low.rfind(";", start, mention.start)
        if head is not None and clause > head.symbol_start:
            head, nested_until = None, -1
        if head is not None and nested_until >= 0 and not _lists_on(view, mention):
            mention.relation = _before(view, start, mention, nested=True)
            continue
        mention.relation = _before(view, start, mention) if lead is None else _led(view, start, lead, mention)
        head = mention
        nested_until = _title_between(view, mention, group)


def _lead(view: View, start: int, first: int) -> Relation | None:
    words = view.low[start:first]
    opening = start < view.opening_end
    for rule in rules.patterns("relations", "leads"):
        if rule.regex.match(words + " ") and (opening or rule.id == "attachment"):
            return str(rule.value)  # type: ignore[return-value]
    return None


def _led(view: View, start: int, lead: Relation, mention: Mention) -> Relation:
    """The sentence's lead holds for a citation unless the words right before it say otherwise."""
    close = _before(view, start, mention)
    return lead if close == "mentions" else close


def _before(view: View, start: int, mention: Mention, nested: bool = False) -> Relation:
    words = view.low[max(start, mention.start - 120) : mention.start]
    for rule in rules.patterns("relations", "before"):
        if rule.id == "carries-out" and start >= view.opening_end:
            continue
        if rule.regex.search(words) and not (nested and rule.id != "promulgated"):
            return str(rule.value)  # type: ignore[return-value]
    return "mentions"


_LISTED = re.compile(
    r"(?:(?:,|;|\))\s*(?:và\s+)?|\"\s*,?\s*và\s+|(?:sửa đổi|bổ sung|cập nhật|điều chỉnh)[^;.]{0,60}\s(?:tại|bởi|bằng)\s+)(?:các\s+)?$"
)


def _lists_on(view: View, mention: Mention) -> bool:
    """A citation right after a comma (", Kế hoạch số 19-KH/TW"), after the end of a quoted title, or that amends
    the one before ("được sửa đổi, bổ sung tại ...") stands in its own right, not in a title."""
    return _LISTED.search(view.low[max(0, mention.start - 90) : mention.start]) is not None


def _title_between(view: View, mention: Mention, group: list[Mention]) -> int:
    """Where the title of a mention begins, when one follows its date and issuer; else -1."""
    if mention.title_start >= 0:
        return mention.title_start
    following = next((m for m in group if m.start > mention.start), None)
    if following is None:
        return -1
    between = view.low[mention.end : following.start]
    cue = title_cue().search(between) if mention.symbol else None
    # A title may follow in another clause of the same sentence only without a list sign before it.
    return (
        mention.end + cue.start()
        if cue and "," not in between[: cue.start()] and not re.match(r"\s*và\b", between)
        else -1
    )
