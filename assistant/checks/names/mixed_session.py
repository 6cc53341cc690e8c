"""One place of a text names another session of the same body than the others do."""

import re
from collections import Counter
from collections.abc import Iterator

from assistant.checks.assemblies import Mention, mentions, term, year_of
from assistant.checks.basis import chinese
from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.timing import EARLIER, YEAR, signed, subject_year
from assistant.draft import Draft
from assistant.numerals.chinese import read

_OTHER = ("跟踪", "往届", "历次", "历届", "回头看", "滚动", "首次", "B类", "结转", "转入", "遗留", "续办")
_PROCEEDINGS = re.compile(
    r"(?:会议)?\s*(?:文件|秘书处|[^，。]{0,6}通过|选举|开幕|闭幕|上?\s*[）)]|召开[前后]|(?:书面)?报告|审议|建议(?:办理)?准备)"
)

_N = "[一二三四五六七八九十]{1,3}|\\d{1,2}"
_NAMED = re.compile(rf"第?(?P<jie>{_N})届[\u4e00-\u9fff]{{0,14}}?第?(?P<ci>{_N})次")
_SHORT = re.compile(
    rf"第?(?P<jie>{_N})届[\u4e00-\u9fff]{{0,14}}?第?(?P<ci>{_N})次[\u4e00-\u9fff]{{0,8}}（(?:以下)?简称“?[\u4e00-\u9fff]{{0,6}}?第?(?P<jie2>{_N})届[\u4e00-\u9fff]{{0,6}}?第?(?P<ci2>{_N})次"
)
_SINCE = re.compile(rf"第?(?P<jie>{_N})届[^，。；、\n]{{0,8}}?第?(?P<ci>{_N})次会议以来")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    groups: dict[tuple[str, str], list[Mention]] = {}
    about, day = subject_year(draft), signed(draft)
    own = {y for y in (about.year if about else None, day.year if day else None) if y}
    for m in mentions(draft):
        if not _elsewhen(m, own):
            groups.setdefault((m.body, m.place), []).append(m)
    told: list[int] = []
    for found in groups.values():
        for hit in _odd(found):
            told.append(hit.start)
            yield hit
    for hit in (*_shortened(draft.visible), *_since(draft.visible)):
        if hit.start not in told:
            told.append(hit.start)
            yield hit


def _shortened(text: str) -> Iterator[Hit]:
    """第七届……第三次会议（以下简称七届三次……）: a session and its short name; the title before tells which of the two is
    wrong."""
    for m in _SHORT.finditer(text):
        a, b = (_numbers(m["jie"], m["ci"])), (_numbers(m["jie2"], m["ci2"]))
        if a == b:
            continue
        earlier = [_numbers(n["jie"], n["ci"]) for n in _NAMED.finditer(text, 0, m.start())]
        wrong, right, spans = (a, b, ("jie", "ci")) if b in earlier else (b, a, ("jie2", "ci2"))
        yield _differs(m, spans, wrong, right, "简称与全称不一致")


def _since(text: str) -> Iterator[Hit]:
    """二次会议以来 in the title, 三次会议以来 in the text: a report tells of the time since one session."""
    found = list(_SINCE.finditer(text))
    if len({m["ci"] for m in found}) == 2 and len({m["jie"] for m in found}) == 1:
        counts = Counter(m["ci"] for m in found)
        right = max(counts, key=lambda ci: counts[ci])
        for m in found:
            if m["ci"] != right:
                a, b = _numbers(m["jie"], m["ci"]), _numbers(m["jie"], right)
                yield _differs(m, ("jie", "ci"), a, b, "同一份报告里的两处“以来”不一致")


def _differs(m: re.Match[str], spans: tuple[str, str], wrong: tuple[int, int], right: tuple[int, int], why: str) -> Hit:
    which = spans[1] if wrong[0] == right[0] else spans[0]
    values = {
        "right": f"{chinese(right[0])}届{chinese(right[1])}次",
        "what": f"{chinese(wrong[0])}届{chinese(wrong[1])}次",
    }
    return Hit(*m.span(which), values, expected=values["right"], verdict="contradicted", detail=f"{why}。")


