"""Form by kind of paper: one fault at a time is planted in a report and told where it is; the sound paper is quiet."""

import re
from pathlib import Path

import pytest

from assistant.checks import CheckContext, read_draft, run
from assistant.draft import PaperKind, Stage
from assistant.findings import Finding
from assistant.reviewing import fixing
from knowledge_base import profiles

PROFILE = profiles.load("省工业和信息化厅")
CORPUS = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"

REPORT = """　　示例省教育厅关于2025年建议提案办理工作情况的报告
示教办〔2025〕36号

省政府办公厅：
　　按照年度工作安排，现将我厅建议提案办理工作情况报告如下。
　　一、总体情况
　　2025年，我厅共承办省人大代表建议21件、省政协提案34件，均在规定期限内答复。内容集中在学前教育、职业教育、校园安全等方面。
　　二、主要做法
　　（一）压实责任。厅主要负责人带头领办重点件，分管负责人逐件审核把关，办公室每周调度一次。
　　（二）加强沟通。坚持办前问需、办中会商、办后回访，邀请代表委员参加现场调研。
　　（三）推动转化。把代表委员的意见写进教育发展规划，推动解决了一批群众关心的问题。
　　三、存在问题
　　一是少数答复针对性不强；二是会办意见反馈不够及时；三是承诺事项的后续跟踪不够紧。
　　四、下步工作
　　下一步，我厅将建立跟踪台账，逐项明确完成时限和责任处室，每半年回访一次。
　　特此报告。

示例省教育厅
2025年7月9日
"""


def findings(text: str, kind: PaperKind = "report", stage: Stage = "终稿") -> list[Finding]:
    return list(run(read_draft(text, kind, stage), CheckContext(profile=PROFILE, kind=kind, stage=stage)).findings)


def found_at(text: str, place: str, check: str) -> Finding | None:
    """The finding of this rule that overlaps or touches ``place``."""
    start = text.index(place)
    return next(
        (f for f in findings(text) if f.check == check and f.start <= start + len(place) and f.end >= start), None
    )


def test_a_sound_report_is_quiet():
    assert [f.message for f in findings(REPORT)] == []


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        ("2025年7月9日", "2025年07月9日", "structure.date-form"),
        ("2025年7月9日", "2025.7.9", "structure.date-form"),
        ("2025年7月9日", "25年7月9日", "structure.date-form"),
        ("〔2025〕36号", "[2025]36号", "structure.number-form"),
        ("〔2025〕36号", "（2025）36号", "structure.number-form"),
        ("〔2025〕36号", "【2025】36号", "structure.number-form"),
        ("〔2025〕36号", "〔2025〕第36号", "structure.number-form"),
        ("〔2025〕36号", "〔2025〕036号", "structure.number-form"),
        ("〔2025〕36号", "〔2025年〕36号", "structure.number-form"),
        ("〔2025〕36号", "〔2025〕 36号", "structure.number-form"),
        ("〔2025〕36号", "〔2025〕36", "structure.number-form"),
        ("省政府办公厅：", "省政府办公厅:", "structure.salutation-colon"),
        ("省政府办公厅：", "省政府办公厅", "structure.salutation-colon"),
        ("特此报告", "特此通知", "structure.foreign-closing"),
        ("二、主要做法", "二.主要做法", "structure.heading-mark"),
        ("（二）加强", "(二)加强", "structure.heading-mark"),
        ("（二）加强", "（二）、加强", "structure.heading-mark"),
        ("（二）加强", "2、加强", "structure.heading-order"),
        ("（二）加强", "二、加强", "structure.heading-order"),
        ("（二）加强", "（一）加强", "structure.heading-order"),
        ("（三）推动", "三、推动", "structure.heading-order"),
        ("三、存在问题", "（三）存在问题", "structure.heading-order"),
        ("三、存在问题", "四、存在问题", "structure.heading-order"),
        ("；二是会办", "；三是会办", "wording.broken-enumeration"),
        ("一、总体情况\n", "**一、总体情况**\n", "wording.model-chatter"),
        ("校园安全等方面。", "校园安全等方面[3]。", "wording.model-chatter"),
    ],
)
def test_a_fault_with_one_right_answer_is_found_in_its_place_and_repaired(before: str, after: str, check: str):
    text = REPORT.replace(before, after, 1)
    assert found_at(text, after, check), [f.message for f in findings(text)]
    assert fixing.fix(text, findings(text), findings).text == REPORT


