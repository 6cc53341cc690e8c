"""What another province did, told as if it were ours."""

import re
from collections.abc import Iterator
from functools import cache

from assistant.checks.context import CheckContext
from assistant.checks.facts import letters, pattern, provinces
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER, own_draft
from assistant.checks.view import blocks
from assistant.draft import Draft, Run
from knowledge_base.profiles import Profile

_SENTENCE = re.compile(r"[^。；\n]+")
_NAMED = re.compile(r"《[^》]*》|“[^”]*”")
_OURS = re.compile(r"我[省市县区厅局委]|本[省市县]|全[省市]")


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:
    """In our own drafts every sentence about another province; in others only where it is called ours."""
    ours = _ours(context.profile)
    for at, block in blocks(draft):
        if block.kind not in ("paragraph", "heading", "table", "opening"):
            continue
        text = _NAMED.sub(lambda m: "\0" * len(m.group()), block.text)
        for sentence in _SENTENCE.finditer(text):
            if pattern(letters().places.comparing).search(sentence.group()):
                continue
            if not context.own and not _OURS.search(sentence.group()):
                continue
            for m in _provinces().finditer(sentence.group()):
                if not any(place.startswith(m.group()[:2]) for place in ours):
                    start = at + sentence.start() + m.start()
                    yield Hit(start, start + len(m.group()), {"ours": context.profile.place})


def _ours(profile: Profile) -> tuple[str, ...]:
    return (profile.place, *profile.within, *profile.superiors)


@cache
def _provinces() -> re.Pattern[str]:
    """Provinces by their full name, or by a short one before what makes it a place."""
    full = sorted(provinces(), key=len, reverse=True)
    short = [re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区)$", "", p) for p in full]
    return re.compile("|".join(full) + "|(?:" + "|".join(short) + r")(?=省|市|自治区|全省)")


RULE = Rule(
    id="wording.foreign-place",
    name="别处的情况当成自己的",
    message="这句话说的是“{quote}”，不是{ours}，请核对是不是套用了别处的材料。",
    reason="别的省市的做法和数据不能写成本地的。",
    authority="本系统的基本约定（docs/adr）；knowledge_base/facts/places.toml",
    severity="warning",
    check=check,
    fires=(
        Example(draft=own_draft(Run("浙江省建成了中小企业服务中心。")), given={"own": True}),
        Example(LETTER.replace("下一步", "我省浙江省级平台已经建成。下一步")),
    ),
    quiet=(
        Example(draft=own_draft(Run("我厅将学习借鉴浙江省的做法。")), given={"own": True}),
        Example(draft=own_draft(Run("按照《浙江省数字经济促进条例》的体例研究。")), given={"own": True}),
        Example(LETTER),
    ),
)
