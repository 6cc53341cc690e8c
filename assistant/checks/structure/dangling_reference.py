"""A reference to a section or table that the paper doesn't have."""

import re
from collections.abc import Iterator

from assistant.checks.basis import chinese
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.ladder import steps
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft
from assistant.numerals.chinese import read

_SECTION = re.compile(
    r"(?:[详具]?见|参见|如|按照?|与|同)(?:本(?:文|报告|函|答复)的?|上文|下文|前文|后文)?第(?P<n>[一二三四五六七八九十\d]+)(?:部分|章节?|节)"
)
_TABLE = re.compile(r"(?:[详具]?(?<!意)见|参见|如)(?P<what>[表图])\s*(?P<n>\d{1,2})(?!\d)")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = re.sub(r"《[^》\n]*》[^，。；\n]{0,8}", lambda m: "\0" * len(m.group()), visible(draft))
    last = max((s.number for s in steps(draft) if s.level == 1), default=0)
    for m in _SECTION.finditer(text):
        number = int(m["n"]) if m["n"].isdecimal() else int(read(m["n"]) or 0)
        if last and number > last:
            yield Hit(*m.span(), {"what": f"全文只到第{chinese(last)}部分"})
    for m in _TABLE.finditer(text):
        if not re.search(rf"(?m)^[\s　]*{m['what']}\s*{m['n']}(?!\d)", text):
            yield Hit(*m.span(), {"what": f"没有{m['what']}{m['n']}"}, "warning")


RULE = Rule(
    id="structure.dangling-reference",
    name="指向不存在的部分的引用",
    message="“{quote}”指错了：{what}，请改正。",
    reason="文内互见要对得上，多半是删改段落后没有改引用。",
    authority="《党政机关公文处理工作条例》第十九条：结构严谨、表述准确",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("完成指引初稿", "完成指引初稿（详见第六部分）")),
        Example(LETTER.replace("完成指引初稿", "完成指引初稿（见表2）")),
    ),
    quiet=(
        Example(LETTER.replace("完成指引初稿", "完成指引初稿（详见第二部分）")),
        Example(LETTER.replace("完成指引初稿", "按照《指引》第六部分完成初稿")),
        Example(LETTER.replace("完成指引初稿", "完成指引初稿（见表2）") + "\n表2 指引进展"),
        Example(LETTER.replace("完成指引初稿", "收回意见表52份，完成指引初稿")),
    ),
    kinds=ALL_KINDS,
)
