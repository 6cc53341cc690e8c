"""A person edits a section as text; what they did not touch keeps its source."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.draft import Block, Draft, Run
from assistant.edits import edit_section
from assistant.figures import FigureSheet, Source
from knowledge_base.errors import InputError

QUOTE = "全年培训企业管理人员1260人次，发放贷款3.5亿元。"


def draft() -> Draft:
    sheet = FigureSheet()
    sheet.add(
        value=Decimal(1260),
        unit="人次",
        text="1260人次",
        source=Source("passage", "a.txt", 10, 16, QUOTE, title="年度报告"),
    )
    sheet.add(
        value=Decimal("3.5"),
        unit="亿元",
        text="3.5亿元",
        source=Source("passage", "a.txt", 21, 26, QUOTE, title="年度报告"),
    )
    section = (
        Block("heading", (Run("一、关于培训"),), level=1, ask=1),
        Block(
            "paragraph",
            (
                Run("我厅培训管理人员"),
                Run("1260人次", "figure", "F1"),
                Run("，发放贷款"),
                Run("3.5亿元", "figure", "F2"),
                Run("。"),
            ),
            ask=1,
        ),
        Block("paragraph", (Run("〔待补充：下一步打算〕", "missing"),), ask=1),
    )
    return Draft(
        "reply", "送审稿", (Block("opening", (Run("收悉："),)), *section, Block("closing", (Run("感谢您。"),))), sheet
    )


def figures(d: Draft) -> list[tuple[str, str]]:
    return [(r.text, r.ref) for _, _, _, r in d.spans() if r.kind == "figure"]


def doubts(d: Draft) -> list[Run]:
    return [r for _, _, _, r in d.spans() if r.kind == "unverified"]


def test_an_unchanged_section_is_the_same_draft():
    before = draft()
    assert edit_section(before, 1, before.section(1)).blocks == before.blocks


def test_words_may_change_around_a_figure():
    after = edit_section(
        draft(), 1, "一、关于培训\n去年，我厅已培训企业管理人员1260人次，累计发放贷款3.5亿元。\n〔待补充：下一步打算〕"
    )
    assert figures(after) == [("1260人次", "F1"), ("3.5亿元", "F2")]
    assert doubts(after) == []
    assert [b.kind for b in after.blocks] == ["opening", "heading", "paragraph", "paragraph", "closing"]


def test_a_changed_figure_is_marked_and_names_its_old_source():
    after = edit_section(draft(), 1, draft().section(1).replace("1260", "1620"))
    [doubt] = doubts(after)
    assert doubt.text == "〔待核实：1620人次〕"
    assert doubt.ref == "F1"
    assert "原为“1260人次”" in doubt.note
    assert "年度报告" in doubt.note
    assert figures(after) == [("3.5亿元", "F2")]


@pytest.mark.parametrize("typed", ["11260人次", "1260万人次", "1260.5人次"])
def test_a_figure_that_grew_is_no_longer_bound(typed: str):
    after = edit_section(draft(), 1, draft().section(1).replace("1260人次", typed))
    assert [d.text for d in doubts(after)] == [f"〔待核实：{typed}〕"]


def test_new_digits_have_no_source():
    after = edit_section(draft(), 1, draft().section(1).replace("〔待补充：下一步打算〕", "下一步再培训500人。"))
    [doubt] = doubts(after)
    assert doubt.text == "〔待核实：500人〕"
    assert doubt.ref == ""


def test_a_number_that_a_person_states_is_theirs():
    after = edit_section(draft(), 1, "培训500人。", person="培训处 赵某 2026-03-02")
    [(start, end, figure)] = list(after.figure_spans())
    assert after.text[start:end] == "500人"
    assert figure.source.kind == "person"
    assert figure.source.person == "培训处 赵某 2026-03-02"


def test_an_emptied_section_can_be_written_again_in_its_place():
    emptied = edit_section(draft(), 1, "")
    assert emptied.section(1) == ""
    again = edit_section(emptied, 1, "已办结。")
    assert again.text == "收悉：\n已办结。\n感谢您。"


def test_the_frame_is_not_edited_as_text():
    with pytest.raises(InputError, match="只能修改"):
        edit_section(draft(), None, "收悉。")


@settings(deadline=None)
@given(st.text(alphabet="我厅培训管理人员1260人次，3.5亿元。\n", max_size=60))
def test_after_any_edit_the_text_is_what_was_typed_and_no_number_is_plain_text(typed: str):
    after = edit_section(draft(), 1, typed)
    assert after.section(1).replace("〔待核实：", "").replace("〕", "") == "\n".join(
        x for x in typed.split("\n") if x.strip()
    )
    from assistant.numerals import find_numbers

    for block in after.blocks:
        if block.ask == 1:
            at = 0
            spans: list[tuple[int, int]] = []
            for r in block.runs:
                spans += [(at, at + len(r.text))] if r.kind == "text" else []
                at += len(r.text)
            assert not [
                n for n in find_numbers(block.text) if n.needs_source and any(a <= n.start < b for a, b in spans)
            ]
