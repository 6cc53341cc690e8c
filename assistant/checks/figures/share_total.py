"""Shares of one whole that don't make 100%."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.relations.digits import one_digit_off
from assistant.checks.relations.quantities import ALL, Paper, Quantity, read_paper
from assistant.checks.relations.ratio import decimals, is_percent, possible
from assistant.checks.relations.ratios import overlapping, ratios
from assistant.checks.relations.saying import fix, plain
from assistant.checks.relations.shares import numerator, shared_out
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_SHARE = re.compile(r"占|比重|比例")
_OTHER = re.compile(r"增|降|提高|上升|同[比期]|较|(?<!占)比(?![重例])|率(?:为|达到?)?$")
_BASE = re.compile(r"占([^，。；]{2,12})的$")
_MEASURED = re.compile("(?:分别|依次|各)占(?:全|本|所在)")
"""面积、产量和产值分别占全省的…: each is of a whole of its own."""
_TRAIT = re.compile("妇女|女性|党员|少数民族|基层(?!机构|医)|一线(?!城市)|残疾|高龄|退役|连任")
"""What one may be and another thing too: 妇女占28%，少数民族占15%."""
_COMPOSED = re.compile(
    r"(?:结构|构成|来源|组成|投向|占比|比例|比重|分布)[^，。；：\d]{0,4}：[^，。；：、（）\d]{1,10}$"
)
_LEAST, _MOST = Decimal(80), Decimal(115)
"""A list of shares that makes less may lack some, unless it names every class."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    paper = read_paper(draft)
    contradicted = {r.percent.index for r in ratios(paper) if not r.fits}
    for shares in _lists(paper):
        total = sum((_value(q) for q in shares), Decimal(0))
        slack = Decimal(len(shares)) / 2 * Decimal(1).scaleb(-min(map(decimals, shares)))
        if abs(total - 100) <= slack or any(q.index in contradicted for q in shares):
            continue
        named = shared_out(paper, shares[0])
        if named == len(shares) == 2 and total > 100 and total <= _MOST:
            yield _hit(paper, draft.text, shares, total)
            continue
        classes = {q.part("class") or q.part("verdict") for q in shares} - {""}
        whole = len(classes) == len(shares) > 2 or _rest_last(shares)
        meant = 100 < total <= _MOST or (total >= _LEAST and _slip(shares, total))
        if whole or (len(shares) > 2 and meant):
            sure = whole or named or any(q.part("class") or _composed(paper, q) or numerator(paper, q) for q in shares)
            hit = _hit(paper, draft.text, shares, total)
            yield hit if sure else replace(hit, severity="warning")


def _rest_last(shares: list[Quantity]) -> bool:
    """Whether what is left over closes the list, so that no share is missing."""
    return len(shares) > 2 and bool(re.search("其他|其它|其余", shares[-1].label))


def _slip(shares: list[Quantity], total: Decimal) -> bool:
    """Whether one wrong digit in a share explains what is missing."""
    gap = 100 - total
    return any(one_digit_off(plain(_value(q)), plain(_value(q) + gap)) for q in shares)


def _hit(paper: Paper, source: str, shares: list[Quantity], total: Decimal) -> Hit:
    wrong = _impossible(paper, shares)
    told = f"{'＋'.join(plain(_value(q)) for q in shares)}＝{plain(total)}"
    values = {"total": f"{plain(total)}%", "calculation": told if len(told) <= 26 else f"{len(shares)}项相加"}
    if wrong is None:
        return Hit(*paper.span(shares[0].number, shares[-1].number), values, expected="100%", detail=f"{told}。")
    right = 100 - total + _value(wrong)
    detail = f"{told}；只有{wrong.text}不是总件数的整件占比，其余各项合计{plain(100 - right)}%。"
    return Hit(
        *paper.span(wrong.number),
        values,
        expected=f"{plain(right)}%",
        detail=detail,
        fix=fix(paper, source, wrong, right),
    )


