"""Sentences of our own reports and replies, made to stand in today's letter or dropped."""

import re

from assistant.draft import Run
from assistant.drafting.binding import bound
from assistant.drafting.choosing import Chosen
from assistant.drafting.quoting import Citations, flat, passage_source, source_of
from assistant.drafting.relative_time import WORDS, absolute, period_above, period_told, year_told
from assistant.figures import FigureSheet
from knowledge_base.documents import Passage
from knowledge_base.profiles import Profile

_FUTURE = re.compile(
    r"下一步|下步|将(?!其|此|该|企业|有关|相关|符合|[^，。]{1,30}[由从][^，。]{1,20}[到至为])|拟(?!定)|(?<![动期划业度])(?<![一二三四五]年)计划(?![》（(、，。的]|总?投资|生育|单列)|打算|争取|力争|准备|有望|明年|今后"
)
_CASEWORK = re.compile(
    r"您|你们|你[委会处]|贵[委会厅局]|提案|建议(?:收悉|答复|办理)|代表|委员|收悉|答复|感谢|会办意见|协办意见|会商意见|专此|特此|理解和支持|办理结果"
)
_ANAPHORA = re.compile(r"^(?:《|上述|前述|以上|这[些一]|该|此[类项])")
_YEAR = re.compile(r"(?:19|20)\d\d ?年|“?十[三四五六]五”?")

_NAMED_YEAR = re.compile(r"(20\d\d) ?年")
_COMPARED = re.compile(r"(?:比|较|[由从])(?:(?:19|20)\d\d ?年|上年|去年)[^，。；]{0,8}")
_DONE = re.compile(r"截至|已|\d月|季度|上半年|下半年")
_AIM = re.compile(r"不少于|不低于|以上|达到|提高到|新增|完成|实现|控制在|力争|确保")
_STOCK = re.compile(r"累计|余额|现有|共有|在库|入库|在册|存量|总数|达到?\d|\d[^，。]{0,6}家")
_SO_FAR = re.compile(r"已")
"""What has come about by the day of the paper, whatever time was told of before."""
_YEAR_END = re.compile(r"年[底末]$")
"""A day on which things stand; what was done (举办126场) was done in the year."""
_PART_OF_YEAR = re.compile(r"[一二三四]季度|[上下]半年|\d月")
_PAPER = re.compile(r"《[^《》]*》(?:（[^（）]*）)?")


def work_runs(c: Chosen, profile: Profile, sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """The sentence with its dates made absolute and ourselves as 我厅; empty when it cannot be said today: it tells of
    plans, of another case, or of a time that nothing dates."""
    edits = _edits(c, profile)
    if edits is None or not _is_work(c):
        return ()
    text, base = c.sentence.plain, c.passage.start + c.sentence.start
    ref = citations.of(passage_source(c.passage, base, base + len(c.sentence.text), text))
    return flat(_applied(bound(c.sentence.text, sheet, source_of(c), kind="citation", ref=ref), edits))


def can_be_said(c: Chosen, profile: Profile) -> bool:
    """Whether ``work_runs`` has something of the sentence."""
    return _is_work(c) and _edits(c, profile) is not None


def _is_work(c: Chosen) -> bool:
    text = c.sentence.plain
    told = c.sentence.whole and not (tells_plans(text) or _CASEWORK.search(text) or _ANAPHORA.search(text))
    return told and not is_aim(c)


def tells_plans(text: str) -> bool:
    return bool(_FUTURE.search(text))


def is_aim(c: Chosen) -> bool:
    """Whether it lays down what is to be reached: it names a year after the one the paper tells of (2026年新增1080户 in a
    report on 2025), or the paper's own year without saying up to when."""
    told = year_told(c.passage)
    text = _PAPER.sub("", c.sentence.plain)
    named = [int(y) for y in _NAMED_YEAR.findall(text)]
    if told and any(y > told for y in named):
        return True
    issued = c.passage.issued
    open_year = issued is not None and issued.month < 11 and issued.year in named
    return open_year and not _DONE.search(text) and bool(_AIM.search(text))


def last_year_told(paper: Passage, text: str) -> int:
    """The last year that a sentence of the paper speaks of."""
    named = [int(y) for y in _NAMED_YEAR.findall(_COMPARED.sub("", _PAPER.sub("", text)))]
    return max(named, default=year_told(paper))


def _edits(c: Chosen, profile: Profile) -> dict[str, str] | None:
    """Phrase → what stands for it today; None when the sentence needs a date that the paper does not have."""
    text, issued = c.sentence.text, c.passage.issued
    names = (n for n in (profile.name, profile.short, *profile.aliases) if not n.endswith("部门"))
    edits = {name: profile.we for name in names if name in text}
    standing_alone = _COMPARED.sub("", _PAPER.sub("", text))
    dated = bool(_YEAR.search(standing_alone))
    above = c.passage.text[: c.sentence.start].rpartition("\n")[2]
    found = {
        m.group(): absolute(m.group(), above + text[: m.start()], c.passage) for m in reversed([*WORDS.finditer(text)])
    }
    if dated and not found:
        return edits
    if issued is None or not all(found.values()):
        return None
    if dated or any(word in standing_alone for word in found):
        return edits | found
    inherited = period_above(above)
    whole = "全年" in text
    if inherited and (whole or not _SO_FAR.search(text)):
        flow = _YEAR_END.search(inherited) and not _STOCK.search(standing_alone)
        of_year = whole or flow or _PART_OF_YEAR.search(text)
        return edits | found | {"": f"{inherited.removeprefix('截至')[:5] if of_year else inherited}，"}
    year, told = year_told(c.passage), period_told(c.passage)
    month = f"{issued.year}年{issued.month}月"
    if not told:
        return None if whole else edits | found | {"": f"截至{month}，"}
    if not _STOCK.search(standing_alone):
        return edits | found | {"": f"{told}，"}
    return edits | found | {"": f"截至{year}年底，" if issued.year > year else f"截至{month}，"}


def _applied(runs: tuple[Run, ...], edits: dict[str, str]) -> tuple[Run, ...]:
    pattern = "|".join(re.escape(k) for k in sorted(filter(None, edits), key=len, reverse=True))
    lead = edits.get("", "")
    made = [
        Run(re.sub(pattern, lambda m: edits[m.group()], r.text), r.kind, r.ref) if pattern and r.kind != "figure" else r
        for r in runs
    ]
    return (Run(lead), *made) if lead else tuple(made)
