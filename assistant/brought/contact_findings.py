"""What a letter says of contact with the proposer, held against the record."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.brought.contact import Contact, attitude_of, standing, told_way
from assistant.draft import Draft
from assistant.findings import Finding, Severity
from assistant.proposal import Proposal

_SATISFIED = re.compile(
    r"(?<!不)(?:您|你们|代表|委员|贵[\u4e00-\u9fff]{1,4}|提出人|提案者)[^。；\n]{0,24}?(?P<said>(?:表示)?(?:非常|十分|很|基本|比较)?(?:不)?满意|(?:表示)?(?:同意|认可|赞同))"
)
_MET = re.compile(
    r"(?:与|向|同|和)(?:您|你们|代表|委员|贵[\u4e00-\u9fff]{1,4}|提出人|[\u4e00-\u9fff、]{2,12}(?:代表|委员))[^，。；\n]{0,10}?(?P<way>电话|当面|面商|面复|面谈|见面|座谈|视频)|(?P<other>登门|上门)(?:走访|拜访|征求)"
)
_RANK = {"不满意": 0, "基本满意": 1, "满意": 2}
_FAMILY = {
    "当面": "当面",
    "面商": "当面",
    "面复": "当面",
    "面谈": "当面",
    "见面": "当面",
    "登门": "当面",
    "上门": "当面",
}


def findings(draft: Draft, contacts: Sequence[Contact], proposal: Proposal, dated: date | None) -> Iterator[Finding]:
    """Contradictions with the record are errors; what the record lacks, what it asks to be done first, and that there is none, are
    told. A 会办意见 does not speak to the proposer."""
    if draft.kind != "reply":
        return
    if not contacts:
        wanted = proposal.wants_meeting is True
        told = "原件要求面复，" if wanted else ""
        yield _of(
            "contact.none", "没有沟通记录", "warning" if wanted else "advice",
            f"{told}没有沟通记录，信中没有写与提出人联系的情况；已经沟通的，请用 --contact 交来沟通记录（方式、时间、经办人、提出人意见）。",
        )  # fmt: skip
        return
    yield from _contradicted(draft, contacts)
    for c in contacts:
        place = f"沟通记录“{c.source.document}”"
        if c.lacks:
            yield _of("contact.half-filled", "沟通记录不全", "warning", f"{place}没有写{'、'.join(c.lacks)}，请补填。")
        if c.day and proposal.assigned and c.day < proposal.assigned:
            yield _of(
                "contact.day",
                "沟通时间不对",
                "warning",
                f"{place}的时间{c.day}早于交办日期{proposal.assigned}，请核对。",
            )
        if c.day and c.day > (dated or date.today()):
            yield _of("contact.day", "沟通时间不对", "warning", f"{place}的时间{c.day}还没有到，请核对。")
    if standing(contacts) == "不满意":
        said = next(c.said for c in reversed(contacts) if c.attitude == "不满意")
        yield _of(
            "contact.dissatisfied", "提出人不满意", "warning",
            f"沟通记录说提出人不满意（“{said[:40]}”），请先再次沟通、补充答复内容，再送签。",
        )  # fmt: skip


def _contradicted(draft: Draft, contacts: Sequence[Contact]) -> Iterator[Finding]:
    attitude, said = standing(contacts), "；".join(c.said for c in contacts)
    ways = {_family(c.way) for c in contacts if c.way}
    for at, block in draft.placed:
        if block.kind not in ("paragraph", "opening", "closing"):
            continue
        for m in _SATISFIED.finditer(block.text):
            told = attitude_of(m["said"].replace("表示", "")) or attitude_of("表示" + m["said"].removeprefix("表示"))
            start = at + m.start()
            if told and attitude and _RANK[told] > _RANK[attitude]:
                yield _at(draft, start, at + m.end(), f"信中写“{m['said']}”，沟通记录是“{attitude}”，请照记录改。")
            elif told and not attitude:
                yield _at(
                    draft, start, at + m.end(), f"信中写“{m['said']}”，沟通记录没有写提出人是否满意，请核实或删去。"
                )
            elif not told and attitude == "不满意" and not re.search("同意|认可|赞同|赞成", said):
                yield _at(draft, start, at + m.end(), f"信中写“{m['said']}”，沟通记录是“不满意”，请照记录改。")
        for m in _MET.finditer(block.text):
            way = _family(m["way"] or m["other"])
            if ways and way not in ways:
                known = "、".join(dict.fromkeys(c.way for c in contacts if c.way))
                yield _at(
                    draft,
                    at + m.start(),
                    at + m.end(),
                    f"信中写“{m['way'] or m['other']}”沟通，沟通记录是“{known}”，请照记录改。",
                )


def _family(way: str) -> str:
    return _FAMILY.get(way) or told_way(way)


def _at(draft: Draft, start: int, end: int, message: str) -> Finding:
    return Finding("contact.contradicted", "与沟通记录不符", "error", message, start, end, draft.text[start:end])


def _of(check: str, name: str, severity: Severity, message: str) -> Finding:
    return Finding(check, name, severity, message, 0, 0)
