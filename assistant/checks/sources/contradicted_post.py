"""A post that the sources give a person otherwise."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, given, joined, lines_of, source_at
from assistant.checks.groundwords import alternation, words
from assistant.checks.named import Known, head_of, known_people, people_and, posts
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import paragraphs
from assistant.draft import Draft

_PAIR = re.compile(rf"(?P<first>{alternation(words().posts)})、(?P<second>副(?:{alternation(words().posts)}))")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    known = known_people(sources)
    bound: set[int] = set()
    for p in paragraphs(draft):
        for person in people_and(p.text, known):
            for post in person.posts:
                at = _beside(p.text, post, person.start, person.end)
                bound.add(p.at(at))
                held = known.get(person.name, ())
                right = frozenset().union(*(k.posts for k in held))
                more = not _alike(post, right) and any(
                    p in right for p in person.posts
                )  # 党组书记、厅长: the sources may know one
                if right and post not in right and not more:
                    start, end = p.span(at, at + len(post))
                    yield _of_person(start, end, post, sorted(right), held[0])
    yield from _nameless(draft, sources, bound)
    yield from _paired(draft, sources)


def _nameless(draft: Draft, sources: Texts, bound: set[int]) -> Iterator[Hit]:
    """副厅长 in a draft whose sources know only a 厅长, whom the draft doesn't have, and the other way round."""
    theirs = {post: (line, path) for line, path in lines_of(sources) for post, _, _ in posts(line.whole)}
    mine = {post for post, _, _ in posts(joined(draft))}
    for p in paragraphs(draft):
        for post, a, b in posts(p.text):
            if p.at(a) in bound or post in theirs:
                continue
            for other in (head_of(post), "副" + post):
                if other in theirs and other not in mine:
                    line, path = theirs[other]
                    values = {"expected": other}
                    yield Hit(*p.span(a, b), values, "warning", other, "contradicted", source_at(line, path))
                    break


def _paired(draft: Draft, sources: Texts) -> Iterator[Hit]:
    """Two posts that stand in a list (主席、副主席), of which the sources have the second with another first."""
    theirs = [
        (m["first"], m["second"], line, path) for line, path in lines_of(sources) for m in _PAIR.finditer(line.whole)
    ]
    known = {post for line, _ in lines_of(sources) for post, _, _ in posts(line.whole)}
    for p in paragraphs(draft):
        for m in _PAIR.finditer(p.text):
            other = {first: (line, path) for first, second, line, path in theirs if second == m["second"]}
            if m["first"] not in known and len(other) == 1:
                expected, at = next(iter(other.items()))
                span = p.span(*m.span("first"))
                yield Hit(*span, {"expected": expected}, "warning", expected, "contradicted", source_at(*at))


def _alike(post: str, right: frozenset[str]) -> bool:
    return any(head_of(r) == head_of(post) for r in right)


def _of_person(start: int, end: int, post: str, right: list[str], held: Known) -> Hit:
    alike = [r for r in right if head_of(r) == head_of(post)]
    expected = (alike or right)[0]
    return Hit(
        start,
        end,
        {"expected": expected},
        None if alike else "warning",
        expected,
        "contradicted",
        source_at(held.line, held.path),
        f"依据材料写的是：{held.line.whole}",
        expected if len(alike) == 1 else None,
    )


def _beside(text: str, post: str, start: int, end: int) -> int:
    """Where the post stands that belongs to the name at ``start``."""
    after = text.find(post, end, end + len(post) + 20)
    before = text.rfind(post, max(0, start - len(post) - 16), start)
    return before if before >= 0 and (after < 0 or start - before - len(post) <= after - end) else max(after, 0)


_SHEET = {"sources": {"情况表.txt": "姓名\t职务\n李志坚\t厅长\n王为民\t处长"}}

RULE = Rule(
    id="sources.contradicted-post",
    name="与材料不一致的职务",
    message="应为{expected}：依据材料如此，正文写的是{quote}。",
    reason="职务写错，既失实也失礼。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("我厅已梳理", "李志坚副厅长带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "厅长王为民带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "副厅长带队调研，我厅已梳理"), given=_SHEET),
        Example(
            LETTER.replace("我厅已梳理", "省政协秘书长、副主席督办2件，我厅已梳理"),
            given={"sources": {"表.txt": "省政协主席、副主席督办2件"}},
        ),
        Example(
            LETTER.replace("我厅已梳理", "厅党组书记、副厅长李志坚带队，我厅已梳理"),
            given={"sources": {"表.txt": "厅主要负责人：李志坚（党组书记、厅长）"}},
        ),
        Example(
            LETTER.replace("我厅已梳理", "副局长普建昌带头领办，4名副局长各领办1件，我厅已梳理"),
            given={"sources": {"表.txt": "人物：普建昌（局长）领办2件；副局长4人各1件"}},
        ),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "厅长李志坚、处长王为民带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "厅党组书记、厅长李志坚带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "厅长和分管副厅长分别带队调研，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "李志坚副厅长带队调研，我厅已梳理")),
        Example(
            LETTER.replace("我厅已梳理", "普建昌局长带头领办，局长普建昌到会，我厅已梳理"),
            given={"sources": {"表.txt": "人物：普建昌（局长）领办2件；副局长4人各1件"}},
        ),
    ),
    kinds=ALL_KINDS,
)
