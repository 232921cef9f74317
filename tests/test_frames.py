"""What an analyst gets: DataFrames with types to go on with, records that show themselves in a notebook."""

import lxml.html
import pandas as pd
import pytest

import kehoach
from kehoach.knowledge import display
from tests.making import plan


def test_every_kind_is_a_frame(kb: kehoach.KnowledgeBase) -> None:
    for kind in ("documents", "targets", "tasks", "deadlines", "citations", "units"):
        frame = getattr(kb, kind)()
        assert isinstance(frame, pd.DataFrame) and len(frame) == len(kb.query(kind)) > 0
        assert not [name for name in frame.columns if frame[name].dtype == object]


def test_types(kb: kehoach.KnowledgeBase) -> None:
    targets = kb.targets(place="vinh giang", year=2030)
    assert targets["value"].dtype == "Float64" and targets["value"].mean() > 0
    assert targets["op"].dtype == "category" and targets["indicator"].dtype == "string"
    assert targets["page"].dtype == "Int64" and set(targets["due"]) == {"2030"}
    tasks = kb.tasks()
    assert pd.api.types.is_datetime64_any_dtype(tasks["due_on"])
    assert tasks["due_on"].dt.year.dropna().between(2025, 2031).all()
    yearly = tasks[tasks["end_date"].str.startswith("--").fillna(False)]
    assert len(yearly) > 0 and yearly["due_on"].isna().all()


def test_filters_that_find_nothing_keep_the_columns(kb: kehoach.KnowledgeBase) -> None:
    nothing = kb.targets(indicator="không có chỉ tiêu này")
    assert len(nothing) == 0 and list(nothing.columns) == list(kb.targets().columns)
    assert nothing["value"].dtype == "Float64"


def test_findings_stand_side_by_side(kb: kehoach.KnowledgeBase) -> None:
    found = kb.findings()
    assert len(found) == len(kb.check()) and found["severity"].dtype == "category"
    clash = found[found["check"] == "targets-disagree"].iloc[0]
    assert clash["quote"] and clash["other_quote"] and clash["document"] != clash["other_document"]


def test_what_notebooks_show(kb: kehoach.KnowledgeBase) -> None:
    whole = lxml.html.fromstring(display.base_html(kb))
    cells = [cell.text for cell in whole.xpath("//td")]
    assert cells[0] == str(len(kb.ids())) and len(cells) == len(whole.xpath("//th"))
    assert "118/KH-UBND" in display.document_html(kb.document("118/KH-UBND"))
    finding = lxml.html.fromstring(display.finding_html(kb.check()[0]))
    assert len(finding.xpath("//tr")) == len(kb.check()[0].evidence)
    assert repr(kb).startswith("<KnowledgeBase") and len(repr(kb.document("118/KH-UBND"))) < 120


def test_what_notebooks_show_is_escaped() -> None:
    document = plan("I. NHIỆM VỤ\n\n- Làm.", title="Về <script>alert(1)</script> trong năm 2026")
    shown = display.document_html(document)
    assert "<script>" not in shown and "&lt;script&gt;" in shown


def test_a_notebook_is_told_how_to_show_them(kb: kehoach.KnowledgeBase) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    display.register(shell)
    for one in (kb, kb.document("118/KH-UBND"), kb.check()[0]):
        assert shell.display_formatter.format(one)[0]["text/html"].startswith(("<table>", "<p>"))


def test_without_pandas_the_way_out_is_told(
    kb: kehoach.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(kehoach.errors.UsageError, match=r"kehoach\[data\]"):  # type: ignore[attr-defined]
        kb.targets()
