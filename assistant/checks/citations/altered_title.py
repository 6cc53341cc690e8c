"""A cited title that is nearly, but not quite, that of a known paper."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import given
from assistant.checks.papers import (
    Cited,
    alike,
    alike_in,
    cited,
    number_key,
    renumbered_in,
    same_paper,
    titles_in,
    told,
)
from assistant.checks.rule import Example, Hit, Rule, Undecided
from assistant.checks.samples import LETTER, POLICY
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit | Undecided]:
    papers = list(cited(draft, context))
    if not papers:
        return
    sources = given(context)
    if context.lookup is None and not sources:
        yield Undecided("没有知识库，无法核对所引文件的名称和文号。")
        return
    known = list(context.lookup.documents()) if context.lookup else []
    unknown: list[str] = []
    for paper in papers:
        if told(paper.title, sources) or any(same_paper(paper.title, d) for d in known):
            continue
        if context.lookup and context.lookup.find_title(paper.title):
            continue
        if right := alike_in(paper.title, sources):
            yield _hit(paper, right[0], "依据材料", sure=len(right) == 1)
            continue
        if other := [t for t in renumbered_in(paper.title, sources) if t not in draft.text]:
            known_number = titles_in(sources)[other[0]][0]
            same = bool(paper.number) and number_key(paper.number) == number_key(known_number)
            hit = _hit(paper, other[0], "依据材料", sure=same and len(other) == 1)
            yield hit if same else replace(hit, severity="warning")
            continue
        near = {d: name for d in known if (name := alike(paper.title, d))}
        by_number = [n for d, n in near.items() if d.number and number_key(d.number) == number_key(paper.number)]
        indexed = set(by_number or near.values())
        if len(indexed) == 1:
            yield _hit(paper, next(iter(indexed)), "知识库", sure=True)
        else:
            unknown.append(paper.title)
    if unknown and not context.own and not sources:
        yield Undecided(
            "知识库里没有" + "".join(f"《{t}》" for t in dict.fromkeys(unknown)) + "，无法核对名称、文号和效力。"
        )


def _hit(paper: Cited, expected: str, where: str, *, sure: bool) -> Hit:
    old, new = _difference(paper.title, expected)
    values = {"expected": new, "where": where, "old": old}
    detail = f"{where}里的文件是《{expected}》，正文写的是《{paper.title}》。"
    fix = expected if sure else None
    return Hit(paper.start, paper.end, values, None, expected, "contradicted", None, detail, fix)


def _difference(written: str, expected: str) -> tuple[str, str]:
    """What differs, with a character or two on either side, so that it fits a line."""
    changes = [c for c in SequenceMatcher(None, written, expected, autojunk=False).get_opcodes() if c[0] != "equal"]
    first, last = changes[0], changes[-1]
    a, b = max(0, first[1] - 2), last[2] + 2
    c, d = max(0, first[3] - 2), last[4] + 2
    return _short(written[a:b]), _short(expected[c:d])


def _short(text: str) -> str:
    return text if len(text) <= 10 else f"{text[:9]}…"


_WELL = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号）要求，我厅已梳理")

_SHEET = {"sources": {"文件.txt": "文号\t名称\n示政发〔2024〕8号\t示例省铸造行业改造提升实施方案"}}
_THREE_YEARS = {"sources": {"文件.txt": "文号\t名称\n示政发〔2024〕8号\t示例省铸造行业改造提升三年行动方案"}}

RULE = Rule(
    id="citations.altered-title",
    name="写错的文件名称",
    message="应为“{expected}”：{where}如此，正文写作“{old}”。",
    reason="引用文件要用全称，一字不差；错一个字就可能变成另一份文件。",
    authority="《党政机关公文处理工作条例》第十九条；GB/T 9704-2012",
    severity="error",
    check=check,
    fires=(
        Example(_WELL.replace("实施方案", "指导方案"), known=(POLICY,)),
        Example(_WELL.replace("改造提升", "改造升级"), known=(POLICY,)),
        Example(_WELL.replace("实施方案", "指导方案"), given=_SHEET),
        Example(_WELL.replace("改造提升实施方案", "改造提升五年行动方案"), given=_THREE_YEARS),
    ),
    quiet=(
        Example(_WELL, known=(POLICY,)),
        Example(_WELL.replace("示例省铸造", "云河市铸造"), known=(POLICY,)),
        Example(_WELL.replace("实施方案", "指导方案")),
        Example(_WELL, given=_SHEET),
        Example(_WELL.replace("改造提升实施方案", "改造提升三年行动方案"), given=_THREE_YEARS),
    ),
    kinds=ALL_KINDS,
)
