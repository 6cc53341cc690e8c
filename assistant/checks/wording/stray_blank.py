"""A blank inside running Chinese text."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary
from assistant.checks.view import of_kind
from assistant.draft import Draft

_BEFORE = re.compile(r"第[零一二三四五六七八九十百]+[条章节款编]$|日$|[：:]$")
"""What a blank may follow: an article's number, a label."""
_TITLED = re.compile(r"《[^》]*$")
_ORGANS = re.compile(
    r"(?:中央|委|厅|局|部|府|会|院)[ 　]+[\u4e00-\u9fff]{2,14}(?:中央|委|厅|局|部|府|会|院)(?![\u4e00-\u9fff])|(?:中央|[省市县区]委) +(?:国务院|[省市县区]?人民政府|[省市县区]政府)"
)
"""Organs that stand side by side."""
_BLANK = re.compile(
    r"(?<=[\u4e00-\u9fff])[ 　\u00a0\u2002-\u200b]+(?=[\u4e00-\u9fff，。；、：）》”])|(?<=[，。；、：“《（])[ 　\u00a0\u2002-\u200b]+(?=[\u4e00-\u9fff“《])"
)
_INNER = re.compile(r"(?<=[\u4e00-\u9fff])[ 　\u00a0\u2002-\u200b]+(?=[\u4e00-\u9fff])")
_SPACED_OUT = 2
"""More blanks than these in a line are set on purpose."""
_PROSE = 14
"""A shorter line without a full stop may be set apart on purpose: a name, a signature, a cell."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    yield from _framed(draft)
    for at, block in of_kind(draft, "title", "paragraph", "opening", "closing", "heading"):
        text = block.text
        whole = re.search(r"[。；]", text) or len(text.strip()) >= _PROSE or block.kind == "heading"
        if "\t" in text or not whole:
            continue
        apart = [m.span() for m in _ORGANS.finditer(text)]
        for m in _BLANK.finditer(text):
            wide = len(m.group()) > 1 or m.group() != " "
            if any(a <= m.start() < b for a, b in apart):
                continue
            if (block.kind == "title" or _TITLED.search(text, 0, m.start())) and not _splits(text, *m.span()):
                continue
            if not _BEFORE.search(text, 0, m.start()) and not (wide and text[m.start() - 1] in "。；"):
                start, end = at + m.start() - 1, at + m.end() + 1
                fixed = text[m.start() - 1] + text[m.end()]
                yield Hit(start, end, {"expected": fixed}, expected=fixed, fix=fixed)


def _framed(draft: Draft) -> Iterator[Hit]:
    """A blank inside a word of the 抄送, a note or the signature, where blanks between names are right."""
    for at, block in of_kind(draft, "copies", "note", "signature", "salutation", "attachment"):
        text = block.text
        if "\t" in text or len(_INNER.findall(text)) > _SPACED_OUT or (block.kind == "note" and "电话" not in text):
            continue  # 副市长　陈　江: a name set apart
        apart = [m.span() for m in _ORGANS.finditer(text)]
        for m in _INNER.finditer(text):
            last = re.match(r"[\u4e00-\u9fff](?![\u4e00-\u9fff])", text[m.end() :])
            inside = (
                _splits(text, *m.span())
                or bool(last and block.kind == "copies")
                or (block.kind == "signature" and len(m.group()) == 1)
            )
            if inside and not any(a <= m.start() < b for a, b in apart):
                fixed = text[m.start() - 1] + text[m.end()]
                yield Hit(at + m.start() - 1, at + m.end() + 1, {"expected": fixed}, expected=fixed, fix=fixed)


def _splits(text: str, start: int, end: int) -> bool:
    """Whether the blank stands inside a word of the dictionary. Titles may be set in parts (……会议 第0156号建议的答复)."""
    two, _ = dictionary()
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    return left[-1:] + right[:1] in two and not (left in two and right in two)


RULE = Rule(
    id="wording.stray-blank",
    name="夹在汉字中间的空格",
    message="应为“{expected}”：“{quote}”中间多了空格。",
    reason="汉字之间不空格。",
    authority="GB/T 15834-2011",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("继续开展培训", "继续 开展培训")),
        Example(LETTER.replace("继续开展培训", "继续开　展培训")),
        Example(LETTER.replace("继续开展培训。", "继续开展培训 。")),
        Example(LETTER.replace("建议的答复", "建 议的答复")),
        Example(LETTER.replace("下一步", "落实《示例省铸造行 业提升方案》，下一步")),
        Example(LETTER.replace("代表工作机构，", "代表工 作机构，")),
        Example(LETTER.replace("\n示例省工业和信息化厅", "\n示例省工业和信息 化厅")),
        Example(LETTER.replace("联系人及电话", "联 系人及电话")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("会议第0156", "会议 第0156").replace("下一步", "落实《示例省 提升方案》，下一步")),
        Example(LETTER.replace("代表工作机构，省", "代表工作机构 省").replace("赵某，", "赵 某　电话")),
        Example(LETTER.replace("\n示例省工业和信息化厅", "\n示例省工业和信息化厅　示例省财政厅")),
        Example(LETTER.replace("铸造行业共性", "铸造 App 共性")),
        Example(LETTER.replace("二、关于", "第二条　关于")),
    ),
    kinds=ALL_KINDS,
)
