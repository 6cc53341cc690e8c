"""Any letter as a draft: its parts found by their place and wording."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks import CheckContext, guess_kind, read_draft, run
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION
from assistant.checks.view import paragraphs
from knowledge_base import profiles

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "replies"
PROFILE = profiles.load("省工业和信息化厅")


def kinds(text: str) -> list[str]:
    return [b.kind for b in read_draft(text).blocks]


def test_the_parts_of_a_letter_are_told_apart():
    assert kinds("类别：B\n" + LETTER) == [
        "class-mark", "title", "number", "salutation", "opening", "heading", "paragraph", "heading", "paragraph", "closing", "signature",
        "date", "note", "copies",
    ]  # fmt: skip


def test_an_open_number_and_date_are_still_number_and_date():
    assert {"number", "date"} <= set(kinds(DRAFT_LETTER))


def test_a_title_over_two_lines_and_a_number_under_it():
    text = "国务院办公厅对十届全国人大\n三次会议第12号建议的答复\n国办函〔2005〕7号\n李某代表：\n您提出的建议收悉，现答复如下：\n……"
    assert kinds(text)[:5] == ["title", "title", "number", "salutation", "opening"]


def test_an_organisation_is_addressed_too():
    assert (
        kinds("关于第5号提案的答复\n民盟云河市委员会：\n贵委提出的提案收悉。现答复如下：\n已办结。")[1] == "salutation"
    )


def test_the_opening_is_not_taken_for_the_salutation():
    assert "salutation" not in kinds("关于第5号提案的答复\n您提出的《关于绿化的提案》收悉，现答复如下：\n已办结。")


def test_open_marks_become_runs_of_their_own():
    draft = read_draft("关于第5号提案的答复\n已培训〔待核实：30人（〔2024〕5号）〕，〔待补充：下一步〕。")
    assert [r.kind for r in draft.blocks[1].runs] == ["text", "unverified", "text", "missing", "text"]


REPORT = """关于2025年建议提案办理工作情况的报告
示工信办〔2025〕12号
省政府办公厅：
2025年，我厅共承办建议12件、提案30件。现将办理情况报告如下。
一、总体情况
全部按期答复。
特此报告。
示例省工业和信息化厅
2025年7月9日"""
SPOKEN = """关于建议办理情况的报告
（2025年9月26日在示例省第十四届人民代表大会常务委员会第十九次会议上）
省工业和信息化厅厅长　甲某某
主任、各位副主任、秘书长、各位委员：
受省人民政府委托，现将建议办理情况报告如下，请予审议。
一、办理情况
全部办结。"""
MEETING = """示例省十四届人大三次会议文件（二十）
示例省人民政府关于代表建议办理情况的报告
2025年，省政府系统承办代表建议181件，全部办结。
示例省十四届人大三次会议秘书处
2025年1月14日"""
LAW = """示例省代表建议办理条例
第一条　为了规范代表建议办理和答复工作，制定本条例。"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LETTER, "reply"),
        (DRAFT_LETTER, "reply"),
        (OPINION, "opinion"),
        (REPORT, "report"),
        (SPOKEN, "spoken-report"),
        (MEETING, "meeting-paper"),
        (REPORT.replace("示工信办〔2025〕12号\n", "").replace("特此报告。\n", ""), "web-copy"),
        ("发布时间：2025-07-10\n" + REPORT, "web-copy"),
        (REPORT.replace("建议提案办理工作情况的报告", "建议提案办理工作情况的函"), "report"),
        (REPORT.replace("情况的报告\n", "情况\n"), "report"),
        (LAW, "other"),
        ("关于召开全省工业工作会议的通知\n各市工业和信息化局：\n现将有关事项通知如下。", "other"),
        ("今天天气很好。", "other"),
    ],
)
def test_the_kind_is_guessed_from_the_parts_and_the_wording(text: str, kind: str):
    assert guess_kind(text) == kind
    assert read_draft(text).kind == kind


@pytest.mark.parametrize("line", [line for line in REPORT.split("\n") if line])
def test_a_report_is_a_report_whatever_part_is_missing(line: str):
    assert guess_kind(REPORT.replace(line, "")) == "report"


def test_the_parts_of_a_report_are_told_apart():
    assert kinds(REPORT) == [
        "title", "number", "salutation", "paragraph", "heading", "paragraph", "closing", "signature", "date",
    ]  # fmt: skip


def test_an_addressee_without_its_colon_is_still_the_addressee():
    assert kinds(REPORT.replace("办公厅：", "办公厅"))[2] == "salutation"


def test_what_stands_under_the_title_of_a_spoken_report_is_no_title():
    assert kinds(SPOKEN)[:4] == ["title", "note", "note", "salutation"]


def test_what_is_attached_below_the_date_is_an_attachment():
    assert kinds(REPORT + "\n附件1\n建议提案办理情况表\n建议\t12")[-3:] == ["attachment"] * 3


def test_lines_that_a_page_broke_are_one_paragraph_and_keep_their_places():
    text = "关于办理情况的报告\n\n" + "\n\n".join(
        [
            "我厅高度重视建议提案办理工作，全年共承办建议和提案17",
            "2件，其中主办64件、协办105件、参阅3件，全部在规定期限之内",
            "答复，面复率、满意率均为百分之百，协办件也都与主办单位充分",
            "沟通，并按时提出了会办意见，得到主办单位的认可。",
        ]
    )
    draft = read_draft(text)
    paragraph = paragraphs(draft)[1]
    assert len(paragraphs(draft)) == 2
    at = paragraph.text.index("172件")
    start, end = paragraph.span(at, at + 4)
    assert draft.text[start:end] == "17\n\n2件"


@settings(deadline=None)
@given(
    st.text(
        alphabet="关于提案建议的答复函代表委员：收悉。\n 　一、（）〔〕待补充核实20年5月感谢厅附件抄送", max_size=120
    )
)
def test_offsets_count_in_the_text_as_given(text: str):
    assert read_draft(text).text == text


@settings(deadline=None)
@given(
    st.text(
        alphabet="关于提案建议的答复函代表委员：收悉。\n 　一、（）〔〕待补充核实20年5月感谢厅附件抄送《》",
        max_size=120,
    )
)
def test_checks_never_fail_on_any_text(text: str):
    for kind in ("reply", "opinion", "other"):
        run(read_draft(text, kind), CheckContext(profile=PROFILE, kind=kind))


def test_real_letters_raise_nothing_that_must_be_fixed():
    if not SHARED.exists():
        pytest.skip("../shared/corpus/replies is not beside the repository")
    for path in sorted(SHARED.glob("*.txt")):
        draft = read_draft(path.read_text(encoding="utf-8"), "reply")
        report = run(draft, CheckContext(profile=PROFILE, kind="reply", stage="终稿"))
        assert [f.message for f in report.findings if f.severity != "advice"] == []
        assert {i for i, _ in report.not_applicable} >= {"structure.unanswered-ask"}


def test_sample_letters_of_the_corpus_raise_nothing_that_must_be_fixed():
    folder = Path(__file__).parents[3] / "knowledge_base" / "corpus"
    letters = [*folder.glob("replies/*.txt"), *folder.glob("opinions/*.txt")]
    assert letters
    for path in letters:
        draft = read_draft(path.read_text(encoding="utf-8"))
        report = run(draft, CheckContext(profile=PROFILE, kind=draft.kind, stage="终稿"))
        assert [(path.name, f.message) for f in report.findings if f.severity == "error"] == []
