"""A proposal credited to another party, committee or body than the sources credit."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.factsheet import Line
from assistant.checks.given import Texts, bare, given, joined, lines_of, source_at
from assistant.checks.groundwords import alternation, pairs, words
from assistant.checks.named import cases, code_key
from assistant.checks.papers import key
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.view import of_kind, paragraphs
from assistant.draft import Draft

_TITLE = re.compile(r"《([^《》\n]{5,80})》|“([^“”\n]{5,60})”")
_BODY = re.compile(
    r"(?:由|对|据|按|如|吸收|采纳|听取|针对)?(?P<who>[\u4e00-\u9fff]{2,18}?(?:委员会|联合会|学会|协会|代表团))(?:[在向]?[\u4e00-\u9fff]{0,6}(?:提出|提交|撰写|反映)的?)?《"
)
_ALIKE = 0.3
"""Share of a sentence's words that a source's line must have to speak of the same proposal."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    text, theirs = joined(draft), bare(sources)
    own_name = "".join(b.text for _, b in of_kind(draft, "title", "signature"))
    for p in paragraphs(draft):
        for m in _party().finditer(p.text):
            own = _group(m.group())
            if own in _groups(own_name):
                continue  # the office itself, or the party that is answered
            line = _line_of(p.text, m.start(), sources)
            held = _groups(line[0].whole) if line else []
            if own in held or not (held or own not in _groups(theirs)):
                continue
            candidates = held or [g for g in _groups(theirs) if g not in _groups(text)]
            span = p.span(m.start(), m.end())
            if len(candidates) == 1:
                what = f"应为{candidates[0]}：依据材料如此，正文写的是{m.group()}"
                fix = candidates[0] if line and m.group() == own else None
                yield Hit(
                    *span, {"what": what}, None if line else "warning", candidates[0], "contradicted",
                    source_at(*line) if line else None, fix=fix,
                )  # fmt: skip
            elif _groups(theirs):
                yield Hit(*span, {"what": f"依据材料里没有{m.group()}，请核对提出者"}, "warning", verdict="unsupported")
        for m in _BODY.finditer(p.text):
            line = _line_of(p.text, m.end() - 1, sources)
            if line and m["who"][-6:] not in bare(sources) and (expected := _BODY_NAME.search(line[0].whole)):
                what = f"应为{expected.group()}：依据材料如此，正文写的是{m['who'][-14:]}"
                span = p.span(m.start("who"), m.end("who"))
                yield Hit(*span, {"what": what}, "warning", expected.group(), "contradicted", source_at(*line))


_BODY_NAME = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:委员会|联合会|学会|协会|代表团)")


def _line_of(text: str, at: int, sources: Texts) -> tuple[Line, str] | None:
    """The one line of the sources that speaks of the proposal named at ``at``: by its number, title or words."""
    start = max((m.end() for m in re.finditer("[。；]", text[:at])), default=0)
    stop = re.search("[。；]", text[at:])
    sentence = text[start : at + stop.start() if stop else len(text)]
    codes = {c.code for c in cases(sentence)}
    after = [m for m in _TITLE.finditer(sentence) if start + m.start() >= at - 1]
    titles = [key(m[1] or m[2]) for m in after[:1]]
    found = [
        (line, path)
        for line, path in lines_of(sources)
        if any(t in key(line.whole) for t in titles)
        or any(re.search(rf"(?<!\d)0*{re.escape(c)}(?!\d)", code_key(line.whole)) for c in codes)
    ]
    if not found and not titles and not codes:
        mine = pairs(sentence)
        rated = [(len(mine & pairs(line.whole)) / max(len(pairs(line.whole)), 1), line, path) for line, path in lines_of(sources) if _groups(line.whole)]  # fmt: skip
        found = [(line, path) for share, line, path in rated if share >= _ALIKE]
    return found[0] if len(found) == 1 else None


def _groups(text: str) -> list[str]:
    return list(dict.fromkeys(_group(m) for m in _party().findall(text)))


@cache
def _group(name: str) -> str:
    return next(g[0] for g in words().parties if name in g)


@cache
def _party() -> re.Pattern[str]:
    return re.compile(alternation(tuple(n for g in words().parties for n in g)))


_SHEET = {
    "sources": {
        "台账.txt": "提出者\t案号\t题目\n民建省委会\tW353\t《关于发展绿色铸造的提案》\n民盟省委会\tW360\t数字化转型"
    }
}

RULE = Rule(
    id="sources.contradicted-proposer",
    name="与材料不一致的提出者",
    message="提出者：{what}。",
    reason="把提案记在别人名下，是对提案者的失礼，也无法对账。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("我厅已梳理", "民盟省委会《关于发展绿色铸造的提案》提出后，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "结合民进省委会提案（W353号），我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "民革省委会提出后，我厅已梳理"), given=_SHEET),
    ),
    quiet=(
        Example(LETTER.replace("我厅已梳理", "民建省委会《关于发展绿色铸造的提案》提出后，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "民盟、民建省委会提出后，我厅已梳理"), given=_SHEET),
        Example(LETTER.replace("我厅已梳理", "民革省委会提出后，我厅已梳理")),
    ),
    kinds=ALL_KINDS,
)
