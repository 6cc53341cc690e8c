"""Several proposals in one paste are told apart by their titles and by what stands above each."""

import itertools
import re
from collections.abc import Sequence

from assistant.intake.fields import starts_with_label
from assistant.intake.mapped import Mapped, joined
from assistant.intake.session import find_sessions
from assistant.intake.titles import NUMBER, Title, find_titles

_SHORTEST_BODY = 20
_SHEET = re.compile(
    r"(?:建议|提案|议案)(?:纸|表|登记表|批评和意见)?[》\s]*$|第?[一二三四五六]件|^[\s=*_#—－~-]*(?:提案|建议|附件|案例)[一二三四五六七八九十\d]{1,2}[\s=*_#—－~：:-]*$|^[\s=*_#—-]+$|^\s*【[^】]{1,12}】\s*$"
)


def split(view: Mapped) -> list[Mapped]:
    """The text of each proposal, in order; the whole when there is but one."""
    lines = list(view.lines())
    titles = _heading_something(find_titles(lines), lines)
    starts = [0]
    for above, title in itertools.pairwise(titles):
        starts.append(_start(lines, above.last, title.first))
    ends = [*starts[1:], len(lines)]
    return [joined(lines[a:b], view.source) for a, b in zip(starts, ends, strict=True)]


def _heading_something(titles: Sequence[Title], lines: Sequence[Mapped]) -> list[Title]:
    """The titles with a text of their own under them (a list of titles heads nothing); an unsure one counts only when
    it comes first."""
    kept: list[Title] = []
    for n, t in enumerate(titles):
        until = titles[n + 1].first if n + 1 < len(titles) else len(lines)
        under = "".join(line.text for line in lines[t.last + 1 : until])
        own = lines[t.last].text
        if not t.sure and kept:
            continue
        if len(re.sub(r"\s", "", under)) + max(0, len(own) - len(t.value) - 60) >= _SHORTEST_BODY and re.search(
            "[。；]", under + own
        ):
            kept.append(t)
    return kept


def _start(lines: Sequence[Mapped], above: int, first: int) -> int:
    """The first line of a proposal whose title stands on line ``first``: the lines above it that belong to its head."""
    start = first
    k = first - 1
    while k > above:
        text = lines[k].text.strip()
        if not text:
            k -= 1
            continue
        if len(text) > 90 or text.endswith("。") or not _heads(text):
            break
        start = k
        k -= 1
    return start


def _heads(text: str) -> bool:
    if re.match(r"(?:代表签名|委员签名|签名|签字|联系人|联系电话|落款)", text) or re.fullmatch(
        r"[\d年月日\s./-]+", text
    ):
        return False
    return bool(
        starts_with_label(text) or next(find_sessions(text), None) or NUMBER.search(text) or _SHEET.search(text)
    )
