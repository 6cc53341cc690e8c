"""Ledgers of twelve offices' shapes give every figure that plain counting of their rows gives."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from made_ledgers import (
    EVERYTHING,
    UNITS,
    USUAL,
    Column,
    Gold,
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
from assistant.tallies import identities, tallies
from assistant.tallies.groups import Groups

WIDE = str.maketrans("0123456789ABC", "０１２３４５６７８９ＡＢＣ")
EARLIER = ("序号", "编号", "类别", "标题", "提出人", "办理方式", "主题分类", "交办日期", "办结日期")


def other_words_in_gbk(at: Path) -> Made:
    rows = cases(1, 12, 30, roles=("主办", "会办", "参阅"), weights=(4, 6, 1))
    columns: list[Column] = [
        ("流水号", of("n")), ("建议（提案）编号", of("num")), ("建议/提案", lambda x: {"建议": "人大代表建议", "提案": "政协委员提案"}[x["kind"]]),
        ("届次", of("sess")), ("案　由", of("title")), ("领衔人（第一提案人）", of("who")), ("附议（联名）人数", lambda x: f"{x['co']}人"),
        ("主办/协办", lambda x: {"会办": "协办"}.get(x["role"], x["role"])), ("牵头单位", of("lead")), ("责任科室", of("dept")),
        ("所属领域", of("theme")), ("交办时间", written("a", "%Y/%m/%d")), ("答复时限", written("d", "%Y.%m.%d")),
        ("答复日期", written("c", "%Y年%m月%d日", "正在办理")), ("答复类别（A/B/C）", lambda x: x["result"] and f"{x['result']}类"),
        ("是否面商", said("face", "√", "×")), ("代表（委员）评价", of("sat")), ("是否公开", said("pub", "公开", "不公开")),
        ("督办领导", of("sup")),
    ]  # fmt: skip
    return Made(as_csv(at / "台账.csv", table(rows, columns), "gbk"), reckoned(rows))


def two_sheets_with_ticks_under_merged_groups(at: Path) -> Made:
    rows = cases(2, 15, 22, results="ABCD")

    def ticks(name: str, *words: str) -> list[Column]:
        return [(w, lambda x, w=w: "√" if x[name] == {"协办": "会办"}.get(w, w) else "") for w in words]

    columns: list[Column] = [
        ("序号", of("n")), ("提案号", of("num")), ("题目", of("title")), ("提出人", of("who")), *ticks("role", "主办", "协办"),
        ("承办科室", of("dept")), ("交办日期", of("a")), ("办结期限", of("d")), ("办复日期", of("c")), *ticks("result", *"ABCD"),
        ("面复情况", said("face", "已面复", "未面复")), *ticks("sat", "满意", "基本满意", "不满意", "未反馈"),
    ]  # fmt: skip
    head = [
        ["某市教育局办理登记表"],
        ["基本信息", "", "", "", "办理角色", "", "办理过程", "", "", "", "办理结果", "", "", "", "反馈"],
    ]
    sheets = {
        name: [
            *head,
            *table([x for x in rows if x["kind"] == kind], [(h.replace("提案", kind), f) for h, f in columns]),
        ]
        for name, kind in (("人大代表建议", "建议"), ("政协提案", "提案"))
    }
    merges = ("A1:S1", "A2:D2", "E2:F2", "G2:J2", "K2:N2", "O2:S2")
    has = frozenset({"closed", "due", "result", "sat", "face", "dept"})
    return Made(saved(at / "台账.xlsx", sheets, merges), reckoned(rows, has))


def suggestions_alone_without_a_column_for_the_kind(at: Path) -> Made:
    rows = cases(3, 24, 0, roles=("独办", "主办", "会办"), weights=(2, 2, 3))
    return Made(saved(at / "人大建议.xlsx", {"代表建议": table(rows, without("类别"))}), reckoned(rows))


def sheets_named_by_year_and_tracked_ones(at: Path) -> Made:
    rows = cases(4, 10, 26, roles=("主办", "会办", "参阅"), weights=(3, 4, 1))
    last = cases(44, 9, 21, year=2025, left=0, late=0)
    r = random.Random(4)
    tracked = [
        x | {"result": r.choice("AB")} for x in cases(45, 6, 0, year=2024, roles=("主办",), weights=(1,), left=0)
    ]
    sheets = {"2026年": table(rows, USUAL), "2025年": table(last, only(*EARLIER)), "B类跟踪": table(tracked, only(*EARLIER, "办理结果"))}  # fmt: skip
    return Made(saved(at / "台账.xlsx", sheets), reckoned(rows, last=last, tracked=tracked))


def role_words_that_a_person_explains(at: Path) -> Made:
    rows = cases(5, 14, 18)
    words = {"主办": "牵头办理", "会办": "配合办理"}
    lines = table(rows, changed(办理方式=lambda x: words[x["role"]]))
    return Made(saved(at / "台账.xlsx", {"Sheet1": lines}), reckoned(rows), {v: k for k, v in words.items()})


def all_units_of_a_province(at: Path) -> Made:
    results = ("已解决或基本解决", "正在解决或列入计划", "留作参考")
    rows = cases(6, 60, 0, roles=("独办", "主办"), weights=(1, 1), results=results, units=UNITS, left=4)
    units: Gold = {f"unit:{u}": sum(x["lead"] == u for x in rows) for u in UNITS}
    gold = reckoned(rows, EVERYTHING - {"dept"}) | units | {"units": 7, "units.department": 5, "units.local": 2}
    return Made(saved(at / "台账.xlsx", {"Sheet1": table(rows, USUAL)}), gold)


def a_printed_form_with_head_groups_totals_and_foot(at: Path) -> Made:
    rows = cases(7, 11, 19)

    def number(name: str) -> Callable[[Row], int | str]:
        return lambda x: int(x[name].strftime("%Y%m%d")) if x[name] else ""

    lines = table(rows, changed(交办日期=number("a"), 办理时限=number("d"), 办结日期=number("c")))
    form = [
        ["2026年建议提案办理台账"], ["填报单位：某局", "填报日期：2026年6月30日"], ["说明：办理结果只填主办件"], [], lines[0],
        ["一、人大代表建议"], *lines[1:12], ["小计", 11], ["二、政协提案"], *lines[12:], ["小计", 19], ["合计", 30],
        ["填表人：张三", "审核人：李四"],
    ]  # fmt: skip
    return Made(saved(at / "台账.xlsx", {"办理台账": form}), reckoned(rows))


def a_short_list_with_a_state_and_no_closing_date(at: Path) -> Made:
    rows = cases(8, 16, 20, roles=("分办", "主办", "会办"), weights=(1, 2, 3))
    columns: list[Column] = [
        ("编号", lambda x: f"第{x['num']}号"), ("类型", lambda x: {"建议": "代表建议", "提案": "委员提案"}[x["kind"]]),
        ("建议提案名称", of("title")), ("代表委员", of("who")), ("办理类型", of("role")), ("责任部门", of("dept")),
        ("问题类别", of("theme")), ("办理进度", lambda x: "已办结" if x["c"] else "办理中"), ("结果分类", of("result")),
        ("反馈意见", of("sat")),
    ]  # fmt: skip
    has = frozenset({"closed", "result", "sat", "theme", "dept"})
    return Made(saved(at / "台账.xlsx", {"明细": table(rows, columns)}), reckoned(rows, has))


def kinds_called_by_their_houses(at: Path) -> Made:
    rows = cases(9, 13, 17)
    columns = [c for c in changed(类别=lambda x: {"建议": "人大", "提案": "政协"}[x["kind"]]) if c[0] != "届次会次"]
    return Made(as_csv(at / "台账.csv", table(rows, columns), "utf-8-sig"), reckoned(rows))


def sheets_by_role(at: Path) -> Made:
    rows = cases(10, 18, 16)
    sheets = {
        name: table([x for x in rows if x["role"] == role], without("办理方式"))
        for name, role in (("主办件", "主办"), ("协办件", "会办"))
    }
    return Made(saved(at / "台账.xlsx", sheets), reckoned(rows))


def full_width_text_and_times_of_day(at: Path) -> Made:
    rows = cases(11, 9, 28, roles=("承办", "会办"))
    last = cases(111, 12, 30, year=2025, left=0, late=0)

    def wide(name: str) -> Callable[[Row], str]:
        return lambda x: f" {x[name]} ".translate(WIDE)

    def timed(name: str) -> Callable[[Row], str]:
        return written(name, "%Y-%m-%d 00:00:00")

    columns = changed(编号=wide("num"), 联名人数=wide("co"), 办理结果=wide("result"), 交办日期=timed("a"), 办理时限=timed("d"), 办结日期=timed("c"))  # fmt: skip
    sheets = {"填表说明": [["请如实填写。"], ["办理结果：A 已解决"]], "本年度": table(rows, columns), "上年度": table(last, only(*EARLIER))}  # fmt: skip
    return Made(saved(at / "台账.xlsx", sheets), reckoned(rows, last=last))


def dates_with_the_year_left_out_and_late_answers(at: Path) -> Made:
    rows = cases(12, 17, 23, late=6, left=5)
    columns = changed(办理时限=written("d", "%m月%d日"), 办结日期=written("c", "%m.%d", "—"))
    return Made(saved(at / "台账.xlsm", {"台账": table(rows, columns)}), reckoned(rows))


SHAPES = (
    other_words_in_gbk, two_sheets_with_ticks_under_merged_groups, suggestions_alone_without_a_column_for_the_kind,
    sheets_named_by_year_and_tracked_ones, role_words_that_a_person_explains, all_units_of_a_province,
    a_printed_form_with_head_groups_totals_and_foot, a_short_list_with_a_state_and_no_closing_date,
    kinds_called_by_their_houses, sheets_by_role, full_width_text_and_times_of_day,
    dates_with_the_year_left_out_and_late_answers,
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda f: f.__name__)
def test_every_figure_of_an_unseen_ledger_is_right(shape: Callable[[Path], Made], tmp_path: Path) -> None:
    made = shape(tmp_path)
    ledger = read_ledger(made.path, made.confirmed)
    told = tallies(ledger)
    assert not wrong(told, made.gold)
    assert len(told.figures) <= 200
    assert not ledger.questions
    assert all(i.holds for i in identities(Groups(ledger)) if i.binding)


def test_a_state_at_a_day_counts_what_was_closed_by_then(tmp_path: Path) -> None:
    rows = cases(13, 17, 23, left=3)
    path = saved(tmp_path / "台账.xlsx", {"台账": table(rows, USUAL)})
    day = date(2026, 4, 10)
    by_then = sum(bool(x["c"] and x["c"] <= day) for x in rows)
    assert not wrong(
        tallies(read_ledger(path), day), {"done": by_then, "open": 40 - by_then, "rate.done": (by_then, 40)}
    )


@pytest.mark.parametrize(
    ("usual", "named"),
    [
        ("办理时限", "答复截止日期"), ("办理时限", "办理截止时间"), ("办理时限", "应答复日期"), ("办结日期", "正式答复时间"),
        ("办结日期", "复函日期"), ("编号", "议案编号"), ("编号", "提案号/建议号"), ("标题", "主要内容（标题）"),
        ("标题", "建议提案题目"), ("承办处室", "具体承办处室"), ("满意度", "代表（委员）满意度"), ("是否面复", "面商（是/否）"),
    ],
)  # fmt: skip
def test_a_column_under_another_name_is_the_same_column(tmp_path: Path, usual: str, named: str) -> None:
    rows = cases(14, 8, 9)
    columns = [(named if h == usual else h, f) for h, f in (*USUAL, ("公开时间", of("c")), ("交办单位", of("help")))]
    ledger = read_ledger(saved(tmp_path / "台账.xlsx", {"台账": table(rows, columns)}))
    assert not wrong(tallies(ledger), reckoned(rows))
