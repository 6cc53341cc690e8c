"""A 文号 that is not the cited paper's."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, given
from assistant.checks.papers import NUMBER, cited, number_key, numbers_in, same_paper, same_title, titles_in
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, POLICY
from assistant.checks.view import visible
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    known = list(context.lookup.documents()) if context.lookup else []
    seen: set[int] = set()
    for paper in cited(draft, context) if known or sources else ():
        if not paper.number:
            continue
        seen.add(paper.number_start)
        numbers = {d.number for d in known if d.number and same_paper(paper.title, d)}
        numbers |= {n for t, (n, _) in titles_in(sources).items() if n and same_title(paper.title, t)}
        if numbers and not any(_agree(paper.number, n) for n in numbers):
            yield _hit(
                paper.number_start, paper.number_end, paper.number, sorted(numbers)[-1], f"《{_short(paper.title)}》"
            )
        elif not numbers and sources:
            yield from _unlike(paper.number, paper.number_start, draft, sources)
    if sources:
        text = visible(draft)
        for m in NUMBER.finditer(text):
            if m.start() not in seen:
                yield from _unlike(m.group(), m.start(), draft, sources)


def _unlike(number: str, start: int, draft: Draft, sources: Texts) -> Iterator[Hit]:
    """A number that the sources have with the same 代字, and of which the draft has none of theirs."""
    known = numbers_in(sources)
    if any(_agree(number, k) for k, _ in known.values()):
        return
    own = {number_key(m.group()) for m in NUMBER.finditer(visible(draft))}
    near = [k for key, (k, _) in known.items() if not any(o.endswith(key) for o in own) and _one_part_off(number, k)]
    if len(near) == 1:
        words = _words_before(number, near[0])
        yield _hit(start + words, start + len(number), number[words:], near[0], "依据材料")


def _one_part_off(a: str, b: str) -> bool:
    """The same but for the 代字, the year or the serial number, which all three look alike."""
    one, two = _PARTS.match(a), _PARTS.match(b)
    if not one or not two:
        return False
    off = [x != y for x, y in zip(one.groups(), two.groups(), strict=True)]
    off[0] = not one["code"].endswith(two["code"])
    return sum(off) == 1 and (not off[0] or one[1][:1] == two[1][:1])


def _words_before(number: str, known: str) -> int:
    """How many characters of the sentence (按照国办发…) stand before the 代字 that is known."""
    own, right = _PARTS.match(number), _PARTS.match(known)
    return len(own["code"]) - len(right["code"]) if own and right and own["code"].endswith(right["code"]) else 0


_PARTS = re.compile(
    r"(?P<code>[^〔﹝\[［【（(]+)\s*[〔﹝\[［【（(]\s*(?P<year>\d{4})年?\s*[〕﹞\]］】）)]\s*第?\s*0*(?P<n>\d+)\s*号"
)


def _hit(start: int, end: int, written: str, expected: str, where: str) -> Hit:
    own, right = _PARTS.match(written), _PARTS.match(expected)
    fix = None
    if own and right:
        fix = written  # its brackets are another rule's matter
        for part in ("n", "year", "code"):
            fix = fix[: own.start(part)] + right[part] + fix[own.end(part) :]
    return Hit(start, end, {"title": where, "expected": expected}, None, expected, "contradicted", fix=fix)


def _short(title: str) -> str:
    return title if len(title) <= 8 else f"{title[:7]}…"


def _agree(written: str, number: str) -> bool:
    """The same number, with or without words before it (国务院令第802号, 令第802号)."""
    a, b = number_key(written), number_key(number)
    return a == b or a.endswith(b) or b.endswith(a)


_WELL = LETTER.replace("我厅已梳理", "按照《示例省铸造行业改造提升实施方案》（示政发〔2024〕8号）要求，我厅已梳理")

_SHEET = {"sources": {"文件.txt": "文号\t名称\n示政发〔2024〕8号\t示例省铸造行业改造提升实施方案"}}

RULE = Rule(
    id="citations.wrong-number",
    name="与文件不符的文号",
    message="应为{expected}：见{title}。",
    reason="文件名称和文号是一对，文号错了就查不到所引的文件。",
    authority="《党政机关公文处理工作条例》第九条；GB/T 9704-2012 7.2.5",
    severity="error",
    check=check,
    fires=(
        Example(_WELL.replace("8号", "18号"), known=(POLICY,)),
        Example(_WELL.replace("〔2024〕", "〔2023〕"), known=(POLICY,)),
        Example(_WELL.replace("8号", "18号"), given=_SHEET),
        Example(LETTER.replace("我厅已", "按照示政发〔2024〕18号文件要求，我厅已"), given=_SHEET),
    ),
    quiet=(
        Example(_WELL, known=(POLICY,)),
        Example(_WELL.replace("〔2024〕", "[2024]"), known=(POLICY,)),
        Example(_WELL.replace("8号", "18号")),
        Example(_WELL, given=_SHEET),
        Example(LETTER.replace("我厅已", "按照示政发〔2024〕8号文件要求，我厅已"), given=_SHEET),
        Example(LETTER.replace("我厅已", "按照国发〔2024〕18号文件要求，我厅已"), given=_SHEET),
    ),
    kinds=ALL_KINDS,
)
