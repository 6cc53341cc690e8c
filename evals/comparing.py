"""Two runs case by case, and the gate that guards a change."""

from collections.abc import Iterator
from dataclasses import dataclass

from evals.faults import FAULTS
from evals.results import Case, Run
from evals.scores import is_fault
from evals.statistics import bootstrap, mcnemar

_SCORED = ("passed", "failed")


@dataclass(frozen=True)
class Kind:
    """One group in both runs: cases that only one of them got right; ``difference`` is second − first."""

    group: str
    n: int
    only_first: int
    only_second: int

    @property
    def difference(self) -> float:
        return (self.only_second - self.only_first) / self.n if self.n else 0.0


@dataclass(frozen=True)
class Comparison:
    """``p`` is McNemar's over all planted faults, ``interval`` the bootstrap by document of the difference in recall."""

    kinds: tuple[Kind, ...]
    total: Kind
    p: float
    interval: tuple[float, float]
    unpaired: int
    lost: tuple[str, ...]
    won: tuple[str, ...]


def compare(first: Run, second: Run) -> Comparison:
    """Only cases that both runs scored are paired; the others are counted."""
    a, b = _scored(first), _scored(second)
    both = [i for i in a if i in b]
    groups: dict[str, list[str]] = {}
    for i in both:
        groups.setdefault(a[i].group if not is_fault(a[i]) or "+" not in a[i].group else "二处", []).append(i)
    faults = [i for i in both if is_fault(a[i])] or both
    by_document: dict[str, list[int]] = {}
    for i in faults:
        by_document.setdefault(a[i].document, []).append(int(_right(b[i])) - int(_right(a[i])))
    total = _kind("全部", faults, a, b)
    return Comparison(
        kinds=tuple(_kind(g, ids, a, b) for g, ids in sorted(groups.items())),
        total=total,
        p=mcnemar(total.only_first, total.only_second),
        interval=bootstrap([(float(sum(d)), len(d)) for _, d in sorted(by_document.items())]),
        unpaired=len(a) + len(b) - 2 * len(both),
        lost=tuple(i for i in both if _right(a[i]) and not _right(b[i])),
        won=tuple(i for i in both if _right(b[i]) and not _right(a[i])),
    )


def gate(baseline: Run, run: Run) -> Iterator[str]:
    """Chinese sentences on what became worse; none when recall did not fall and false alarms did not rise. Like is
    compared with like: kinds and papers that the baseline does not have say nothing."""
    compared = compare(baseline, run)
    names = {f.id: f.name for f in FAULTS}
    for kind in compared.kinds:
        if kind.only_first > kind.only_second and kind.group not in ("clean", "decoy"):
            lost = kind.only_first - kind.only_second
            yield f"{kind.group} {names.get(kind.group, '')}：召回下降，{kind.n} 处中少找到 {lost} 处"
    old, new = _scored(baseline), _scored(run)
    shared = [i for i in old if i in new and old[i].group in ("clean", "decoy")]
    for word, severities in (("错误级误报", ("error",)), ("误报", ("error", "warning", "advice"))):
        before, after = (sum(a.severity in severities for i in shared for a in side[i].alarms) for side in (old, new))
        if after > before:
            worst = max(shared, key=lambda i: len(new[i].alarms) - len(old[i].alarms))
            checks = sorted({a.check for a in new[worst].alarms} - {a.check for a in old[worst].alarms})
            yield f"{word}由 {before} 条增到 {after} 条（如 {worst}：{'、'.join(checks) or '同一规则更多'}）"
    for name, value in baseline.measures.items():
        if name in run.measures and run.measures[name] < value - 1e-9 and not name.endswith(_COSTS):
            yield f"{name}由 {value:.3f} 降到 {run.measures[name]:.3f}"
    missing = [i for i in old if i not in new]
    if missing:
        yield f"有 {len(missing)} 个用例在基线中有结果、这次没有（如 {missing[0]}）"


_COSTS = ("秒", "毫秒", "无来源的数字", "误拒")
"""Measures of which less is better; they are not gated."""


def _scored(run: Run) -> dict[str, Case]:
    return {c.id: c for c in run.cases if c.outcome in _SCORED}


def _right(case: Case) -> bool:
    return case.outcome == "passed"


def _kind(group: str, ids: list[str], a: dict[str, Case], b: dict[str, Case]) -> Kind:
    return Kind(
        group,
        len(ids),
        sum(_right(a[i]) and not _right(b[i]) for i in ids),
        sum(_right(b[i]) and not _right(a[i]) for i in ids),
    )
