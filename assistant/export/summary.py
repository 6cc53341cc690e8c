"""The table of a batch of replies: one line a file, whether it became a letter or not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.export.sheets import Sheet, write_workbook


@dataclass(frozen=True)
class SummaryRow:
    """``statuses`` are those of the asks in order; ``findings`` their severities. A failed file has only ``file``
    and ``error``."""

    file: str
    kind: str = ""
    number: str = ""
    title: str = ""
    role: str = ""
    statuses: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    signer: str = ""
    deliver_to: str = ""
    output: str = ""
    error: str = ""


_COLUMNS = (
    ("文件", 28), ("类别", 8), ("编号", 12), ("标题", 48), ("角色", 8), ("诉求", 6), ("已答复", 8), ("仅有依据", 9),
    ("无材料", 8), ("非本单位", 9), ("错误", 6), ("提醒", 6), ("建议", 6), ("签发", 10), ("送达", 24), ("答复文件", 36), ("未完成原因", 60),
)  # fmt: skip


def write_summary(rows: Sequence[SummaryRow], out: Path) -> None:
    """Raises InputError when ``out`` cannot be written."""
    write_workbook((Sheet("办理汇总", _COLUMNS, [_line(row) for row in rows]),), out)


def _line(row: SummaryRow) -> tuple[str | int | None, ...]:
    if row.error:
        counts: tuple[int | None, ...] = (None,) * 8
    else:
        status, severity = Counter(row.statuses), Counter(row.findings)
        counts = (
            len(row.statuses),
            *(status[s] for s in ("answered", "basis-only", "open", "elsewhere")),
            *(severity[s] for s in ("error", "warning", "advice")),
        )
    return (
        row.file,
        row.kind,
        row.number,
        row.title,
        row.role,
        *counts,
        row.signer,
        row.deliver_to,
        row.output,
        row.error,
    )
