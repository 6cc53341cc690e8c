"""A bracket, quotation mark or title mark without its other half."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_PAIRS = {"》": "《", "”": "“", "）": "（", "〕": "〔", "〉": "〈", "’": "‘", "】": "【"}
_NESTING = frozenset("（《〔")
_FURTHEST = 2000
"""Characters after which a mark that is still open has lost its other half; lines may be broken in between."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = draft.text
    for closing, opening in _PAIRS.items():
        open_at: list[int] = []
        for m in re.finditer(f"[{opening}{closing}]", text):
            i = m.start()
            while open_at and i - open_at[-1] > _FURTHEST:
                yield _hit(open_at.pop(), closing)
            if m.group() == opening:
                if open_at and opening not in _NESTING:
                    yield _hit(open_at.pop(), closing)
                open_at.append(i)
            elif open_at:
                open_at.pop()
            elif not (closing == "）" and _numbering(text, i)) and not (closing == "’" and text[i - 1 : i].isascii()):
                yield _hit(i, opening)
        for i in open_at:
            yield _hit(i, closing)


def _hit(at: int, missing: str) -> Hit:
    return Hit(at, at + 1, {"missing": missing})


def _numbering(text: str, i: int) -> bool:
    """1） and a） number items."""
    return bool(re.search(r"(?:^|[\s，；。：、])[\da-zA-Z]{1,2}$", text[max(0, i - 4) : i]))


RULE = Rule(
    id="wording.unpaired-mark",
    name="落单的括号、引号、书名号",
    message="缺少“{missing}”：这里的“{quote}”没有配对的另一半。",
    reason="引号、括号、书名号要成对。",
    authority="GB/T 15834-2011",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("改造的建议》", "改造的建议")),
        Example(LETTER.replace("完成指引", "完成“指引")),
        Example(LETTER.replace("完成指引", "完成（指引")),
        Example(LETTER.replace("完成指引", "完成指引”")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("扶持小型", "扶持\n小型")),
        Example(LETTER.replace("完成指引", "完成“指引（‘样本’）”《样本〈试行〉》")),
        Example(LETTER.replace("我厅已梳理", "（" + "我厅已梳理行业共性改造场景，" * 40 + "）我厅已梳理")),
    ),
    kinds=ALL_KINDS,
)
