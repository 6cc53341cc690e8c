"""A commendation or a leader's note that nothing bears out."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import bare, given
from assistant.checks.groundwords import words
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft

_BASIS = re.compile(r"《|号文|\d{4}年度|〔\d{4}|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日")
"""What lets a reader look a commendation up."""
_OWN = re.compile(r"[厅局委部院办校]党[组委]|机关党委|(?:本|我)[厅局委部院办校](?!.*[省市国])")
"""The office commends its own people."""
_SORT = re.compile(
    "表扬|表彰|激励|嘉奖|称号|等奖|金奖|银奖|先进|优秀|示范|典型|批示|肯定|评价|推广|转发|刊发|报道|宣传|交流|复制|样板|标杆|品牌|率先|首[创个家例位]|前列|榜首|最[大高好多低]|空白|第[一二三\\d]+"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.own:
        return
    sources = given(context)
    for p in paragraphs(draft):
        if p.kind in BY_CODE:
            continue
        for m in _honour().finditer(p.text):
            if sources and _told(m.group(), bare(sources)):
                continue
            start = max(p.text.rfind(c, 0, m.start()) for c in "。；\n") + 1
            stop = next((i for i in range(m.end(), len(p.text)) if p.text[i] in "。；\n"), len(p.text))
            if not sources and (_OWN.search(m.group()) or _BASIS.search(p.text, start, min(stop, m.end() + 20))):
                continue
            what = "依据材料里没有" if sources else "没有写明文件或时间"
            short = m.group() if len(m.group()) <= 16 else f"{m.group()[:15]}…"
            yield Hit(
                *p.span(m.start(), m.end()),
                {"what": what, "claim": short},
                None if sources else "advice",
                verdict="unsupported",
            )


def _told(claim: str, text: str) -> bool:
    """Whether the sources speak of a commendation of this sort."""
    sort = _SORT.search(claim)
    return bool(sort and sort.group() in text)


@cache
def _honour() -> re.Pattern[str]:
    return re.compile("|".join(words().honours))


RULE = Rule(
    id="substance.unsupported-honour",
    name="没有依据的表彰、批示",
    message="{what}：“{claim}”，请补依据或删去。",
    reason="表彰、批示、排名是最容易拔高的话，送审时要拿得出文件。",
    authority="《党政机关公文处理工作条例》第十九条：情况属实",
    severity="warning",
    check=check,
    fires=(
        Example(
            LETTER.replace("下一步", "有关做法获省政府通报表扬。下一步"), given={"sources": {"表.txt": "培训1260人次"}}
        ),
        Example(LETTER.replace("下一步", "有关经验在全国推广。下一步")),
    ),
    quiet=(
        Example(
            LETTER.replace("下一步", "有关做法获省政府通报表扬。下一步"),
            given={"sources": {"表.txt": "培训做法获省政府通报表扬（2026年1月）"}},
        ),
        Example(LETTER.replace("下一步", "有3个处室受到厅党组通报表扬，我厅被评为2025年度先进单位。下一步")),
        Example(LETTER.replace("下一步", "2026年1月，有关做法获省政府通报表扬。下一步")),
        Example(LETTER),
    ),
    kinds=ALL_KINDS,
)
