"""Ledgers whose columns no table names: told by the words in them; lists of two years; totals; cases that may not count."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_ledgers import (
    UNITS,
    USUAL,
    Column,
    Made,
    Row,
    as_csv,
    cases,
    changed,
    of,
    only,
    reckoned,
    said,
    saved,
    table,
    without,
    written,
    wrong,
)

from assistant.intake.workbook import read_ledger
from assistant.intake.workbook.addresses import ranges
from assistant.ledger import Ledger
from assistant.tallies import identities, tallies
from assistant.tallies.groups import Groups


def motions_of_a_county_told_by_the_words_in_their_columns(at: Path) -> Made:
    rows = cases(
        61, 0, 40, roles=("独办", "主办", "会办"), weights=(2, 2, 3), results=("已采纳", "部分采纳", "留作参考")
    )
    columns: list[Column] = [
        ("顺号", of("n")), ("提案编号", of("num")), ("提案题目", of("title")), ("提案人", of("who")), ("提案人属性", of("ptype")),
        ("承办形式", lambda x: {"独办": "单独办理"}.get(x["role"], x["role"])), ("承办股室", of("dept")), ("提案分类", of("theme")),
        ("转办", written("a", "%Y.%m.%d")), ("应复时间", written("d", "%Y.%m.%d")), ("实际答复时间", written("c", "%Y.%m.%d", "办理中")),
        ("采纳情况", of("result")), ("是否上门面商", said("face")), ("委员反馈", of("sat")), ("是否公开", said("pub", "摘要公开", "不公开")),
        ("附议人", lambda x: "、".join("甲乙丙丁戊己庚辛"[i] + "某" for i in range(x["co"])) if x["co"] > 1 else x["co"] or ""),
        ("督办领导", of("sup")),
    ]  # fmt: skip
    lines = [["某县城管局政协提案登记册"], ["填表单位：某县城管局", "", "", "联系电话："], *table(rows, columns)]
    return Made(as_csv(at / "台账.csv", lines, "gbk"), reckoned(rows))


def two_years_in_one_list(at: Path) -> Made:
    now, before = cases(62, 12, 20), cases(63, 10, 14, year=2025, left=0)
    rows = sorted((*now, *before), key=lambda x: (x["num"], x["a"]))
    lines = table(rows, [("年度", lambda x: x["a"].year), *USUAL])
    return Made(saved(at / "台账.xlsx", {"总台账": lines}), reckoned(now, last=before))


def units_merged_over_their_cases_and_a_total_beneath(at: Path) -> Made:
    rows = sorted(
        cases(64, 40, 0, roles=("主办", "独办"), weights=(1, 1), units=UNITS, left=1), key=lambda x: x["lead"]
    )
    places = [n for n, x in enumerate(rows) if n == 0 or rows[n - 1]["lead"] != x["lead"]]
    names = [("承办单位", lambda x: x["lead"] if rows.index(x) in places else "")]
    lines = [*table(rows, [*names, *without("主办单位", "会办单位", "类别")]), ["总计", "", "", "", f"共{len(rows)}件"]]
    ends = [*places[1:], len(rows)]
    merges = [f"A{a + 2}:A{b + 1}" for a, b in zip(places, ends, strict=True) if b - a > 1]
    units = {f"unit:{u}": sum(x["lead"] == u for x in rows) for u in UNITS}
    return Made(
        saved(at / "建议.xlsx", {"代表建议": lines}, merges), reckoned(rows, frozenset({"closed", "due"})) | units
    )


def towns_with_subtotals_that_sum_another_column(at: Path) -> Made:
    rows = cases(65, 11, 13)
    lines = [table(rows, USUAL)[0]]
    for kind in ("建议", "提案"):
        mine = [x for x in rows if x["kind"] == kind]
        for town, part in (("甲镇", mine[:5]), ("乙镇", mine[5:])):
            sums = ["小计", "", "", "", "", "", "", sum(x["co"] for x in part)]
            lines += [[f"{town}（{len(part)}件）"], *table(part, USUAL)[1:], [*sums, f"{len(part)}件"]]
        lines.append(["合计", "", "", "", "", "", "", sum(x["co"] for x in mine), f"{len(mine)}件"])
    return Made(saved(at / "台账.xlsx", {"台账": lines}), reckoned(rows))


def met_on_a_day_and_tracked_ones_that_became_a(at: Path) -> Made:
    rows = cases(66, 14, 10)
    tracked = [x | {"result": "A" if n % 3 else "B"} for n, x in enumerate(cases(67, 9, 0, year=2024, left=0))]
    columns = [("面复时间" if h == "是否面复" else h, written_face if h == "是否面复" else f) for h, f in USUAL]
    earlier: list[Column] = [
        ("原建议编号", of("num")), ("标题", of("title")), ("原办理结果", lambda _: "B类"),
        ("现办理结果", lambda x: f"{x['result']}类"), ("转A时间", lambda x: "2026-05-20" if x["result"] == "A" else ""),
    ]  # fmt: skip
    sheets = {"台账": table(rows, columns), "往年B类件跟踪": table(tracked, earlier)}
    return Made(saved(at / "台账.xlsx", sheets), reckoned(rows, tracked=tracked))


def written_face(row: Row) -> Any:
    return row["a"] if row["face"] else ""


SHAPES = (
    motions_of_a_county_told_by_the_words_in_their_columns, two_years_in_one_list,
    units_merged_over_their_cases_and_a_total_beneath, towns_with_subtotals_that_sum_another_column,
    met_on_a_day_and_tracked_ones_that_became_a,
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda f: f.__name__)
def test_every_figure_of_a_strangers_ledger_is_right(shape: Callable[[Path], Made], tmp_path: Path) -> None:
    made = shape(tmp_path)
    ledger = read_ledger(made.path)
    told = tallies(ledger)
    assert not wrong(told, made.gold)
    assert not ledger.questions
    assert all(i.holds for i in identities(Groups(ledger)) if i.binding)


WORDS: tuple[list[Column], ...] = (
    [
        ("项次", of("n")), ("案件编号", of("num")), ("案别", of("kind")), ("案名", of("title")), ("提案人/领衔代表", of("who")),
        ("我局职责", of("role")), ("承办股（室）", of("dept")), ("所属类别", of("theme")), ("接件时间", of("a")), ("规定答复时间", of("d")),
        ("实际答复日", of("c")), ("答复等次", of("result")), ("是否当面答复", said("face")), ("满意程度", of("sat")),
        ("可否公开", said("pub", "可公开", "不公开")),
    ],
    [
        ("号", of("num")), ("类型（建议或提案）", of("kind")), ("建议、提案题目", of("title")), ("主办/会办/参阅", of("role")),
        ("涉及方面", of("theme")), ("转来时间", of("a")), ("最迟答复日期", of("d")), ("复函日期", of("c")), ("结果（A、B、C）", of("result")),
        ("面商与否", said("face", "已面商", "未面商")), ("代表委员是否满意", of("sat")), ("经办科室", of("dept")),
        ("公开（是/否）", said("pub")),
    ],
    [
        ("建议/提案号", of("num")), ("提交类别", of("kind")), ("主要内容", of("title")), ("办理形式", of("role")), ("责任处室", of("dept")),
        ("内容归类", lambda _: ""), ("问题领域", of("theme")), ("交办日", of("a")), ("时限要求", of("d")), ("办复日", of("c")),
        ("落实程度", of("result")), ("见面情况", said("face", "见面", "未见面")), ("对答复意见", of("sat")),
        ("公开与否", said("pub", "同意公开", "暂不公开")),
    ],
)  # fmt: skip


@pytest.mark.parametrize("columns", WORDS, ids=["案别", "号", "提交类别"])
def test_columns_in_other_offices_words_give_the_same_figures(columns: list[Column], tmp_path: Path) -> None:
    rows = cases(81, 14, 20, roles=("主办", "会办", "参阅"), weights=(3, 4, 1))
    told = tallies(read_ledger(saved(tmp_path / "台账.xlsx", {"Sheet1": table(rows, columns)})))
    has = frozenset({"closed", "due", "result", "sat", "face", "pub", "theme", "dept"})
    assert not wrong(told, reckoned(rows, has))


EARLIER: tuple[tuple[str, list[Column]], ...] = (
    ("B类跟踪", [("年份", lambda _: 2024), ("原类别", lambda _: "B"), ("现类别", of("result"))]),
    ("往年B类", [("上年办理结果", lambda _: "B类"), ("本年跟踪结果", lambda x: f"{x['result']}类")]),
    ("结转件", [("原答复类别", lambda _: "B类"), ("跟踪办理情况", lambda x: "已转A" if x["result"] == "A" else "继续推进")]),
    ("2024年B类跟踪", [("办理结果", lambda _: "B"), ("是否转A", lambda x: "是" if x["result"] == "A" else "否")]),
)  # fmt: skip


@pytest.mark.parametrize(("name", "columns"), EARLIER, ids=[n for n, _ in EARLIER])
def test_what_became_of_tracked_cases_is_read_and_asks_nothing(
    name: str, columns: list[Column], tmp_path: Path
) -> None:
    rows = cases(66, 14, 10)
    tracked = [x | {"result": "A" if n % 3 else "B"} for n, x in enumerate(cases(67, 9, 0, year=2024, left=0))]
    sheets = {"台账": table(rows, USUAL), name: table(tracked, [("编号", of("num")), ("标题", of("title")), *columns])}
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", sheets))
    told = tallies(ledger)
    assert not wrong(told, reckoned(rows, tracked=tracked))
    assert not ledger.questions


def test_a_second_column_for_the_same_is_named(tmp_path: Path) -> None:
    rows = cases(78, 8, 9)
    columns: list[Column] = [*USUAL, ("复函日期", of("d"))]
    assert "台账!W1 “复函日期”也像“办结日期”，读的是“办结日期”" in remarks(
        read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, columns)}))
    )


def test_not_yet_is_no_contact(tmp_path: Path) -> None:
    rows = [x | {"contact": "未见面" if x["contact"] else ""} for x in cases(79, 12, 12, roles=("主办",), weights=(1,))]
    told = tallies(read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, without("是否面复"))})))
    assert (told.find("contact"), told.find("face")) != (None, None)
    assert all(f.value == 0 for i in ("contact", "face") if (f := told.find(i)))


def remarks(ledger: Ledger) -> str:
    return "\n".join(f"{n.sheet}!{n.cell} {n.message}" for n in (*ledger.notices, *ledger.questions))


def test_the_share_of_tracked_cases_that_became_a_is_given(tmp_path: Path) -> None:
    told = tallies(read_ledger(met_on_a_day_and_tracked_ones_that_became_a(tmp_path).path))
    share = told.find("share.tracked.result:A")
    assert share is not None
    assert (share.numerator, share.denominator) == (6, 9)


def test_letters_in_a_column_of_another_matter_are_no_results(tmp_path: Path) -> None:
    rows = cases(68, 8, 9)
    columns = [*without("办理结果"), ("难度", lambda x: "AB"[x["n"] % 2])]
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, columns)}))
    assert not ledger.has("result")
    assert "没有用到的列：难度" in remarks(ledger)


def test_results_told_in_free_text_are_no_classes(tmp_path: Path) -> None:
    rows = cases(69, 10, 12)
    lines = table(rows, changed(办理结果=lambda x: f"已解决第{x['n']}处积水" if x["c"] else ""))
    told = tallies(read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines})))
    assert not [f for f in told.figures if f.id.startswith("result:")]


def test_many_cases_of_an_earlier_year_without_a_column_for_it_are_asked_about(tmp_path: Path) -> None:
    now, before = cases(70, 9, 11), cases(71, 5, 6, year=2025, left=0)
    plain = [c for c in USUAL if c[0] not in ("编号", "序号")]
    path = saved(tmp_path / "台账.xlsx", {"台账": table([*now, *before], plain)})
    (question,) = read_ledger(path).questions
    assert (question.about, question.value) == ("year", "2025")
    assert "有11件是2025年交办并办结的" in question.message
    answered = read_ledger(path, {"2025": "上年"})
    assert (len(answered.of("this")), len(answered.of("last"))) == (20, 11)
    assert not answered.questions


def test_a_list_that_stands_there_twice_is_asked_about_once(tmp_path: Path) -> None:
    lines = table(cases(72, 8, 9), USUAL)
    path = saved(tmp_path / "台账.xlsx", {"台账": lines, "台账 (2)": lines})
    (question,) = read_ledger(path).questions
    assert question.about == "copied"
    assert "台账!B2、台账 (2)!B2" in question.cell
    assert not read_ledger(path, {"重复": "照计"}).questions


def test_a_case_that_was_taken_back_is_asked_about_and_left_out_on_demand(tmp_path: Path) -> None:
    rows = cases(73, 8, 9)
    noted = [*USUAL, ("备注", lambda x: "已撤案" if x["n"] == 4 else "")]
    path = saved(tmp_path / "台账.xlsx", {"台账": table(rows, noted)})
    (question,) = read_ledger(path).questions
    assert (question.about, question.cell) == ("withdrawn", "W5")
    assert len(read_ledger(path, {"已撤案": "不计"}).of("this")) == 16
    kept = read_ledger(path, {"已撤案": "计入"})
    assert (len(kept.of("this")), kept.questions) == (17, ())
    assert read_ledger(path, {"已撤案": "也许"}).questions


def test_a_case_that_its_state_or_result_calls_taken_back_is_asked_about_too(tmp_path: Path) -> None:
    rows = cases(74, 8, 9)
    columns = [
        *changed(办理结果=lambda x: "退件" if x["n"] == 6 else x["result"]),
        ("办理状态", lambda x: "撤案" if x["n"] == 5 else ""),
    ]
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, columns)}))
    assert {(q.about, q.cell) for q in ledger.questions} == {("withdrawn", "W6"), ("withdrawn", "Q7")}


def test_a_number_turned_into_an_exponent_is_named(tmp_path: Path) -> None:
    lines = table(cases(74, 8, 9), USUAL)
    lines[3][1] = "1.2E+02"
    assert "台账!B4 编号成了科学计数法" in remarks(read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines})))


def test_a_case_closed_after_the_day_is_told(tmp_path: Path) -> None:
    lines = table(cases(75, 8, 9, left=0), USUAL)
    lines[3][15] = date(2027, 1, 4)
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines}))
    (said_,) = (n for n in tallies(ledger, date(2026, 12, 31)).notices if "以后的1件" in n.message)
    assert said_.cell == "台账!P4"


def test_a_subtotal_that_is_wrong_is_told_by_cell(tmp_path: Path) -> None:
    rows = cases(76, 8, 9)
    lines = [*table(rows, USUAL)[:9], ["小计", "9件"], *table(rows, USUAL)[9:], ["合计", "17件"]]
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": lines}))
    assert "台账!B10 小计写的是9件，这一组明细是8行" in remarks(ledger)
    assert "台账!B20 合计行，不计件，与明细行数相符" in remarks(ledger)


def test_a_csv_in_utf_16_is_said_to_be_so(tmp_path: Path) -> None:
    path = as_csv(
        tmp_path / "台账.csv", table(cases(77, 8, 9), only("编号", "类别", "标题", "办理方式", "办结日期")), "utf-16"
    )
    assert "UTF-16 编码" in remarks(read_ledger(path))


def test_a_row_without_a_number_or_a_title_is_named(tmp_path: Path) -> None:
    rows = cases(75, 5, 5)
    rows[2]["num"], rows[6]["title"] = "", ""
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)}))
    assert len(ledger.of("this")) == 10
    assert {(n.cell, n.message) for n in ledger.notices if "空白，照样计件" in n.message} == {
        ("B4", "1件的编号是空白，照样计件，请补上"), ("E8", "1件的标题是空白，照样计件，请补上"),
    }  # fmt: skip


def test_a_class_that_is_none_is_named_and_one_with_its_explanation_is_read(tmp_path: Path) -> None:
    rows = cases(76, 6, 8, roles=("主办",), weights=(1,), left=0)
    words = {"A": "A类（已解决）", "B": "列入计划(B)", "C": "A/B"}
    path = saved(tmp_path / "台账.xlsx", {"台账": table(rows, changed(办理结果=lambda x: words[x["result"]]))})
    ledger = read_ledger(path)
    assert {c.result for c in ledger.cases} == {"A", "B", "A/B"}
    (notice,) = [n for n in ledger.notices if "不是A、B、C、D" in n.message]
    assert notice.cell == ranges("Q", [n for n, x in enumerate(rows, 2) if x["result"] == "C"])


def test_no_rate_of_meetings_is_given_while_a_word_for_them_is_open(tmp_path: Path) -> None:
    rows = cases(77, 6, 8, left=0)
    lines = table(rows, USUAL)
    lines[3][18] = "已电话"
    path = saved(tmp_path / "台账.xlsx", {"台账": lines})
    assert not [
        f.id for f in tallies(read_ledger(path)).figures if f.id.startswith(("face/", "rate.face")) or f.id == "face"
    ]
    assert [
        f.id
        for f in tallies(read_ledger(path, {"已电话": "否"})).figures
        if f.id.startswith(("face/", "rate.face")) or f.id == "face"
    ]
