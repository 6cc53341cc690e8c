"""One checked file, as every report shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from assistant.checks.registry import RULES
from assistant.draft import BlockKind, Draft
from assistant.findings import SEVERITY_WORDS, Finding, Severity
from assistant.reviewing.review import Reviewed

GROUP_WORDS: dict[Severity, str] = {"error": "必须改", "warning": "提醒", "advice": "建议"}
"""How a list of findings names its groups; the gravest first."""
_BLOCK_WORDS: dict[BlockKind, str] = {
    "class-mark": "版头", "title": "标题", "number": "文号", "salutation": "称谓", "attachment": "附件说明", "signature": "署名",
    "date": "日期", "note": "附注", "copies": "抄送",
}  # fmt: skip
_RULES = {rule.id: rule for rule in RULES}
_CONTEXT = 24
"""Characters shown before and after a quotation."""


@dataclass(frozen=True)
class Checked:
    """A file of a run: ``reviewed``, or the ``error`` that kept it from being read. ``dismissed`` says of a finding
    why a person held that it doesn't apply."""

    path: str
    reviewed: Reviewed | None = None
    error: str = ""
    dismissed: Mapping[Finding, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[tuple[int, Finding], ...]:
        """What is left to do, numbered from 1 in the order of the text."""
        findings = self.reviewed.report.findings if self.reviewed else ()
        return tuple((n, f) for n, f in enumerate(findings, 1) if f not in self.dismissed)

    def of(self, severity: Severity) -> tuple[tuple[int, Finding], ...]:
        return tuple((n, f) for n, f in self.open if f.severity == severity)

    @property
    def tally(self) -> str:
        """``必须改 2 处，提醒 1 处，建议 0 处``."""
        return "，".join(f"{word} {len(self.of(s))} 处" for s, word in GROUP_WORDS.items())


def places(draft: Draft) -> tuple[str, ...]:
    """For each block how a person finds it: 标题, 署名, or 第3段 (lines with text counted from the first of the body)."""
    named: list[str] = []
    counted = 0
    for block in draft.blocks:
        body = block.kind not in _BLOCK_WORDS
        counted += body and bool(block.text.strip())
        named.append(f"第{max(counted, 1)}段" if body else _BLOCK_WORDS[block.kind])
    return tuple(named)


def place(draft: Draft, finding: Finding) -> str:
    """Where a finding stands, empty for one about the whole paper."""
    if finding.start == finding.end == 0:
        return "全文"
    ends = accumulate(len(b.text) + 1 for b in draft.blocks)
    return next((name for name, end in zip(places(draft), ends, strict=True) if finding.start < end), "文末")


def context(draft: Draft, finding: Finding) -> tuple[str, str, str]:
    """What stands before, in and after a finding, on its own line or lines."""
    text = draft.text
    begin = max(text.rfind("\n", 0, finding.start) + 1, finding.start - _CONTEXT)
    line_end = text.find("\n", finding.end)
    stop = min(line_end if line_end >= 0 else len(text), finding.end + _CONTEXT)
    before, after = text[begin : finding.start], text[finding.end : stop]
    cut = text[begin - 1 : begin] not in ("", "\n")
    more = text[stop : stop + 1] not in ("", "\n")
    return ("…" if cut else "") + before, text[finding.start : finding.end], after + ("…" if more else "")


def grounds(finding: Finding) -> tuple[str, str]:
    """The reason of the finding's rule and its authority; empty where no rule has its id."""
    rule = _RULES.get(finding.check)
    return (rule.reason, rule.authority) if rule else ("", "")


def remedy(finding: Finding) -> str:
    """What a safe fix would do, in words."""
    if finding.fix is None:
        return ""
    return f"改为“{finding.fix}”" if finding.fix else "删去"


def by_gravity(checked: Checked) -> Iterator[tuple[int, Finding]]:
    for severity in SEVERITY_WORDS:
        yield from checked.of(severity)
