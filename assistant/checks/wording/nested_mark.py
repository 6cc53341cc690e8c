"""A title in a title, or a quotation in a quotation, with the outer marks once more."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_MARKS = (("《", "》", "〈", "〉", "书名号里再用书名号"), ("“", "”", "‘", "’", "引号里再用引号"))


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    at = 0
    text = visible(draft)
    for line in text.split("\n"):
        for opening, closing, inner, inner_end, what in _MARKS:
            if line.count(opening) == line.count(closing):
                for start, end in _second(line, opening, closing):
                    written = f"{inner}{line[start + 1 : end - 1]}{inner_end}"
                    values = {"expected": inner + inner_end, "what": what}
                    yield Hit(at + start, at + end, values, expected=written, fix=written if opening == "《" else None)
        for m in re.finditer(r"〈[^〈〉《》\n]*〉", line):
            if text.count("《", 0, at + m.start()) == text.count("》", 0, at + m.start()):
                written = f"《{m.group()[1:-1]}》"
                values = {"expected": "《》", "what": "单书名号只用在书名号里面"}
                yield Hit(at + m.start(), at + m.end(), values, expected=written, fix=written)
        at += len(line) + 1


def _second(line: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Spans that stand at the second level of a pair of marks."""
    open_at: list[int] = []
    for m in re.finditer(f"[{opening}{closing}]", line):
        if m.group() == opening:
            open_at.append(m.start())
        elif open_at:
            start = open_at.pop()
            if len(open_at) == 1:
                yield start, m.end()


RULE = Rule(
    id="wording.nested-mark",
    name="用错层次的书名号、引号",
    message="应用“{expected}”：{what}。",
    reason="书名号里再用书名号，外面双、里面单；引号也是外双内单。",
    authority="GB/T 15834-2011 4.8.3.4、4.15.3",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "落实《关于印发《铸造办法》的通知》。下一步")),
        Example(LETTER.replace("下一步", "用好“‘一库’和“一网”平台”。下一步")),
        Example(LETTER.replace("下一步", "落实〈铸造办法〉。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "落实《关于印发〈铸造办法〉的通知》《铸造条例》。下一步")),
        Example(LETTER.replace("下一步", "用好“‘一库’平台”和“一网”。下一步")),
    ),
    kinds=ALL_KINDS,
)