def _numbers(jie: str, ci: str) -> tuple[int, int]:
    return tuple(int(n) if n.isdecimal() else int(read(n) or 0) for n in (jie, ci))  # pyright: ignore[reportReturnType]  # two of them


def _elsewhen(m: Mention, own: set[int]) -> bool:
    """Whether the sentence speaks of another year's session, or of the one at which the paper is read."""
    years = {int(y) for y in YEAR.findall(m.sentence)} - own
    words = m.sentence + m.rest[:16]
    return (
        bool(years)
        or bool(EARLIER.search(words))
        or any(w in words for w in _OTHER)
        or bool(_PROCEEDINGS.match(m.rest))
        or not m.rest.strip()
    )


def _odd(found: list[Mention]) -> Iterator[Hit]:
    """Sessions named once beside another of the same 届 or the same 次; where both are named once, either may be wrong,
    unless the table knows only one of them."""
    counts = Counter(m.session for m in found)
    for m in found:
        like = [s for s in counts if s != m.session and (s[0] == m.jie or s[1] == m.ci)]
        if counts[m.session] > 1 or not like:
            continue
        other = max(like, key=lambda s: counts[s])
        if counts[other] == 1 and _known(m) and not all(_known(o) for o in found if o.session == other):
            continue
        which = m.ci_at if m.jie == other[0] else m.jie_at
        values = {
            "right": f"{chinese(other[0])}届{chinese(other[1])}次",
            "what": f"{chinese(m.jie)}届{chinese(m.ci)}次",
        }
        times = f"全文另有{counts[other]}处写作{values['right']}，这里写作{values['what']}。"
        yield Hit(which[0], which[1], values, expected=values["right"], verdict="contradicted", detail=times)


def _known(m: Mention) -> bool:
    """Whether the table holds the session, so that the other one is rather wrong."""
    year = year_of(m)
    return year is not None and term(m.body, m.place, year) is not None


_TWO = LETTER.replace("二、关于", "省十四届人大五次会议期间，林某代表作了说明。\n二、关于")

RULE = Rule(
    id="names.mixed-session",
    name="前后不一的届次",
    message="应为{right}？前后不一：这里写的是{what}。",
    reason="同一份稿子说的是同一次会议，届次要一致。",
    authority="建议提案原件；各次会议公告",
    severity="warning",
    check=check,
    fires=(
        Example(_TWO.replace("关于省十四届人大五次", "关于省十四届人大六次")),
        Example(_TWO.replace("省十四届人大五次会议期间", "省十三届人大五次会议期间")),
        Example(
            "示例大学提案办理报告\n校党委：\n第七届教职工代表大会第二次会议（以下简称七届三次教代会）召开后，办理了七届三次教代会提案。",
            given={"kind": "report"},
        ),
        Example(
            "政协示例省委员会关于十三届二次会议以来提案工作情况的报告\n各位委员：\n现报告十三届三次会议以来的提案工作。",
            given={"kind": "spoken-report"},
        ),
    ),
    quiet=(
        Example(LETTER),
        Example(
            "示例大学提案办理报告\n校党委：\n第七届教职工代表大会第三次会议（以下简称七届三次教代会）召开后，比七届二次教代会增加12件。",
            given={"kind": "report"},
        ),
        Example(_TWO),
        Example(_TWO.replace("省十四届人大五次会议期间", "省政协十三届四次会议期间")),
        Example(_TWO.replace("省十四届人大五次会议期间", "其中省十四届人大四次会议期间提出、转入今年办理的")),
        Example(_TWO.replace("省十四届人大五次会议期间，", "办理情况将向省十四届人大六次会议报告，")),
        Example(_TWO.replace("省十四届人大五次会议期间", "2025年省十四届人大四次会议期间")),
    ),
    kinds=ALL_KINDS,
)
