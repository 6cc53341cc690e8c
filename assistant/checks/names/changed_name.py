"""One mention of a person's name differs by a character from the others."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.people import Person, dotted, people, unfamiliar
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.checks.tables import confused, dictionary, posts
from assistant.checks.view import visible
from assistant.draft import Draft

_FULL = 3
"""Names of so many characters that share all but one are hardly two people's."""


@cache
def _post_after() -> re.Pattern[str]:
    return re.compile(rf"(?:副|[一二三四]级)?(?:{'|'.join(posts()[0])})")


@cache
def _post_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(posts()[0])})$")


_EDGE = frozenset("，。；、：（）\n　 “”由与和向请经被将在的")
_ANYONE = frozenset({"", "同志", "先生", "女士", "老师", "签发人"})
"""What may stand beside anyone's name, whatever the post."""


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    text = visible(draft)
    yield from _unfamiliar(text)
    yield from _elsewhere(text)
    yield from _dotted(text)
    found = people(text)
    names = Counter(p.name for p in found)
    for a, b in combinations(sorted(names), 2):
        if _alike(a, b) and not _apart(a, b, found) and (len(a) >= _FULL or _one_post(a, b, found)):
            times = {n: max(text.count(n), names[n]) for n in (a, b)}
            usual, odd = sorted((a, b), key=lambda n: -times[n])
            for name in (odd, usual) if times[odd] == times[usual] else (odd,):
                written = tuple(dict.fromkeys((name, *(p.written for p in found if p.name == name and p.written))))
                yield from _hits(text, written, usual if name == odd else odd, times)


def _unfamiliar(text: str) -> Iterator[Hit]:
    """A name of four or five characters that stands beside a post once more with one of them changed."""
    for p in unfamiliar(text):
        changed = "|".join(
            re.escape(p.name[:i]) + "[\u4e00-\u9fff]" + re.escape(p.name[i + 1 :]) for i in range(len(p.name))
        )
        for m in re.finditer(changed, text):
            beside = _post_after().match(text, m.end()) or _post_before().search(
                text[max(0, m.start() - 8) : m.start()]
            )
            if m.group() != p.name and beside:
                yield from _hits(text, (m.group(),), p.name, {n: text.count(n) for n in (m.group(), p.name)})


def _elsewhere(text: str) -> Iterator[Hit]:
    """A name of three characters that stands once more without a post, with one of the last two changed."""
    two, _ = dictionary()
    known = {p.name: p for p in people(text) if len(p.name) == _FULL and p.post not in _ANYONE}
    starts = {p.start for p in people(text)}
    for name in known:
        for m in re.finditer(f"{name[0]}(?:[\u4e00-\u9fff]{name[2]}|{name[1]}[\u4e00-\u9fff])", text):
            other, at = m.group(), m.start()
            if other in known or at in starts or other[:2] in two or other[1:] in two or name[1:] in two:
                continue
            before, after = text[max(0, at - 2) : at], text[m.end() : m.end() + 2]
            if (before in two or before[-1:] in _EDGE) and (after in two or after[:1] in _EDGE):
                times = {n: text.count(n) for n in (other, name)}
                if times[other] <= times[name]:
                    yield from _hits(text, (other,), name, times)
                if times[name] <= times[other]:
                    yield from _hits(text, (name,), other, times)


def _dotted(text: str) -> Iterator[Hit]:
    """Two names with a dot that differ in one character, others on both sides of it being the same."""
    runs = dotted(text)
    for (a, dot, b), (c, other, d) in combinations(runs, 2):
        left = _slips(text[a:dot][::-1], text[c:other][::-1])
        right = _slips(text[dot + 1 : b], text[other + 1 : d])
        if left and right and len(left[1]) + len(right[1]) == 1:
            i = (-left[1][0] - 1) if left[1] else right[1][0] + 1
            for at, theirs in ((dot, other), (other, dot)):
                begin, end = at - left[0], at + 1 + right[0]
                name, twin = text[begin:end], text[theirs - left[0] : theirs + 1 + right[0]]
                yield Hit(
                    begin,
                    end,
                    {"other": twin},
                    expected=twin,
                    detail=f"别处写作“{twin}”，这里写作“{name}”，差在“{text[at + i]}”。",
                )


def _slips(one: str, two: str) -> tuple[int, list[int]] | None:
    """How many characters the beginnings have in common, counting one that differs before another that is the same;
    None when they have less than two."""
    same, slips = 0, list[int]()
    for i, (x, y) in enumerate(zip(one, two, strict=False)):
        if x == y:
            same = i + 1
        elif slips or not one[i + 1 : i + 2] or one[i + 1 : i + 2] != two[i + 1 : i + 2]:
            if not slips and i >= 1 and (x, y) in confused():
                return i + 1, [i]
            break
        else:
            slips.append(i)
    return (same, [s for s in slips if s < same]) if same >= 2 else None


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
        Example(LETTER.replace("下一步", "副厅长申屠志明带队调研，申屠志民副厅长主持研究。下一步")),
        Example(LETTER.replace("下一步", "总工程师向春晖带队调研，向春辉总工程师听取意见。下一步")),
        Example(LETTER.replace("下一步", "局长于海洲任组长，召开推进会，于海舟局长逐件点评。下一步")),
        Example(LETTER.replace("下一步", "副厅长带队走访向晓波委员，逐一回应。向小波委员表示满意。下一步")),
        Example(LETTER.replace("下一步", "副厅长才让东珠带队调研，才让东朱副厅长与您座谈。下一步")),
        Example(LETTER.replace("下一步", "副厅长么红英包抓重点件，么红瑛副厅长协调。下一步")),
        Example(LETTER.replace("下一步", "企业负责人符玉珍参加座谈，符玉真厅长介绍情况。下一步")),
        Example(LETTER.replace("下一步", "副厅长阿不都热合曼·买买提带队，阿不都热合满·买买提副厅长主持。下一步")),
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
        Example(LETTER.replace("下一步", "局长于海洲任组长，副局长专程于海边调研，于近期局长办公会研究。下一步")),
        Example(LETTER.replace("下一步", "副厅长走访向晓波委员，逐一回应。向晓波委员表示满意，向各位委员汇报。下一步")),
        Example(LETTER.replace("下一步", "领衔代表应当对意见负责，代表应当向选民报告。下一步")),
        Example(
            LETTER.replace(
                "下一步",
                "副厅长买买提·艾力带队，买买提江·艾山副厅长主持，局长专题会议在上午、局长专项会议在下午。下一步",
            )
        ),
    ),
    kinds=ALL_KINDS,
)
