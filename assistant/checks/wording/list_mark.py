"""A 、 between titles or quotations that stand side by side."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_TITLES = re.compile(r"》、《")
_QUOTES = re.compile(r"”、“")
_FEW = 3


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    """Titles each time; quotations, where the older way is common, unless it is the habit of the text."""
    text = visible(draft)
    for m in _TITLES.finditer(text):
        yield Hit(m.start() + 1, m.end() - 1, {"what": "书名号"}, fix="")
    older = list(_QUOTES.finditer(text))
    if "”“" in text or len(older) <= _FEW:
        for m in older:
            yield Hit(m.start() + 1, m.end() - 1, {"what": "引号"}, "advice", fix="")


RULE = Rule(
    id="wording.list-mark",
    name="并列书名号之间的顿号",
    message="不用顿号：并列的{what}紧挨着，中间不加“、”。",
    reason="标有引号、书名号的并列成分之间通常不用顿号；有括注插在中间时才用。",
    authority="GB/T 15834-2011 4.5.3.5",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "落实《铸造条例》、《铸造办法》。下一步")),
        Example(LETTER.replace("下一步", "建好“一库”、“一网”，用好“三单”“四表”。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "落实《铸造条例》《铸造办法》。下一步")),
        Example(LETTER.replace("下一步", "落实《铸造条例》（示政发〔2024〕1号）、《铸造办法》。下一步")),
        Example(LETTER.replace("下一步", "建好“一库”、“一网”、“一队”、“一表”、“一图”。下一步")),
    ),
    kinds=ALL_KINDS,
)
