"""What the 处室 and co-units supplied on an ask, put into the letter in their own words."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.draft import Run
from assistant.drafting.binding import bound, marked
from assistant.drafting.quoting import Citations
from assistant.drafting.writer import Contribution
from assistant.figures import FigureSheet, Source
from assistant.proposal import Proposal
from assistant.tagging import begins_with_verb

_DAY = re.compile(r"(?:计划|拟)?(?:在|于|到)?([^，。；]*?[年月日底末内前])(?:全部|全面)?(?:完成|办结|落实|解决|到位)?")
"""A time that can stand before 完成; anything else (长期坚持) is given as it was written."""
_MONTH = re.compile(r"(?<![\d—-])(?<!每年)(?P<m>1[0-2]|0?[1-9])月(?:份?(?P<d>[0-3]?\d)日)?")
_YEAR_END = re.compile(r"(?<![\d今本明次去半])年(?:内|底|末)")
_YEAR = re.compile(r"((?:19|20)\d\d)年|[今本明次去]年")
_LAST_DAYS = 28
"""A day from here on is the month's end, as 月底 is."""


def told(c: Contribution, proposal: Proposal, we: str) -> str:
    """现状 with the day its figures count to, then 已做; a co-unit's are given as its opinion."""
    situation = c.situation.strip()
    day = c.figures_as_of.strip().removeprefix("截至")
    if situation and day and "截至" not in situation and not _tells_the_year(situation, day):
        situation = f"截至{day}，{situation}"
    done = c.done.strip()
    unit = co_unit(c, proposal)
    if done and not unit and begins_with_verb(done):
        done = we + done
    text = "".join(_ended(t) for t in (situation, done) if t)
    return f"会办单位{unit}提出：{text}" if unit and text else text


def planned(c: Contribution, proposal: Proposal, we: str) -> str:
    """下一步 and what is promised, with its time; empty without either: a time alone promises nothing that is named."""
    parts = [p.strip().rstrip("。；;") for p in (c.next, c.promise) if p.strip()]
    unit = co_unit(c, proposal)
    who = f"{unit}将" if unit else f"{we}将" if parts and begins_with_verb(parts[0]) else ""
    if not parts:
        return ""
    text = _ended("；".join(dict.fromkeys(parts)))
    if not text.startswith(("下一步", "下步")):
        text = f"下一步，{'' if text.startswith(('将', we, '我们')) else who}{text}"
    due = c.due.strip().rstrip("。；;")
    if not due or due in text:
        return text
    if timed := _timed(text, due):
        return timed
    if not (m := _DAY.fullmatch(due)):
        return text.removesuffix("。") + f"（完成时限：{due}）。"
    day = m[1] + ("前" if m[1].endswith(("日", "底", "末")) else "")
    return f"{text}以上工作于{day}完成。"


def _tells_the_year(situation: str, day: str) -> bool:
    """Whether it is told for the whole year (2025年举办4场) that ``day`` ends."""
    year = re.match(r"((?:19|20)\d\d)年(?:全年)?(?!底|末|\d)", situation)
    return bool(year) and day.replace(" ", "") in (f"{year[1]}年12月31日", f"{year[1]}年12月底", f"{year[1]}年底")


def _timed(plan: str, due: str) -> str:
    """The plan where it names the day of ``due`` itself, with its year where it names none; empty where it does not."""
    year, day = _YEAR.match(due), _MONTH.search(due)
    if not year or not year[1] or not day:
        return ""
    named = [m for m in _MONTH.finditer(plan) if int(m["m"]) == int(day["m"]) and _end(m) == _end(day)]
    first = min((m.start() for m in (_MONTH.search(plan), _YEAR_END.search(plan)) if m), default=-1)
    if not named and not (int(day["m"]) == 12 and _end(day) == _LAST_DAYS and _YEAR_END.search(plan)):
        return ""
    if years := {m.group() for m in _YEAR.finditer(plan)}:
        return plan if years == {year.group()} else ""
    later = any(int(m["m"]) > int(day["m"]) for m in _MONTH.finditer(plan))
    return "" if later else plan[:first] + (year[1] if plan[first] == "年" else year.group()) + plan[first:]


def _end(month: re.Match[str]) -> int:
    """The day, all of the month's last ones alike; a month alone ends with its last."""
    return min(int(month["d"] or _LAST_DAYS), _LAST_DAYS)


def is_planned(contributions: Iterable[Contribution]) -> bool:
    """Whether any of them says what comes next."""
    return any(c.next.strip() or c.promise.strip() for c in contributions)


def time_given(contributions: Iterable[Contribution]) -> str:
    """``（处室填报的完成时限为…）`` for the placeholder where a time is given and what it is for is not."""
    times = dict.fromkeys(
        due
        for c in contributions
        if (due := c.due.strip().rstrip("。；;").removesuffix("完成")) and not is_planned([c])
    )
    return f"（处室填报的完成时限为{'、'.join(times)}）" if times else ""


def co_unit(c: Contribution, proposal: Proposal) -> str:
    """The co-unit that said so; empty when it is a 处室 of our own."""
    return c.co_unit or next((u for u in proposal.co_units if u in c.source.person), "")


def runs(text: str, c: Contribution, sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """The text with its numbers bound to the row of the 素材表; what a cell cannot have meant is marked in it already."""
    ref = citations.of(c.source)
    made: list[Run] = []
    at = 0
    for piece in marked(text):
        if piece.kind == "text":
            made += bound(piece.text, sheet, _around(text, at, c.source), kind="citation", ref=ref)
        else:
            made.append(piece)
        at += len(piece.text)
    return tuple(made)


def _around(text: str, at: int, source: Source) -> Callable[[int, int], Source]:
    """The source of a number of the piece that begins at ``at``, with the words around it."""
    return lambda start, end: replace(source, quote=text[max(0, at + start - 40) : at + end + 40])


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；;，,.") + "。"
