"""Tasks in the forms of drafters that no rule was made for: when work is due that is done in rounds, where who does it stands."""

import pytest

from kehoach.model import When
from tests.making import plan


@pytest.mark.parametrize(
    ("item", "when"),
    [
        ("Gửi báo cáo giữa năm trước ngày 15/6 và báo cáo năm trước ngày 05/12/2026.", When(None, "2026-12-05")),
        ("Báo cáo trước ngày 20/6 và 20/12 hằng năm.", When(None, "--12-20", "yearly")),
        ("Mở 04 lớp tập huấn (Quý II: 02 lớp, Quý III: 02 lớp).", When("2026-04-01", "2026-09-30")),
        ("Kiểm tra hồ sơ 02 lần/năm (tháng 3/2026 và tháng 9/2026).", When(None, None, "half-yearly")),
        # behind a semicolon other work is scheduled
        ("Sơ kết trước ngày 10/7/2026; tổng kết trước ngày 15/12/2026.", When(None, "2026-07-10")),
        # another kind of time is no further round
        ("Ban hành quy chế trước ngày 28/8/2026 và áp dụng từ ngày 01/10/2026.", When(None, "2026-08-28")),
    ],
)  # fmt: skip
def test_work_that_is_done_in_rounds_is_due_with_the_last(item: str, when: When) -> None:
    assert [t.deadline for t in plan(f"V. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- {item}").tasks] == [when]
