"""Numbered headings that skip, repeat, or wear the number of another level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.checks.context import ALL_KINDS, CheckContext
from assistant.checks.ladder import Step, mark, steps
from assistant.checks.rule import Example, Hit, Rule
from assistant.checks.samples import LETTER
from assistant.draft import Draft

_LEVELS = (1, 2, 3, 4)
_SKIPPED, _SLIPPED, _STRANGE = "前一个同级序号是“{}”", "前后是“{}”", "与同级的“{}”写法不一"


@dataclass
class _Ladder:
    """Where each level stands: its last number, and whether a new list of it may begin."""

    last: dict[int, int] = field(default_factory=lambda: dict.fromkeys(_LEVELS, 0))
    fresh: dict[int, bool] = field(default_factory=lambda: dict.fromkeys(_LEVELS, True))

    def fits(self, level: int, number: int) -> bool:
        last, fresh = self.last[level], self.fresh[level]
        return number == last + 1 or (number == 1 and (fresh or last > 1))

    def go(self, level: int, number: int) -> None:
        self.last[level], self.fresh[level] = number, False
        for deeper in range(level + 1, 5):
            self.fresh[deeper] = True
            if deeper > 2:
                self.last[deeper] = 0  # （N） may run on through 一、 and 二、; N. may not


def check(draft: Draft, context: CheckContext) -> Iterator[Hit]:  # noqa: ARG001  # one signature for all rules
    found = list(steps(draft))
    ladder = _Ladder()
    i = 0
    while i < len(found):
        step = found[i]
        if step.begins:
            for level in (2, 3, 4):
                ladder.fresh[level] = True
        earlier = _twin(found, i, outer=True)
        other = 0 if earlier else _worn_by(found, i, ladder)
        earlier = earlier or (None if other else _earlier(found, i, ladder))
        if earlier is not None:
            at, level = earlier
            yield _hit(found[at], mark(level, found[at].number), _STRANGE.format(mark(level, found[at].number + 1)))
            found[at] = replace(found[at], level=level)
            ladder = _replayed(found[:i])
            continue
        other = other or _left_to(found, i, ladder)
        if other:
            yield _hit(step, mark(other, step.number), _STRANGE.format(mark(other, max(step.number - 1, 1))))
            step = replace(step, level=other)
            found[i] = step
        elif not ladder.fits(step.level, step.number):
            right = _right_number(found, i, ladder)
            last = ladder.last[step.level]
            before = _SKIPPED.format(mark(step.level, last)) if last else "前面没有同级的序号"
            yield _hit(step, mark(step.level, right[0]), before, sure=right[1] and not _copied(draft, step))
            if right[1]:
                step = replace(step, number=right[0])
                found[i] = step
        ladder.go(step.level, step.number)
        i += 1


def _replayed(before: Sequence[Step]) -> _Ladder:
    ladder = _Ladder()
    for step in before:
        ladder.go(step.level, step.number)
    return ladder


def _next(found: Sequence[Step], i: int, level: int) -> Step | None:
    """The next step of a level after place ``i``, in the same part."""
    for step in found[i + 1 :]:
        if step.level == level:
            return step
        if step.level < level:
            return None
    return None


def _worn_by(found: Sequence[Step], i: int, ladder: _Ladder) -> int:
    """The level whose list step ``i`` goes on and the next of that level continues, when it wears another level's mark;
    0 when it doesn't."""
    step = found[i]
    strong = [
        level
        for level in _LEVELS
        if level != step.level
        and ladder.fits(level, step.number)
        and (following := _next(found, i, level)) is not None
        and following.number == step.number + 1
        and (step.number > 1 or not following.begins)
    ]
    own = _next(found, i, step.level)
    fits = ladder.fits(step.level, step.number)
    if not strong or (fits and own is not None and own.number == step.number + 1):
        return 0
    natural = fits and (step.number > 1 or ladder.last[step.level] == 0 or ladder.fresh[step.level])
    if natural and step.number == 1:
        return 0
    return next((level for level in strong if not natural or _shaped(found, i, level)), 0)


def _left_to(found: Sequence[Step], i: int, ladder: _Ladder) -> int:
    """The level whose last step ``i`` may be, when it fits its own level badly; 0 for none."""
    step, own = found[i], _next(found, i, found[i].level)
    if own is not None and own.number == step.number + 1:
        return 0
    fits = ladder.fits(step.level, step.number)
    for level in _LEVELS:
        last = ladder.last[level]
        if level == step.level or step.number == 1 or last != step.number - 1 or _next(found, i, level) is not None:
            continue
        if _shaped(found, i, level) or (not fits and not any(s.level == step.level for s in found[:i])):
            return level
    return 0


def _shaped(found: Sequence[Step], i: int, level: int) -> bool:
    """Whether step ``i`` looks like the steps of that level before it, and unlike those of its own."""
    theirs = [s.alone for s in found[:i] if s.level == level]
    own = [s.alone for s in found[:i] if s.level == found[i].level]
    return bool(theirs) and theirs[-1] == found[i].alone and not (own and own[-1] == found[i].alone)


