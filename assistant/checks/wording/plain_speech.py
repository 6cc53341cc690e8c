"""Colloquial words, and a paragraph of set phrases that say nothing."""

from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import unquoted
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import any_of, style
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    facts = style()
    instead = {p.said: p.instead for p in facts.colloquial}
    text = unquoted(visible(draft))
    for m in any_of(tuple(instead)).finditer(text):
        right = instead[m.group()]
        yield Hit(*m.span(), {"right": f"宜写“{right}”" if right else "宜删去", "what": "口语"}, expected=right)
    for at, block in of_kind(draft, "paragraph"):
        found = list(any_of(facts.ornate).finditer(text, at, at + len(block.text)))
        if len({m.group() for m in found}) >= facts.ornate_from:
            yield Hit(found[0].start(), found[0].end(), {"right": "宜写实事", "what": f"本段套话{len(found)}处"})


RULE = Rule(
    id="wording.plain-speech",
    name="口语和空话",
    message="{right}：“{quote}”（{what}）。",
    reason="公文用语要规范、简洁，答复要有实在的内容。",
    authority="《党政机关公文处理工作条例》第十九条；knowledge_base/facts/style.toml",
    severity="advice",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "这件事已经搞定。下一步")),
        Example(LETTER.replace("下一步", "我厅将踔厉奋发、勇毅前行，凝心聚力、锐意进取，谱写新篇章。下一步")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("下一步", "设立“吐槽”专区。我厅将凝心聚力推进改造，久久为功。下一步")),
    ),
    kinds=ALL_KINDS,
)
