"""An opening from which a word is missing: …的建议》。经研究，现答复下。"""

import re
from collections.abc import Iterator

from assistant.checks.context import CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import paragraphs
from assistant.draft import Draft

_BELOW = re.compile(r"(?:答复|函复|回复|复函|意见|报告|函告|汇报)(下)(?=[：:。，])")
_RECEIVED = re.compile(r"(?:提出|提交)的(?:[^。，；《]{0,20}《[^》]+》|[^。，；]{4,80}(?:建议|提案|议案))(?=[。，])")
_STRAIGHT = re.compile(
    r"[，。](?:经[^，。]{0,12}[，,])?(?:现?将?我[厅局委部办院]|现)[^。]{0,16}(?:[协会]办|办理)?意见[^。，]{0,6}如下"
)
"""An opinion may go from the case right to what the office has to say: …的建议，我局协办意见如下."""
_ASSIGNED = re.compile(
    r"[，,](?:按照?[^，。]{2,20}[，,])?(?:由|确定|明确|列|属|为|系|是)[^。]{0,24}(?:[主会协分承]办|牵头)"
)
"""Or to who handles it: …的建议，由你局主办、我委会办."""
_TWICE = re.compile(r"(?P<word>建议|提案)》(?P<again>的?(?P=word))(?=收悉|已收悉|，|。)")
_FIRST = 4
"""Paragraphs among which the opening stands."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for p in [p for p in paragraphs(draft) if p.kind in ("opening", "paragraph")][:_FIRST]:
        for m in _BELOW.finditer(p.text):
            yield Hit(*p.span(*m.span(1)), {"right": "如下", "why": "“如”字漏了"}, expected="如下", fix="如下")
        for m in _TWICE.finditer(p.text):
            values = {"right": f"《…{m['word']}》收悉", "why": f"题目末尾已是“{m['word']}”，后面重复了"}
            yield Hit(*p.span(*m.span("again")), values, "warning")
        m = _RECEIVED.search(p.text)
        if (
            m
            and p.kind == "opening"
            and not re.search("收悉|收到|悉|交|转|办理|分析|指出|建议，", p.text[m.end() : m.end() + 12])
            and not re.search("收悉|收到", p.text[: m.start()])
            and not _STRAIGHT.match(p.text, m.end())
            and not _ASSIGNED.match(p.text, m.end())
        ):
            at = m.end()
            yield Hit(*p.span(at - 1, at + 1), {"right": "收悉", "why": "引语说了来件，没有说收到"}, "warning")


RULE = Rule(
    id="structure.broken-opening",
    name="漏字的引语",
    message="应有“{right}”：{why}。",
    reason="引语先说收到来件，再说答复如下，漏字一望而知。",
    authority="各地建议提案复函格式：“……收悉。经研究，现答复如下”",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("改造的建议》收悉", "改造的建议》的建议收悉")),
        Example(LETTER.replace("现答复如下", "现答复下")),
        Example(LETTER.replace("的建议》收悉。", "的建议》。")),
    ),
    quiet=(
        Example(LETTER),
        Example(OPINION, given={"kind": "opinion"}),
        Example(LETTER.replace("收悉。经研究", "，已交我们研究办理")),
        Example("\n".join(["省水利厅：", "你厅来函收悉。对陈某代表提出的关于修复堤防的建议，我局协办意见如下："])),
        Example(
            "市人社局：\n市六届人大代表向某提出的《关于培养技能人才的建议》，由你局主办、我委会办。经研究，提出以下意见："
        ),
        Example("省水利厅：\n陈某代表提出的关于修复堤防的建议，我局协办意见如下："),
    ),
    kinds=("reply", "opinion"),
)
