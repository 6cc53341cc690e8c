"""Sessions of people's congresses and of the CPPCC as a text names them, and the table that says when they met."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.checks.facts import cities, provinces
from assistant.checks.tables import Sessions, sessions
from assistant.checks.view import of_kind, visible
from assistant.draft import Draft
from assistant.numerals.chinese import read
from knowledge_base.places import place_in, place_of
from knowledge_base.whereabouts import province_of

_N = r"[\d一二三四五六七八九十]{1,3}"
_MENTION = re.compile(
    rf"(?P<lead>[\u4e00-\u9fff]{{0,8}}?)(?P<body>政协|人大|人民代表大会)?(?P<where>[\u4e00-\u9fff]{{0,9}}?)第?(?P<jie>{_N})届"
    rf"(?P<mid>[\u4e00-\u9fff]{{0,18}}?)第?(?P<ci>{_N})次(?P<after>会议|全体会议)?(?!全会)"
)
_STANDING = re.compile(r"常务|常委|主席会议|主任会议|中共|党|团|工会|妇女|执委")
_TOLD = re.compile(r"^.*(?:报告|汇报|通报|审议|听取)(?=.)")
"""向本次常委会会议报告: to whom it is told, not whose session it is."""
_CENTRE = "全国"
_BELOW = re.compile(r"[\u4e00-\u9fff]{2,4}?[市县区州盟旗](?!场|政)")
"""A city or county at the head of an office's name that is known to no table."""
_FOLLOWS = r"(?=政协|人大|第|[一二三四五六七八九十\d])"
_OWN = re.compile(rf"(?:省|自治区){_FOLLOWS}")
_LOWER = re.compile(rf"(?<!自治)[市县区州盟旗]{_FOLLOWS}")


@dataclass(frozen=True)
class Mention:
    """A session named in a text. ``place`` is 全国, a province, a lower place (市, 县) or empty when it isn't said;
    ``jie_at`` and ``ci_at`` are the spans of the two numerals."""

    start: int
    end: int
    body: str
    place: str
    jie: int
    ci: int
    jie_at: tuple[int, int]
    ci_at: tuple[int, int]
    sentence: str
    """The sentence up to the number of the 届."""
    rest: str
    """The sentence after it."""

    @property
    def session(self) -> tuple[int, int]:
        return self.jie, self.ci


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """Every session of a congress or a CPPCC committee; meetings of standing committees are none."""
    return _mentions(visible(draft), home(draft))


def home(draft: Draft) -> str:
    """The province whose paper it is, by the signature, else by what the text names most; empty when unknown."""
    for _, block in of_kind(draft, "signature"):
        name = re.sub(r"\s", "", block.text)
        below = _BELOW.match(name)
        place = place_of(name) or (below[0] if below else "")
        if place:
            return place if place in provinces() or place.endswith(("省", "自治区")) else province_of(place)
    return _most_named(draft.text)


@lru_cache(maxsize=16)
def _most_named(text: str) -> str:
    return place_in(text)


@lru_cache(maxsize=16)
def _mentions(text: str, province: str) -> tuple[Mention, ...]:
    return tuple(_find(text, province))


def _find(text: str, province: str) -> Iterator[Mention]:
    for at in re.finditer("届", text):
        begin = max(text.rfind(c, 0, at.start()) for c in "，。；：、\n《“（和及与") + 1
        begin = max(begin, at.start() - 22)
        m = next(
            (
                m
                for i in range(begin, at.start())
                if (m := _MENTION.match(text, i)) and m.start("jie") < at.start() <= m.end("jie")
            ),
            None,
        )
        if m is None:
            continue
        around = text[begin : m.end()]
        body = m["body"] or ("政协" if "政协" in around else "人大" if re.search("人大|人民代表大会", around) else "")
        jie, ci = _int(m["jie"]), _int(m["ci"])
        if not body or not jie or not ci or _STANDING.search(_TOLD.sub("", around)) or text.startswith("全会", m.end()):
            continue
        begins = max(text.rfind(c, 0, m.start()) for c in "。；\n") + 1
        ends = re.search(r"[。；\n]|$", text[m.end() :])
        yield Mention(
            m.start(), m.end(), "政协" if body == "政协" else "人大", _place(around, province), jie, ci,
            m.span("jie"), m.span("ci"), text[begins : m.start("jie")], text[m.end() : m.end() + (ends.start() if ends else 0)],
        )  # fmt: skip


def _place(words: str, province: str) -> str:
    """The place named last: 全国, a province, a city or county by its level, or 省 for the paper's own province."""
    found = [(words.rfind(_CENTRE), 1, _CENTRE)]
    found += [
        (words.rfind(short), len(short), full)
        for short, full in (*_short_names(), (province, province))
        if short and short in words
    ]
    found += [(m.start(), 1, province) for m in _OWN.finditer(words) if not _another(words[: m.end()], province)]
    found += [(m.start(), 2, _lower(words[: m.end()], province)) for m in _LOWER.finditer(words)]
    at, _, place = max(found)
    return place if at >= 0 else ""


def _another(words: str, province: str) -> bool:
    """Whether the 省 or 自治区 at the end belongs to the full name of a province, so that it isn't the paper's own 省."""
    return any(words.endswith(p) for p in (*provinces(), province) if p)


def _lower(words: str, province: str) -> str:
    """The city or county that ``words`` end with; in the paper of a municipality 市 is the municipality itself."""
    named = next((c for c in (*provinces(), *cities()) if words.endswith(c)), "")
    own = province if words.endswith("市") and province.endswith("市") else ""
    return named or own or words[-1]


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    """Province names, long ones first, with and without their ending."""
    names = [(p, p) for p in provinces()]
    names += [(re.sub(r"(?:省|(?:壮族|回族|维吾尔)?自治区)$", "", p), p) for p in provinces() if not p.endswith("市")]
    return tuple(sorted(names, key=lambda n: -len(n[0])))


def _int(text: str) -> int:
    value = int(text) if text.isdecimal() else read(text)
    return int(value) if value else 0


@dataclass(frozen=True)
class Term:
    """What the table knows of a place's sessions in a year: the 届, and the 次 (several where it met more than once);
    ``least`` is the smallest 次 that is possible where the table doesn't say."""

    jie: int
    ci: tuple[int, ...]
    least: int


def term(body: str, place: str, year: int) -> Term | None:
    """None where the place isn't in the table or the year is before it."""
    table = sessions()
    now = table.terms.get(body, {}).get(place)
    first = max((y for y in table.renewals["years"] if y <= year), default=0)
    if now is None or not first:
        return None
    jie = now - (table.renewals["years"][-1] - first) // 5
    met = table.meetings.get(body, {}).get(place, {}).get(str(jie), ())
    known = tuple(i + 1 for i, y in enumerate(met) if y == year)
    later = len(met) + year - met[-1] if met and year > met[-1] else year - first + 1
    return Term(jie, known, later)


def year_of(mention: Mention) -> int | None:
    """The year in which the session met, by the table; None where it doesn't say."""
    table: Sessions = sessions()
    met = table.meetings.get(mention.body, {}).get(mention.place, {}).get(str(mention.jie), ())
    return met[mention.ci - 1] if 0 < mention.ci <= len(met) else None
