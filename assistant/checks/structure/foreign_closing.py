"""The closing formula of another kind of paper."""

from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.facts import letters, pattern
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import blocks
from assistant.draft import Draft


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for at, block in blocks(draft):
        if block.kind == "closing" or (block.kind == "paragraph" and len(block.text.strip()) <= 20):
            for m in pattern(letters().phrases.foreign_closing).finditer(block.text):
                yield Hit(at + m.start(), at + m.end())


RULE = Rule(
    id="structure.foreign-closing",
    name="别的文种的结束语",
    message="“{quote}”是别的文种的结束语，函件应写“特此函复”“专此答复”或致谢，请改正。",
    reason="结束语要与文种相符。",
    authority="《党政机关公文处理工作条例》第八条；knowledge_base/facts/letters.toml",
    severity="error",
    check=check,
    fires=(
        Example(OPINION.replace("特此函复", "特此报告"), given={"kind": "opinion"}),
        Example(LETTER.replace("的关心和支持。", "的关心和支持。\n特此通知。")),
    ),
    quiet=(Example(LETTER), Example(OPINION, given={"kind": "opinion"})),
)
