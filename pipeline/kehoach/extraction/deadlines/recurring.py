"""How often: whether a frequency sets when work comes back, or only names, counts or describes something."""

from kehoach.extraction.deadlines.places import BEFORE, CLAUSE_ENDS, FAR, Places
from kehoach.extraction.deadlines.timing import Said

NO_WORK = frozenset({"targets", "purpose", "funding"})  # kinds of clauses that state no work
AFTER = 50  # tokens behind an opening time in which a goal may follow


class Recurring(Places):
    """The judge of the frequencies of one clause."""

    def repeats(self, said: Said) -> bool:
        """How often: "Thực hiện hằng quý", "báo cáo nhanh hằng ngày khi có bão", "Tổ chức tập huấn ... hằng năm."."""
        if said.expr.use == "always":
            return True
        if self._counts(said) or self._so_many(said):
            return not self.kinds & NO_WORK
        if self.words[said.token][:1].isdecimal():
            return False  # "02 lần/năm" elsewhere tells how much
        begins = self._begins_clause(said)
        if begins or (
            self._leads(said)
            and self.timing.has("reported_work", said.behind, min(said.last, said.behind + 12))
        ):
            return not self._sets_goal(said.behind, min(said.last, said.behind + AFTER))
        if self.kinds & NO_WORK:
            return False
        behind = self.words[said.behind] if said.behind < said.last else "."
        reported = self.timing.has("reports", max(said.first, said.token - 10), said.token)
        if reported and (behind == "khi" or self.timing.marks.cue_at("report_to", said.behind) is not None):
            return True
        done = self.timing.marks.cue_before("carried_out", said.token)
        if done is not None and (behind in ",.;" or not behind):
            return not self.timing.ends_at("yearly_plans", done)
        if self._labelled(said) or (self.words[said.token - 1] == ":" and self._closes(said)):
            return True  # "Hội nghị Ban Thường vụ: | hằng tháng."
        goes_on = behind in (",", ";") or (behind == "và" and self._is_time(said.behind + 1))
        often = said.expr.every != "yearly" and goes_on  # "hằng năm" there is mostly of a noun
        if (
            said.expr.every in ("daily", "weekly")
            and self._closes(said)
            and self.timing.ends_at("reports", said.token)
        ):
            return True  # "giám sát tuyến xã và báo cáo hằng ngày"
        if (often or self._closes(said)) and self._ends_with_work(said):
            return True
        return self._closes(said) and (self._reports(said) or self._begins_with_work(said))

    def _counts(self, said: Said) -> bool:
        """ "Kiểm tra hồ sơ 02 lần/năm", "duy trì tuần tra 02 lần/tuần;", "báo cáo 02 lần/ngày (trước 9h00 và 16h00)": work, and how many
        times, at the end of a clause."""
        behind = self.words[said.behind] if said.behind < said.last else "."
        ends = behind in CLAUSE_ENDS or behind == "("
        if not (self.words[said.token][:1].isdecimal() and ends):
            return False
        return self._clause_of_work(said) or self.timing.has(
            "reports", self.clause_start(said, BEFORE), said.token
        )

    def _so_many(self, said: Said) -> bool:
        """ "mỗi tháng ít nhất 04 tin, bài": what is to be done in each; of a day or year it is a size or a goal."""
        least = self.timing.marks.cue_at("least_counts", said.behind)
        at = least or said.behind
        if said.expr.every in ("daily", "yearly") or at + 1 >= said.last:
            return False
        small = self.words[at].isdecimal() and len(self.words[at]) <= len("20")
        money = self.timing.marks.cue_at("sums", at + 1) is not None
        return small and not money and (least is not None or self.words[said.token] == "mỗi")

    def _begins_clause(self, said: Said) -> bool:
        """Whether a clause with a verb of its own begins with a time: "..., hằng năm tổ chức đánh giá"."""
        opened = self.words[said.token - 1] in (",", ";") or self.timing.ends_at("opens_clause", said.token)
        reported = self.timing.marks.cue_at("reported_work", said.behind) is not None
        acts = reported or (self.words[said.token - 1] == ";" and self._acts_behind(said))
        return said.token > said.first and opened and acts

    def _reports(self, said: Said) -> bool:
        """ "Giám sát dịch bệnh; tổng hợp báo cáo hằng tuần": a clause that begins with the report."""
        at = self.clause_start(said, FAR)
        while at < said.token and not self.words[at][:1].isalnum():
            at += 1
        return self.timing.marks.cue_at("reports", at) is not None and said.token - at < BEFORE
