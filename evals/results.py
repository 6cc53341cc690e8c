"""What a run found, as it is kept in JSON; unknown keys are refused when it is read again."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge_base.errors import InputError

Outcome = Literal["passed", "failed", "unscored", "errored", "interrupted"]
OUTCOMES: tuple[Outcome, ...] = ("passed", "failed", "unscored", "errored", "interrupted")


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Alarm(_Kept):
    """One finding, with the paragraph it stands in."""

    check: str
    severity: str
    message: str
    quote: str
    start: int
    end: int
    paragraph: str = ""


class Case(_Kept):
    """One case. ``group`` is what recalls are given by (a fault's kind, a query's kind); ``needs`` as in the list of
    faults; ``document`` is what a paired test resamples. ``alarms``: for a planted fault what was found at its place, for a
    clean paper or a decoy what was found wrongly."""

    id: str
    suite: str
    group: str
    document: str
    outcome: Outcome
    needs: str = ""
    name: str = ""
    before: str = ""
    after: str = ""
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    paragraph: str = ""
    characters: int = 0
    alarms: tuple[Alarm, ...] = ()
    elsewhere: int = 0
    score: float | None = None
    note: str = ""
    milliseconds: float = 0.0


class Hashes(_Kept):
    """Of everything that a number depends on."""

    data: str
    rules: str
    prompts: str = ""
    model: str = ""


class Run(_Kept):
    suite: str
    hashes: Hashes
    seed: int
    cases: tuple[Case, ...]
    measures: dict[str, float] = {}
    """Figures of suites whose cases are not a share: recall@5, seconds."""
    interrupted: bool = False

    def outcomes(self) -> dict[Outcome, int]:
        return {o: sum(c.outcome == o for c in self.cases) for o in OUTCOMES}


def write(run: Run, path: Path) -> None:
    path.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Run:
    """Raises InputError for what is no result of ours."""
    try:
        return Run.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, ValidationError, UnicodeDecodeError) as e:
        raise InputError(f"{path} 不是评测结果文件，请用 --json 生成的文件。") from e
