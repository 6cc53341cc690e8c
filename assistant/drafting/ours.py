"""Sentences of our own reports and replies, made to stand in today's letter or dropped."""

import re

from assistant.draft import Run
from assistant.drafting.binding import bound
from assistant.drafting.choosing import Chosen
from assistant.drafting.quoting import Citations, flat, passage_source, source_of
from assistant.figures import FigureSheet
from knowledge_base.profiles import Profile

_FUTURE = re.compile(
    r"下一步|下步|将(?!其|此|该|企业|有关|相关|符合)|拟(?!定)|计划于|打算|争取|力争|准备|有望|明年|今后"
)
_CASEWORK = re.compile(
    r"您|你们|你[委会处]|贵[委会厅局]|提案|建议(?:收悉|答复|办理)|代表|委员|收悉|答复|感谢|会办意见|协办意见|会商意见|专此|特此|理解和支持|办理结果"
)
_ANAPHORA = re.compile(r"^(?:《|上述|前述|以上|这[些一]|该|此[类项])")
_YEAR = re.compile(r"(?:19|20)\d\d ?年|“?十[三四五六]五”?")

_NAMED_YEAR = re.compile(r"(20\d\d) ?年")
_PAPER = re.compile(r"《[^《》]*》(?:（[^（）]*）)?")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d) ?年(?!—)")
"""关于2025年工作情况的通报, issued in 2026: what it tells is of 2025."""


def work_runs(c: Chosen, profile: Profile, sheet: FigureSheet, citations: Citations) -> tuple[Run, ...]:
    """The sentence with its dates made absolute and ourselves as 我厅; empty when it cannot be said today: it tells of
    plans, of another case, or of a time that nothing dates."""
    text = c.sentence.plain
    if not c.sentence.whole or _FUTURE.search(text) or _CASEWORK.search(text) or _ANAPHORA.search(text):
        return ()
    if _later(c):
        return ()
    edits = _edits(c, profile)
    if edits is None:
        return ()
    base = c.passage.start + c.sentence.start
    ref = citations.of(passage_source(c.passage, base, base + len(c.sentence.text), text))
    return flat(_applied(bound(c.sentence.text, sheet, source_of(c), kind="citation", ref=ref), edits))


def _later(c: Chosen) -> bool:
    """Whether it names a year after the one the paper tells of: 2026年新增1080户 in a report on 2025 is a plan."""
    told = _TITLE_YEAR.search(c.passage.title)
    year = int(told.group(1)) if told else c.passage.issued.year if c.passage.issued else 0
    named = (int(y) for y in _NAMED_YEAR.findall(_PAPER.sub("", c.sentence.plain)))
    return bool(year) and any(y > year for y in named)


def _edits(c: Chosen, profile: Profile) -> dict[str, str] | None:
    """Phrase → what stands for it today; None when the sentence needs a date that the paper does not have."""
    text, issued = c.sentence.text, c.passage.issued
    names = (n for n in (profile.name, profile.short, *profile.aliases) if not n.endswith("部门"))
    edits = {name: profile.we for name in names if name in text}
    if _YEAR.search(text):
        return edits
    told = _TITLE_YEAR.search(c.passage.title)
    if issued is None:
        return None
    year = int(told.group(1)) if told else issued.year
    month = f"{issued.year}年{issued.month}月"
    relative = {
        "今年": f"{year}年", "本年度": f"{year}年", "去年": f"{year - 1}年", "上年": f"{year - 1}年",
        "截至目前": f"截至{month}", "目前": f"截至{month}",
    }  # fmt: skip
    hits = {k: v for k, v in relative.items() if k in text}
    return edits | (hits or {"": f"{year}年，" if told else f"截至{month}，"})


def _applied(runs: tuple[Run, ...], edits: dict[str, str]) -> tuple[Run, ...]:
    pattern = "|".join(re.escape(k) for k in sorted(filter(None, edits), key=len, reverse=True))
    lead = edits.get("", "")
    made = [
        Run(re.sub(pattern, lambda m: edits[m.group()], r.text), r.kind, r.ref) if pattern and r.kind != "figure" else r
        for r in runs
    ]
    return (Run(lead), *made) if lead else tuple(made)
