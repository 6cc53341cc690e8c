"""One mention of a person's name differs by a character from the others."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.people import Person, people
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import dictionary, posts
from assistant.checks.view import visible
from assistant.draft import Draft

_FULL = 3
"""Names of so many characters that share all but one are hardly two people's."""


_ANYONE = frozenset({"", "同志", "先生", "女士", "老师", "签发人"})
"""What may stand beside anyone's name, whatever the post."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = visible(draft)
    found = people(text)
    names = Counter(p.name for p in found)
    for a, b in combinations(sorted(names), 2):
        if _alike(a, b) and not _apart(a, b, found) and (len(a) >= _FULL or _one_post(a, b, found)):
            times = {n: max(text.count(n), names[n]) for n in (a, b)}
            usual, odd = sorted((a, b), key=lambda n: -times[n])
            for name in (odd, usual) if times[odd] == times[usual] else (odd,):
                written = tuple(dict.fromkeys((name, *(p.written for p in found if p.name == name and p.written))))
                yield from _hits(text, written, usual if name == odd else odd, times)


def _hits(text: str, written: tuple[str, ...], other: str, times: dict[str, int]) -> Iterator[Hit]:
    name = written[0]
    for m in re.finditer("|".join(map(re.escape, written)), text):
        detail = f"全文“{other}”出现{times[other]}次，“{name}”出现{times[name]}次。"
        yield Hit(*m.span(), {"other": other}, expected=other, detail=detail)


def _alike(a: str, b: str) -> bool:
    return len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and not {a, b} & dictionary()[0]


def _apart(a: str, b: str, found: tuple[Person, ...]) -> bool:
    """Whether both are named with posts, and never with the same: two people."""
    held = [{p.post for p in found if p.name == n} for n in (a, b)]
    return not any(said & _ANYONE for said in held) and held[0].isdisjoint(held[1])


def _one_post(a: str, b: str, found: tuple[Person, ...]) -> bool:
    """Whether both are named with the same post that one person holds."""
    held = [{p.post for p in found if p.name == n} for n in (a, b)]
    if "签发人" in held[0] | held[1] and not held[0] & held[1]:
        other = held[1] if "签发人" in held[0] else held[0]
        return any(post.endswith(posts()[1]) and "副" not in post for post in other)  # the head signs
    return any(post.endswith(posts()[1]) for post in held[0] & held[1])


_NAMED = LETTER.replace("下一步", "陈安源厅长带队调研，与林某代表座谈；会后，陈安源厅长主持研究。下一步")

RULE = Rule(
    id="names.changed-name",
    name="前后不一的人名",
    message="应为“{other}”？“{quote}”与别处相差一字。",
    reason="同一个人的名字前后要一致，姓名写错最伤人。",
    authority="建议提案原件；人事任免文件",
    severity="warning",
    check=check,
    fires=(
        Example(_NAMED.replace("会后，陈安源", "会后，陈安元")),
        Example(_NAMED.replace("陈安源厅长带", "程安源厅长带")),
        Example(LETTER.replace("下一步", "厅长李岩主持会议，会后李研厅长作了部署。下一步")),
        Example(
            LETTER.replace("〔2026〕31号", "〔2026〕31号　签发人：徐　刚").replace(
                "下一步", "厅长徐强主持召开会议。下一步"
            )
        ),
        Example(LETTER.replace("林某代表：", "周秀芳等5名代表：").replace("下一步", "周秀芬代表到会。下一步")),
        Example(LETTER.replace("下一步", "厅长唐立欣带头领办，围绕唐立新同志领办件办理。下一步")),
        Example(LETTER.replace("下一步", "会见赵明远、钱立群等代表，听取赵明元代表意见。下一步")),
    ),
    quiet=(
        Example(LETTER),
        Example(_NAMED),
        Example(_NAMED.replace("林某代表座谈", "王强代表、王刚代表座谈")),
        Example(LETTER.replace("下一步", "厅长李岩、副厅长李研参加。下一步")),
        Example(
            LETTER.replace("〔2026〕31号", "〔2026〕31号　签发人：徐　刚").replace(
                "下一步", "副厅长徐强主持召开会议。下一步"
            )
        ),
        Example(LETTER.replace("下一步", "王志远厅长主持，李志远副厅长参加。下一步")),
    ),
    kinds=ALL_KINDS,
)
