"""The report as an Excel table: a line a finding, to work through and to hand on."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.export.sheets import Sheet, Value, write_workbook
from assistant.export.sources import describe
from assistant.findings import SEVERITY_WORDS
from assistant.reporting.checked import Checked, by_gravity, grounds, place, remedy

_COLUMNS = (
    ("文件", 24), ("序号", 6), ("程度", 8), ("位置", 10), ("原文", 36), ("问题", 44), ("应为", 24), ("说明", 44), ("来源", 44),
    ("可直接改正", 16), ("依据", 36), ("规则", 28), ("处理", 24),
)  # fmt: skip


def write_table(files: Iterable[Checked], out: Path) -> None:
    """Raises InputError when ``out`` cannot be written."""
    write_workbook([Sheet("校核结果", _COLUMNS, [row for checked in files for row in _rows(checked)])], out)


def _rows(checked: Checked) -> Iterator[tuple[Value, ...]]:
    if checked.reviewed is None:
        yield (checked.path, None, "", "", "", checked.error, *[""] * 7)
        return
    draft, report = checked.reviewed.draft, checked.reviewed.report
    dismissed = [(n, f) for n, f in enumerate(report.findings, 1) if f in checked.dismissed]
    for n, f in (*by_gravity(checked), *dismissed):
        source = describe(f.source) if f.source else ""
        done = f"不适用：{checked.dismissed[f]}" if f in checked.dismissed else ""
        yield (
            checked.path, n, SEVERITY_WORDS[f.severity], place(draft, f), f.quote, f.message, f.expected, f.detail, source,
            remedy(f), grounds(f)[1], f.check, done,
        )  # fmt: skip
