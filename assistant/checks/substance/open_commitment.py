"""A promise with a time or a sum that none of the case's papers makes."""

import re
from collections.abc import Iterator

from assistant.checks.commitments import commitments
from assistant.checks.context import CheckContext
from assistant.checks.given import bare, given
from assistant.checks.groundwords import pairs
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_DATE = re.compile(r"\d{1,4}年|\d{1,2}月|季度|半年|年底|年末")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    parts = [part for part in re.split(r"[。；\n]", bare(sources)) if part]
    for c in commitments(draft):
        wanted = [m.group() for m in _DATE.finditer(c.due)] + ([c.money] if c.money else [])
        if not wanted:
            continue
        mine = pairs(c.quote)
        if not any(any(w in part for w in wanted) and len(mine & pairs(part)) >= 2 for part in parts):
            yield Hit(c.start, c.end, {"what": (c.due or c.money)[:12]}, verdict="unsupported")


_PROMISING = LETTER.replace("我厅将继续开展培训", "我厅将于2026年底前建成培训基地")

RULE = Rule(
    id="substance.open-commitment",
    name="没有出处的承诺",
    message="待处室确认：“{what}”的承诺在材料里没有。",
    reason="写进答复的时限和金额都要兑现，须有处室的材料。",
    authority="各地办理办法：承诺事项建账跟踪",
    severity="advice",
    check=check,
    fires=(Example(_PROMISING, given={"sources": {"素材.txt": "全省培训企业管理人员1260人次。"}}),),
    quiet=(
        Example(_PROMISING, given={"sources": {"素材.txt": "培训基地：2026年底建成。"}}),
        Example(_PROMISING),
        Example(LETTER, given={"sources": {"素材.txt": "全省培训企业管理人员1260人次。"}}),
    ),
)
