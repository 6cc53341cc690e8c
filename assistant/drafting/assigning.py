"""Which rows of the 素材表 are for which case and for which of its asks."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.drafting.writer import Contribution
from assistant.proposal import Ask, Proposal

_SAME_NUMBER, _SAME_WORDS = 0.3, 0.5
"""How like an ask a row's words must be: with the ask's number before them, and without."""
_ITEM_NUMBER = re.compile(r"(?:第|建议|诉求|事项)?\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[项条点、.．：:]|$)")
_CASE_NUMBER = re.compile(r"(?<![A-Za-z\d])([A-Za-z]{0,4})[\s-]*0*(\d+)(?!\d)(?:\s*号)?(?!\s*年)")


def is_about(contribution: Contribution, number: int, ask: Ask, proposal: Proposal) -> bool:
    """Whether a row of the 素材表 answers this ask: by its number, or because its words are nearest to this one. A row
    that names another case never does."""
    if not names_case(contribution, proposal):
        return False
    said = contribution.ask.strip()
    if not said:
        return len(proposal.asks) == 1
    m = _ITEM_NUMBER.match(said)
    words = said[m.end() :].strip() if m else said
    if m and len(words) < 4:
        return _ordinal(m.group(1)) == number
    own = _likeness(words, ask)
    if m and _ordinal(m.group(1)) == number and own >= _SAME_NUMBER:
        return True
    return own >= _SAME_WORDS and own >= max((_likeness(words, a) for a in proposal.asks), default=own)


def names_case(contribution: Contribution, proposal: Proposal) -> bool:
    """Whether the row's number is this case's; a row without one may be of any case, and so may any row where the sheet
    of the case has none."""
    if not contribution.case.strip() or not proposal.number.strip():
        return True
    return same_case(contribution.case, proposal)


def same_case(case: str, proposal: Proposal) -> bool:
    """Whether ``case``, a number as a sheet has it (第0311号提案), is this case's."""
    kinds = [k for k in ("建议", "提案") if k in case]
    if len(kinds) == 1 and proposal.kind in ("建议", "提案") and kinds[0] != proposal.kind:
        return False
    ours = _numbers(proposal.number)
    return any(
        number == n and (not letters or not a or letters == a) for letters, number in _numbers(case) for a, n in ours
    )


def shared_out(contributions: Sequence[Contribution], proposals: Sequence[Proposal]) -> list[tuple[Contribution, ...]]:
    """The rows for each of several cases: those with its number, and those without one whose words are its ask's. An
    ordinal alone says nothing where there are several cases. A row that is for none stays with the first case, so that
    the person is told once."""
    if len(proposals) < 2:
        return [tuple(contributions)] * len(proposals)
    shares: list[list[Contribution]] = [[] for _ in proposals]
    for c in contributions:
        takers = [n for n, p in enumerate(proposals) if names_case(c, p) and (c.case.strip() or _worded(c, p))]
        for n in takers or [0]:
            shares[n].append(c)
    return [tuple(s) for s in shares]


def unused(contributions: Sequence[Contribution], proposal: Proposal) -> list[str]:
    """Chinese sentences on rows that no ask takes or that are half filled, and on what could not be read. Rows of another case are passed over
    in silence while others are of this one."""
    told = [c.note for c in contributions if c.note]
    ours = [c for c in contributions if names_case(c, proposal)]
    if contributions and not ours:
        sheets = "、".join(dict.fromkeys(f"“{c.source.document}”" for c in contributions))
        told.append(f"素材{sheets}里没有本件（{proposal.number}）的内容，没有采用；请核对编号。")
    for c in ours:
        said = f"“{c.ask[:24]}”" if c.ask.strip() else "没有写诉求"
        if c.co_unit:
            if not any(is_about(c, n, ask, proposal) for n, ask in enumerate(proposal.asks, 1)):
                told.append(
                    f"{c.co_unit}会办意见“{c.source.document}”的一段（{said}）对不上本件的诉求，没有采用，请核对。"
                )
            continue
        told += c.doubts
        place = c.source.cells[0] if c.source.cells else "某行"
        if c.lacks:
            empty = "、".join(f"“{name}”" for name in c.lacks)
            told.append(
                f"素材表“{c.source.document}”{place}所在一行（{said}）的{empty}栏空着，请处室补填；没有的写“无”。"
            )
        if not any(is_about(c, n, ask, proposal) for n, ask in enumerate(proposal.asks, 1)):
            told.append(
                f"素材表“{c.source.document}”{place}所在一行（{said}）对不上本件的诉求，没有采用；请按原件的诉求填写，或只写“第1项”。"
            )
    return told


def _worded(c: Contribution, proposal: Proposal) -> bool:
    m = _ITEM_NUMBER.match(c.ask.strip())
    words = c.ask.strip()[m.end() :].strip() if m else c.ask.strip()
    return len(words) >= 4 and any(is_about(c, n, a, proposal) for n, a in enumerate(proposal.asks, 1))


def _numbers(text: str) -> list[tuple[str, int]]:
    """Letters and number of each case named; years left out."""
    return [(letters.upper(), int(n)) for letters, n in _CASE_NUMBER.findall(text)]


def _likeness(said: str, ask: Ask) -> float:
    text = ask.core or ask.text
    if not said or not text:
        return 0.0
    if said in ask.text or text in said:
        return 1.0
    return SequenceMatcher(None, said, text[: max(len(said), 12)], autojunk=False).ratio()


def _ordinal(text: str) -> int:
    if text.isdigit():
        return int(text)
    digits = "一二三四五六七八九"
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return digits.find(text) + 1
    return (digits.find(tens) + 1 if tens else 1) * 10 + (digits.find(ones) + 1 if ones else 0)
