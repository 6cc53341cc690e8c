"""An organ's name with a character that doesn't belong, or with the ending of another level."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.prose import untitled
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import confused, dictionary, organs
from assistant.checks.view import visible
from assistant.draft import Draft

_ENDING = re.compile(
    r"厅(?![级局门])|委员会|总局|(?<![总布格结全当邮时开破僵变棋])局(?![级部面限长])|(?<=[\u4e00-\u9fff])部(?![分门署队级委件])|(?<=[\u4e00-\u9fff]{2})(?<![党省市县区州国军政])委(?![员托派书会])"
)
_RUN = re.compile(r"[\u4e00-\u9fff]{2,14}$")
_LEVEL = re.compile(
    r".*(省|自治区|(?<![自社小园校景山地城片辖灾林牧库矿特治])区|(?<![城超股门])市(?![场政域容])|(?<!全)县|国家|国务院)"
)
_NOT_ONE = re.compile(r"直|级|属|各|内|有关|相关|等|人大|政协|党|政府|机关|联合|全|内设|的|总部|办公|部分|我|本|所")
_ANY = "规范的机构名称"
_UNHEARD = re.compile(r"(?!.*[直级各属大办公内等餐展客])[\u4e00-\u9fff]{1,2}厅")
"""A province has no such 厅 if the table doesn't know it."""
_STRANGE = re.compile(r"(?!委|级|领导|内|外)[\u4e00-\u9fff]{3,11}厅")
_PLACED = re.compile(
    r"[同由从请到省县区局、]|厅.|市(?!场)|经商|会商|大厅|展厅|餐厅|营业厅|办公厅|音乐厅|演播厅|报告厅|会议厅"
)
"""What shows that more than one name stands before 厅, or no organ's."""
_MINISTRY = re.compile(r"(?:^|会同|经商|[商由与和、])((?:(?!会同|经商)[\u4e00-\u9fff]){6,12}部)$")
_INSERTED = 3
"""Characters at most that may have got into a name or out of it."""
_LONG = 5
"""From this length on one wrong character can't make another organ's name."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = untitled(visible(draft))
    for m in _ENDING.finditer(text):
        run = _RUN.search(text, max(0, m.end() - 14), m.end())
        if run is None:
            continue
        level = _LEVEL.match(run.group())
        name = run.group()[level.end() :] if level else run.group()
        if level and level[1] in ("市", "县", "区") and (right := _below(name)):
            yield _hit(m.end(), name, right, sure=True)
        elif level and level[1] == "省" and _UNHEARD.fullmatch(name) and name not in _names() and not _nearest(name):
            yield _hit(m.end(), name, _ANY, sure=False)
        elif level and level[1] in ("省", "自治区") and (strange := _strange(name)):
            yield _hit(m.end(), name, strange, sure=strange != _ANY)
        elif level and level[1] in ("国家", "国务院") and (right := _national(name)):
            yield _hit(m.end(), name, right, sure=False)
        elif not level and (ministry := _MINISTRY.search(run.group())) and (right := _plain_ministry(ministry[1])):
            yield _hit(m.end(), ministry[1], right, sure=False)
        elif (wrong := _wrong(name, bool(level))) and wrong[1] not in run.group():
            yield _hit(m.end(), *wrong, sure=_sure(*wrong))


def _hit(end: int, name: str, right: str, *, sure: bool) -> Hit:
    severity = "error" if sure else "warning"
    fix = right if sure else None
    return Hit(end - len(name), end, {"expected": right}, severity, right, "contradicted", fix=fix)


def _sure(name: str, right: str) -> bool:
    """Whether no organ can be called so: a long name of a province's or the centre's, or 与 for 和 at any level."""
    swapped = name.replace("与", "和").replace("及", "和") == right
    return swapped or (len(name) >= _LONG and not name.endswith("局"))


@cache
def _names() -> frozenset[str]:
    table = organs()
    duties = {f"{d}{ending}" for d in table.duties for ending in ("厅", "局", "部", "委员会")}
    old = {o for r in table.renamed for o in r.old}
    return frozenset(duties | {*table.fixed, *table.short, *table.local, *table.other} | old)


@cache
def _full() -> frozenset[str]:
    """The names in full as they are now."""
    return frozenset({f"{d}{ending}" for d in organs().duties for ending in ("厅", "局", "部")} | {*organs().fixed})


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    return {n: tuple(x for x in _names() if len(x) == n) for n in range(2, 20)}


@lru_cache(maxsize=512)
def _strange(name: str) -> str:
    """What a province's 厅 that no table knows is meant for: the known one whose name has all its characters and some
    more, or the other way round, or just a proper name; empty when it may be right. The 厅 are few and all known."""
    if not _STRANGE.fullmatch(name) or name in _names() or _nearest(name) or _PLACED.search(name):
        return ""
    if {f"{part}厅" for part in re.split("[和与及]", name[:-1])} <= _names():
        return ""
    known = [n for n in _names() if n.endswith("厅") and abs(len(n) - len(name)) <= _INSERTED and len(n) > 2]
    near = [n for n in known if _within(n, name) or (len(name) > _LONG and _within(name, n))]
    longest = [n for n in near if len(n) == max(map(len, near))]
    full = [n for n in longest if n in _full()] or longest
    return full[0] if len(full) == 1 else _ANY


@lru_cache(maxsize=256)
def _national(name: str) -> str:
    """The organ of the centre whose name has all the characters of this one and some more, or the other way round."""
    if len(name) < _LONG or name in {*_names(), *organs().bodies} or f"国家{name}" in _names():
        return ""
    alike = [n for n in _full() if n[-2:] == name[-2:] and 0 < abs(len(n) - len(name)) <= _INSERTED]
    near = [n for n in alike if len(n) >= _LONG - 1 and (_within(n, name) or _within(name, n))]
    return max(near, key=len, default="")


@lru_cache(maxsize=256)
def _plain_ministry(name: str) -> str:
    """The ministry into whose name 管理, 保护 or the like was put: 自然资源管理部."""
    m = re.fullmatch(r"(?P<duty>[\u4e00-\u9fff]{4,10}?)(?:管理|保护|监督|发展|工作)部", name)
    return f"{m['duty']}部" if m and m["duty"] in organs().duties else ""


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return len(short) < len(long) and all(c in rest for c in short)


def _lengthened(name: str) -> str:
    """The 局 of a long duty to whose name 管理 or 保护 was added: 生态环境保护局."""
    m = re.fullmatch(r"(?P<duty>[\u4e00-\u9fff]{4,10}?)(?:管理|保护|事务|监督|工作|发展|服务)局", name)
    return f"{m['duty']}局" if m and m["duty"] in organs().duties else ""


def _below(name: str) -> str:
    """What the organ of a city or county is called, where ``name`` is a province's."""
    right = f"{name[:-1]}局"
    return right if name.endswith("厅") and name in _names() and right in _names() else ""


