"""A city, county or district that the sources don't name, where they name another one in its place."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import cities, provinces
from assistant.checks.given import Texts, bare, given, joined, lines_of, source_at
from assistant.checks.groundwords import pairs
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, place_words
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft
from assistant.figures import Source

_ENDING = r"(?:自治州|自治县|市|县|区|州|盟|旗|镇|乡|街道|村)"
_AHEAD = (
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在与由到赴对从向及和同是为自给省区市中如])|(?<=其中)|(?<=联合)|(?<=支持)|(?<=推荐))"
)
_TOKEN = re.compile(
    rf"{_AHEAD}(?P<core>(?![在与由到赴对从向给及同是为自])(?:(?!市|县|区|镇|乡)[\u4e00-\u9fff]){{2,4}}?)(?P<end>{_ENDING})(?![场民域内外级直辖属委街长镇乡村容区间段分道])"
)
_NO_PLACE = re.compile(
    r"[全各我本该两多每数几一二三四五六七八九十的有等和与及在对将被按把让个是为了]|示范|开发|高新|自贸|保护|风景|试验|实验|功能|居民|城|产业|集聚|园|景|服务|管理|核心|中心|贫困|革命|工业|商业|住宅|保税|技术|合作|先行|引领|试点|重点|有关|相关|部分|所有|直辖|地级|乡镇|偏远|边远|山|牧|林|库|灾|社|校|片|辖|上$|超$|股$|门$"
)
_COUNTED = re.compile(r"[\u4e00-\u9fff（：:]{0,4}?(\d[\d.]*)")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    sources = given(context)
    if not sources:
        return
    left = [p for p in _named(sources) if p[0] not in joined(draft)]
    theirs = bare(sources)
    for p in paragraphs(draft):
        if p.kind in BY_CODE:
            continue
        for m in _TOKEN.finditer(p.text):
            if _NO_PLACE.search(m["core"]) or m.group() in theirs or m.group() in provinces():
                continue
            if found := _meant(p.text, m, left, sources):
                expected, source = found
                what = f"应为{expected}：依据材料如此，正文写的是{m.group()}"
                yield Hit(*p.span(*m.span()), {"what": what}, None, expected, "contradicted", source)


def _meant(
    text: str, m: re.Match[str], left: list[tuple[str, str, Source]], sources: Texts
) -> tuple[str, Source] | None:
    """The place of the sources for which this one stands: of its level and in the same matter, or with the same number."""
    start = max(text.rfind(mark, 0, m.start()) for mark in "。；") + 1
    stops = [i for mark in "。；" if (i := text.find(mark, m.end())) >= 0]
    said = pairs(text[start : m.start()] + "，" + text[m.end() : min(stops, default=len(text))])
    alike = [(len(said & pairs(line)), name, source) for name, line, source in left if name.endswith(m["end"])]
    told = sorted((x for x in alike if x[0]), key=lambda x: -x[0])
    if told and _is_name(m["core"]) and (len({name for _, name, _ in told}) == 1 or told[0][0] > told[1][0]):
        return told[0][1], told[0][2]
    counted = _COUNTED.match(text, m.end())
    if counted and m["core"] not in bare(sources):
        return _with_number(text, counted[1], sources, m["end"])
    return None


def _with_number(text: str, number: str, sources: Texts, ending: str) -> tuple[str, Source] | None:
    """The one place, its ending left out, that the sources give the number (杨某15、普某12)."""
    found: dict[str, Source] = {}
    for line, path in lines_of(sources):
        for m in re.finditer(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,3}}){re.escape(number)}(?![\d.])", line.text):
            found[m[1]] = source_at(line, path)
    free = {name: source for name, source in found.items() if name not in text}
    return (next(iter(free)) + ending, next(iter(free.values()))) if len(free) == 1 and len(found) == 1 else None


@lru_cache(maxsize=512)
def _is_name(core: str) -> bool:
    """Whether the characters before 市, 县 … are a place's name: one that the dictionary knows as such, or no words of it."""
    two, longer = dictionary()
    if _NO_PLACE.search(core):
        return False
    return (
        core in place_words()
        or f"{core}市" in cities()
        or not (core in longer or any(core[i : i + 2] in two for i in range(len(core) - 1)))
    )


@lru_cache(maxsize=8)
def _named(sources: Texts) -> tuple[tuple[str, str, Source], ...]:
    """The places of the sources, each with what its line says of it."""
    found: list[tuple[str, str, Source]] = []
    for line, path in lines_of(sources):
        for part in re.split("[。；]", line.whole):
            for m in _TOKEN.finditer(part):
                if _is_name(m["core"]):
                    found.append((m["core"] + m["end"], part.replace(m.group(), ""), source_at(line, path)))
    return tuple(dict.fromkeys(found))


def _of(words: str, sheet: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"), given={"sources": {"表.txt": sheet}})


RULE = Rule(
    id="sources.unknown-place",
    name="与材料不一致的地名",
    message="地名：{what}。",
    reason="把一地的事记在另一地名下，当地一看便知。",
    authority="《党政机关公文处理工作条例》第十九条：内容准确，情况属实",
    severity="warning",
    check=check,
    fires=(
        _of("临河市被列为省级试点。", "面积460万亩；省级试点：云河市；临河26.4%"),
        _of("建议与临河市人民政府联合打造康养线路。", "联合单位：云河市人民政府，康养线路"),
        _of("共改造43处，其中白水区15处、桐江区12处。", "积水点43处：云台15、桐江12"),
        _of("在沿河县开展示范。", "示范县：德水县；厂房460间"),
    ),
    quiet=(
        _of("云河市被列为省级试点。", "面积460万亩；省级试点：云河市"),
        _of("在全省各市、开发区推广，到沿河县走访，建设产业园区。", "示范市：云河市；厂房460间"),
        _of("临河市被列为省级试点。", "面积460万亩"),
        Example(LETTER.replace("下一步", "在沿河县开展示范。下一步")),
    ),
    kinds=ALL_KINDS,
)
