"""Made-up 台账 of many offices' shapes, each with its figures reckoned here from the rows by plain counting."""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from assistant.tallies import Tallies

Row = dict[str, Any]
Column = tuple[str, Callable[[Row], Any]]
Rate = tuple[int, int]
Gold = dict[str, int | Rate]
THEMES = ("教育", "医疗", "交通", "农业农村", "生态环境", "住房城建", "养老", "文旅")
DEPARTMENTS = ("综合科", "基教科", "职教科", "财务科", "安全科")
UNITS = ("省教育厅", "省财政厅", "省水利厅", "省民政厅", "云河市人民政府", "青石州人民政府", "省卫健委")
ANSWERED = ("主办", "独办", "承办", "分办")
EVERYTHING = frozenset({"closed", "due", "result", "sat", "face", "pub", "theme", "dept", "ptype", "co", "sup"})


@dataclass(frozen=True)
class Made:
    path: Path
    gold: Gold
    confirmed: dict[str, str] = field(default_factory=dict)


def cases(seed: int, suggestions: int, motions: int, *, year: int = 2026, roles: Sequence[str] = ("主办", "会办"),
          weights: Sequence[int] = (1, 2), results: Sequence[str] = "ABC", left: int = 2, late: int = 2,
          units: Sequence[str] = ()) -> list[Row]:  # fmt: skip
    r = random.Random(seed)  # made-up rows
    rows: list[Row] = []
    for i in range(suggestions + motions):
        kind, role = "建议" if i < suggestions else "提案", r.choices(roles, weights)[0]
        ours = role in ANSWERED
        assigned = date(year, 2, r.randint(5, 20))
        rows.append({
            "n": i + 1, "num": f"{i + 1 if kind == '建议' else 200 + i:03}", "kind": kind, "role": role,
            "title": f"关于做好{r.choice(THEMES)}第{i + 1}项工作的建议", "who": f"甲{i}",
            "ptype": "代表" if kind == "建议" else r.choice(["委员", "委员", "党派团体"]), "co": r.choice([0, 0, 1, 3, 8]),
            "lead": r.choice(units) if units else "我局" if ours else r.choice(["市发改委", "市财政局"]), "help": "市民政局",
            "dept": r.choice(DEPARTMENTS), "theme": r.choice(THEMES), "a": assigned, "d": date(year, 6 if ours else 5, 20),
            "c": assigned + timedelta(days=r.randint(20, 70)), "result": r.choice(results) if ours else "",
            "contact": r.choice(["电话", "微信、面商", "座谈"]) if ours else "", "face": r.random() < 0.7 if ours else None,
            "sat": r.choices(["满意", "基本满意", "不满意", "未反馈"], [12, 3, 1, 2])[0] if ours else "",
            "pub": r.random() < 0.7 if ours else None, "sup": "",
            "sess": "市十六届人大五次会议" if kind == "建议" else "市政协十四届五次会议",
        })  # fmt: skip
    ours = [x for x in rows if x["role"] in ANSWERED]
    for x in r.sample(ours, min(left, len(ours))):
        x.update(c=None, result="", sat="", pub=None, face=None, contact="")
    for x in r.sample([x for x in rows if x["c"]], late):
        x["c"] = x["d"] + timedelta(days=r.randint(1, 9))
    for x in r.sample(rows, 2):
        x["sup"] = "副市长 王甲"
    return rows


def _count(rows: Sequence[Row], **wanted: Any) -> int:
    return sum(all(x[k] == v for k, v in wanted.items()) for x in rows)