def _tells_its_duty(name: str) -> bool:
    """Whether a name is made of words of the dictionary, so that it is rather an organ that the table doesn't know
    (文物局, 中医管理局) than one miswritten. The 厅 are all known."""
    stem = re.sub("(?:委员会|局|部|委)$", "", name)
    tail = next((n for n in (2, 3) if name[-n:] in _names()), 0)
    return not name.endswith("厅") and (_is_words(stem) or (tail > 0 and _is_words(name[:-tail])))


def _is_words(text: str) -> bool:
    two, longer = dictionary()
    return not text or any(
        (text[:n] in two or text[:n] in longer) and _is_words(text[n:]) for n in range(2, len(text) + 1)
    )


@lru_cache(maxsize=512)
def _wrong(name: str, bounded: bool) -> tuple[str, str] | None:
    """The end of ``name`` that is one character off a known name, with that name. ``bounded`` says that it begins where
    an organ's name begins; a short one is judged only then."""
    joined = name.replace("与", "和").replace("及", "和")
    if name not in _names() and joined in _names() and joined != name:
        return name, joined
    if bounded and name not in _names() and (plain := _lengthened(name)):
        return name, plain
    if name in _names() or any(name.endswith(n) for n in _names() if len(n) >= _LONG):
        return None
    if (
        bounded
        and not _NOT_ONE.search(name)
        and not (len(name) < _LONG and _tells_its_duty(name))
        and (right := _nearest(name))
    ):
        return name, right
    for size in range(min(len(name), 13), _LONG, -1):
        if right := _nearest(name[-size:]):
            return name[-size:], right
    return None


