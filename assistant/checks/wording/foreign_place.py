"""What another province or city did, told as if it were ours."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.assemblies import home
from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import cities, letters, pattern, provinces
from assistant.checks.prose import clause
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, own_draft
from assistant.checks.view import blocks, of_kind
from assistant.draft import Draft, Run
from knowledge_base.issuers import is_national
from knowledge_base.places import place_of
from knowledge_base.profiles import Profile
from knowledge_base.whereabouts import province_of

_PARTY = re.compile("(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|共青团)$")
_ENDING = re.compile(r"全省|省|市|特别行政区|自治区|兵团")
_NAMED = re.compile(r"《[^》]*》|“[^”]*”|[（(][^（）()]*[）)]")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """Clauses that tell of another province or city, unless words at the place say that it is another's."""
    ours = _ours(draft, context.profile)
    if any(is_national(o) for o in ours):
        return
    for at, block in blocks(draft):
        if block.kind not in ("paragraph", "heading", "table", "opening"):
            continue
        text = _NAMED.sub(lambda m: "\0" * len(m.group()), block.text)
        for start, end in _named(text):
            place = text[start:end]
            begin, stop = clause(text, start)
            if _PARTY.search(text[:start]) and text.startswith("委", end):
                continue  # 民盟柳州市委会
            if not _is_ours(place, ours) and not _compared(text[begin:start], text[end:stop], text[:begin]):
                yield Hit(at + start, at + end, {"ours": home(draft) or context.profile.place})


def _compared(before: str, after: str, earlier: str) -> bool:
    """Whether the words at a place say that it is learnt from, visited, worked with, or only part of a name.
    ``earlier`` is the text before the clause: 学习借鉴 may stand before a comma."""
    words = letters().places
    said = re.split(r"[。；\n]", earlier)[-1][-16:]
    return bool(
        pattern(words.comparing).search(before + after)
        or pattern(words.comparing).search(said)
        or pattern(words.before).search(before)
        or pattern(words.after).match(after)
    )


def _is_ours(place: str, ours: tuple[str, ...]) -> bool:
    return any(o.startswith(place[:2]) for o in ours) or province_of(place) in ours


def _ours(draft: Draft, profile: Profile) -> tuple[str, ...]:
    """The office's places and those above it, and whoever signs the letter."""
    signed = [part for _, b in of_kind(draft, "signature") for part in b.text.split()]
    unsigned = () if signed else (home(draft),)
    return (
        profile.place,
        *profile.within,
        *filter(None, unsigned),
        *(place for s in signed if (place := place_of(s))),
        *_national(signed),
    )


def _national(signed: list[str]) -> list[str]:
    return [s for s in signed if is_national(s)]


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Provinces and cities by their full name, or provinces by a short one before what makes it a place."""
    full, short, longest = _places()
    for m in _ENDING.finditer(text):
        for size in range(longest, 1, -1):
            start = m.end() - size
            if start >= 0 and text[start : m.end()] in full:
                yield start, m.end()
                break
        else:
            found = next((n for n in (3, 2) if n <= m.start() and text[m.start() - n : m.start()] in short), 0)
            if found:
                yield m.start() - found, m.start()


@cache
def _places() -> tuple[frozenset[str], frozenset[str], int]:
    """Full names, short names of provinces, and the length of the longest."""
    full = frozenset((*provinces(), *cities()))
    short = frozenset(re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", p) for p in provinces())
    return full, short, max(map(len, full))


RULE = Rule(
    id="wording.foreign-place",
    name="别处的情况当成自己的",
    message="不是{ours}：这里说的是“{quote}”，请核对是否套用了别处材料。",
    reason="别的省市的做法和数据不能写成本地的。",
    authority="本系统的基本约定（docs/adr）；knowledge_base/facts/places.toml",
    severity="warning",
    check=check,
    fires=(
        Example(draft=own_draft(Run("浙江省建成了中小企业服务中心。")), given={"own": True}),
        Example(LETTER.replace("下一步", "我省浙江省级平台已经建成。下一步")),
        Example(LETTER.replace("下一步", "2025年，浙江省组织培训800场。下一步")),
        Example(LETTER.replace("下一步", "杭州市建成了服务中心，与企业共同运营。下一步")),
    ),
    quiet=(
        Example(LETTER.replace("下一步", "与浙江省签订合作协议，邀请杭州市某某科技有限公司参加。下一步")),
        Example(LETTER.replace("下一步", "您提到的浙江省、杭州市的经验值得学习。下一步")),
        Example(LETTER.replace("示例省工业", "浙江省工业").replace("下一步", "杭州市建成了中心。下一步")),
        Example(draft=own_draft(Run("我厅将学习借鉴浙江省的做法。")), given={"own": True}),
        Example(draft=own_draft(Run("按照《浙江省数字经济促进条例》的体例研究。")), given={"own": True}),
        Example(LETTER),
    ),
    kinds=("reply", "opinion", *REPORTS),
)
