"""Words written with a wrong character."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, organ_stems, sound_alikes, surnames, typos, wrong_forms
from assistant.checks.view import paragraphs
from assistant.draft import Draft
from assistant.findings import Severity

_LISTED, _LIKELY = "knowledge_base/facts/typos.toml", "knowledge_base/facts/sound_alikes.toml"
_FRAME = re.compile(r"[应能可当该宜愿]([\u4e00-\u9fff])[尽则就]\1")
"""应改尽改, 能拆则拆: any verb may stand in it."""
_POST = frozenset("处科长任室部局厅司人员记席师授士者生记表")
"""Ends of posts and offices, after which a name may stand."""
_FIRM = re.compile(
    r"[（(]?[\u4e00-\u9fff]{0,8}(?:有限|股份|集团|公司|厂|镇|村|乡|街道|路|社区|医院|学校|小学|中学|大学)"
)


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    for paragraph in paragraphs(draft):
        if paragraph.kind == "number":
            continue  # the letters of a 机关代字 make no words: 农计财
        taken: list[tuple[int, int]] = []
        for start, end, right, severity in _all(paragraph.text):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                source = _LISTED if severity == "error" else _LIKELY
                where = paragraph.span(start, end)
                fix = right if severity == "error" else None
                yield Hit(*where, {"expected": right}, severity, right, detail=f"见{source}。", fix=fix)


def _all(text: str) -> Iterator[tuple[int, int, str, Severity]]:
    """Span, right word and severity of every wrong word; the surest first."""
    yield from _guarded(text)
    yield from _listed(text)
    for m in _traditional().finditer(text):
        yield *m.span(), "".join(_simplified()[c] for c in m.group()), "error"
    forms = sound_alikes()
    for i in range(len(text) - 1):
        right = forms.get(text[i : i + 2])
        if right and not _meets(text, i, i + 2) and not _named(text, i):
            yield i, i + 2, right, "warning"


def _listed(text: str) -> Iterator[tuple[int, int, str, Severity]]:
    forms, begins = wrong_forms(), _beginnings()
    for i in range(len(text) - 1):
        for size in begins.get(text[i : i + 2], ()):
            right = forms.get(text[i : i + size])
            if right and not (size == 2 and _meets(text, i, i + 2)):
                yield i, i + size, right, "error"


def _guarded(text: str) -> Iterator[tuple[int, int, str, Severity]]:
    for pattern, wrong, right in _contexts():
        if wrong in text:
            for m in pattern.finditer(text):
                yield *m.span("wrong"), right, "error"


def _meets(text: str, start: int, end: int) -> bool:
    """Whether two words only meet there (市政|服务): one of the characters makes a word with its neighbours, one of the
    dictionary or a short name of the trade (省|疾控)."""
    two, longer = dictionary()
    short = organ_stems()
    beside = text[max(0, start - 1) : start + 1], text[end - 1 : end + 1]
    frame = any(m.start() < end and start < m.end() for m in _FRAME.finditer(text, max(0, start - 3), end + 3))
    return (
        frame
        or any(w in two or w in short for w in beside)
        or any(text[end - 1 : end - 1 + n] in longer for n in (3, 4))
    )


def _named(text: str, at: int) -> bool:
    """Whether a person's or a firm's name begins or goes on there: 综合处|李某, 亿维|科技有限公司."""
    person = text[at] in _POST and text[at + 1] in surnames()
    return person or bool(_FIRM.match(text, at + 2))


@cache
def _beginnings() -> dict[str, tuple[int, ...]]:
    """First two characters of the wrong forms → their lengths, the longest first."""
    found: dict[str, set[int]] = {}
    for form in wrong_forms():
        found.setdefault(form[:2], set()).add(len(form))
    return {begin: tuple(sorted(sizes, reverse=True)) for begin, sizes in found.items()}


@cache
def _contexts() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(f"{g.before}(?P<wrong>{re.escape(g.wrong)}){g.after}"), g.wrong, g.right) for g in typos().guarded
    )


@cache
def _simplified() -> dict[str, str]:
    pairs = typos().traditional
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(_simplified())}]+")


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="wording.typo",
    name="错别字",
    message="应为“{expected}”：写成了“{quote}”。",
    reason="错别字会改变意思，也是退稿的常见原因。",
    authority="《现代汉语词典》《第一批异形词整理表》《通用规范汉字表》；knowledge_base/facts/typos.toml",
    severity="error",
    check=check,
    fires=(
        _letter("对改造工作作出布署。"),
        _letter("截止目前，已办结三件。"),
        _letter("认真反应问题，必需严格落实。"),
        _letter("推进貫彻落实。"),
        _letter("一如继往地支持。"),
        _letter("进一步加强惯彻落石工作。"),
        _letter("我厅将汇同省财政厅，力挣2027年建成，锐意近取，应享近享。"),
        _letter("个别答复过于拢统，调查研究不够深人，将认真吸呐，欢迎继续题出宝贵意见。"),
    ),
    quiet=(
        Example(LETTER),
        Example(LETTER.replace("示工信函", "农计财函")),
        _letter("附近快递点新建力争完工，机关新的试题出了，没有尝试，已对现有设施检修，节约用地面积效率提高。"),
        _letter("申报截止日期为5月8日，提供生活必需品和市政服务，快速反应。"),
        _letter("已经作出部署，截至目前已办结三件，自己经营的企业不以经济指标论英雄。"),
        _letter("联系综合处李某，由亿维科技有限公司承担。"),
        _letter("购买全部份额，建立应急反应机制，总结和推广做法。"),
        _letter("做到应改尽改、应建尽建、能拆尽拆、宜绿则绿。"),
        _letter("依托省疾控中心、县卫健部门和市住建系统，由省医保、市文旅、区民宗等部门配合。"),
    ),
    kinds=ALL_KINDS,
)