def _impossible(paper: Paper, shares: list[Quantity]) -> Quantity | None:
    """The one share that no whole number of the cases in question makes, if putting it right mends the list."""
    wholes = [
        q for q in paper.counts if q.index < shares[0].index and q.paragraph == shares[0].paragraph and q.unit == "件"
    ]
    wholes = [
        q
        for q in wholes
        if not q.limits.strip("后") and not q.parts and not q.moved and q.kind in ("建议", "提案", ALL)
    ]
    if len(wholes) != 1 or wholes[0].value <= 0:
        return None
    odd = [q for q in shares if not possible(q, wholes[0].value)]
    return odd[0] if len(odd) == 1 else None


def _value(q: Quantity) -> Decimal:
    return q.number.value or Decimal(0)


def _lists(paper: Paper) -> Iterator[list[Quantity]]:
    """Shares that follow one another in a sentence, between them only the counts that they belong to."""
    run: list[Quantity] = []
    last_share = -2
    for q in paper.quantities:
        if is_percent(q) and _is_share(paper, q, run):
            apart = q.sentence != (run[-1] if run else q).sentence or q.index - last_share > 2
            if run and (apart or shared_out(paper, q) != shared_out(paper, run[-1])):
                yield from _closed(paper, run)
                run = []
            run.append(q)
            last_share = q.index
    yield from _closed(paper, run)


def _closed(paper: Paper, run: list[Quantity]) -> Iterator[list[Quantity]]:
    bases = {m[1] for q in run if (m := _BASE.search(q.label))}
    measured = any(_MEASURED.search(q.label) or _TRAIT.search(q.label) for q in run)
    if len(run) > 1 and not measured and len(bases) < 2 and not overlapping(paper, run[0], run[-1]):
        yield run


def _composed(paper: Paper, q: Quantity) -> bool:
    return bool(_COMPOSED.search(paper.text[max(0, q.start - 30) : q.start]))


def _is_share(paper: Paper, q: Quantity, run: list[Quantity]) -> bool:
    if shared_out(paper, q):
        return True
    if _OTHER.search(q.label):
        return False
    if _SHARE.search(q.label) or q.part("class") or (numerator(paper, q) and paper.text[q.start - 1] == "（"):
        return True
    if _composed(paper, q):
        return True
    between = paper.text[run[-1].end : q.start] if run else ""
    return between in ("、", "和", "及", "与") or bool(
        re.fullmatch(r"[，、；]?[^，。；：、\d]{1,14}", between)
        and run
        and (_SHARE.search(run[0].label) or _composed(paper, run[0]))
    )


RULE = Rule(
    id="figures.share-total",
    name="合计不是百分之百的占比",
    message="各项占比之和应为100%：{calculation}，现为{total}。",
    reason="同一总数的各项占比之和应为100%，四舍五入的误差除外。",
    authority="统计口径常识",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "其中已解决的占40.2%；列入计划的占51.4%；暂不能解决的占7.2%；留作参考的占2.2%。下一步")),
        Example(LETTER.replace("下一步", "三类企业占比分别为40%、35%和35%。下一步")),
        Example(LETTER.replace("下一步", "A类占62%，B类占20%，C类占8%。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "占计划的76%，较上年同期的62%提高14个百分点，占固定资产投资的12%。下一步")),
        Example(LETTER.replace("下一步", "其中已解决的占39.2%；列入计划的占51.4%；暂不能解决的占7.2%；留作参考的占2.2%。下一步")),
        Example(LETTER.replace("下一步", "三类企业占比分别为33.3%、33.3%和33.3%。下一步")),
        Example(LETTER.replace("下一步", "其中化工占20%、机械占15%、食品占10%。下一步")),
        Example(LETTER.replace("下一步", "产业类占37.2%、创新类占29.5%、绿色类占16.4%、其他占29%（含交叉）。下一步")),
    ),
    kinds=ALL_KINDS,
)  # fmt: skip
