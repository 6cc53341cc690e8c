"""A letter to another organ than the sources name."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.given import Texts, bare, given, lines_of, source_at
from assistant.checks.groundwords import alternation, words
from assistant.checks.named import known_people, people
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, OPINION
from assistant.checks.view import paragraphs
from assistant.draft import Draft
from assistant.figures import Source

_ORGAN = r"(?:办公厅|办公室|常务委员会|常委会|委员会|人民政府|政府|人大|政协|党组|厅|局|委|部|院|会|党|盟|社|联)"
_NAMED = re.compile(rf"[\u4e00-\u9fff（）、]{{2,24}}?{_ORGAN}(?![\u4e00-\u9fff])")


_SENT = re.compile(
    r"(?:呈送|行文至|呈报|报送|上报|报至|主送|发至|送)[：:]?\s*(?P<to>[省市县区][\u4e00-\u9fff]{1,12}?(?:办公厅|办公室|常委会|政府))(?=$|[，。；、\s（(])"
    r"|(?:^|[，。；\s])(?P<by>[省市县区][\u4e00-\u9fff]{1,12}?(?:办公厅|办公室|常委会|政府))收(?=$|[，。；\s])"
    r"|(?:^|[，。；\s）)])报[：: ]?(?P<up>(?:自治区|[省市县区校院])[\u4e00-\u9fff]{0,14}?(?:办公厅|办公室|督查室|常委会|党委|党组|政府))(?=$|[，。；、\s])"
)
"""Told in a sentence: 呈报省政府办公厅, 省政府办公厅收."""
_WHERE = r"(?:[\u4e00-\u9fff]{2,6}(?:自治区|[省市州县])|自治区|[省市州县区])"
_LEAD = re.compile(
    r"(?:(?:主办|牵头)(?:单位|部门|机关|方)?\s*(?:是|为)?[：:|\t]?|→|(?:来函单位|来函机关|来函)\s*(?:是|为)?[：:|\t])\s*"
    rf"(?P<to>{_WHERE}[\u4e00-\u9fff]{{2,14}}?(?:委员会|办公室|厅|局|委|院|部|会))(?=$|[，。；、：|\t\n\s（(]|会办|协办)"
)
_PROPOSING = re.compile("代表|委员|提出|提案人|提案者|领衔|联名")
_DEED = re.compile("采纳|邀请|听取|走访|联系|征求|接待|组织|吸收|收到|回访|办理|答复")
"""全年采纳代表意见 names nobody."""
_PLACE = re.compile(r"(?!省|市|县)([\u4e00-\u9fff]{2,3})(?=[省市县])")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    line = next((p for p in paragraphs(draft) if p.kind == "salutation"), None)
    if not sources or line is None:
        return
    written = re.sub(r"^尊敬的|[：:]\s*$", "", line.text)
    if not written:
        return
    at = line.text.index(written)
    start, end = line.span(at, at + len(written))
    if re.search(r"(?:代表|委员)$", written):
        if other := _others(written, sources):
            yield _hit(start, end, *other, sure=False)
        return
    signed = [p.text for p in paragraphs(draft) if p.kind == "signature"]
    named = list(_leads(sources)) if context.kind == "opinion" else list(_labelled(sources, _ADDRESSED))
    named = [(value, source) for value, source in named if not _is_person(value, sources)]
    named = [(value, source) for value, source in named if not any(_same(value, own) for own in signed)]
    if named:
        if not any(_same(written, value) for value, _ in named):
            yield _hit(start, end, *named[0], sure=True)
    elif context.kind == "reply" and (proposer := _committee(written, sources)):
        yield _hit(start, end, *proposer, sure=False)
    elif _plain(written) not in _plain(bare(sources)) and (near := _near(written, sources)):
        yield _hit(start, end, *near, sure=False)


def _others(written: str, sources: Texts) -> tuple[str, Source] | None:
    """The persons of the sources, when none of those addressed is among them."""
    names = [p.name for p in people(written)]
    text = bare(sources)
    if not names or any(name in text for name in names):
        return None
    proposing = tuple(x for x in words().person_labels if _PROPOSING.search(x) or "提" in x or "建议" in x)
    for value, source in _labelled(sources, (*proposing, *_ADDRESSED)):
        if found := people(value if re.search(r"(?:代表|委员)$", value) else f"{value}代表"):
            return found[0].name + written[-2:], source
    held = [
        k
        for all_of in known_people(sources).values()
        for k in all_of
        if k.sure and not k.posts and _PROPOSING.search(k.line.whole) and not _DEED.search(k.name)
    ]
    return (held[0].name + written[-2:], source_at(held[0].line, held[0].path)) if held else None


def _committee(written: str, sources: Texts) -> tuple[str, Source] | None:
    """Another committee than the one written, which the sources call the proposer."""
    for value, source in _labelled(sources, words().person_labels):
        if value.endswith("委员会") and written.endswith("委员会") and value[-6:] != written[-6:]:
            return value, source
    return None


def _labelled(sources: Texts, labels: tuple[str, ...]) -> Iterator[tuple[str, Source]]:
    """What the sources call the addressee: 主送：省政府办公厅, or a row or column of that name."""
    for line, path in lines_of(sources):
        for m in _label(labels).finditer(line.text):
            yield m["to"].strip(), source_at(line, path)
        for m in _SENT.finditer(line.text) if labels == _ADDRESSED else ():
            yield m["to"] or m["by"] or m["up"], source_at(line, path)
        for column, cell in line.cells:
            if cell and re.fullmatch(alternation(labels), column):
                yield cell.strip("：: "), source_at(line, path)


def _leads(sources: Texts) -> Iterator[tuple[str, Source]]:
    """The lead unit, to which an opinion goes."""
    for line, path in lines_of(sources):
        for column, cell in line.cells:
            if re.fullmatch("主办单位?|牵头单位", column) and cell:
                yield cell, source_at(line, path)
        for m in _LEAD.finditer(line.text):
            yield m["to"], source_at(line, path)


def _near(written: str, sources: Texts) -> tuple[str, Source] | None:
    """An organ of the sources whose name is the written one's but for its kind (省政协办公厅, 省政府办公厅)."""
    for line, path in lines_of(sources):
        for m in _NAMED.finditer(line.text):
            a, b = _plain(written), _plain(m.group())
            if a != b and len(a) >= 4 and a[0] == b[0] and a[-3:] == b[-3:] and abs(len(a) - len(b)) <= 3:
                return m.group(), source_at(line, path)
    return None


