"""A number of a foreign draft that no given text holds."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.evidence import Verdict, texts, verdicts
from assistant.checks.periods import misdated
from assistant.checks.relations.quantities import read_paper
from assistant.checks.relations.reckoned import follow
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LAW, LETTER, PAYING, REPORT
from assistant.checks.view import body_numbers
from assistant.draft import Draft

_NAMED = re.compile(r"[^，。；：（）\d]{0,8}（(?P<list>[^（）\d]+)）")
_COVERED = 0.5
"""Share of a draft's numbers that the sources must hold before one that they don't hold is held against it."""
_QUOTED = 3
"""How many numbers that were not compared are quoted."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    if context.own:
        return
    found = list(verdicts(draft, context))
    if not texts(context) and any(True for _ in body_numbers(draft)):
        yield Undecided("没有给出依据材料（--proposal、--source），无法判断数字有没有出处。")
    open_ones = [v for v in found if v.verdict == "unsupported" and not _trivial(draft.text, v)]
    if open_ones and texts(context):
        misread = {(g.start, g.end) for g, *_ in misdated(draft, context.sources)} if context.sources else set()
        open_ones = [v for v in _unreckoned(draft, found, open_ones) if (v.start, v.end) not in misread]
    covered = sum(v.verdict != "unsupported" for v in found) >= _COVERED * len(found)
    left = 0
    unproposed: list[str] = []
    for v in open_ones:
        # a letter's own figures are rarely in the proposal that it answers; what it says of a paper is in the paper
        if v.cited:
            yield Hit(v.start, v.end, {"where": f"《{v.cited}》"}, verdict="unsupported")
        elif not context.sources:
            unproposed.append(draft.text[v.start : v.end])
        elif covered or v.matter:
            yield Hit(v.start, v.end, {"where": "依据材料"}, verdict="unsupported")
        else:
            left += 1
    if texts(context) and not context.sources and not found:
        unproposed = [n.text for _, _, n in body_numbers(draft)]
    if unproposed:
        which = "、".join(f"“{q}”" for q in unproposed[:_QUOTED]) + ("等" if len(unproposed) > _QUOTED else "")
        yield Undecided(f"有{len(unproposed)}个数字（{which}）原件里没有，没有用--source给出依据材料，没有核对。")
    if left:
        yield Undecided(f"所给的依据材料只说到稿子的一部分，另有{left}个数字说的事它没有提到，没有核对。")


def _unreckoned(draft: Draft, found: list[Verdict], open_ones: list[Verdict]) -> list[Verdict]:
    """Those that do not follow by the draft's own reckoning from numbers that have a source."""
    paper = read_paper(draft)
    index = {paper.span(q.number)[0]: q.index for q in paper.quantities}
    unsupported = frozenset(index[v.start] for v in open_ones if v.start in index)
    wrong = frozenset(index[v.start] for v in found if v.verdict == "contradicted" and v.start in index)
    known = follow(paper, unsupported, wrong)
    return [v for v in open_ones if v.cited or index.get(v.start, -1) not in known]


def _trivial(text: str, v: Verdict) -> bool:
    """两位, 三年, 两个月: a small number in words is no figure; 100% is 全部 in figures; 33∶1 is reckoned; 60岁以上 names a group; 2个乡镇（甲镇、
    乙镇）counts what it names."""
    quote, after = text[v.start : v.end], text[v.end : v.end + 80]
    if re.match(r"\s*[∶:]\s*\d", after) or re.search(r"\d\s*[∶:]\s*$", text[max(0, v.start - 4) : v.start]):
        return True
    if quote.endswith("岁") and re.match("（?及?以[上下内]", after):
        return True
    if (m := _NAMED.match(after)) and re.fullmatch(rf"{m['list'].count('、') + 1}[个家所名处座项]", quote):
        return True
    if re.fullmatch(r"100\s*[%％]", quote):
        return not v.matter
    return not re.search(r"\d", quote) and not re.search("[十百千万亿分成]", quote)


RULE = Rule(
    id="figures.unsupported-figure",
    name="依据材料里找不到的数字",
    message="“{quote}”在{where}里找不到，请补来源或核实。",
    reason="稿子里的数字如果在原件和依据材料里都没有，可能是记错、抄错或编造的。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="warning",
    check=check,
    fires=(
        Example(PAYING.replace("30日内支付款项", "支付款项并给予2%的奖励"), known=(LAW,)),
        Example(LETTER.replace("下一步", "同时投入2870万元。下一步"), given={"sources": {"报告.txt": REPORT}}),
        Example(
            LETTER.replace("1260人次。", "1260人次，发放技术改造贷款3.5万元。"),
            given={"sources": {"报告.txt": "全省培训企业管理人员1260人次。"}},
        ),
    ),
    quiet=(
        Example(PAYING, known=(LAW,)),
        Example(LETTER, given={"sources": {"报告.txt": REPORT}}),
        Example(LETTER),
        Example(
            LETTER.replace("1260人次。", "1260人次，发放技术改造贷款35000万元。"),
            given={"sources": {"报告.txt": REPORT}},
        ),
    ),
    kinds=ALL_KINDS,
)
