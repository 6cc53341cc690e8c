"""What a language model says around its answer, and the marks of other formats."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import leftovers
from assistant.checks.matching import matches
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft
from assistant.numerals.vocabulary import vocabulary

_MARKUP = "Markdown 记号"
_WORDY = ("大模型的客套话", "大模型的拒答")
_HABIT = 3
"""So many marks make a Markdown file: in a law that is its format, in a draft of ours one finding is enough."""
_LONGEST = 80
_BARE = re.compile(r"\*\*|`{1,3}|[ \u3000]{0,3}#{1,6} ?|\[\^?\d[\d,，-]*\]|【\d+[^】]*】")
_GAP = re.compile(rf"\*+(?:{vocabulary().unit})|\*{{3}}")
"""Asterisks where a number should stand: the gap must not be closed without it."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    text = visible(draft)
    found = list(matches(leftovers().chatter, text))
    markup = [start for start, _, kind in found if kind == _MARKUP]
    habit = len(markup) > 2 * _HABIT
    formatted = context.kind == "other" and (len(markup) >= _HABIT or text.lstrip().startswith("# "))
    told: set[int] = set()
    for first, end, kind in found:
        start = first + len(text[first:end]) - len(text[first:end].lstrip())
        if kind == _MARKUP and (formatted or (habit and first != markup[0])):
            continue
        if kind in _WORDY and (line := _line(text, start)):
            if line[0] not in told:
                told.add(line[0])
                yield Hit(*line, {"kind": kind}, fix="")
            continue
        detail = f"全文有{len(markup)}处这样的记号，请一并删去。" if kind == _MARKUP and habit else ""
        bare = _BARE.fullmatch(text[start:end]) and not _GAP.match(text, start)
        yield Hit(start, end, {"kind": kind}, detail=detail, fix="" if bare else None)


def _line(text: str, at: int) -> tuple[int, int] | None:
    """The line at ``at``, where it is nothing but the model's words."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if at - start > 16 or len(line) > _LONGEST or line.count("。") > 2:
        return None
    return start, start + len(line)


RULE = Rule(
    id="wording.model-chatter",
    name="大模型留下的话和记号",
    message="应删去“{quote}”：{kind}。",
    reason="说明稿子是直接粘贴的，没有人看过。",
    authority="knowledge_base/facts/leftovers.toml",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "扩大覆盖面（注：以上数据为示例，请根据实际情况替换）。下一步")),
        Example("以下是根据您的要求起草的答复函：\n" + LETTER),
        Example(LETTER.replace("一、关于", "**一、关于**")),
        Example(LETTER.replace("一、关于", "## 一、关于")),
        Example(LETTER.replace("征求企业意见。", "征求企业意见[3]。")),
        Example(LETTER.replace("1260人次", "⟦F3⟧")),
        Example(LETTER.replace("我厅已梳理", "抱歉，我无法提供具体数据。我厅已梳理")),
        Example(LETTER + "\n希望以上内容对您有所帮助，如需修改请告诉我。"),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("意见。", "意见，建立“1+3”机制。")),
        Example(LETTER.replace("感谢您", "希望您继续")),
        Example("# 示例省条例\n\n## 第一章\n\n## 第二章\n\n## 第三章\n", given={"kind": "other"}),
    ),
    kinds=ALL_KINDS,
)
