"""Times that an event sets: "trong thời hạn 15 ngày kể từ ngày ...", "sau khi ... ban hành", "khi có hướng dẫn của ..."."""

from kehoach.language.dates import TimeExpr, Use
from kehoach.language.marks import Marks
from kehoach.language.moments import MomentReader

Event = tuple[int, TimeExpr]  # the token behind it, and what it says
_TO_VERB = 32  # tokens within which an event must be told
_EVENT_DAY = 9  # tokens within which it is told how many days before an event
_BEHIND = 22  # tokens that may follow its verb
_LONGEST_SPAN = 99
_BRACKET = 8  # tokens of a bracket within an event
_APART = frozenset({"ngày", "tuần", "tháng", "năm"})
_STOPS = frozenset({";", ".", ",", "\n", ":", "|", ")"})


class EventReader:
    """Reads events at tokens."""

    def __init__(self, marks: Marks, moments: MomentReader) -> None:
        self.marks, self.moments = marks, moments
        self.words, self.cues = moments.words, moments.cues

    def read(self, at: int) -> Event | None:
        """The event that begins at a token; None when none does."""
        here = self.cues.get(at) or {}
        since = self._since_issue(here)
        if since is not None:
            return since
        end, use = self._end(at, here)
        if end is None:
            return None
        return end, TimeExpr("event", words=self.marks.printed(at, end), use=use, told=True)

    def _end(self, at: int, here: dict[str, int]) -> tuple[int | None, Use]:
        if "spans" in here and (end := self._span(here["spans"])) is not None:
            return end, "always"
        if (end := self._span(at)) is not None:
            return end, "line"
        if (end := self._apart(at)) is not None or (end := self._days_before(at)) is not None:
            return end, "always"
        if "bare_spans" in here and (end := self._bare_span(here["bare_spans"])) is not None:
            return end, "always"
        if "stages" in here:
            return here["stages"], "always"
        if "after_events" in here and self.moments.cue("own_reading", here["after_events"]) is not None:
            return None, "lead"
        if "after_events" in here:
            return self._after(here["after_events"]) or self._when(here["after_events"]), "always"
        # not "trong khi | thời gian còn lại ít", "trước khi | đoàn đến"
        if "when_events" in here and self.words[at - 1] not in ("trong", "trước"):
            return self._when(here["when_events"]), "always"
        if "ending_events" in here:
            return self._ended(here["ending_events"]), "lead"
        if "from_events" in here:
            return self._between(here["from_events"]), "always"
        if "before_events" in here and (end := self._happening(here["before_events"])) is not None:
            return end, "always"
        if "terms" in here and (end := self._term(here["terms"])) is not None:
            return end, "always"
        if "sessions" in here or "occasions" in here:
            return self._occasion(at, here), "always"
        if "until_happenings" in here:
            return self.until(at), "always"
        if "before_events" in here and self.moments.cue("prepared", here["before_events"]) is not None:
            return self._clause_end(here["before_events"], _TO_VERB), "lead"
        return None, "lead"

    def until(self, at: int) -> int | None:
        """The token behind an event that begins at a token and ends a stretch of time; None when none does."""
        event = self.moments.cue("until_happenings", at)
        return self._clause_end(event, _TO_VERB) if event is not None else None

    def _bare_span(self, at: int) -> int | None:
        """Behind "trong vòng": "24 giờ" at the end of a clause."""
        count = self.moments.count(at, _LONGEST_SPAN)
        unit = self.moments.cue("span_units", count[1]) if count else None
        return unit if unit is not None and self.words[unit] in _STOPS else None

    def _apart(self, at: int) -> int | None:
        """ "02 tuần/lần", "05 ngày một lần": how far apart, where no word tells how often that is."""
        count = self.moments.count(at, _LONGEST_SPAN) if self.words[at][:1].isdecimal() else None
        unit = self.words[count[1]] if count else ""
        if (
            count is None
            or unit not in _APART
            or count[0] == 1
            or (unit == "tháng" and count[0] in (3, 6, 12))
        ):
            return None
        once = self.words[count[1] + 1 : count[1] + 3]
        return count[1] + 3 if once in (["/", "lần"], ["một", "lần"], ["1", "lần"]) else None

    def _happening(self, at: int) -> int | None:
        """Behind "trước khi": what comes by itself, "hợp đồng cũ hết hạn"."""
        stop = self._clause_end(at, _TO_VERB)
        return stop if self.marks.cues("happenings", at, stop) else None

    def _term(self, at: int) -> int | None:
        """Behind "đến hết học kỳ": which one, and of which year: "I năm học 2026 - 2027"."""
        if self.words[at] not in ("i", "ii", "1", "2"):
            return None
        school = self.moments.read(at + 1) if self.moments.cue("school_years", at + 1) else None
        return school[1] if school is not None else at + 1

    def _occasion(self, at: int, here: dict[str, int]) -> int | None:
        """ "trước mùa khô", "sau đợt cao điểm", "tại kỳ họp thường lệ giữa năm 2026"; a day that follows tells more."""
        end = here.get("sessions") or here["occasions"]
        if self.words[at - 1] == "và" or self.words[end][:1].isdecimal() or self.words[end] == "(":
            return None
        return self._clause_end(end, _BEHIND)

    def _span(self, at: int) -> int | None:
        """Behind "trong thời hạn": "15 (mười lăm) ngày làm việc, kể từ ngày ..."."""
        count = self.moments.count(at, _LONGEST_SPAN)
        long = self.words[at].isdecimal() and len(self.words[at]) == len("180")
        if count is None and not long:
            return None
        at = count[1] if count else at + 1
        if self.words[at] in ("-", "–") and (more := self.moments.count(at + 1, _LONGEST_SPAN)) is not None:
            at = more[1]  # "24 - 48 giờ"
        if self.words[at] == "(":
            at = next((i + 1 for i in range(at, at + 8) if self.words[i : i + 1] == [")"]), at)
        unit = self.moments.cue("span_units", at)
        if unit is None:
            return None
        at = unit
        if self.words[at : at + 2] == ["làm", "việc"]:
            at += 2
        at += self.words[at] == ","
        since = self.moments.cue("span_since", at) or (at if self.words[at - 1] in ("trước", "sau") else None)
        event = None
        if since is not None:
            if (calamity := self.moments.cue("calamities", since)) is not None:
                return calamity
            event = self.moments.cue("span_events", since)
        if event is None or self.words[event][:1].isdecimal():
            return None
        return self._clause_end(event, _TO_VERB)

    def _after(self, at: int) -> int | None:
        """Behind "sau khi": words with a verb that closes an event, up to the end of the clause."""
        stop = self._clause_end(at, _TO_VERB)
        if self.words[at - 1] == "có" and (noun := self.moments.cue("event_nouns", at)) is not None:
            return self._clause_end(noun, _BEHIND)
        if self.moments.cue("received", at) is not None:
            return stop
        verbs = self.marks.cues("event_verbs", at, min(at + _TO_VERB, len(self.marks.tokens.words)))
        if not verbs:
            return None
        verb = verbs[0][1]
        if verb <= stop:
            return stop
        between = self.words[at:verb]
        return self._clause_end(verb, _BEHIND) if not {".", ";", "\n"} & set(between) else None

    def _ended(self, at: int) -> int | None:
        """Behind "Kết thúc": what ends, up to the comma before the statement."""
        stop = self._clause_end(at, _TO_VERB)
        return stop if stop > at and self.words[stop] == "," else None

    def _between(self, at: int) -> int | None:
        """Behind "từ khi", "từ ngày": one event, "đến khi", another."""
        until = self._until_event(at)
        return self._clause_end(until[1], _BEHIND) if until is not None else None

    def _until_event(self, at: int) -> tuple[int, int] | None:
        """Where "đến khi" stands behind the event that begins at a token, and where it ends."""
        stop = self._clause_end(at, _TO_VERB, commas=True)
        until = self.marks.cues("until_events", at, stop)
        if not until or self.words[at][:1].isdecimal() or self.words[until[0][1]][:1].isdecimal():
            return None
        return until[0]

    def _since_issue(self, here: dict[str, int]) -> Event | None:
        """ "từ ngày ban hành Kế hoạch đến khi tổ chức thành công Đại hội": from the own day of issue until an event."""
        until = self._until_event(here["issue_days"]) if "issue_days" in here else None
        end = self._clause_end(until[1], _BEHIND) if until is not None else None
        if until is None or end is None:
            return None
        return end, TimeExpr("issue", words=self.marks.printed(until[0], end), use="always", told=True)

    def _days_before(self, at: int) -> int | None:
        """ "trước ngày kiểm tra 05 ngày làm việc", "trước hội nghị ít nhất 03 ngày": so many days before an event."""
        day = self.words[at : at + 2] == ["trước", "ngày"]
        if self.words[at] != "trước" or self.words[at + 1 + day][:1].isdecimal():
            return None
        for begin in range(at + 2 + day, min(at + _EVENT_DAY, len(self.words) - 1)):
            if self.words[begin] in _STOPS:
                return None
            count = self.moments.count(begin, _LONGEST_SPAN) if self.words[begin][:1].isdecimal() else None
            if count is not None:
                least = self.marks.cue_before("leasts", begin) is not None
                return self.moments.cue("span_units", count[1]) if day or least else None
        return None

    def _when(self, at: int) -> int | None:
        """Behind "khi": an authority that acts, guidance that comes, or anything else that happens."""
        guided = self.moments.cue("guidance", at)
        if guided is not None:
            return self._clause_end(guided, _BEHIND)
        if self.moments.cue("authorities", at) is None:
            return self._befalling(at)
        stop = self._clause_end(at, _TO_VERB + _BEHIND, commas=True)
        acts = self.marks.cues("authority_acts", at, stop) or self.marks.cues("guidance", at, stop)
        return self._clause_end(acts[0][1], _BEHIND) if acts else None

    def _befalling(self, at: int) -> int | None:
        """What happens without whoever works: "có ổ dịch", "mực nước vượt báo động III"; not what they do themselves ("tiếp nhận hồ
        sơ"), and not what is left open ("có yêu cầu", "cần thiết")."""
        stop = self._clause_end(at, _TO_VERB)
        speech, begins = self.marks.segments.speech, self.marks.segments.begins
        words = [i for i in range(at, stop) if begins[i]]
        if len(words) < 2 or self.moments.cue("open_events", at) is not None:
            return None
        if self.words[at] == "có" and speech[words[1]].startswith("N"):
            return stop
        told = any(speech[i].startswith("V") for i in words[1:])
        named = speech[at].startswith("N") or self.marks.is_capital(at)
        granted = self.words[at] == "được" and not self.marks.cues("open_acts", at, stop)
        return stop if (named and told) or granted else None

    def _acts(self, at: int) -> bool:
        """Whether a list of acts goes on: "ban hành, hướng dẫn thi hành"."""
        return self.moments.cue("authority_acts", at) is not None

    def _closing(self, at: int) -> int | None:
        """Where a bracket of a few words closes that the clause goes on behind: "Luật Đất đai (sửa đổi) được thông qua"."""
        last = min(at + _BRACKET, len(self.words) - 1)
        closing = next((i for i in range(at, last) if self.words[i] == ")"), None)
        return closing if closing is not None and self.words[closing + 1].isalpha() else None

    def _dated_bracket(self, at: int) -> bool:
        """Whether a bracket with a number opens: "trước khi hợp đồng cũ hết hạn (30/6/2026)"."""
        return self.words[at] == "(" and self.words[at + 1][:1].isdecimal()

    def _clause_end(self, at: int, most: int, commas: bool = False) -> int:
        """The end of the clause at a token: at a sign, or a word that goes on with the statement."""
        end, last = at, min(at + most, len(self.marks.tokens.words))
        acted = False
        while end < last:
            word = self.words[end]
            if word in _STOPS and not (word == "," and (commas or (acted and self._acts(end + 1)))):
                break
            acted = acted or self._acts(end)
            if word == "(" and (closing := self._closing(end)) is not None:
                end = closing + 1
                continue
            if end > at and (self.moments.cue("event_stops", end) is not None or self._dated_bracket(end)):
                break
            end += 1
        return max(end, at)
