"""The figures of a run of ``checks``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.faults import FAULTS
from evals.results import Case, Run
from evals.statistics import percentile, wilson

NEEDS = ("self", "table", "src", "llm")


@dataclass(frozen=True)
class Share:
    """``hits`` of ``n``, with the 95% Wilson interval."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.n)


@dataclass(frozen=True)
class Alarms:
    """False alarms of one group of clean papers; also per 1,000 characters."""

    characters: int
    errors: int
    all: int

    @property
    def errors_per_1000(self) -> float:
        return 1000 * self.errors / max(self.characters, 1)

    @property
    def all_per_1000(self) -> float:
        return 1000 * self.all / max(self.characters, 1)


@dataclass(frozen=True)
class Scores:
    """``kinds`` by fault id, single faults only; ``macro`` is the mean over kinds of one need, ``strong`` the share of its
    kinds at 90% or above."""

    kinds: dict[str, Share]
    needs: dict[str, Share]
    macro: dict[str, float]
    strong: dict[str, Share]
    second: Share
    alarms: Alarms
    groups: dict[str, Alarms]
    """By where the clean papers come from."""
    decoys: Share
    p50: float
    p95: float
    slowest_4000: float
    """Milliseconds for the 4,000 characters, at the pace of the slowest twentieth of clean papers."""


def is_fault(case: Case) -> bool:
    return bool(case.needs)


def scores(run: Run) -> Scores:
    faults = [c for c in run.cases if is_fault(c) and c.outcome in ("passed", "failed")]
    single = [c for c in faults if "+" not in c.group]
    kinds = {f.id: share(c for c in single if c.group == f.id) for f in FAULTS}
    kinds = {k: s for k, s in kinds.items() if s.n}
    by_need = {n: [f.id for f in FAULTS if f.needs == n and f.id in kinds] for n in NEEDS}
    clean = [c for c in run.cases if c.group == "clean" and c.outcome in ("passed", "failed")]
    times = [c.milliseconds for c in run.cases if c.milliseconds]
    return Scores(
        kinds=kinds,
        needs={n: share(c for c in single if c.needs == n) for n in NEEDS},
        macro={n: _mean([kinds[k].value for k in ids]) for n, ids in by_need.items()},
        strong={n: Share(sum(kinds[k].value >= 0.9 for k in ids), len(ids)) for n, ids in by_need.items()},
        second=share(c for c in faults if "+" in c.group),
        alarms=_alarms(clean),
        groups={g: _alarms([c for c in clean if _group(c) == g]) for g in sorted({_group(c) for c in clean})},
        decoys=share(c for c in run.cases if c.group == "decoy" and c.outcome in ("passed", "failed")),
        p50=percentile(times, 0.5),
        p95=percentile(times, 0.95),
        slowest_4000=percentile(
            [c.milliseconds * 4000 / max(c.characters, 1) for c in clean if c.characters >= 400], 0.95
        ),
    )


def _group(case: Case) -> str:
    return case.document.partition("/")[0]


def _alarms(clean: Sequence[Case]) -> Alarms:
    found = [a for c in clean for a in c.alarms]
    return Alarms(sum(c.characters for c in clean), sum(a.severity == "error" for a in found), len(found))


def share(cases: Iterable[Case]) -> Share:
    found = [c.outcome == "passed" for c in cases]
    return Share(sum(found), len(found))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
