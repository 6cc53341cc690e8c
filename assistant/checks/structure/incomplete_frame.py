"""A formal reply, with class mark or 抄送, that has no contact line; or with class mark and contact line and no 抄送."""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind
from assistant.draft import Block, Draft

_CONTACT = re.compile(r"联系|经办|电话|承办人")
_NAMES = {
    "contact": "联系人和电话",
    "copies": "抄送",
}


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    if context.stage == "公开版":
        return
    there: dict[str, tuple[int, Block] | None] = {
        "class": next((x for x in of_kind(draft, "class-mark") if re.search(r"[A-D甲乙丙丁]", x[1].text)), None),
        "contact": next((x for x in of_kind(draft, "note") if _CONTACT.search(x[1].text)), None),
        "copies": next(iter(of_kind(draft, "copies")), None),
    }
    if there["contact"] is None and (there["class"] or there["copies"]):
        missing = "contact"
    elif there["copies"] is None and there["class"] and there["contact"]:
        missing = "copies"
    else:
        return
    at = len(draft.text.rstrip())
    yield Hit(at, at, {"what": _NAMES[missing]})


RULE = Rule(
    id="structure.incomplete-frame",
    name="缺项的版记",
    message="应补{what}：正式答复函一般都有。",
    reason="答复函一般标办理结果类别、写联系人和电话、抄送交办单位；本地不要求的不必补。",
    authority="各地建议提案办理办法：首页右上角注明类别，附联系人及电话，抄送人大（政协）工作机构和政府办公厅",
    severity="advice",
    check=check,
    fires=(
        Example("类别：B\n" + LETTER.replace("（联系人及电话：赵某，0431-80001234）\n", "")),
        Example("类别：B\n" + LETTER.partition("\n抄送")[0]),
    ),
    quiet=(Example("类别：B\n" + LETTER), Example(LETTER.partition("\n（联系人")[0])),
    kinds=("reply",),
)
