"""Something told as done where the letter tells what it is going to do."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import BY_CODE, paragraphs, signing_date
from assistant.draft import Draft

_PLANS = re.compile(
    r"下一?步|今后|打算|(?:工作|后续|下半年|明年)(?:计划|安排|思路)|(?:后续|下半年|明年)(?:工作)?(?:举措|措施)|努力方向"
)
_AHEAD = re.compile(r"^(?:[一二三四五六七八九]是)?[^，。；]{0,12}?(?:下一?步|今后|接下来|明年|下半年|未来)")
_WILL = re.compile(r"将(?!士|军|领|于[^，]{0,10}到期)|拟(?!定)|计划(?=[在于到今明\d])")
_DONE = re.compile(
    r"(?<![而早业久不])已(?:经)?(?!有|建成?的|出台的|取得|形成的|开展的|列入|纳入|(?:多次)?(?:向|报|与|商|提请|致函)|成为|逾|达|超|定的|完成的|办结的|答复的|承诺|采纳的|作出的|签|明确|确定|知|到期|于)[\u4e00-\u9fff]{2,}"
)
_WITHIN = re.compile(r"[（(]|\d")
"""A heading of a lower level: what it belongs to is still told."""
_AT_ODDS = re.compile(
    r"(?:将|拟|正在|计划)已(?:经)?(?!有)[\u4e00-\u9fff]{2}|(?:剩余|余下)(?:的)?\d+件[^，。；]{0,8}?已[^，。；]{0,10}?(?:答复|办结|完成)"
)
"""Words for what is done beside words for what is not: 将已完成, 余下的6件已答复."""
_LEFT = re.compile(r"(?:对|在|将|把|围绕|巩固|落实|根据|按照|依托|凡是?|针对)[^，。；]{0,24}$")
"""Before 已: it tells of what the plan builds on (对已列入计划的事项)."""


_AT = re.compile(
    r"已(?:经)?[于在从]?(?:(?P<year>20\d\d)年|(?P<this>年)(?=[底末]))(?:(?P<month>\d{1,2})月|第?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)?(?P<end>年?[底末])?(?:之?前|起)?"
    r"|(?P<year2>20\d\d)年(?:(?P<month2>\d{1,2})月)?[底末]?前?，?已(?!有|经有|建成?的|出台的|列入|明确)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature
    planning = False
    signed = signing_date(draft)
    for p in paragraphs(draft):
        if p.kind in BY_CODE:
            continue
        if p.kind == "heading":
            planning = bool(_PLANS.search(p.text)) or (
                planning and bool(_WITHIN.match(p.text)) and not re.search("问题|不足|进展|成效", p.text)
            )
            continue
        for sentence in re.finditer(r"[^。；\n]+", p.text):
            text = sentence.group()
            if signed and (m := _AT.search(text)) and _later(m, signed):
                yield Hit(*p.span(sentence.start() + m.start(), sentence.start() + m.end()), {"where": "以后的时间"})
                continue
            for m in _AT_ODDS.finditer(text):
                yield Hit(*p.span(sentence.start() + m.start(), sentence.start() + m.end()), {"where": "将要做的事"})
            ahead = bool(_AHEAD.search(text))
            for m in _DONE.finditer(text):
                before = text[: m.start()]
                clause = re.sub("^20\\d\\d年", "", re.split("[，：]", before)[-1])
                if _LEFT.search(clause) or re.search(r"的[^，。；]{0,6}$", text[m.end() : m.end() + 1]):
                    continue
                promised = _WILL.search(re.split("[，：]", before)[-2]) if "，" in before and len(clause) <= 2 else None
                if promised or ((planning or ahead) and len(clause) <= 4):
                    start, end = sentence.start() + m.start(), sentence.start() + m.end()
                    yield Hit(*p.span(start, end), {"where": "下步工作" if planning else "打算"})


def _later(m: re.Match[str], signed: date) -> bool:
    """Whether all of the time named lies after the day of signing."""
    year = int(m["year"] or m["year2"] or signed.year)
    month = int(m["month"] or m["month2"] or 0)
    if m["quarter"]:
        month = "一二三四".index(m["quarter"]) * 3 + 1
    elif m["half"]:
        month = 7 if m["half"] == "下" else 1
    elif m["this"] or (m["end"] and not month):
        month = 12
    return (year, month) > (signed.year, signed.month) if month else year > signed.year


_PLAN = LETTER.replace("下一步，我厅将继续开展培训", "下一步，{}")

RULE = Rule(
    id="substance.done-in-plan",
    name="写在打算里的已完成的事",
    message="这里在说{where}，却写“{quote}”，请核对进展。",
    reason="打算做的事写成“已”做，不是写错了进展，就是放错了地方。",
    authority="《党政机关公文处理工作条例》第十九条：情况属实，表述准确",
    severity="advice",
    check=check,
    fires=(
        Example(_PLAN.format("我厅已建立培训台账")),
        Example(LETTER.replace("2025年全省培训", "我厅将已编制完成规划。2025年全省培训")),
        Example(LETTER.replace("2025年全省培训", "余下的6件主办件已于6月底前全部答复。2025年全省培训")),
        Example(LETTER.replace("二、关于培训管理人员", "二、下步打算\n（一）加快建设\n2025年已经完成改造项目9个。")),
        Example(LETTER.replace("下一步", "培训基地已于2026年12月底前建成。下一步")),
        Example(_PLAN.format("将会同有关部门研究支持政策，已选择3个园区试点")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("下一步", "培训基地已于2026年4月底前建成。下一步")),
        Example(_PLAN.format("我厅将对已建立的台账逐项核查")),
        Example(_PLAN.format("在已出台政策的基础上，我厅将继续开展培训")),
        Example(_PLAN.format("将支持建设培训基地，项目已列入2027年计划")),
        Example(_PLAN.format("涉及编制的事项，我厅已向省委编办作了反映")),
    ),
    kinds=ALL_KINDS,
)
