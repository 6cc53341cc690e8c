"""How long the first Word file takes: a report of twelve pages with a long title, written by a process that has just begun."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from assistant.draft import Block, Draft, Run
from assistant.export.word import write_letter
from knowledge_base import profiles

_RUNS = 3
_TITLE = "关于报送2026年度省十四届人大五次会议代表建议和省政协十三届四次会议提案办理工作情况的报告"
_WORDS = (
    "我厅把建议提案办理作为改进工作的重要抓手，逐件明确承办处室和完成时限，定期通报进展，确保件件有着落、事事有回音。"
    * 3
)


def report() -> Draft:
    """Some twelve pages: 22 lines of 28 characters each."""
    sections = [
        [Block("heading", (Run(f"（{n}）主要做法"),), level=2), *(Block("paragraph", (Run(_WORDS),)) for _ in range(5))]
        for n in "一二三四五六七"
    ]
    head = [Block("title", (Run(_TITLE),)), Block("salutation", (Run("省政府办公厅："),))]
    foot = [Block("signature", (Run("示例省工业和信息化厅"),)), Block("date", (Run("2026年7月10日"),))]
    return Draft("report", "送审稿", (*head, *(b for s in sections for b in s), *foot))


def seconds() -> float:
    """Of one write, with whatever it loads; the modules' own imports not counted."""
    draft, profile = report(), profiles.load(profiles.names()[0])
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        write_letter(draft, profile, Path(folder, "报告.docx"), sources="none")
        return time.perf_counter() - began


def main() -> None:
    found = sorted(float(subprocess.check_output([sys.executable, "-m", "evals.cold_write"])) for _ in range(_RUNS))
    print(f"\n写 Word：十二页的报告，刚启动的进程第一次写 {found[_RUNS // 2]:.2f} 秒（{_RUNS} 次的中位数）")


if __name__ == "__main__":
    print(seconds())
