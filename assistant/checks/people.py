"""People as a text names them beside their posts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.checks.tables import dictionary, posts, rare_surnames, surnames

_HAN = "[\u4e00-\u9fff]"
_AFTER = r"(?=[，。、；：（）\s]|等|主持|出席|带队|带头|带领|率|召开|专程|专题|深入|调度|批示|审定|签批|担任|讲话|听取|走访|调研|督办|包案|参与|陪同|会见|先后|分别|现场|当面|上门|靠前|表示|指出|强调|赴|到|介绍|参加|领办|领衔|签发|主办|的|在|对|为|与|和|就|作|向|多次|亲自|同志|任|兼|牵头|挂帅|包抓|包联|包保|提出|所提|反映|建言|听|看|说|高度|组织|协调|安排|要求|部署|于|两次|[三四]次|同|及|先|又|还|再|也|$)"
_BEFORE = r"(?:(?<![\u4e00-\u9fff])|(?<=[由经请向对与和据按受同及]))"
_WORDS = re.compile(r"[自使向对在于被把将就给与和同从以为了过其他]$|^(?:应当|应该|相关|能够|通过)")
"""What no name ends or begins with."""
_DOTTED = re.compile(r"[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8}")
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
    found = {p.start: p for p in (*_rare(text), *_labelled(text), *_followed(text), *_led(text), *_listed(text))}
    return tuple(found[start] for start in sorted(found))


def _followed(text: str) -> Iterator[Person]:
    for m in _patterns()[0].finditer(text):
        if not _NO_NAME.search(m["name"]):
            yield Person(m.start("name"), m["name"], m["post"])


def _rare(text: str) -> Iterator[Person]:
    """向某某副厅长, 副厅长向某某: a surname that is a word as well, with two characters more, beside a post."""
    two, _ = dictionary()
    for m in _patterns()[8].finditer(text):
        end = m.end()
        if (
            text[end : end + 2] in two
            and text[end - 1 : end + 1] not in two
            and not _NO_NAME.search(m["name"][1:])
            and not _WORDS.search(m["name"])
        ):
            yield Person(m.start("name"), m["name"], m["post"])
    for pattern in _patterns()[5:7]:
        for m in pattern.finditer(text):
            if not _NO_NAME.search(m["name"][1:]) and not _WORDS.search(m["name"]):
                yield Person(m.start("name"), m["name"], m["post"])


@lru_cache(maxsize=16)
def dotted(text: str) -> tuple[tuple[int, int, int], ...]:
    """Names like 阿不都热合曼·买买提, with whatever stands beside them: beginning, dot and end of the run of characters."""
    return (
        tuple((m.start(), m.start() + m.group().index("·"), m.end()) for m in _DOTTED.finditer(text))
        if "·" in text
        else ()
    )


@lru_cache(maxsize=16)
def unfamiliar(text: str) -> tuple[Person, ...]:
    """Names of four or five characters without a surname that the table knows (才让东珠), between a post and a verb."""
    known = {p.start for p in people(text)}
    return tuple(
        Person(m.start("name"), m["name"], m["post"])
        for m in _patterns()[7].finditer(text)
        if not _NO_NAME.search(m["name"]) and not _has_word(m["name"]) and m.start("name") not in known
    )


def _has_word(name: str) -> bool:
    two, longer = dictionary()
    if len(name) == 3:
        return name in longer or name[:2] in two or name[1:] in two
    return name in longer or (name[:2] in two and name[2:] in two) or (name[:2] in two and name[2:4] in two)


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
    rare = "".join(rare_surnames())
    single = "".join(s for s in surnames() if len(s) == 1)
    begins = "".join({*(t[0] for t in posts()[0]), *"副总党一二三四"})
    post = rf"(?P<post>(?:副|总|党组|党委|[一二三四]级)?(?:{titles}))"
    name = rf"(?P<name>(?:{family}){_HAN}{{1,2}}?)"
    return (
        re.compile(rf"{name}(?:同志)?(?=[、，]?(?:省|市|县|厅|局)?{post})"),
        re.compile(rf"(?=[{begins}]){post}(?:、|：)?{name}{_AFTER}"),
        re.compile(
            rf"(?P<list>{_HAN}{{2,6}}(?:、{_HAN}{{2,4}}?)+)等?(?:\d+|[两三四五六七八九十]+)?[名位]?(?P<post>代表|委员|同志)"
        ),
        re.compile(rf"(?P<post>签发人|签发)[：:][ 　]*(?P<name>(?:{family})[ 　]*{_HAN}{{1,2}})(?!{_HAN})"),
        re.compile(
            rf"(?P<name>(?:{family}){_HAN}{{1,2}}?)等(?:\d+|[两三四五六七八九十]+)?[名位]?(?:全国|省|市|县|区)?(?:人大|政协)?(?P<post>代表|委员)"
        ),
        re.compile(rf"{_BEFORE}(?P<name>[{rare}]{_HAN}{{2}})(?:同志)?(?=(?:省|市|县|厅|局)?{post})"),
        re.compile(rf"(?=[{begins}]){post}(?:、|：)?(?P<name>[{rare}]{_HAN}{{2}}){_AFTER}"),
        re.compile(rf"(?=[{begins}]){post}(?P<name>{_HAN}{{3,5}}?){_AFTER}"),
        re.compile(rf"(?=[{begins}]){post}(?P<name>[{rare}{single}]{_HAN}{{2}})(?={_HAN}{{2}})"),
    )