def _earlier(found: Sequence[Step], i: int, ladder: _Ladder) -> tuple[int, int] | None:
    """An earlier step that should have worn another level, and that level: the one before this step's number (1、 before
    （二）), or the one with the same mark as this step."""
    step = found[i]
    if step.number == ladder.last[step.level] and not ladder.fresh[step.level]:
        return _twin(found, i, outer=False)
    if step.number == 1 or (ladder.fits(step.level, step.number) and not ladder.fresh[step.level]):
        return None
    for at in range(i - 1, -1, -1):
        earlier = found[at]
        if earlier.level == step.level or (earlier.level < step.level and (not _only(found, at) or _only(found, i))):
            return None
        if earlier.number == step.number - 1:
            before = _replayed(found[:at])
            right = before.last[step.level] == earlier.number - 1
            right = right or (earlier.number == 1 and step.level > 1 and before.fresh[step.level])
            following = _next(found, at, earlier.level)
            single = following is None or following.number != earlier.number + 1
            own = earlier.number > 1 and before.last[earlier.level] == earlier.number - 1
            if right and single and earlier.alone == step.alone and (not own or _shaped(found, at, step.level)):
                return at, step.level
    return None


def _only(found: Sequence[Step], at: int) -> bool:
    """Whether no other step of the paper has this one's level."""
    return sum(s.level == found[at].level for s in found) == 1


def _twin(found: Sequence[Step], i: int, *, outer: bool) -> tuple[int, int] | None:
    """Of two steps with one mark the first, where it goes on the list of an outer level, or of a deeper one that the
    second doesn't look like."""
    step = found[i]
    at = next((k for k in range(i - 1, -1, -1) if found[k].level <= step.level), -1)
    if at < 0 or found[at].level != step.level or found[at].number != step.number:
        return None
    before = _replayed(found[:at])
    for level in _LEVELS:
        if level == step.level or before.last[level] != step.number - 1 or outer != (level < step.level):
            continue
        following = _next(found, i, level)
        continued = following is not None and following.number == step.number + 1
        if (continued if outer else step.number > 1) and not _shaped(found, i, level):
            return at, level
    return None


def _right_number(found: Sequence[Step], i: int, ladder: _Ladder) -> tuple[int, bool]:
    """The number that step ``i`` should have, and whether the next one proves that nothing else has to change."""
    step = found[i]
    right = 1 if ladder.fresh[step.level] and step.level > 1 else ladder.last[step.level] + 1
    following = _next(found, i, step.level)
    if following is not None and following.number == right + 1:
        return right, True
    run_on = ladder.last[step.level] + 1
    if following is not None and following.number == run_on + 1:
        return run_on, True
    return right, following is None and step.number == ladder.last[step.level]


def _hit(step: Step, right: str, why: str, *, sure: bool = True) -> Hit:
    return Hit(step.start, step.end, {"expected": right, "why": why}, expected=right, fix=right if sure else None)


def _copied(draft: Draft, step: Step) -> bool:
    """Whether the line stands in the paper twice: then one of the two has to go, not its number."""
    line = draft.text[draft.text.rfind("\n", 0, step.start) + 1 :].partition("\n")[0].strip()
    return sum(other.strip() == line for other in draft.text.split("\n")) > 1


_TWO = LETTER.replace("我厅已梳理", "（一）已做工作。我厅已梳理").replace(
    "二、关于", "（二）下步打算。完成修订。\n二、关于"
)
_THREE = _TWO.replace("（二）下步", "（二）存在不足。人手不够。\n（三）下步")

RULE = Rule(
    id="structure.heading-order",
    name="跳号、重号、错级的标题",
    message="应为“{expected}”：{why}。",
    reason="序号跳号、重号，说明有段落被删掉或重复；同级序号写法要一致。",
    authority="GB/T 9704-2012 7.3.3",
    severity="error",
    check=check,
    fires=(
        Example(LETTER.replace("二、关于", "三、关于")),
        Example(LETTER.replace("二、关于", "一、关于")),
        Example(_TWO.replace("（二）下步", "（一）下步")),
        Example(_TWO.replace("（二）下步", "（三）下步")),
        Example(_THREE.replace("（二）存在", "2、存在")),
        Example(_THREE.replace("（二）存在", "二、存在")),
        Example(_THREE.replace("（一）已做", "1、已做")),
        Example(_THREE.replace("（三）下步", "三、下步")),
    ),
    quiet=(
        Example(LETTER),
        Example(_TWO),
        Example(_THREE),
        Example(LETTER.replace("我厅已梳理", "（一）我厅已梳理").replace("2025年全省培训", "（一）2025年全省培训")),
        Example(LETTER.replace("我厅已梳理", "（一）我厅已梳理").replace("2025年全省培训", "（二）2025年全省培训")),
        Example(_TWO.replace("（二）下步", "1.下步")),
    ),
    kinds=ALL_KINDS,
)
