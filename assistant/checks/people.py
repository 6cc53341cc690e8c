"""People as a text names them beside their posts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.checks.tables import posts, surnames

_HAN = "[\u4e00-\u9fff]"
_AFTER = r"(?=[，。、；：（）\s]|等|主持|出席|带队|带头|带领|率|召开|专程|专题|深入|调度|批示|审定|签批|担任|讲话|听取|走访|调研|督办|包案|参与|陪同|会见|先后|分别|现场|当面|上门|靠前|表示|指出|强调|赴|到|介绍|参加|领办|领衔|签发|主办|的|在|对|为|与|和|就|作|向|多次|亲自|同志|任|兼|牵头|挂帅|$)"
_HE = r"(?<=[。；、：\n（“])(?P<name>和[\u4e00-\u9fff]{1,2})(?P<post>代表|委员|同志)"
"""和 is a surname where no word stands before it that it could join."""
_NO_NAME = re.compile(
    r"[省市县区厅局委部院会长任员席书记代表的一二三四五六七八九十各等全本该我]|提出|建议|提案|工作|领导|负责|办理|关注"
)


@dataclass(frozen=True)
class Person:
    """A name at a place of the text; ``post`` is empty where none stands beside it."""

    start: int
    name: str
    post: str = ""
    written: str = ""
    """The name as it stands there, where it is set apart: 李　江."""

    @property
    def end(self) -> int:
        return self.start + len(self.written or self.name)


@lru_cache(maxsize=16)
def people(text: str) -> tuple[Person, ...]:
    """Names that a post or 代表, 委员, 同志 stands beside, and names in a list that one closes, in the order of the text."""
    found = {p.start: p for p in (*_labelled(text), *_followed(text), *_led(text), *_listed(text))}
    return tuple(found[start] for start in sorted(found))


def _followed(text: str) -> Iterator[Person]:
    for m in _patterns()[0].finditer(text):
        if not _NO_NAME.search(m["name"]):
            yield Person(m.start("name"), m["name"], m["post"])


def _labelled(text: str) -> Iterator[Person]:
    """签发人：徐　某, 周某某等5名代表, and 和某某代表."""
    for m in (*_patterns()[3].finditer(text), *_patterns()[4].finditer(text), *re.finditer(_HE, text)):
        name = re.sub(r"[ 　]", "", m["name"])
        if not _NO_NAME.search(name[1:] if name[0] == "和" else name):
            yield Person(m.start("name"), name, m["post"], m["name"])


def _led(text: str) -> Iterator[Person]:
    for m in _patterns()[1].finditer(text):
        if not _NO_NAME.search(m["name"]):
            yield Person(m.start("name"), m["name"], m["post"])


def _listed(text: str) -> Iterator[Person]:
    """张某某、李某某等3名代表: each of the list."""
    for m in _patterns()[2].finditer(text):
        at = m.start("list")
        for name in m["list"].split("、"):
            tail = next((name[-n:] for n in (len(name), 3, 2) if n <= len(name) and _is_name(name[-n:])), "")
            if tail:
                yield Person(at + len(name) - len(tail), tail, m["post"])
            at += len(name) + 1


def _is_name(name: str) -> bool:
    return (name[0] in surnames() or name[:2] in surnames()) and not _NO_NAME.search(name)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    titles = "|".join(sorted(posts()[0], key=len, reverse=True))
    family = "|".join(sorted(surnames(), key=len, reverse=True))
    post = rf"(?P<post>(?:副|总|党组|党委)?(?:{titles}))"
    name = rf"(?P<name>(?:{family}){_HAN}{{1,2}}?)"
    return (
        re.compile(rf"{name}(?:同志)?(?=[、，]?(?:省|市|县|厅|局)?{post})"),
        re.compile(rf"{post}(?:、|：)?{name}{_AFTER}"),
        re.compile(
            rf"(?P<list>{_HAN}{{2,6}}(?:、{_HAN}{{2,4}}?)+)等?(?:\d+|[两三四五六七八九十]+)?[名位]?(?P<post>代表|委员|同志)"
        ),
        re.compile(rf"(?P<post>签发人|签发)[：:][ 　]*(?P<name>(?:{family})[ 　]*{_HAN}{{1,2}})(?!{_HAN})"),
        re.compile(
            rf"(?P<name>(?:{family}){_HAN}{{1,2}}?)等(?:\d+|[两三四五六七八九十]+)?[名位]?(?:全国|省|市|县|区)?(?:人大|政协)?(?P<post>代表|委员)"
        ),
    )
