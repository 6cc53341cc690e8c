"""How the proposer was contacted, as a paragraph of the letter: the record's way, day and words, nothing else."""

import re
from collections.abc import Sequence

from assistant.brought.contact import Contact, standing, told_way
from assistant.draft import Block, Citation
from assistant.drafting.binding import bound
from assistant.drafting.quoting import Citations
from assistant.figures import FigureSheet
from assistant.proposal import Proposal

_AGREED = re.compile(
    r"(?:^|[。；，,;])(?:[\u4e00-\u9fff]{0,4}(?:代表|委员)|对方|提出人|本人)?((?:对[^，。；]{2,20})?表示(?:同意|理解|无意见|赞成)|(?:同意|赞成)[^，。；]{2,24})"
)
_DENIED = re.compile("不(?:太)?(?:同意|理解|赞成|满意)")


def paragraph(
    contacts: Sequence[Contact], proposal: Proposal, we: str, sheet: FigureSheet
) -> tuple[Block, tuple[Citation, ...]] | None:
    """``办理过程中，我厅于2026年4月8日与您电话沟通，听取了您的意见。您对办理情况表示满意。`` None without a record. Dissatisfaction is
    never told: it has to be met before the letter goes out."""
    dated = [c for c in contacts if c.way]
    if not dated:
        return None
    who = _addressed(proposal, dated)
    tellings = [f"{_on(c)}{told_way(c.way).format(who=who)}" for c in dated]
    heard = f"，听取了{who}的意见" if any(c.said for c in dated) else ""
    text = f"办理过程中，{we}{'，'.join(dict.fromkeys(tellings))}{heard}。"
    attitude = standing(contacts)
    if attitude != "不满意":
        agreed = [m[1] for c in dated for m in _AGREED.finditer(c.said) if not _DENIED.search(m[1])]
        text += "".join(f"{who}{clause}。" for clause in dict.fromkeys(agreed))
    if attitude in ("满意", "基本满意"):
        text += f"{who}对办理情况表示{attitude}。"
    citations = Citations(0)
    source = dated[-1].source
    runs = bound(text, sheet, lambda _s, _e: source, kind="citation", ref=citations.of(source))
    for c in dated:
        citations.of(c.source)
    return Block("paragraph", runs), citations.all()


def _on(c: Contact) -> str:
    return f"于{c.day.year}年{c.day.month}月{c.day.day}日" if c.day else ""


def _addressed(proposal: Proposal, contacts: Sequence[Contact]) -> str:
    """您 for one proposer; of several, whom the record names, for each gets the letter."""
    if len(proposal.proposers) < 2:
        return proposal.pronoun or "提出人"
    title = "委员" if proposal.kind == "提案" else "代表"
    named = [p.name for p in proposal.proposers if any(p.name in f"{c.whom}{c.said}" for c in contacts)]
    return f"{'、'.join(named)}{title}" if named else "提出人"
