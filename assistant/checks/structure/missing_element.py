"""A part that this kind of letter must have is not there."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.facts import letters
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER, OPINION
from assistant.checks.view import blocks, of_kind
from assistant.draft import BlockKind, Draft
from assistant.findings import Severity

_FIXED: tuple[BlockKind, ...] = ("title", "number", "salutation", "opening", "closing", "signature", "date")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    for element in letters().element:
        block = element.block
        if (
            context.kind not in element.kinds
            or (element.stages and context.stage not in element.stages)
            or of_kind(draft, block)
        ):
            continue
        severity: Severity = element.severity
        if context.stage == "公开版" and block in ("number", "salutation", "signature"):
            severity = "advice"  # published copies often leave these out
        at = _place(draft, block)
        yield Hit(at, at, {"element": element.name}, severity)


def _place(draft: Draft, missing: BlockKind) -> int:
    """Where the part would stand: after the last part that comes before it."""
    at = 0
    for start, block in blocks(draft):
        kind = "number" if missing == "title" and block.kind == "class-mark" else block.kind
        kind = "title" if missing == "title" and kind == "number" else kind  # a number may stand above the title
        earlier = kind in _FIXED and _FIXED.index(kind) <= _FIXED.index(missing)
        body = kind in ("paragraph", "heading") and missing in ("closing", "signature", "date")
        if block.text.strip() and (earlier or body):
            at = start + len(block.text)
    return at


def _without(text: str, line: str) -> str:
    return "\n".join(x for x in text.split("\n") if line not in x)


RULE = Rule(
    id="structure.missing-element",
    name="缺少的要素",
    message="缺少{element}，请补上。",
    reason="函件要素不全会被退回，缺署名、日期的不产生效力。",
    authority="GB/T 9704-2012 第7、10部分；knowledge_base/facts/letters.toml",
    severity="error",
    check=check,
    fires=(
        Example(_without(LETTER, "关于省十四届")),
        Example(_without(LETTER, "林某代表：")),
        Example(_without(LETTER, "感谢您")),
        Example(_without(LETTER, "2026年5月8日")),
        Example(_without(LETTER, "收悉")),
        Example("\n".join(x for x in LETTER.split("\n") if x != "示例省工业和信息化厅")),
        Example(_without(LETTER, "〔2026〕31号"), given={"stage": "终稿"}),
        Example(_without(OPINION, "省农业农村厅："), given={"kind": "opinion"}),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER, given={"stage": "终稿"}),
        Example(_without(DRAFT_LETTER, "示工信函")),
        Example(OPINION, given={"kind": "opinion"}),
    ),
)
