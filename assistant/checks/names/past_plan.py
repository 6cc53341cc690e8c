"""A plan for a time that is over when the paper is signed."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import sentence, unquoted
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.timing import AHEAD, signed
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft

_PLAN = re.compile(
    r"(?P<word>(?<!原)(?<!曾)(?<!当时)(?:下一步[，,]?[^，。；]{0,8})?(?:拟|计划|预计|将|力争|争取|确保|打算)[于在到]?)(?P<when>(?P<y>20\d\d)年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[12]\d|3[01]|0?[1-9])日)?|(?P<half>上半年|第?[一二三四]季度))?(?:年?[底末初])?(?:之?前)?)"
)
_DUE = re.compile(
    r"(?P<when>(?P<y>20\d\d)年(?:(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>[12]\d|3[01]|0?[1-9])日)?)?(?P<half>)年?[底末]?之?前)(?=[^，。；]{0,12}?(?:完成|印发|建成|出台|办结|实现|开工|投用|启动|修订|扩大|覆盖))"
    r"|(?<=是)(?P<when2>(?P<y2>20\d\d)年)(?=[再继将拟])"
)
"""A deadline, or a year in which something is to go on."""
_TOLD = re.compile("已|了|原|曾|当时|当年|如期|按期|提前|推迟|延期|实际|未能|没有|因|[》”]")
"""What makes the plan one of then, told as such: 原计划于2024年开工，因征地推迟."""
_HALVES = {"上半年": 6, "一": 3, "二": 6, "三": 9, "四": 12}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    day = signed(draft)
    if day is None:
        return
    text, written = unquoted(visible(draft)), visible(draft)
    ahead = False
    for at, block in of_kind(draft, "heading", "paragraph", "opening", "closing"):
        if block.kind == "heading":
            ahead = bool(AHEAD.search(block.text))
            continue
        due = _DUE.finditer(text, at, at + len(block.text)) if ahead or AHEAD.match(block.text) else ()
        for m in (*_PLAN.finditer(text, at, at + len(block.text)), *due):
            end = _end(m)
            around = written[slice(*sentence(text, m.start()))]
            if (
                end
                and end < day
                and not _TOLD.search(around)
                and not re.search(r"20\d\d年", written[sentence(text, m.start())[0] : m.start()])
            ):
                yield Hit(
                    m.start(),
                    m.end(),
                    {"day": f"{day.year}年{day.month}月{day.day}日"},
                    "error" if end.year < day.year else None,
                )


def _end(m: re.Match[str]) -> date | None:
    """The last day of the time that the plan names."""
    if m.re is _DUE and m["y2"]:
        return date(int(m["y2"]), 12, 31)
    year, month = int(m["y"]), int(m["m"] or 12)
    if m["half"]:
        month = _HALVES[m["half"] if m["half"] == "上半年" else m["half"].removeprefix("第")[0]]
    last = monthrange(year, month)[1]
    return date(year, month, min(int(m["d"] or last), last))


def _said(words: str) -> Example:
    return Example(LETTER.replace("下一步", f"{words}。下一步"))


RULE = Rule(
    id="names.past-plan",
    name="时间已经过去的打算",
    message="到{day}已经过去：“{quote}”，请改年份或写进展。",
    reason="打算做的事，时间却在成文之前，不是年份抄了旧稿，就是该写办得怎样。",
    authority="《党政机关公文处理工作条例》第十九条：情况属实，表述准确",
    severity="warning",
    check=check,
    fires=(
        _said("该办法拟于2024年10月底前印发"),
        _said("中心计划于2025年第三季度开工"),
        _said("力争2025年年底前覆盖全省"),
        Example(
            LETTER.replace("下一步，", "\n二、下一步工作\n对列入计划的事项逐件明确时限，2025年3月底前完成40件以上。")
        ),
        Example(LETTER.replace("下一步，", "\n二、下一步工作\n一是2025年再建停车场10处。")),
    ),
    quiet=(
        _said("该办法拟于2026年10月底前印发"),
        _said("中心原计划于2025年开工，因选址调整推迟"),
        _said("2023年，省政府印发方案，计划于2025年建成30个中心"),
        _said("中心预计于2026年开工"),
        Example(
            LETTER.replace("下一步，", "\n二、下一步工作\n2026年9月底前完成40件以上，巩固2025年底前完成的改造成果。")
        ),
        _said("拟于2025年印发的办法已如期印发"),
    ),
    kinds=ALL_KINDS,
)
