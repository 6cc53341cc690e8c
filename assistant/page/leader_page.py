"""The leader's page: one printable A4, black on white. All text is escaped."""

from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path

from assistant.drafting.reports.kinds import cases_called
from assistant.ledger import ANSWERED_BY_US, Ledger, LedgerCase
from assistant.tallies import Tallies
from assistant.tallies.groups import Groups

_MOST = 16
"""Rows that fit on the page."""


def one_page(ledger: Ledger, told: Tallies, office: str, printed: date) -> str:
    """Total, 主办/协办, overdue, not met face to face, not satisfied; and the cases behind the last three. A dash stands
    where the ledger has no column for it; ``printed`` is the day on the page."""
    groups = Groups(ledger, "this", told.as_of)
    named = _boxes(ledger, told, groups)
    boxes = "".join(f"<div><b>{text}</b><span>{escape(name)}</span></div>" for name, text in named)
    dash = "　“—”：台账里没有，或没有写截止日期" if any(text == "—" for _, text in named) else ""
    listed = sorted(((_why(c, groups), c) for c in groups.all.cases), key=lambda x: -x[0][0])
    watched = [(words, c) for (weight, words), c in listed if weight]
    state = f"截至{_day(told.as_of)}" if told.as_of else f"{told.year}年" if told.year else "截至台账所记"
    style = (files("assistant.page") / "leader_page.css").read_text(encoding="utf-8")
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>建议提案办理情况一页</title><style>{style}</style>"
        "<body><button type=button onclick=print()>打印</button>"
        f"<h1>{escape(office)}{cases_called(groups.kinds)}办理情况</h1><p>{escape(state)}</p><section>{boxes}</section>{_table(watched)}"
        f"<footer>依据：{escape(Path(ledger.path).name)}　制表：{_day(printed)}{dash}</footer></body></html>"
    )


def _boxes(ledger: Ledger, told: Tallies, groups: Groups) -> list[tuple[str, str]]:
    def value(id_: str, *, known: bool = True) -> str:
        found = told.find(id_)
        return escape(found.text) if found else "0件" if known else "—"

    roles, kinds = bool(groups.roles), bool(groups.kinds)
    states = told.find("done") is not None
    times = told.find("late") is not None
    unmet = [c for c in groups.lead.cases if c.face is False]
    answers = ledger.has("satisfaction") and not ledger.open_about("satisfaction")
    one = len(groups.kinds) == 1
    by_kind = [
        (word, value("total") if one and groups.kinds == (kind,) else value(f"kind:{kind}", known=kinds))
        for kind, word in (("建议", "人大代表建议"), ("提案", "政协提案"))
    ]
    answered = "主办" if groups.lead.name == "主办件" else "承办（须答复）"
    return [
        ("承办总数", value("total")),
        *by_kind,
        ("领导督办", value("supervised", known=ledger.has("supervisor"))),
        (answered, f"{len(groups.lead)}件" if roles and not ledger.open_about("role") else "—"),
        (groups.role_word("会办"), value("role:会办", known=roles and not ledger.open_about("role"))),
        ("已办结", value("done", known=states)),
        ("未办结", value("open", known=states)),
        ("超期未办结", value("overdue", known=times and told.as_of is not None)),
        ("超期办结", value("late", known=times)),
        ("没有面复", f"{len(unmet)}件" if ledger.has("face") or ledger.has("contact") else "—"),
        ("不满意", value("satisfaction:不满意", known=answers)),
    ]


def _table(watched: list[tuple[str, LedgerCase]]) -> str:
    if not watched:
        return "<h2>没有需要特别关注的件</h2>"
    rows = "".join(
        f"<tr>{''.join(f'<td><div>{escape(text)}</div></td>' for text in _row(words, c))}</tr>"
        for words, c in watched[:_MOST]
    )
    more = f"<p>另有{len(watched) - _MOST}件没有列出，见台账。</p>" if len(watched) > _MOST else ""
    head = "<tr><th>件</th><th>标题</th><th>承办</th><th>情况</th></tr>"
    return f"<h2>需要关注的件（{len(watched)}件）</h2><table>{head}{rows}</table>{more}"


def _row(why: str, case: LedgerCase) -> tuple[str, ...]:
    return (case.called if case.number else case.kind, case.title, case.department or case.lead, why)


def _why(case: LedgerCase, groups: Groups) -> tuple[int, str]:
    """How much a case wants the leader's eye, and why."""
    open_, day = not groups.is_done(case), groups.as_of
    overdue = open_ and bool(day and case.due and case.due < day)
    reasons = (
        (8, overdue, "超期未办结"),
        (4, case.satisfaction == "不满意", "不满意"),
        (3, open_ and not overdue, "未办结"),
        (2, case.role in ANSWERED_BY_US and case.face is False, "没有面复"),
        (1, bool(case.supervisor), f"{case.supervisor}督办" if case.supervisor not in ("是", "√") else "督办"),
    )
    given = [(weight, word) for weight, holds, word in reasons if holds]
    return sum(w for w, _ in given), "、".join(w for _, w in given)


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
