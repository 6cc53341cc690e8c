"""A report on 建议 and 提案 without one of the sections that it is read for."""

import re
from collections.abc import Iterator

from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import Section, forms, pattern
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.view import NUMBERED, Paragraph, paragraphs, title
from assistant.draft import Draft

_LONG_ENOUGH = 250
"""Characters from which a report is one with sections; shorter ones say all in a paragraph or two."""
_SENTENCE = re.compile(r"(?:^|[。；！？])")
_DOINGS = 2
"""The rank of 主要做法, which may stand under headings of its own choosing."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    found = paragraphs(draft)
    headings = [p for p in found if _top(p)]
    name = title(draft)[2]
    about = name + "".join(p.text for p in found[:4])
    letter = re.search(r"答复|复函", name) or any("收悉" in p.text for p in found[:6])
    if context.kind not in ("report", "spoken-report"):
        return  # what is published or printed for a meeting often leaves sections out
    if letter or len(headings) < 2 or len(draft.text) < _LONG_ENOUGH or not re.search("建议|提案", about):
        return
    for section in forms().section:
        if not _written(section, headings, found):
            start, end = _place(section, headings, draft)
            soft = context.kind != "report" and section.severity == "warning"
            yield Hit(start, end, {"section": section.name}, "advice" if soft else section.severity)


def _top(p: Paragraph) -> bool:
    m = NUMBERED.match(p.text)
    return bool(m and m["a"]) and p.kind in ("heading", "paragraph")


def _name(p: Paragraph) -> str:
    return re.split("[。；]", p.text)[0]


def _rank(p: Paragraph) -> int:
    """Which section the heading opens; the doings are what is none of the others."""
    named = [s.rank for s in forms().section if s.rank != _DOINGS and pattern(s.heading).search(_name(p))]
    return named[-1] if named else _DOINGS


def _written(section: Section, headings: list[Paragraph], found: tuple[Paragraph, ...]) -> bool:
    if section.rank == _DOINGS:
        return any(_rank(h) == _DOINGS for h in headings) or any(_rank(h) == 1 for h in headings[1:])
    if any(pattern(section.heading).search(_name(h)) for h in headings):
        return True
    start = re.compile("(?:^|[。；！？])(?:" + pattern(section.start).pattern + ")")
    return any(start.search(p.text) for p in found if p.kind in ("paragraph", "opening", "closing"))


def _place(section: Section, headings: list[Paragraph], draft: Draft) -> tuple[int, int]:
    """The gap where it would stand, with the heading after it."""
    later = next((h for h in headings if _rank(h) > section.rank), None)
    if later is not None:
        return len(draft.text[: later.start].rstrip()), later.end
    body = [p for p in paragraphs(draft) if p.kind in ("heading", "paragraph")]
    end = body[-1].end
    gap = re.compile(r"\s*").match(draft.text, end)
    return end, gap.end() if gap else end


_REPORT = """关于2025年建议提案办理工作情况的报告
示工信办〔2025〕12号
省政府办公厅：
按照要求，现将我厅建议提案办理工作情况报告如下。
一、总体情况
2025年，我厅共承办省人大代表建议12件、省政协提案30件，全部按期答复，代表委员均表示满意。办理的内容集中在企业技术改造、园区建设、融资服务等方面，与全省工业重点工作结合紧密，意见具体，操作性强。
二、主要做法
（一）压实责任。厅主要负责人带头领办重点件，分管负责人逐件审核，办公室每周调度一次，对临近期限的逐件提醒。
（二）加强沟通。坚持办前问需、办中会商、办后回访，先后走访代表委员二十多人次，邀请代表委员参加现场调研五次。
三、存在问题
个别答复偏重介绍面上工作，对具体意见回应不够直接；部分跨部门事项会商的时间偏长，会办意见反馈不够及时。
四、下步工作
下一步，我厅将建立跟踪台账，逐项明确完成时限和责任处室，对需要分年推进的事项每半年回访一次，确保件件有着落。
特此报告。
示例省工业和信息化厅
2025年7月9日"""


def _without(first: str, following: str) -> str:
    return _REPORT[: _REPORT.index(first)] + _REPORT[_REPORT.index(following) :]


RULE = Rule(
    id="structure.missing-section",
    name="缺少的部分",
    message="应有“{section}”部分：报告里没有写，请补上。",
    reason="办理情况报告一般写总体情况、主要做法、下步工作；存在问题各地要求不一，没有写只作提示。",
    authority="各地建议提案办理办法关于办理情况报告的规定；knowledge_base/facts/forms.toml",
    severity="warning",
    check=check,
    fires=(
        Example(_without("一、总体", "二、主要").replace("二、", "一、"), given={"kind": "report"}),
        Example(_without("二、主要", "三、存在"), given={"kind": "report"}),
        Example(_without("三、存在", "四、下步").replace("四、", "三、"), given={"kind": "report"}),
        Example(_without("四、下步", "特此"), given={"kind": "report"}),
    ),
    quiet=(
        Example(_REPORT, given={"kind": "report"}),
        Example(_REPORT[:60], given={"kind": "report"}),
        Example(_REPORT.replace("二、主要做法", "二、高位推动，精心组织"), given={"kind": "report"}),
    ),
    kinds=REPORTS,
)