def _same(a: str, b: str) -> bool:
    if (x := _PLACE.match(a)) and (y := _PLACE.match(b)) and x[1] != y[1]:
        return False
    one, two = _plain(a), _plain(b)
    short, long = sorted((one, two), key=len)
    if not short or long.endswith(short) or long.startswith(short) or short[1:] == long[-len(short) + 1 :]:
        return bool(short)
    rest = iter(long)  # 自治区发展改革委, 自治区发展和改革委员会
    return short[0] == long[0] and short[-1] == long[-1] and all(c in rest for c in short)


def _plain(name: str) -> str:
    name = (
        re.sub(r"[\s　]", "", name)
        .replace("人民政府", "政府")
        .replace("常务委员会", "常委会")
        .replace("人民代表大会", "人大")
    )
    name = re.sub("委员会$", "委", name)
    return re.sub(r"^(?!省|市|县)[\u4e00-\u9fff]{2,3}(?=[省市县])|^[\u4e00-\u9fff]{2,5}(?=自治区)", "", name)


def _is_person(value: str, sources: Texts) -> bool:
    return bool(re.search(r"(?:代表|委员)$", value)) or value in known_people(sources)


def _hit(start: int, end: int, expected: str, source: Source, *, sure: bool) -> Hit:
    return Hit(start, end, {"expected": expected}, None if sure else "warning", expected, "contradicted", source)


_ADDRESSED = (*words().addressee_labels, "报送单位", "呈报单位", "报", "送", "呈")


@cache
def _label(labels: tuple[str, ...]) -> re.Pattern[str]:
    names = alternation(labels)
    return re.compile(
        rf"(?:^|[|\t，。；、\s（(])(?:[\u4e00-\u9fff]{{0,2}})(?:{names})\s*[：:|\t]\s*(?P<to>[\u4e00-\u9fff（）]{{2,30}}?)(?=$|[，。；：:|\t\n\s（(])",
        re.M,
    )


_SHEET = {"sources": {"要素.txt": "主送机关：省人大常委会办公厅\n经办：办公室"}}
_REPORT = LETTER.replace("林某代表：", "省政府办公厅：")


def _opinion(addressee: str, sheet: str) -> Example:
    text = OPINION.replace("省农业农村厅：", addressee)
    return Example(text, given={"kind": "opinion", "sources": {"要素.txt": sheet}})


RULE = Rule(
    id="sources.contradicted-addressee",
    name="与材料不一致的主送机关",
    message="应为{expected}：材料如此，正文写的是{quote}。",
    reason="主送机关写错，公文就送错了地方。",
    authority="GB/T 9704-2012 7.3.2",
    severity="error",
    check=check,
    fires=(
        Example(_REPORT, given=_SHEET),
        Example(_REPORT, given={"sources": {"要素.txt": "全年承办46件；报省人大常委会；上年41件"}}),
        Example(_REPORT, given={"sources": {"要素.txt": "报送单位和对象\t省政协办公厅"}}),
        _opinion("省商务厅：", "云海海关→示例省农业农村厅会办材料\n协作：省商务厅"),
        _opinion("省商务厅：", "林某（代表）；主办方为省农业农村厅\n联席会议：省商务厅"),
        _opinion("自治区商务厅：", "来函单位：自治区发展和改革委员会"),
    ),
    quiet=(
        Example(
            LETTER,
            given={"sources": {"报告.txt": "二、办理情况\n　　全年采纳代表委员意见建议84条。"}},
        ),
        Example(_REPORT.replace("政府办公厅", "人大常委会办公厅"), given=_SHEET),
        Example(_REPORT.replace("省政府", "示例省人民政府"), given={"sources": {"要素.txt": "主送\t省政府办公厅"}}),
        Example(_REPORT, given={"sources": {"要素.txt": "全年承办46件；报省人民政府办公厅；上年41件"}}),
        Example(_REPORT, given={"sources": {"要素.txt": "合计\t24件"}}),
        _opinion("省农业农村厅：", "云海海关→示例省农业农村厅 会办材料；企业31→52；协作：省商务厅"),
        _opinion("自治区发展改革委：", "主办方为广西壮族自治区发展和改革委员会；会办：自治区商务厅"),
    ),
    kinds=ALL_KINDS,
)
