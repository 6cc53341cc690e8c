"""A paragraph that stands in the letter twice."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Draft

_SHORTEST = 20
"""Characters from which the same words twice are no coincidence."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    seen: set[str] = set()
    for at, block in of_kind(draft, "paragraph", "closing", "opening"):
        text = re.sub(r"〔待[^〔〕]*(?:〔[^〔〕]*〕[^〔〕]*)*〕|\s", "", block.text)
        if len(text) >= _SHORTEST and text in seen:
            yield Hit(at, at + len(block.text))
        seen.add(text)


_PARAGRAPH = "2025年全省培训企业管理人员1260人次。下一步，我厅将继续开展培训。"

RULE = Rule(
    id="structure.repeated-paragraph",
    name="重复的段落",
    message="这一段“{quote}”前面已经写过，请删去一处。",
    reason="整段重复是拼接稿子时留下的。",
    authority="《党政机关公文处理工作条例》第十九条：表述准确、文字精练",
    severity="error",
    check=check,
    fires=(Example(LETTER.replace(_PARAGRAPH, f"{_PARAGRAPH}\n{_PARAGRAPH}")),),
    quiet=(Example(LETTER), Example(LETTER.replace(_PARAGRAPH, f"{_PARAGRAPH}\n特此说明。\n特此说明。"))),
    kinds=ALL_KINDS,
)
