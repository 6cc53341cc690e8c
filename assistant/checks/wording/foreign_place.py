"""What another province or city did, told as if it were ours."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.assemblies import home
from assistant.checks.context import REPORTS, CheckContext
from assistant.checks.facts import cities, letters, pattern, provinces
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, own_draft
from assistant.checks.view import blocks, of_kind
from assistant.draft import Draft, Run
from knowledge_base.issuers import is_national
from knowledge_base.places import place_of
from knowledge_base.profiles import Profile
from knowledge_base.whereabouts import province_of

_CLAUSE = re.compile(r"[^，。；：\n]+")
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
        for clause in _CLAUSE.finditer(text):
            for m in _places().finditer(clause.group()):
                before, after = clause.group()[: m.start()], clause.group()[m.end() :]
                if _is_ours(m.group(), ours) or _compared(before, after, text[: clause.start()]):
                    continue
                start = at + clause.start() + m.start()
                yield Hit(start, start + len(m.group()), {"ours": home(draft) or context.profile.place})


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


@cache
def _places() -> re.Pattern[str]:
    """Provinces and cities by their full name, or provinces by a short one before what makes it a place."""
    full = sorted((*provinces(), *cities()), key=len, reverse=True)
    short = [re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", p) for p in provinces()]
    return re.compile("|".join(full) + "|(?:" + "|".join(short) + r")(?=省|市|自治区|全省)")


RULE = Rule(
    id="wording.foreign-place",
    name="别处的情况当成自己的",
    message="不是{ours}：这里说的是“{quote}”，是否套用别处材料？",
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