def _nearest(name: str) -> str:
    """The one known name that differs from ``name`` in a single place; empty when there is none or several."""
    like = [
        n
        for size in range(len(name) - 1, len(name) + 2)
        for n in _by_length().get(size, ())
        if n[-1] == name[-1] and _one_apart(n, name)
    ]
    full = [n for n in like if n in _full()] or like
    several = len(name) >= _LONG and not name.endswith("厅")
    return full[0] if len(full) == 1 else min(full, default="") if several else ""


def _one_apart(right: str, name: str) -> bool:
    """Whether one character was changed, left out or put in, or two neighbours were swapped; of a short name only what
    can't be another organ's."""
    if len(right) == len(name):
        differ = [i for i, (a, b) in enumerate(zip(right, name, strict=True)) if a != b]
        swapped = len(differ) == 2 and right[differ[0]] == name[differ[1]] and right[differ[1]] == name[differ[0]]
        alike = len(name) >= _LONG or name[-1] == "厅" or all((right[i], name[i]) in confused() for i in differ)
        moved = len(name) > _LONG and right[:2] == name[:2] and sorted(right) == sorted(name)
        return (len(differ) == 1 and len(name) > 2 and alike) or swapped or moved
    longer, shorter = (right, name) if len(right) > len(name) else (name, right)
    least = {"厅": 3, "委": _LONG - 1}.get(name[-1], _LONG) if longer == right else _LONG
    if len(shorter) < least or (longer == right and _tells_its_duty(name)):
        return False
    i = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[:i] + longer[i + 1 :] == shorter


def _letter(words: str) -> Example:
    return Example(LETTER.replace("下一步", words + "下一步"))


RULE = Rule(
    id="names.corrupted-organ",
    name="写错的机构名称",
    message="应为“{expected}”：机构名称写成了“{quote}”。",
    reason="机构名称要写规范全称或通行简称；“和”不写作“与”，省称厅、市县称局。",
    authority="knowledge_base/facts/organs.toml；《党和国家机构改革方案》",
    severity="error",
    check=check,
    fires=(
        _letter("会同省工业与信息化厅、省财政厅办理。"),
        _letter("会同省人力资源与社会保障厅办理。"),
        _letter("会同省财证厅办理。"),
        _letter("由发展与改革委员会牵头。"),
        _letter("会同云河市科学技术厅办理。"),
        _letter("会同省农业农材厅办理。"),
        _letter("会同省市场监管督理局办理。"),
        _letter("会同省卫生康健委、市发改革委办理。"),
        _letter("会同云河市财证局办理。"),
        _letter("会同省自然资源管理厅、省公安管理厅办理。"),
        _letter("会同宁夏回族自治区工业和信息产业厅办理。"),
        _letter("会同区教育厅办理。"),
        _letter("会同市规划与自然资源局办理。"),
        _letter("会同市生态环境保护局办理。"),
        _letter("会同自然资源管理部研究。"),
        _letter("会同国家市场监督总局研究。"),
        _letter("会同省粮食物资和储备局办理。"),
        _letter("会同省广播电视台局办理。"),
    ),
    quiet=(
        Example(LETTER),
        _letter("会同省工业和信息化厅、省人力资源社会保障厅、省发展改革委、省财政厅办理。"),
        _letter("会同云河市工业和信息化局、市住房城乡建设局、县农业农村局办理。"),
        _letter("在省政务服务大厅，会同省直有关厅局、国家发展和改革委员会办理。"),
        _letter("落实《示例省工业与信息化厅工作规则》。"),
        _letter("会同省文物局、省林业局、市水务局、县教体局、区文体局、市科工局、市城管委、市交通运输委办理。"),
        _letter("会同省中医管理局、市住房城乡建委办理。"),
        _letter("会同自然资源部、国家邮政局、国家铁路局、国家外汇管理局、国家税务总局、集团运营管理部研究。"),
        _letter("会同省财政和教育厅、自治区文化和旅游厅、省政府办公厅，在省政务服务大厅、小区餐厅办理。"),
        _letter("会同市滩涂局、县茶业局、区商旅局、市盐务局、市两江委办理。"),
    ),
    kinds=ALL_KINDS,
)
