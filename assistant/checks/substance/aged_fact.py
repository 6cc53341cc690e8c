"""A figure of years ago that is told as the present state."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.grounding import said
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.statements import YEAR
from assistant.checks.view import signing_date
from assistant.draft import Draft

_LIMIT = 3
"""Years after which a figure no longer shows how things stand."""
_PRESENT = re.compile(r"截至|目前|现有|现已|累计|已有")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.own:
        return
    signed = signing_date(draft)
    if signed is None:
        return
    for s, start, end, line in said(draft):
        sentence = next((m for m in re.finditer(r"[^。\n]+", line.text) if m.start() <= s.start < m.end()), None)
        years = [int(m[1]) for m in YEAR.finditer(sentence.group())] if sentence else []
        if not s.dated or not years or s.year != max(years):
            continue  # the sentence goes on to a newer one
        if s.year <= signed.year - _LIMIT and sentence and _PRESENT.search(sentence.group()):
            values = {"age": str(signed.year - s.year), "year": str(s.year)}
            yield Hit(start, end, values)


_OLD = LETTER.replace("我厅已梳理", "截至{}年底，全省有铸造企业320家。我厅已梳理")

RULE = Rule(
    id="substance.aged-fact",
    name="过时的数据",
    message="{year}年的数据已过{age}年：“{quote}”，请换成新数。",
    reason="用多年前的数说现状，答复就失去针对性；没有新数的，要说明原因。",
    authority="答复应反映当年实际工作情况（各地办理工作要求）",
    severity="advice",
    check=check,
    fires=(Example(_OLD.format(2021)),),
    quiet=(
        Example(_OLD.format(2025)),
        Example(LETTER.replace("我厅已梳理", "企业由2021年的320家增加到2025年底的360家。我厅已梳理")),
        Example(LETTER),
    ),
)
