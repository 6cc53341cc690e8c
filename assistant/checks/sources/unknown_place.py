"""A city, county or district that the sources don't name, where they name another one in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.facts import cities, provinces
from assistant.checks.given import Texts, bare, given, joined, lines_of, source_at
from assistant.checks.groundwords import pairs
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, nouns
from assistant.checks.view import BY_CODE, paragraphs
from assistant.draft import Draft
from assistant.figures import Source

_RUN = re.compile(
    r"[\u4e00-\u9fff]{2,12}?(?P<end>自治州|自治县|(?<!城)市(?![场民域内外级直辖属容区])|县(?![域内级直属委长道区])|(?<![社小园校景山地城片辖灾林牧库矿特治])区(?![域内外级直辖属委长间段分别])|州(?![长委])|盟(?![员市约会主])|旗(?![帜长])|镇(?![长区])|乡(?![镇村])|街道|村(?![民委级镇庄]))"
)
_AHEAD = "在与由到赴对从向给及和同是为省市州如将于"
_SIZES = (2, 3, 4)
_COUNTIES = frozenset({"市", "县", "区", "旗", "自治县"})
_NO_PLACE = re.compile(
    r"^[全各我本该两多每数几的有等对将被按把让个是为了]|示范|开发|高新|自贸|保护|风景|试验|实验|功能|居民|老城|新城|主城|县城|产业|集聚|服务|管理|核心"
    r"|中心|贫困|革命|工业|商业|住宅|保税|技术|合作|先行|引领|试点|重点|有关|相关|部分|所有|直辖|地级|乡镇|偏远|会同|会办|协同|联合|[上超股门]$"
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
        for place in _places(p.text):
            if place.name in theirs or place.name in provinces():
                continue
            if found := _meant(p.text, place, left, sources):
                expected, source = found
                what = f"应为{expected}：依据材料如此，正文写的是{place.name}"
                yield Hit(*p.span(place.start, place.stop), {"what": what}, None, expected, "contradicted", source)


@dataclass(frozen=True)
class _Place:
    """A place at ``start``/``stop`` of its text: 桐江区 is 桐江 with the ending 区."""

    core: str
    end: str
    start: int
    stop: int

    @property
    def name(self) -> str:
        return self.core + self.end


def _places(text: str) -> Iterator[_Place]:
    """Cities, counties and lower places: a name that a table or the dictionary knows, else what is left before the
    ending when the words before it are taken away."""
    at = 0
    while m := _RUN.search(text, at):
        at = m.end()
        ahead = text[m.start() : m.start("end")]
        if m["end"] == "州" and f"{ahead[-1]}州市" in cities():
            core = ahead[-1]  # 赴温州: the city without its 市
        else:
            core = next((ahead[-n:] for n in _SIZES[::-1] if len(ahead) >= n and _known(ahead[-n:])), "") or _bare(
                ahead
            )
        if core and not _NO_PLACE.search(core):
            yield _Place(core, m["end"], m.start("end") - len(core), m.end())


def _known(core: str) -> bool:
    return f"{core}市" in cities() or core in ("市南", "市北", "市中")


@lru_cache(maxsize=1024)
def _bare(ahead: str) -> str:
    """The two or three characters at the end that follow a mark, a preposition or another word, and are no word but a
    noun: 督导某里 → 某里."""
    two, longer = dictionary()
    for size in (2, 3):
        core, before = ahead[-size:], ahead[:-size]
        apart = not before or before[-1] in _AHEAD or before[-2:] in two
        word = core in two or core in longer or (size > 2 and (core[:2] in two or core[1:] in two))
        if len(core) == size and apart and (not word or core in nouns()):
            return core
    return ""


def _meant(text: str, place: _Place, left: list[tuple[str, str, Source]], sources: Texts) -> tuple[str, Source] | None:
    """The place of the sources for which this one stands: of its level and in the same matter, the only one of its level
    that is left, or with the same number."""
    start = max(text.rfind(mark, 0, place.start) for mark in "。；") + 1
    stops = [i for mark in "。；" if (i := text.find(mark, place.stop)) >= 0]
    said = pairs(text[start : place.start] + "，" + text[place.stop : min(stops, default=len(text))])
    level = [(len(said & pairs(line)), name, source) for name, line, source in left if _one_level(name, place.end)]
    told = sorted((x for x in level if x[0]), key=lambda x: -x[0])
    if told and (len({name for _, name, _ in told}) == 1 or told[0][0] > told[1][0]):
        return told[0][1], told[0][2]
    counted = _COUNTED.match(text, place.stop)
    if counted and place.core not in bare(sources) and (found := _with_number(text, counted[1], sources, place.end)):
        return found
    alike = [(name, source) for _, name, source in level if name.endswith(place.end) and _akin(name, place.name)]
    return alike[0] if len({name for name, _ in alike}) == 1 else None


def _one_level(name: str, end: str) -> bool:
    return name.endswith(end) or (end in _COUNTIES and name[-1] in _COUNTIES)


def _akin(a: str, b: str) -> bool:
    """Whether the names have a character in common before the ending: 柳某区, 柳某区."""
    return len(a) == len(b) and bool(set(a[:-1]) & set(b[:-1]))


def _with_number(text: str, number: str, sources: Texts, ending: str) -> tuple[str, Source] | None:
    """The one place, its ending left out, that the sources give the number (杨某15、普某12)."""
    found: dict[str, Source] = {}
    for line, path in lines_of(sources):
        for m in re.finditer(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,3}}){re.escape(number)}(?![\d.])", line.text):
            found[m[1]] = source_at(line, path)
    free = {name: source for name, source in found.items() if name not in text}
    return (next(iter(free)) + ending, next(iter(free.values()))) if len(free) == 1 and len(found) == 1 else None


@lru_cache(maxsize=8)
def _named(sources: Texts) -> tuple[tuple[str, str, Source], ...]:
    """The places of the sources, each with what its line says of it."""
    found: list[tuple[str, str, Source]] = []
    for line, path in lines_of(sources):
        for part in re.split("[。；]", line.whole):
            found += ((x.name, part.replace(x.name, ""), source_at(line, path)) for x in _places(part))
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
        _of("副厅长带队到柳北区听取意见。", "走访：柳南区"),
        _of("会同市水务局、阳城县人民政府办理。", "会同市水务局、高平市人民政府"),
    ),
    quiet=(
        _of("云河市被列为省级试点。", "面积460万亩；省级试点：云河市"),
        _of("在全省各市、开发区推广，到沿河县走访，建设产业园区。", "示范市：云河市；厂房460间"),
        _of("临河市被列为省级试点。", "面积460万亩"),
        _of("共改造460处，其中县道120处，面向县中招聘，会同市商务局办理。", "补助标准县120处；会办市商务局；托管县中"),
        Example(LETTER.replace("下一步", "在沿河县开展示范。下一步")),
        _of("9月，赴温州调研。", "调研：9月到温州"),
    ),
    kinds=ALL_KINDS,
)
