"""、 before 和, which joins by itself."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, surnames
from assistant.checks.view import visible
from assistant.draft import Draft

_SURNAME = re.compile(
    r"[\u4e00-\u9fff　 ]{2,5}(?:、[\u4e00-\u9fff　 ]{2,5})*、和[\u4e00-\u9fff]{1,2}(?:[、，]|等|代表|委员|同志|老师|教授|先生|女士)"
)
"""和 may be a surname in a list of names: 李某、和某某代表."""
_BOTH = re.compile(r"(?<=[\u4e00-\u9fff”》）\d%])、(?=(?P<and>[和及])(?P<next>[\u4e00-\u9fff“《]))")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = visible(draft)
    two, longer = dictionary()
    named = [n.span() for n in _SURNAME.finditer(text) if _are_names(n.group())]
    for m in _BOTH.finditer(text):
        rest = text[m.end() : m.end() + 4]
        word = rest[:2] in two or rest[:3] in longer or rest in longer  # 和谐, 及时
        if not word and not any(a < m.start() < b for a, b in named):
            yield Hit(*m.span(), {"and": m["and"]}, fix="")


def _are_names(group: str) -> bool:
    """Whether what stands before 、和 ends in names of persons, each with a surname."""
    before = [re.sub(r"\s", "", piece) for piece in group.split("、")[:-1]]
    return all(any(piece[-n:][:1] in surnames() for n in (2, 3) if n <= len(piece)) for piece in before)


RULE = Rule(
    id="wording.mark-before-and",
    name="顿号与“和”的连用",
    message="不用顿号：“{and}”已表示并列，前面不再加“、”。",
    reason="并列词语之间用了“和”“及”，就不再用顿号。",
    authority="GB/T 15834-2011 4.5",
    severity="warning",
    check=check,
    fires=(Example(LETTER.replace("关心和支持", "关心、和支持")),),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("关心和支持", "关心、支持和帮助")),
        Example(LETTER.replace("林某代表：", "李　江、和丽萍代表：")),
        Example(LETTER.replace("下一步", "走访延吉市、和龙市，听取李江、和小梅等代表意见。下一步")),
        Example(LETTER.replace("下一步", "做到平安、和谐，完整、及时，听取甲、乙及丙单位意见，以及丁单位意见。下一步")),
    ),
    kinds=ALL_KINDS,
)
