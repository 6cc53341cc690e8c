"""Marked text: tokens become figures, everything else that counts becomes visible."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clauses import split
from assistant.draft import Block, Citation, Run
from assistant.figures import FigureSheet, Source
from assistant.marked import StreamMarks, from_marked, to_marked

SHEET = FigureSheet()
SHEET.add(
    value=Decimal(1260),
    unit="人次",
    text="1260人次",
    source=Source("passage", "a", 0, 6, "1260人次"),
    label="培训企业管理人员",
)
SHEET.add(
    value=Decimal("3.5"),
    unit="亿元",
    text="3.5亿元",
    source=Source("passage", "a", 7, 12, "3.5亿元"),
    label="发放技术改造贷款",
)
SHEET.add(value=Decimal(86), unit="家", text="86家", source=Source("proposal", "", 7, 12, "86家"), label="走访企业")
CITED = (Citation("C1", Source("passage", "b", title="铸造行业改造方案", number="示政发〔2024〕8号")),)


def runs(text: str) -> list[tuple[str, str]]:
    return [(r.kind, r.text) for r in from_marked(text, SHEET, citations=CITED)]


def test_a_known_token_is_the_figure():
    assert runs("培训⟦F1⟧。") == [("text", "培训"), ("figure", "1260人次"), ("text", "。")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("培训⟦F1⟧人次。", "培训1260人次。"),
        ("贷款⟦F2⟧元，", "贷款3.5亿元，"),
        ("走访⟦F3⟧家企业", "走访86家企业"),
        ("走访⟦F3⟧家庭", "走访86家家庭"),
    ],
)
def test_a_unit_typed_again_is_swallowed(text: str, shown: str):
    assert "".join(t for _, t in runs(text)) == shown


@pytest.mark.parametrize("typed", ["万元", "%", "个百分点"])
def test_another_unit_after_a_token_is_a_doubt(typed: str):
    assert ("unverified", f"〔待核实：{typed}〕") in runs(f"贷款⟦F2⟧{typed}。")


def test_an_unknown_or_cut_off_token_is_a_doubt():
    assert ("unverified", "〔待核实：此处数字〕") in runs("达到⟦F9⟧。")
    assert ("unverified", "〔待核实：此处数字〕") in runs("达到⟦F1")


def test_a_typed_number_is_a_doubt():
    assert runs("投入2870万元。") == [("text", "投入"), ("unverified", "〔待核实：2870万元〕"), ("text", "。")]


def test_a_typed_number_that_can_only_mean_one_figure_is_bound_with_a_note():
    [_, bound, _] = from_marked("发放技术改造贷款35000万元。", SHEET)
    assert (bound.kind, bound.ref, bound.text) == ("figure", "F2", "3.5亿元")
    assert bound.note


def test_ordinals_dates_and_names_stay_text():
    text = "一是2026年5月推进5G应用，落实“十五五”规划第三条。"
    assert runs(text) == [("text", text)]


def test_citations_carry_title_and_number():
    assert runs("按照⟦C1⟧要求") == [
        ("text", "按照"),
        ("citation", "《铸造行业改造方案》（示政发〔2024〕8号）"),
        ("text", "要求"),
    ]


def test_open_marks_are_kept_with_the_numbers_in_them():
    assert runs("〔待补充：5家企业〕和〔待核实：〔2024〕8号的3家〕") == [
        ("missing", "〔待补充：5家企业〕"),
        ("text", "和"),
        ("unverified", "〔待核实：〔2024〕8号的3家〕"),
    ]


def test_blocks_become_marked_text_and_back():
    block = Block("paragraph", (Run("培训"), Run("1260人次", "figure", "F1"), Run("。")))
    assert to_marked([block]) == "培训⟦F1⟧。"
    assert from_marked(to_marked([block]), SHEET) == block.runs


PIECES = st.lists(
    st.sampled_from(
        [
            "⟦F1⟧",
            "⟦F2⟧元",
            "⟦F9⟧",
            "⟦C1⟧",
            "⟦F",
            "⟧",
            "培训",
            "35000万元",
            "发放技术改造贷款",
            "，",
            "。",
            "\n",
            "1.",
            "《甲，乙》",
            "（",
            "“三农”",
            "12",
            "家",
            "〔待补充：3家〕",
            "2025年",
        ]
    ),
    max_size=14,
)


@settings(deadline=None)
@given(PIECES, st.randoms(use_true_random=False))
def test_a_stream_shows_in_the_end_what_the_whole_text_means(pieces: list[str], random):
    text = "".join(pieces)
    stream = StreamMarks(SHEET, citations=CITED)
    shown, at = "", 0
    while at < len(text):
        step = random.randint(1, 5)
        shown += stream.feed(text[at : at + step])
        assert "⟦" not in shown
        at += step
    shown += stream.close()
    assert shown == "".join(r.text for r in from_marked(text, SHEET, citations=CITED))


@settings(deadline=None)
@given(PIECES)
def test_no_number_that_needs_a_source_is_left_in_plain_text(pieces: list[str]):
    from assistant.numerals import find_numbers

    for run in from_marked("甲" + "".join(pieces), SHEET, citations=CITED):
        if run.kind == "text":
            assert not [n for n in find_numbers("甲" + run.text) if n.needs_source]


@settings(deadline=None)
@given(st.text(alphabet="，。《》“”（）⟦⟧甲乙\n", max_size=40))
def test_clauses_joined_are_the_text(text: str):
    assert "".join(split(text)) == text
