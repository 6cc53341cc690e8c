"""The leader's page: one printable A4. All text is escaped."""

from html import escape

from assistant.ledger import ANSWERED_BY_US, Ledger, LedgerCase
from assistant.tallies import Tallies
from assistant.tallies.groups import Groups

_MOST = 18
"""Rows that fit on the page."""


def one_page(ledger: Ledger, told: Tallies, office: str) -> str:
    """Total, 主办/协办, overdue, not met face to face, not satisfied; and the cases behind the last three."""

    def value(*ids: str) -> str:
        found = next((f for i in ids if (f := told.find(i))), None)
        return escape(found.text) if found else "—"

    groups = Groups(ledger, "this", told.as_of)
    help_ = groups.role_word("会办")
    unmet = [c for c in groups.lead.cases if c.face is False]
    when = f"截至{told.as_of.year}年{told.as_of.month}月{told.as_of.day}日" if told.as_of else f"{told.year or ''}年"
    cells = (
        ("承办总数", value("total")), ("人大代表建议", value("kind:建议")), ("政协提案", value("kind:提案")),
        ("领导督办", value("supervised")), ("主办", value("role:主办")), (help_, value("role:会办")), ("已办结", value("done")),
        ("未办结", value("open")), ("超期未办结", value("overdue")), ("超期办结", value("late")),
        ("没有面复", f"{len(unmet)}件" if ledger.has("face") or ledger.has("contact") else "—"),
        ("不满意", value("satisfaction:不满意") if told.find("satisfaction:不满意") else "0件" if ledger.has("satisfaction") else "—"),
    )  # fmt: skip
    boxes = "".join(f"<div><b>{text}</b><span>{escape(name)}</span></div>" for name, text in cells)
    listed = sorted(((_why(c, groups), c) for c in groups.all.cases), key=lambda x: -x[0][0])
    watched = [(words, c) for (weight, words), c in listed if weight]
    rows = "".join(
        f"<tr><td>{escape(c.called if c.number else c.kind)}</td><td>{escape(c.title)}</td>"
        f"<td>{escape(c.department or c.lead)}</td><td>{escape(words)}</td></tr>"
        for words, c in watched[:_MOST]
    )
    more = f"<p>另有{len(watched) - _MOST}件，见数字附表。</p>" if len(watched) > _MOST else ""
    table = (
        f"<h2>需要关注的件（{len(watched)}件）</h2><table><tr><th>件</th><th>标题</th><th>承办</th><th>情况</th></tr>{rows}</table>{more}"
        if watched
        else "<h2>没有需要特别关注的件</h2>"
    )
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>建议提案办理情况一页</title><style>{_PAGE}</style>"
        f"<h1>{escape(office)}建议提案办理情况</h1><p>{escape(when)}</p><section>{boxes}</section>{table}</html>"
    )


def _why(case: LedgerCase, groups: Groups) -> tuple[int, str]:
    """How much a case wants the leader's eye, and why."""
    open_, day = not groups.is_done(case), groups.as_of
    reasons = (
        (8, open_ and bool(day and case.due and case.due < day), "超期未办结"),
        (4, case.satisfaction == "不满意", "不满意"),
        (3, open_, "未办结"),
        (2, case.role in ANSWERED_BY_US and case.face is False, "没有面复"),
        (1, bool(case.supervisor), f"{case.supervisor}督办" if case.supervisor not in ("是", "√") else "督办"),
    )
    given = [
        (weight, word)
        for weight, holds, word in reasons
        if holds and not (word == "未办结" and open_ and day and case.due and case.due < day)
    ]
    return sum(w for w, _ in given), "、".join(w for _, w in given)


_PAGE = (
    "@page{size:A4;margin:20mm}body{font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif;max-width:170mm;margin:0 auto;color:#222}"
    "h1{font-size:20px;text-align:center;margin:8px}p{text-align:center;color:#666}section{display:grid;grid-template-columns:repeat(4,1fr);gap:8px}"
    "section div{border:1px solid #ccc;padding:8px;text-align:center}b{display:block;font-size:20px}span{font-size:12px;color:#555}"
    "table{border-collapse:collapse;width:100%;font-size:12px}td,th{border:1px solid #ccc;padding:3px 6px;text-align:left}h2{font-size:15px}"
)
