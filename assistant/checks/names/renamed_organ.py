"""An organ named as it was called before a reform, for what happened after it."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import CheckContext
from assistant.checks.prose import sentence, unquoted
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER
from assistant.checks.tables import Renamed, organs
from assistant.checks.timing import YEAR, signed, subject_year
from assistant.checks.view import visible
from assistant.draft import Draft

_FORMER = re.compile(r"原(?!则|因|有|料|来|件|文)|时任|更名|改名|前身|合并|组建|机构改革|撤销|划转|改革前|职责整合")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:  # noqa: ARG001  # one signature for all rules
    text = unquoted(visible(draft))
    found = [m for m in _old().finditer(text) if not _FORMER.search(text, *sentence(text, m.start()))]
    if not found:
        return
    day, about = signed(draft), subject_year(draft)
    year = about.year if about else day.year if day else None
    if year is None:
        yield Undecided("没有年份，没有核对机构名称是不是改过的旧名。")
        return
    for m in found:
        renamed = _renamed()[m.group()]
        years = [int(y) for y in YEAR.findall(text[slice(*sentence(text, m.start()))])]
        kept = any(place in text for place in renamed.kept) or re.search(rf"简称[^）]{{0,6}}{m.group()}", text)
        if not kept and year > renamed.since and not any(y <= renamed.since for y in years):
            values = {"new": renamed.new, "since": str(renamed.since)}
            yield Hit(m.start(), m.end(), values, expected=renamed.new)


@cache
def _renamed() -> dict[str, Renamed]:
    return {name: r for r in organs().renamed for name in r.old}


@cache
def _old() -> re.Pattern[str]:
    names = "|".join(sorted(_renamed(), key=len, reverse=True))
    return re.compile(rf"(?:(?<=[省市县区州旗国家、，。；：（由同向与\s])|^)(?:{names})", re.MULTILINE)


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.renamed-organ",
    name="机构的旧名",
    message="现为{new}：“{quote}”{since}年起已不用。",
    reason="机构改革后要用现在的名称；说改革以前的事可以用旧名，加“原”字更清楚。",
    authority="knowledge_base/facts/organs.toml；2018年、2023年《党和国家机构改革方案》",
    severity="warning",
    check=check,
    fires=(
        _letter("会同省食品药品监督管理局办理。"),
        _letter("省国土资源厅负责用地审批。"),
        _letter("会同省工商局、省质监局办理。"),
    ),
    quiet=(
        _letter("2026年，浙江省建设厅介绍了经验。"),
        _letter("由省住房和城乡建设厅（以下简称省建设厅）牵头，省建设厅已印发指引。"),
        Example(LETTER),
        _letter("2016年，省国土资源厅出台办法。"),
        _letter("会同省自然资源厅（原省国土资源厅）办理。"),
        _letter("会同市文化和旅游局、省市场监督管理局办理。"),
        _letter("落实《示例省国土资源厅工作规则》。"),
    ),
    kinds=("report", "spoken-report", "meeting-paper", "reply", "opinion", "web-copy"),
)
