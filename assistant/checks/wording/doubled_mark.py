"""The same punctuation mark twice, two that can't stand together, or dots for ……."""

import re
from collections.abc import Iterator

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import visible
from assistant.draft import Draft

_DOUBLED = re.compile(
    r"(?P<same>[，。；：、？！])(?P=same)+|(?P<wide>[，；：、])[,;:]|[,;:](?P<wide2>[，；：、])"
    r"|(?P<clash>，。|。，|、，|，、|；。|。；|：，|，：|、。|：。|。、|、；|；，|，；|：；|；：|，“，|！。|。！|？。|。？)"
    r"|(?P<pair>《《|》》|〔〔|〕〕|““|””)|(?P<inner>[，、；]”(?=[，。；、])|。”[。；，])"
    r"|(?P<dots>(?<=[\u4e00-\u9fff”》])(?:\.{3,6}|。{3,6}|·{3,6}|(?<!…)…(?!…)))"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = visible(draft)
    for m in _DOUBLED.finditer(text):
        if m["pair"] and _nested(text, m.start()):
            continue
        one = m["same"] or m["wide"] or m["wide2"] or (m["pair"] or "")[:1]
        if m["dots"] or m.group().startswith("。。。"):
            one = "……"
        fix = one if one != "……" or m.group() == "…" else None  # three dots may stand for 等 or for a full stop
        yield Hit(*m.span(), {"what": f"应为“{one}”" if one else "只留一个"}, fix=fix or None, expected=one)


def _nested(text: str, at: int) -> bool:
    """Whether a title stands in a title, each with both its marks: 《关于〈…〉的通知》 written with 《》."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return text[at] in "《》“”" and line.count("《") == line.count("》") and line.count("“") == line.count("”")


RULE = Rule(
    id="wording.doubled-mark",
    name="重复的标点",
    message="{what}：标点“{quote}”重复或冲突。",
    reason="多半是删改后留下的。",
    authority="GB/T 15834-2011",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("下一步，", "下一步，，")),
        Example(LETTER.replace("继续开展培训。", "继续开展培训，。")),
        Example(LETTER.replace("您提出的《", "您提出的《《")),
        Example(LETTER.replace("征求企业意见。", "征求企业意见...")),
    ),
    quiet=(Example(LETTER), Example(LETTER.replace("下一步，", "（详见附件。）下一步……"))),
    kinds=ALL_KINDS,
)
