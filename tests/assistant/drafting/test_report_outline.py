"""The plan of a report can be changed, or taken from a past one; what a past one says is never handed back unseen."""

from datetime import date

import pytest
from made_ledgers import cases

from assistant import yearly
from assistant.drafting.reports import draft_report, kind_named
from assistant.drafting.reports.living import edited
from assistant.drafting.reports.outline import headings_of, planned, rows_of
from assistant.drafting.reports.past import copying
from assistant.ledger import Ledger, LedgerCase, Sheet
from knowledge_base import profiles
from knowledge_base.documents import Document
from knowledge_base.errors import InputError

PROFILE = profiles.load("省工业和信息化厅")
KIND = kind_named("dept-annual")
PAST = """关于2025年建议提案办理工作情况的报告

一、基本情况
共办理80件。
二、创新举措抓落实
建立了领导领办、处室承办、专人督办的三级责任机制，逐件逐项抓好落实。
三、典型案例
略。
四、工作中的短板
略。
五、下一步打算
略。
"""


def small() -> Ledger:
    listed = tuple(
        LedgerCase("台账", n, "this", x["kind"], number=x["num"], title=x["title"], role=x["role"], role_word=x["role"], closed=x["c"], done=bool(x["c"]), assigned=x["a"])
        for n, x in enumerate(cases(41, 4, 6, left=1, late=1), 2)
    )  # fmt: skip
    columns = {f: chr(66 + i) for i, f in enumerate(("number", "kind", "title", "role", "assigned", "closed"))}
    return Ledger("台账.xlsx", listed, (Sheet("台账", "this", (1, 1), columns, columns, len(listed)),))


def headings(*rows: tuple[str, str]) -> list[str]:
    report = draft_report(small(), PROFILE, planned(KIND, rows), as_of=date(2026, 6, 30))
    return [b.text for b in report.draft.blocks if b.kind == "heading"]


def test_parts_are_renamed_moved_and_removed() -> None:
    rows = rows_of(KIND)
    assert headings(("办理概况", rows[0][1]), ("下一步打算", ""), ("", ""), ("主要做法", "")) == [
        "一、办理概况", "二、下一步打算", "三、主要做法",
    ]  # fmt: skip


def test_a_part_of_ones_own_is_left_to_a_person() -> None:
    kind = planned(KIND, [("总体情况", ""), ("机构改革衔接情况", "")])
    report = draft_report(small(), PROFILE, kind)
    assert (report.sections[1].by, report.sections[1].status) == ("writer", "open")
    assert "〔待补充：机构改革衔接情况" in report.sections[1].text


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("", "")], "没有标题"),
        ([(f"第{n}部分", "") for n in range(14)], "最多12个"),
        ([("甲", "按台账写"), ("乙", "按台账写")], "只能留一个"),
        ([("甲", "随便写")], "不是写法"),
    ],
)
def test_an_outline_that_cannot_be_is_said(rows: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(InputError, match=told):
        planned(KIND, rows)


def test_the_headings_of_a_past_report_become_the_plan() -> None:
    rows = headings_of(PAST)
    assert rows == [
        ("基本情况", "按台账写"), ("创新举措抓落实", "人或模型写"), ("典型案例", "典型案例"), ("工作中的短板", "人或模型写"),
        ("下一步打算", "人或模型写"),
    ]  # fmt: skip
    ids = [p.id for p in planned(KIND, rows).parts]
    assert ids[0] == "overview"
    assert ids[-2:] == ["problems", "next"]
    assert headings(*rows)[1] == "二、创新举措抓落实"


@pytest.mark.parametrize(
    ("listed", "ids"),
    [
        (("基本情况", "工作举措", "工作成效", "打算"), ("overview", "practice", "cases", "next")),
        (
            ("总体办理情况", "主要做法及成效", "B类件跟踪办理情况", "问题不足和下步打算"),
            ("overview", "practice+cases", "tracked", "problems+next"),
        ),
        (("办理工作情况", "下一步工作措施", "重视程度", "绩效评价情况"), ("overview", "next", "own-3", "appraisal")),
        (("人大代表建议办理情况", "政协提案办理情况", "特色做法"), ("overview", "own-2", "practice")),
        (("高度重视，精心组织", "跟踪落实，注重实效"), ("own-1", "own-2")),
    ],
)
def test_headings_stand_for_the_parts_that_they_name_and_no_other(
    listed: tuple[str, ...], ids: tuple[str, ...]
) -> None:
    text = "\n".join(f"{n}、{heading}\n略。" for n, heading in zip("一二三四", listed, strict=False))
    plan = planned(KIND, headings_of(text))
    assert tuple(p.heading for p in plan.parts) == listed
    assert tuple("+".join((p.id, *(a.id for a in p.also))) for p in plan.parts) == ids


def test_what_the_plan_cannot_place_or_leaves_out_is_said() -> None:
    made, _ = yearly.write_report(small(), PROFILE, outline=[("办理概况", ""), ("几点体会", ""), ("下步打算", "")])
    said = [n.message for n in made.notices]
    assert "“几点体会”认不出是哪一部分" in said[0]
    assert "一般有“主要做法”“典型案例”“存在问题”，提纲里没有" in said[1]
    assert made.sections[1].status == "open"
    assert {"办理概况", "几点体会"} <= {b.text.partition("、")[2] for b in made.draft.blocks if b.kind == "heading"}


def test_two_parts_under_one_heading_are_both_written() -> None:
    plan = planned(KIND, [("总体情况", ""), ("存在问题和下步打算", "")])
    text = draft_report(small(), PROFILE, plan, as_of=date(2026, 6, 30)).sections[1].text
    assert "存在的问题和原因" in text
    assert "下一步的具体打算" in text


def test_a_text_without_headings_is_no_outline() -> None:
    with pytest.raises(InputError, match="没有找到"):
        headings_of("今天开会。")


class Shelf:
    def __init__(self) -> None:
        self.paper = Document("旧.txt", "2025年报告", PAST, kind="report", issuer=PROFILE.name, issued=date(2025, 7, 1))

    def documents(self) -> list[Document]:
        return [self.paper]

    def document(self, path: str) -> Document | None:
        return self.paper if path == "旧.txt" else None


def test_what_is_handed_back_from_last_year_is_measured() -> None:
    report = draft_report(small(), PROFILE, KIND)
    assert copying(report, Shelf()) == []
    old = "建立了领导领办、处室承办、专人督办的三级责任机制，逐件落实。"
    (found,) = copying(edited(report, "practice", f"今年，我们{old}成效明显。"), Shelf())
    assert (found.heading, found.title, found.characters) == ("主要做法", "2025年报告", 27)
