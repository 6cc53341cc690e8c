"""Planned and done said of one thing in one breath (已拟于, 将已)."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import unquoted
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_BOTH = re.compile(
    r"已经?(?:拟于|将于|计划于|拟在|将在|拟(?=开展|召开|组织|建设|实施|印发|出台))|(?:拟|计划)(?:于[^，。；]{1,10})?已经?(?=完成|建成|印发|出台|召开|组织|开展|实施|启动)"
    r"|将(?:于[^，。；]{1,10})?已经?(?=完成|建成|印发|出台|召开|开展|实施|启动)|(?:下一步|今后)[，,](?:我[厅局委省市县]|将)?已经?(?=完成|建成|印发|出台|召开|开展|实施|启动)"
    r"|将(?:于[^，。；]{1,10})?(?:完成了|召开了|印发了|出台了|建成了)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for m in _BOTH.finditer(unquoted(visible(draft))):
        yield Hit(*m.span())


RULE = Rule(
    id="wording.mixed-status",
    name="又拟又已的说法",
    message="已办还是拟办？“{quote}”两样都说了。",
    reason="已经做的和打算做的要分清，混在一起会被当成没有办。",
    authority="各地建议提案办理工作规定：办理结果与承诺事项分开",
    severity="warning",
    check=check,
    fires=(
        Example(LETTER.replace("下一步", "我厅已拟于6月召开座谈会。下一步")),
        Example(LETTER.replace("我厅将继续开展", "我厅已开展").replace("下一步，我厅已", "下一步，我厅已")),
        Example(LETTER.replace("我厅将继续开展", "我厅将于年底已完成")),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("下一步", "我厅已拟订方案，将于6月召开座谈会，已将有关情况告知。下一步")),
    ),
    kinds=ALL_KINDS,
)