@pytest.mark.parametrize(
    ("before", "after", "check"),
    [
        ("示教办〔2025〕", "示教办〔2024〕", "structure.number-year"),
        ("工作情况的报告\n", "工作情况\n", "structure.title-genre"),
        ("特此报告。\n\n示例省教育厅", "特此报告。\n\n云河市人民政府", "structure.foreign-signature"),
        ("特此报告。\n\n示例省教育厅", "特此报告。\n\n示例省财政厅", "structure.foreign-signature"),
        ("建议21件", "建议XX件", "wording.template-gap"),
        ("每半年回访一次。", "每半年回", "structure.cut-paragraph"),
        ("校园安全等方面。", "校园安全等方面（详见附件2）。", "structure.missing-attachment"),
        ("校园安全等方面。", "校园安全等方面（见第六部分）。", "structure.dangling-reference"),
    ],
)
def test_a_fault_that_a_person_must_settle_is_found_in_its_place(before: str, after: str, check: str):
    text = REPORT.replace(before, after, 1)
    assert found_at(text, after, check), [f.message for f in findings(text)]


@pytest.mark.parametrize(
    "line", ["省政府办公厅：\n", "　　特此报告。\n", "示例省教育厅\n", "2025年7月9日\n", "示教办〔2025〕36号\n"]
)
def test_a_missing_part_is_told_at_the_gap(line: str):
    at = REPORT.rindex(line)
    text = REPORT[:at] + REPORT[at + len(line) :]
    assert any(f.check == "structure.missing-element" and f.start <= at <= f.end for f in findings(text))


@pytest.mark.parametrize(
    ("first", "following"), [("一、", "二、"), ("二、", "三、"), ("三、", "四、"), ("四、", "特此")]
)
def test_a_section_that_is_gone_is_missed_although_the_numbers_were_closed_up(first: str, following: str):
    start, end = REPORT.index(f"　　{first}"), REPORT.index(f"　　{following}")
    rest = REPORT[end:]
    for n, m in (("一", "二"), ("二", "三"), ("三", "四")):
        rest = re.sub(f"(?m)^　　{m}、", f"　　{n}、", rest) if m + "、" > first or m in "二三四" else rest
    found = [f for f in findings(REPORT[:start] + rest) if f.check == "structure.missing-section"]
    assert found
    assert found[0].start <= start <= found[0].end
    assert ("存在问题" in found[0].message) == (found[0].severity == "advice")


def test_a_paragraph_written_twice_is_found_at_the_second():
    line = next(x for x in REPORT.split("\n") if "（二）" in x)
    text = REPORT.replace(line, f"{line}\n{line}")
    found = next(f for f in findings(text) if f.check == "structure.repeated-paragraph")
    assert found.start > text.index(line) + len(line)


def test_open_number_and_date_are_right_before_signing_and_wrong_after():
    text = REPORT.replace("36号", "　号").replace("7月9日", "　月　日")
    assert findings(text, stage="送审稿") == []
    assert {f.check for f in findings(text)} >= {"structure.open-at-signing"}


def test_a_web_copy_needs_no_number_closing_or_signature():
    lines = REPORT.split("\n")
    body = [x for x in lines if not re.search("办公厅：|〔|特此|^示例省教育厅$|^2025年7月", x)]
    assert [f.message for f in findings("\n".join(body), "web-copy")] == []


def test_of_other_papers_no_elements_are_asked():
    notice = "关于开展调研的通知\n各处室：\n请于本月底前报送材料。"
    assert [f.check for f in findings(notice, "other")] == []


@pytest.mark.parametrize("name", ["seeds/000.txt", "seeds/001.txt", "seeds/002.txt"])
def test_real_reports_raise_no_false_error_of_form(name: str):
    path = CORPUS / name
    if not path.exists():
        pytest.skip("../shared/corpus is not beside the repository")
    draft = read_draft(path.read_text(encoding="utf-8"))
    report = run(draft, CheckContext(profile=PROFILE, kind=draft.kind, stage="终稿"))
    assert [f.message for f in report.findings if f.check.startswith("structure") and f.severity == "error"] == []


def test_laws_raise_no_error_of_form():
    paths = sorted((CORPUS / "policies").glob("*.txt"))
    if not paths:
        pytest.skip("../shared/corpus is not beside the repository")
    for path in paths[::6]:
        draft = read_draft(path.read_text(encoding="utf-8"))
        assert draft.kind == "other"
        report = run(draft, CheckContext(profile=PROFILE, kind="other", stage="终稿"))
        assert [f.message for f in report.findings if f.check.startswith("structure") and f.severity == "error"] == []
