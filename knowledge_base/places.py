"""Whose paper it is: the province, city or county in the name of an office or a title."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

_SHI = r"(?:自治州|地区|市|州|盟)"
_LEVELS = re.compile(
    rf"^(?P<p>[一-龥]{{2,8}}?(?:省|自治区|特别行政区|兵团))?(?P<c>[一-龥]{{2,9}}?{_SHI})?(?P<x>[一-龥]{{1,8}}?(?:自治县|自治旗|新区|县|区|旗|市))?"
)
_FOLLOWS = re.compile(
    r"^(?:实施|贯彻|人民|人大|政协|政府|委|党委|办公|[一-龥]{0,14}(?:厅|局|委员会|办公室|会|院|中心|部门|集团|公司|处|条例|办法|规定|细则|方案|规划|计划|意见|措施|决定|报告|要点|大队|总队)|关于|$)"
)
_NO_NAME = re.compile(
    r"[各全我本该你贵某的及和与关于对为向等有在是将]|直辖|城市$|^(?:省|市|县|区)|[省市县]{2}|(?:^|.)(?:开发|园|社|小|地|山|景|服务|示范|保税|自贸)区$|超市|上市|股市|^国|^(?:民[建革盟进]|农工|致公|九三|台盟|政协|中共)"
)
_TITLE_OF = re.compile(r"《(?=[一-龥]{2,6}?(?:省|市|自治区))([一-龥]{2,9}?(?:省|自治区|市))")


@cache
def _facts() -> tuple[dict[str, str], dict[str, str]]:
    """Provinces by their letter, and cities (with their ending) by province."""
    data = tomllib.loads((files("knowledge_base") / "facts" / "places.toml").read_text(encoding="utf-8"))
    cities = {f"{city}市": province for province, names in data["cities"].items() for city in names.split()}
    return data["provinces"], cities


def place_of(name: str) -> str:
    """The most specific place that ``name`` (an office or a title) begins with: ``示例省云河市财政局`` → ``云河市``;
    empty when it begins with none."""
    provinces, cities = _facts()
    name = re.sub(r"^(?:中共|中国共产党|政协|国家税务总局)", "", name.strip().lstrip("《"))
    province = next((p for p in sorted(set(provinces.values()), key=len, reverse=True) if name.startswith(p)), "")
    rest = name[len(province) :]
    city = next((c for c in cities if rest.startswith((c, c.removesuffix("市") + "经济特区"))), "")
    if province or city:
        county = _generic(rest[len(city) :], "x")
        return county or city or _generic(rest, "c") or province
    return _generic(name, "x") or _generic(name, "c") or _generic(name, "p")


def _generic(name: str, level: str) -> str:
    """The part of a name that is written like a place of this level (p, c, x) and before an office or a paper."""
    found = _LEVELS.match(name)
    if not found or not found[level] or not _FOLLOWS.match(name[found.end(level) :]):
        return ""
    parts = [found[part] for part in "pcx" if found[part]]
    return "" if any(_NO_NAME.search(part) for part in parts) else found[level]


def place_in(text: str) -> str:
    """The province whose papers a text names most; for papers that say only 省政府, 我省. Empty when none stands out."""
    provinces, _ = _facts()
    known = sorted(set(provinces.values()), key=len, reverse=True)
    counts = Counter({p: n for p in known if (n := text.count(p))})
    counts.update(name for name in _TITLE_OF.findall(text) if name not in known and not _NO_NAME.search(name))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def province_of_code(code: str) -> str:
    """``吉工信办`` → ``吉林省``; empty when the 机关代字 begins with no province's letter."""
    return _facts()[0].get(code[:1], "")