def reckoned(rows: list[Row], has: frozenset[str] = EVERYTHING, last: list[Row] | None = None,
             tracked: list[Row] | None = None) -> Gold:  # fmt: skip
    """What must come out, by figure id; a rate as numerator and denominator. 0 means the figure may be absent."""
    gold: Gold = {"total": len(rows)}
    kinds = [k for k in ("建议", "提案") if _count(rows, kind=k)]
    for role in sorted({x["role"] for x in rows}):
        gold[f"role:{role}"] = _count(rows, role=role)
        for kind in kinds if len(kinds) > 1 else ():
            gold[f"kind:{kind}"] = _count(rows, kind=kind)
            gold[f"kind:{kind}.role:{role}"] = _count(rows, kind=kind, role=role)
    ours = [x for x in rows if x["role"] in ANSWERED]
    done = [x for x in rows if x["c"]]
    if "closed" in has:
        gold |= {"done": len(done), "open": len(rows) - len(done), "rate.done": (len(done), len(rows))}
        if "due" in has:
            late = sum(x["c"] > x["d"] for x in done)
            gold |= {"late": late, "on-time": len(done) - late, "rate.on-time": (len(done) - late, len(done))}
    if "result" in has:
        closed = [x for x in ours if x["c"]]
        for result in {x["result"] for x in rows if x["result"]}:
            gold[f"result:{result}"] = _count(rows, result=result)
            if len(closed) < len(rows):
                gold[f"share.result:{result}"] = (_count(closed, result=result), len(closed))
    if "sat" in has:
        gold |= {f"satisfaction:{s}": _count(ours, sat=s) for s in ("满意", "基本满意", "不满意", "未反馈")}
        told = [x for x in ours if x["sat"] in ("满意", "基本满意", "不满意")]
        gold["rate.satisfied"] = (_count(told, sat="满意"), len(told))
    if "face" in has:
        gold |= {"face": _count(ours, face=True), "rate.face": (_count(ours, face=True), len(ours))}
    if "pub" in has:
        gold["public"] = _count(ours, pub=True)
    for column, prefix in (("theme", "theme"), ("dept", "department")):
        if column in has:
            gold |= {f"{prefix}:{t}": _count(rows, **{column: t}) for t in {x[column] for x in rows}}
    if "co" in has:
        gold["joint"] = sum(x["co"] > 0 for x in rows)
    if "sup" in has:
        gold["supervised"] = sum(bool(x["sup"]) for x in rows)
    if last is not None:
        more = abs(len(rows) - len(last))
        gold |= {"last.total": len(last), "change.total": more, "growth.total": (more, len(last))}
        gold |= {f"last.kind:{k}": _count(last, kind=k) for k in kinds}
    if tracked is not None:
        gold["tracked"] = len(tracked)
        gold |= {f"tracked.result:{r}": _count(tracked, result=r) for r in {x["result"] for x in tracked}}
    return gold


def of(name: str) -> Callable[[Row], Any]:
    return lambda x: x[name]


def said(name: str, yes: str = "是", no: str = "否") -> Callable[[Row], Any]:
    return lambda x: "" if x[name] is None else yes if x[name] else no


def written(name: str, form: str, absent: str = "") -> Callable[[Row], Any]:
    return lambda x: x[name].strftime(form) if x[name] else absent


USUAL: tuple[Column, ...] = (
    ("序号", of("n")), ("编号", of("num")), ("类别", of("kind")), ("届次会次", of("sess")), ("标题", of("title")),
    ("提出人", of("who")), ("提出人类别", of("ptype")), ("联名人数", of("co")), ("办理方式", of("role")), ("主办单位", of("lead")),
    ("会办单位", of("help")), ("承办处室", of("dept")), ("主题分类", of("theme")), ("交办日期", of("a")), ("办理时限", of("d")),
    ("办结日期", of("c")), ("办理结果", of("result")), ("沟通方式", of("contact")), ("是否面复", said("face")),
    ("满意度", of("sat")), ("是否公开", said("pub")), ("督办领导", of("sup")),
)  # fmt: skip


def without(*names: str) -> list[Column]:
    return [c for c in USUAL if c[0] not in names]


def only(*names: str) -> list[Column]:
    return [c for c in USUAL if c[0] in names]


def changed(**columns: Callable[[Row], Any]) -> list[Column]:
    return [(h, columns.get(h, f)) for h, f in USUAL]


def table(rows: Sequence[Row], columns: Sequence[Column]) -> list[list[Any]]:
    return [[h for h, _ in columns], *([f(x) for _, f in columns] for x in rows)]


def saved(path: Path, sheets: dict[str, list[list[Any]]], merges: Sequence[str] = ()) -> Path:
    book = Workbook()
    del book["Sheet"]
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([None if v == "" else v for v in line])
        for area in merges:
            sheet.merge_cells(area)
    book.save(path)
    return path


def as_csv(path: Path, lines: list[list[Any]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(lines)
    return path


def wrong(told: Tallies, gold: Gold) -> dict[str, object]:
    """The figures that differ: id → what came instead."""
    missed: dict[str, object] = {}
    for id_, value in gold.items():
        found = [f for f in told.figures if f.id == id_ or f.id.startswith(f"{id_}/")]
        if isinstance(value, tuple):
            right = any((f.numerator, f.denominator) == value for f in found)
        else:
            right = any(f.value == value for f in found) or (not value and not found)
        if not right:
            missed[id_] = (value, [f"{f.value} {f.numerator}/{f.denominator}" for f in found])
    return missed
