"""职责研判: whose an ask is, by the profile's words for its 处室 and for other organs."""

import re
from dataclasses import dataclass, replace

from assistant.intake.vocabulary import any_of, vocabulary
from assistant.proposal import Ask, Duty
from knowledge_base.profiles import Profile

_NAMED = re.compile(
    r"(?:由|请|请求|希望|建议|商请|协调|督促|提请){1,2}\s*(?P<unit>(?:省|市|县|全省|我省|我市)?(?:财政|[\u4e00-\u9fff]{2,10}?(?:厅|局|委|办|部门|财政|银行|公司|法院|检察院)))(?:牵头|负责|会同|每年|出台|安排|设立|研究|给予|统筹|制定|加大|尽快|按照|在|对)"
)


_PAYS = re.compile(r"[，；,;]?\s*所需(?:的)?(?:资金|经费|费用)[^，。；,;]*")
"""Who pays for it, which is not whose matter it is."""
_SLIGHT = 4
"""One word of another organ's, no more, in an ask of a paper that is ours by its title."""


@dataclass(frozen=True)
class Verdict:
    """``unit`` is the 处室 for an own or mixed ask, the other organ for one that is not ours."""

    duty: Duty
    unit: str
    reason: str
    others: tuple[str, ...] = ()


def with_duty(ask: Ask, title: str, profile: Profile) -> Ask:
    v = judge(ask.text, title, profile)
    return replace(ask, duty=v.duty, unit=v.unit, reason=v.reason)


def judge(text: str, title: str, profile: Profile) -> Verdict:
    """The ask's own words decide; the proposal's title only breaks a tie of silence.

    An ask whose essence is another organ's power (a tax, a price, land, social insurance) is outside, whoever it is
    for. Else it is at least partly ours when its first clause speaks of what one of our 处室 does or whom it serves.
    """
    text = _PAYS.sub("", text) or text
    matters = tuple(m for e in profile.elsewhere for m in e.matters if m in text)
    duties = tuple(w for d in profile.divisions for w in d.duties if w in text)
    own = _best(text, [(d.name, d.duties) for d in profile.divisions], within=matters)
    other = _best(text, [(e.name, e.matters) for e in profile.elsewhere], within=duties)
    addressed = any(w in text for w in (profile.you, profile.we, profile.name, profile.short, *profile.aliases))
    named = _named(text, profile)
    if named and not addressed:
        return Verdict("mixed" if own.score > other.score + 4 else "outside", named, f"诉求点名由{named}办理", (named,))
    if power := _power(text, profile, duties):
        if own.score < 2 * power.score:
            return Verdict("outside", power.name, f"“{'、'.join(power.words)}”属{power.name}职权", (power.name,))
        other = power
    if own.score and other.score and not addressed:
        if other.score >= 2 * own.score and not own.leads:
            return Verdict("outside", other.name, f"“{'、'.join(other.words)}”属{other.name}职责", (other.name,))
        if own.score < 3 * other.score:
            reason = f"“{'、'.join(own.words)}”属本单位{own.name}，“{'、'.join(other.words)}”涉及{other.name}"
            return Verdict("mixed", own.name, reason, (other.name,))
    if own.score:
        return Verdict("own", own.name, f"“{'、'.join(own.words)}”属{own.name}职责")
    by_title = _best(title, [(d.name, d.duties) for d in profile.divisions])
    if other.score and not addressed:
        ours = by_title.score > _best(title, [(e.name, e.matters) for e in profile.elsewhere]).score
        if ours and other is not power and other.score <= _SLIGHT:
            reason = (
                f"标题“{'、'.join(by_title.words)}”属本单位{by_title.name}，“{'、'.join(other.words)}”涉及{other.name}"
            )
            return Verdict("mixed", by_title.name, reason, (other.name,))
        return Verdict("outside", other.name, f"“{'、'.join(other.words)}”属{other.name}职责", (other.name,))
    if by_title.score:
        return Verdict("own", by_title.name, f"诉求未写明，按标题“{'、'.join(by_title.words)}”归{by_title.name}")
    return Verdict("own" if addressed else "unknown", "", "没有对应的处室职责，请人工确定")


@dataclass(frozen=True)
class _Match:
    """``leads`` says that one of the words stands in the ask's first clause."""

    name: str = ""
    score: int = 0
    words: tuple[str, ...] = ()
    leads: bool = False


def _head(text: str) -> str:
    return re.split("[。；]", text, maxsplit=1)[0][:60]


def _power(text: str, profile: Profile, duties: tuple[str, ...]) -> _Match | None:
    """The organ whose power the first clause calls for, None when it calls for none."""
    power = re.compile(any_of(vocabulary().powers))
    head = _head(text)
    tables = [(e.name, tuple(m for m in e.matters if power.search(m))) for e in profile.elsewhere]
    found = _best(head, tables, within=duties)
    return found if found.score else None


def _best(text: str, table: list[tuple[str, tuple[str, ...]]], within: tuple[str, ...] = ()) -> _Match:
    """The entry whose words cover most of the text. The first clause, which says what is asked, counts double; words
    for whom it is asked (中小企业, 民营) count little; a word that only stands in another's (绩效考核 in 政府绩效考核) not at all.
    """
    head = _head(text)
    audiences = vocabulary().audiences
    best = _Match()
    for name, words in table:
        hits = _longest(tuple(w for w in words if w in text and not _only_within(w, within, text)))
        score = sum((1 if w in audiences else len(w)) * (2 if w in head else 1) for w in hits)
        if score > best.score:
            best = _Match(name, score, hits[:3], any(w in head for w in hits))
    return best


def _only_within(word: str, longer: tuple[str, ...], text: str) -> bool:
    for w in longer:
        if word != w and word in w:
            text = text.replace(w, "")
    return word not in text


def _longest(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(w for w in words if not any(w != x and w in x for x in words))


def _named(text: str, profile: Profile) -> str:
    """The organ that the ask itself names as the one to act, in the profile's name for it."""
    for m in _NAMED.finditer(text):
        unit = m["unit"]
        for e in profile.elsewhere:
            stem = re.sub(r"^(?:省|市|县|全省|我省|我市)|(?:厅|局|委|办|部门)$", "", unit)
            if len(stem) >= 2 and stem in e.name:
                return e.name
    return ""
