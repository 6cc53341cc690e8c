"""Places that a query names, by their names, short names and nicknames."""

import re
from functools import cache

from knowledge_base.terms import table

_TAIL = "(?:省|市|自治区|人大|政府|政协|籍|地|府|方|官|企)"
_SHORT_ENDING = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")


def mentioned(text: str) -> tuple[str, ...]:
    """Full names (吉林省, 青岛市) of the provinces and cities that ``text`` names, in the order of the tables.

    A nickname that several places share (江城) gives them all; 吉林市 does not count as 吉林省.
    """
    found = [name for pattern, name in _patterns() if pattern.search(text)]
    letters = _letters()
    for run in re.findall(
        f"[{''.join(letters)}]{{2,}}(?=[地各等三四五两省企人的，、 ])|[{''.join(letters)}](?={_TAIL})", text
    ):
        if len(run) > 1 or not any(run in name for name in found):
            found.extend(letters[letter] for letter in run)
    return tuple(dict.fromkeys(found))


def related(one: str, other: str) -> bool:
    """Whether two places are the same or one lies in the other."""
    if not one or not other:
        return False
    return one == other or province_of(one) == other or province_of(other) == one


def province_of(place: str) -> str:
    """The province of a city (``青岛市`` → ``山东省``); empty when not known or a province itself."""
    return _provinces_of_cities().get(place, "")


@cache
def _letters() -> dict[str, str]:
    return {k: v for k, v in table("places")["provinces"].items() if k not in "内兵新云青宁台海港澳"}


@cache
def _provinces_of_cities() -> dict[str, str]:
    return {f"{city}市": province for province, names in table("places")["cities"].items() for city in names.split()}


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    nicknames: dict[str, list[str]] = table("place_nicknames")["别称"]
    patterns = []
    for name in dict.fromkeys(table("places")["provinces"].values()):
        short = _SHORT_ENDING.sub("", name)
        words = [f"{re.escape(short)}(?!市(?!.*省))" if name.endswith("省") else re.escape(short)]
        words += [re.escape(w) for w in nicknames.get(name, ())]
        patterns.append((re.compile("|".join(words)), name))
    for name in _provinces_of_cities():
        short = name.removesuffix("市")
        bare = len(short) > 1 and short not in {"吉林", "朝阳", "海南", "中山", "东营", "白山", "宝山"}
        words = [re.escape(short) if bare else re.escape(name)] + [re.escape(w) for w in nicknames.get(name, ())]
        patterns.append((re.compile("|".join(words)), name))
    return patterns
