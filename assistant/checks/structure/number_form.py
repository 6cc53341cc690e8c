"""A 文号 written with the wrong brackets, 第, a leading zero, a blank, 年 in the brackets or without 号."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import DRAFT_LETTER, LETTER
from assistant.checks.view import blocks
from assistant.draft import Draft

_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2})\s*(?P<open>[〔﹝\[［【（(])\s*(?P<year>\d{4})(?P<nian>\s*年)?\s*(?P<close>[〕﹞\]］】）)])\s*(?P<di>第\s*)?(?P<n>\d+)\s*(?:号|(?![\d号、，,\-—－~～至和及.]))"
)

_OPEN = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*(?P<whole>(?P<open>[〔﹝\[［【（(])\s*(?P<year>\d{4})(?P<nian>\s*年)?\s*[〕﹞\]］】）)](?:第)?(?P<gap>[ 　]+|\u3000*〔待补充[^〕]*〕)号)"
)
"""A number that is still open: its 序号 is given at signing, its brackets are not."""
_SPACED = re.compile(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]")
_HABIT = 3
"""So many blanks beside digits come from a PDF's text layer."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    spaced = len(_SPACED.findall(draft.text)) >= _HABIT
    for at, block in blocks(draft):
        for m in _NUMBER.finditer(block.text):
            right = f"〔{m['year']}〕{m['n'].lstrip('0') or '0'}号"
            written = m.group()[2:].strip()
            if (re.sub(r"\s", "", written) if spaced else written) != right:
                severity = None if block.kind == "number" else "warning"
                start = at + m.start("open")
                yield Hit(start, at + m.end(), {"expected": right}, severity, right, fix=right)
        for m in _OPEN.finditer(block.text) if block.kind == "number" else ():
            right = f"〔{m['year']}〕{m['gap']}号"
            if m["whole"] != right:
                values = {"expected": right}
                yield Hit(at + m.start("whole"), at + m.end(), values, None, right, fix=right)


RULE = Rule(
    id="structure.number-form",
    name="写法不规范的文号",
    message="应为“{expected}”：文号六角括号，无“年”“第”、不补零、有“号”。",
    reason="年份用六角括号〔〕括入，序号不加“第”、不编虚位，后写“号”，括号里不写“年”，中间不空格。",
    authority="GB/T 9704-2012 7.2.5",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("〔2026〕31号", "[2026]31号")),
        Example(LETTER.replace("〔2026〕31号", "（2026）31号")),
        Example(LETTER.replace("〔2026〕31号", "【2026】31号")),
        Example(LETTER.replace("〔2026〕31号", "﹝2026﹞31号")),
        Example(LETTER.replace("〔2026〕31号", "〔2026〕第31号")),
        Example(LETTER.replace("〔2026〕31号", "〔2026〕031号")),
        Example(LETTER.replace("〔2026〕31号", "〔2026年〕31号")),
        Example(LETTER.replace("〔2026〕31号", "〔2026〕 31号")),
        Example(DRAFT_LETTER.replace("〔2026〕", "[2026]")),
        Example(LETTER.replace("下一步", "按照《办法》（示工信规〔2025〕2），下一步")),
    ),
    quiet=(
        Example(LETTER),
        Example(DRAFT_LETTER),
        Example(LETTER.replace("下一步", "（示工信规〔2025〕2、3号）下一步")),
        Example(LETTER.replace("下一步", "（2025年第3号公告）下一步")),
    ),
    kinds=ALL_KINDS,
)
